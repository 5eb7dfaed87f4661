import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Mapping } from '../../../src/awarding/mapping.js';
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

  it('keeps what a version asked for, whatever happens to the mapping', async () => {
    const { mappings } = database.stores;
    const institutionId = randomUUID();
    const mapping = buildMapping({ institutionId });
    await mappings.create(institutionId, mapping);
    await mappings.setState(institutionId, mapping.id, 'needs-look', 'doubled-key', LATER);

    const stands = { ...mapping, state: 'needs-look', stateReason: 'doubled-key', updatedAt: LATER } as const;
    expect(await mappings.find(institutionId, 'course-1', mapping.id)).toEqual(stands);
    expect(await mappings.findVersion(institutionId, mapping.id, 1)).toEqual(stands);
    expect(await mappings.findVersion(institutionId, mapping.id, 2)).toBeNull();

    const second = { ...stands, version: 2, wait: { notBefore: null, stoodHours: 24 } };
    expect(await mappings.revise(institutionId, second)).toBe(true);
    expect(await mappings.findVersion(institutionId, mapping.id, 1)).toEqual(stands);
    expect(await mappings.findVersion(institutionId, mapping.id, 2)).toEqual(second);
  });

  it('has under the number of a version what the one of two stores wrote that came first', async () => {
    const { mappings } = database.stores;
    const again = await database.reopen();
    const institutionId = randomUUID();
    const mapping = buildMapping({ institutionId });
    await mappings.create(institutionId, mapping);
    for (let version = 2; version <= 12; version += 1) {
      const revisions = [24, 48].map((stoodHours) => ({
        ...mapping,
        version,
        wait: { notBefore: null, stoodHours },
      }));
      const [one, other] = revisions as [Mapping, Mapping];
      const isKept = await Promise.all([
        mappings.revise(institutionId, one),
        again.stores.mappings.revise(institutionId, other),
      ]);
      expect(isKept.filter(Boolean)).toHaveLength(1);
      const won = isKept[0] ? one : other;
      expect((await mappings.findVersion(institutionId, mapping.id, version))?.wait).toEqual(won.wait);
      expect((await mappings.findVersion(institutionId, mapping.id, version - 1))?.version).toBe(version - 1);
    }
    await again.close();
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
