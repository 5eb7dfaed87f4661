import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildMapping, minutesAfterNoon, NOON } from '../../support/build-records.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

let database: TestStores;
beforeAll(async () => void (database = await openTestStores()));
afterAll(() => database.close());

const LATER = minutesAfterNoon(5);

describe('mapping store', () => {
  it('finds a mapping by id and by key, whole, inside its course only', async () => {
    const { mappings } = database.stores;
    const institutionId = randomUUID();
    const mapping = buildMapping({
      institutionId,
      wait: { notBefore: LATER, stoodHours: 1.5 },
      state: 'needs-look',
      stateReason: 'doubled-key',
      seenAt: NOON,
    });
    await mappings.create(institutionId, mapping);

    expect(await mappings.find(institutionId, 'course-1', mapping.id)).toEqual(mapping);
    expect(await mappings.findByKey(institutionId, 'course-1', mapping.key)).toEqual(mapping);
    expect(await mappings.find(institutionId, 'course-2', mapping.id)).toBeNull();
    expect(await mappings.findByKey(institutionId, 'course-2', mapping.key)).toBeNull();
  });

  it('tells the badge class of a key from any course of the institution, and of no unknown key', async () => {
    const { mappings } = database.stores;
    const institutionId = randomUUID();
    const mapping = buildMapping({ institutionId, courseId: 'course-2' });
    await mappings.create(institutionId, mapping);

    expect(await mappings.findBadgeClassId(institutionId, mapping.key)).toBe(mapping.badgeClassId);
    expect(await mappings.findBadgeClassId(institutionId, 'unknown')).toBeNull();
  });

  it('keeps version 1 as it was made, whatever happens to the mapping', async () => {
    const { mappings } = database.stores;
    const institutionId = randomUUID();
    const mapping = buildMapping({ institutionId });
    await mappings.create(institutionId, mapping);
    await mappings.setState(institutionId, mapping.id, 'needs-look', 'doubled-key', LATER);

    expect(await mappings.findVersion(institutionId, mapping.id, 1)).toEqual(mapping);
    expect(await mappings.findVersion(institutionId, mapping.id, 2)).toBeNull();
    expect(await mappings.find(institutionId, 'course-1', mapping.id)).toEqual({
      ...mapping,
      state: 'needs-look',
      stateReason: 'doubled-key',
      updatedAt: LATER,
    });
  });

  it('refuses a key that is taken, in any course', async () => {
    const { mappings } = database.stores;
    const institutionId = randomUUID();
    const mapping = buildMapping({ institutionId });
    await mappings.create(institutionId, mapping);

    await expect(
      mappings.create(institutionId, buildMapping({ institutionId, courseId: 'course-2', key: mapping.key })),
    ).rejects.toMatchObject({ code: 'already_exists' });
    expect(await mappings.list(institutionId, 'course-2')).toEqual([]);
  });

  it('lists the oldest first and leaves out the dropped', async () => {
    const { mappings } = database.stores;
    const institutionId = randomUUID();
    const newer = buildMapping({ institutionId, placedAt: LATER });
    const older = buildMapping({ institutionId, state: 'waiting-for-approval' });
    const dropped = buildMapping({ institutionId, state: 'dropped' });
    for (const one of [newer, older, dropped]) await mappings.create(institutionId, one);

    expect(await mappings.list(institutionId, 'course-1')).toEqual([older, newer]);
  });

  it('notes the first time that it was seen, and no later one', async () => {
    const { mappings } = database.stores;
    const institutionId = randomUUID();
    const mapping = buildMapping({ institutionId });
    await mappings.create(institutionId, mapping);
    await mappings.markSeen(institutionId, mapping.id, NOON);
    await mappings.markSeen(institutionId, mapping.id, LATER);

    expect((await mappings.find(institutionId, 'course-1', mapping.id))?.seenAt).toEqual(NOON);
  });

  it('drops what was placed before the given moment and never seen', async () => {
    const { mappings } = database.stores;
    const institutionId = randomUUID();
    const old = buildMapping({ institutionId });
    const seen = buildMapping({ institutionId, seenAt: NOON });
    const young = buildMapping({ institutionId, placedAt: LATER });
    for (const one of [old, seen, young]) await mappings.create(institutionId, one);

    expect(await mappings.dropUnseen(institutionId, LATER, LATER)).toBe(1);
    expect(await mappings.dropUnseen(institutionId, LATER, LATER)).toBe(0);
    expect(await mappings.find(institutionId, 'course-1', old.id)).toMatchObject({
      state: 'dropped',
      stateReason: 'never-seen',
    });
    expect((await mappings.list(institutionId, 'course-1')).map(({ id }) => id)).toEqual([seen.id, young.id]);
  });
});
