import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildBadgeClass, minutesAfterNoon } from '../../support/build-records.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

let database: TestStores;
beforeAll(async () => void (database = await openTestStores()));
afterAll(() => database.close());

describe('badge class store', () => {
  it.each([
    { where: 'any-course' as const },
    { where: 'listed-courses' as const, courseIds: ['course-1', 'course-2'] },
    { where: 'after-approval' as const },
  ])('gives back one that may be mapped in $where as it was made', async (mayBeMapped) => {
    const { badgeClasses } = database.stores;
    const institutionId = randomUUID();
    const badgeClass = buildBadgeClass({ institutionId, mayBeMapped });
    await badgeClasses.create(institutionId, badgeClass);

    expect(await badgeClasses.find(institutionId, badgeClass.id)).toEqual(badgeClass);
    expect(await badgeClasses.findPublic(badgeClass.id)).toEqual(badgeClass);
    expect(await badgeClasses.findVersion(institutionId, badgeClass.id, 1)).toEqual(badgeClass);
    expect(await badgeClasses.findVersion(institutionId, badgeClass.id, 2)).toBeNull();
  });

  it('lists them in the order in which they were made', async () => {
    const { badgeClasses } = database.stores;
    const institutionId = randomUUID();
    const second = buildBadgeClass({ institutionId, createdAt: minutesAfterNoon(1) });
    const first = buildBadgeClass({ institutionId });
    for (const one of [second, first]) await badgeClasses.create(institutionId, one);

    expect(await badgeClasses.list(institutionId)).toEqual([first, second]);
  });

  it('lets exactly one of several make an id, and keeps what that one made', async () => {
    const { badgeClasses } = database.stores;
    const institutionId = randomUUID();
    const { id } = buildBadgeClass();
    const drafts = ['A', 'B', 'C', 'D'].map((en) =>
      buildBadgeClass({ id, institutionId, name: { nl: en, en } }),
    );
    const attempts = await Promise.allSettled(drafts.map((one) => badgeClasses.create(institutionId, one)));

    const winner = attempts.findIndex(({ status }) => status === 'fulfilled');
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const attempt of attempts) {
      if (attempt.status === 'rejected') expect(attempt.reason).toMatchObject({ code: 'already_exists' });
    }
    expect(await badgeClasses.find(institutionId, id)).toEqual(drafts[winner]);
    expect(await badgeClasses.findVersion(institutionId, id, 1)).toEqual(drafts[winner]);
  });
});
