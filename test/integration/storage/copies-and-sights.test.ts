import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { minutesAfterNoon, NOON } from '../../support/build-records.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

let database: TestStores;
beforeAll(async () => void (database = await openTestStores()));
afterAll(() => database.close());

const A = 'institution-a';

function binding(overrides: { scope?: 'course' | 'column'; ref?: string; mappingKey?: string } = {}) {
  return {
    institutionId: A,
    courseId: 'course-1',
    claimedKey: 'old',
    scope: 'course' as const,
    ref: '',
    mappingKey: 'new',
    boundAt: NOON,
    ...overrides,
  };
}

describe('key bindings', () => {
  it('keeps the first for a course, key and place, also when several are made at once', async () => {
    const { keyBindings } = database.stores;
    await Promise.all(
      ['new', 'new', 'new'].map((mappingKey) => keyBindings.bind(A, binding({ mappingKey }))),
    );
    await keyBindings.bind(A, binding({ mappingKey: 'another' }));
    await keyBindings.bind(A, binding({ scope: 'column', ref: 'https://lms/1', mappingKey: 'copy' }));
    const found = await keyBindings.list(A, 'course-1');
    expect(found.map(({ scope, mappingKey }) => [scope, mappingKey]).sort()).toEqual([
      ['column', 'copy'],
      ['course', 'new'],
    ]);
    expect(await keyBindings.list(A, 'course-2')).toEqual([]);
  });
});

describe('answers to offered copies', () => {
  it('keeps the newest of each origin', async () => {
    const { copyAnswers } = database.stores;
    const answer = {
      institutionId: A,
      courseId: 'course-1',
      originCourseId: 'course-0',
      answer: 'declined' as const,
      answeredBy: 'teacher-1',
      answeredAt: NOON,
    };
    await copyAnswers.save(A, answer);
    await copyAnswers.save(A, { ...answer, answer: 'copied', answeredAt: minutesAfterNoon(1) });
    expect(await copyAnswers.list(A, 'course-1')).toEqual([
      { ...answer, answer: 'copied', answeredAt: minutesAfterNoon(1) },
    ]);
  });
});

describe('first sights of awards', () => {
  it('are one caller’s, for each revision', async () => {
    const { awardSights } = database.stores;
    const seen = await Promise.all([1, 2, 3].map(() => awardSights.see(A, 'award-1', 1, NOON)));
    expect(seen.filter(Boolean)).toHaveLength(1);
    expect(await awardSights.see(A, 'award-1', 1, NOON)).toBe(false);
    expect(await awardSights.see(A, 'award-1', 2, NOON)).toBe(true);
  });
});
