import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OutcomeSighting } from '../../../src/outcomes/outcome.js';
import { minutesAfterNoon, NOON } from '../../support/build-records.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

let database: TestStores;
beforeAll(async () => void (database = await openTestStores()));
afterAll(() => database.close());

const LATER = minutesAfterNoon(5);

function column(number: number, overrides: Partial<OutcomeSighting> = {}): OutcomeSighting {
  return {
    lineItemUrl: `https://lms.example.org/li/${number}?course=1`,
    mappingKey: `key-${number}`,
    tag: 'grade',
    label: `Column ${number}`,
    scoreMaximum: 10,
    ...overrides,
  };
}

describe('outcome store', () => {
  it('keeps one record per column and gives back those that are present', async () => {
    const { outcomes } = database.stores;
    const institutionId = randomUUID();
    const remembered = await outcomes.rememberColumns(
      institutionId,
      'course-1',
      [column(1), column(2, { mappingKey: null, tag: null })],
      NOON,
    );

    expect(remembered).toHaveLength(2);
    expect(remembered).toContainEqual({
      id: expect.any(String) as string,
      institutionId,
      courseId: 'course-1',
      source: 'tool-column',
      ...column(1),
      vanishedAt: null,
      seenAt: NOON,
    });
    expect(new Set(await outcomes.list(institutionId, 'course-1'))).toEqual(new Set(remembered));
  });

  it('writes nothing when a read says what is known, and only what differs otherwise', async () => {
    const { outcomes } = database.stores;
    const institutionId = randomUUID();
    const [first] = await outcomes.rememberColumns(institutionId, 'course-1', [column(1)], NOON);

    expect(await outcomes.rememberColumns(institutionId, 'course-1', [column(1)], LATER)).toEqual([first]);
    const renamed = column(1, { label: 'Exam', scoreMaximum: 20 });
    expect(await outcomes.rememberColumns(institutionId, 'course-1', [renamed], LATER)).toEqual([
      { ...first, ...renamed },
    ]);
  });

  it('marks what a read no longer shows, keeps the first such moment, and takes it back', async () => {
    const { outcomes } = database.stores;
    const institutionId = randomUUID();
    const [kept] = await outcomes.rememberColumns(institutionId, 'course-1', [column(1)], NOON);

    expect(await outcomes.rememberColumns(institutionId, 'course-1', [], LATER)).toEqual([]);
    await outcomes.rememberColumns(institutionId, 'course-1', [], minutesAfterNoon(9));
    expect(await outcomes.list(institutionId, 'course-1')).toEqual([{ ...kept, vanishedAt: LATER }]);

    const again = minutesAfterNoon(12);
    expect(await outcomes.rememberColumns(institutionId, 'course-1', [column(1)], again)).toEqual([
      { ...kept, vanishedAt: null, seenAt: again },
    ]);
  });

  it('makes one record per column however many reads arrive at once', async () => {
    const { outcomes } = database.stores;
    const institutionId = randomUUID();
    const columns = [1, 2, 3].map((number) => column(number));
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => outcomes.rememberColumns(institutionId, 'course-1', columns, NOON)),
    );

    expect(await outcomes.list(institutionId, 'course-1')).toHaveLength(3);
    const ids = answers.map((answer) => answer.map(({ id }) => id).sort());
    expect(new Set(ids.map(String)).size).toBe(1);
  });

  it('leaves the columns of another course alone', async () => {
    const { outcomes } = database.stores;
    const institutionId = randomUUID();
    await outcomes.rememberColumns(institutionId, 'course-1', [column(1)], NOON);
    await outcomes.rememberColumns(institutionId, 'course-2', [], LATER);

    expect((await outcomes.list(institutionId, 'course-1'))[0]?.vanishedAt).toBeNull();
  });
});
