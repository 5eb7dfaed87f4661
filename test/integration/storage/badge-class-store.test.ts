import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildBadgeClass, minutesAfterNoon } from '../../support/build-records.js';
import { buildFullBadgeClass } from '../../support/build-full-badge-class.js';
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

  it('gives back all that a badge class can say', async () => {
    const { badgeClasses } = database.stores;
    const institutionId = randomUUID();
    const full = buildFullBadgeClass({ institutionId });
    await badgeClasses.create(institutionId, full);

    expect(await badgeClasses.find(institutionId, full.id)).toEqual(full);
    expect(await badgeClasses.findPublicVersion(full.id, 1)).toEqual(full);
  });

  it('reads a record of before its newer members, and saves over it', async () => {
    const { badgeClasses } = database.stores;
    const institutionId = randomUUID();
    const old = buildBadgeClass({ institutionId });
    await database.connection.model('BadgeClass').collection.insertOne({
      _id: old.id as never,
      institutionId,
      issuerId: old.issuerId,
      version: 1,
      variant: old.variant,
      name: old.name,
      description: old.description,
      criteria: old.criteria,
      language: old.language,
      mayBeMapped: { where: 'any-course', courseIds: [] },
      artwork: old.artwork,
      createdAt: old.createdAt,
      updatedAt: old.updatedAt,
    });

    expect(await badgeClasses.find(institutionId, old.id)).toEqual(old);
    const saved = await badgeClasses.save(institutionId, 1, { ...old, version: 2, eqfLevel: 6 });
    expect(saved).toMatchObject({ version: 2, revision: 2, eqfLevel: 6 });
    expect(await badgeClasses.findVersion(institutionId, old.id, 1)).toEqual(old);
  });

  it('keeps each published version as it was, and no draft', async () => {
    const { badgeClasses } = database.stores;
    const institutionId = randomUUID();
    const draft = buildBadgeClass({ institutionId, state: 'draft', name: { nl: '', en: '' } });
    await badgeClasses.create(institutionId, draft);
    expect(await badgeClasses.listVersions(institutionId, draft.id)).toEqual([]);

    const first = await badgeClasses.save(institutionId, 1, { ...draft, state: 'published' });
    const second = await badgeClasses.save(institutionId, 2, { ...first!, version: 2, eqfLevel: 5 });
    expect(second).toMatchObject({ version: 2, revision: 3 });
    expect(await badgeClasses.listVersions(institutionId, draft.id)).toEqual([first, second]);
    expect(await badgeClasses.findPublicVersion(draft.id, 1)).toEqual(first);
    expect(await badgeClasses.findPublic(draft.id)).toEqual(second);
  });

  it('lets one of several who started from the same revision save', async () => {
    const { badgeClasses } = database.stores;
    const institutionId = randomUUID();
    const badgeClass = buildBadgeClass({ institutionId });
    await badgeClasses.create(institutionId, badgeClass);
    const saves = await Promise.all(
      [3, 4, 5, 6].map((eqfLevel) =>
        badgeClasses.save(institutionId, 1, { ...badgeClass, version: 2, eqfLevel }),
      ),
    );

    const saved = saves.filter((one) => one !== null);
    expect(saved).toHaveLength(1);
    expect(await badgeClasses.find(institutionId, badgeClass.id)).toEqual(saved[0]);
    expect(await badgeClasses.listVersions(institutionId, badgeClass.id)).toEqual([badgeClass, saved[0]]);
  });
});
