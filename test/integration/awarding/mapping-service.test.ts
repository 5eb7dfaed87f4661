import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MappingDraft } from '../../../src/awarding/mapping-service.js';
import type { BadgeClass } from '../../../src/badges/badge-class.js';
import { createAwardingWorld, type AwardingWorld } from '../../support/awarding-world.js';
import { minutesAfterNoon, NOON } from '../../support/build-records.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

let database: TestStores;
let world: AwardingWorld;
let badgeClass: BadgeClass;
beforeAll(async () => void (database = await openTestStores()));
afterAll(() => database.close());
beforeEach(async () => {
  world = await createAwardingWorld(database.stores);
  badgeClass = await world.addBadgeClass();
});

function place(draft: Partial<MappingDraft> = {}) {
  return world.mappingService.place(
    world.course,
    {
      badgeClassId: badgeClass.id,
      columnRole: 'grade',
      unit: 'percent',
      value: 55,
      columnMaximum: 100,
      readsColumnOf: null,
      wait: { notBefore: null, stoodHours: 0 },
      ...draft,
    },
    'teacher-1',
  );
}

const listActions = async () =>
  (await database.stores.audit.list(world.institutionId, 20)).map(({ action }) => action).sort();

describe('placing a mapping', () => {
  it('keeps it in the course under a key of 128 random bits', async () => {
    const wait = { notBefore: minutesAfterNoon(10), stoodHours: 2 };
    const mapping = await place({ wait });

    expect(mapping).toMatchObject({
      institutionId: world.institutionId,
      courseId: world.course.id,
      badgeClassId: badgeClass.id,
      version: 1,
      columnRole: 'grade',
      columnMaximum: 100,
      rule: { kind: 'at-least', columnKey: mapping.key, unit: 'percent', value: 55 },
      wait,
      state: 'active',
      placedAt: NOON,
      seenAt: null,
      createdBy: 'teacher-1',
    });
    expect(Buffer.from(mapping.key, 'base64url')).toHaveLength(16);
    expect((await place()).key).not.toBe(mapping.key);
    const { mappings } = database.stores;
    expect(await mappings.findByKey(world.institutionId, world.course.id, mapping.key)).toEqual(mapping);
    expect(await listActions()).toEqual(['mapping.created', 'mapping.created']);
  });

  it('asks an admin once and waits where the badge class wants a yes', async () => {
    badgeClass = await world.addBadgeClass({ mayBeMapped: { where: 'after-approval' } });
    expect((await place()).state).toBe('waiting-for-approval');
    expect((await place()).state).toBe('waiting-for-approval');

    const { approvals } = database.stores;
    expect(await approvals.find(world.institutionId, badgeClass.id, world.course.id)).toMatchObject({
      state: 'requested',
    });
    expect((await listActions()).filter((action) => action === 'mapping-approval.requested')).toHaveLength(1);
  });

  it('is active at once where the yes was said before', async () => {
    badgeClass = await world.addBadgeClass({ mayBeMapped: { where: 'after-approval' } });
    const { approvals } = database.stores;
    await approvals.decide(world.institutionId, badgeClass.id, world.course.id, 'approved', NOON);
    expect((await place()).state).toBe('active');
  });

  it('reads the column of another mapping for a badge column, and for none', async () => {
    const exam = await place();
    const badge = await place({ columnRole: 'badge', readsColumnOf: exam.key });
    const none = await place({ columnRole: 'none', readsColumnOf: exam.key });

    expect(badge).toMatchObject({ columnMaximum: 1, rule: { columnKey: exam.key } });
    expect(none).toMatchObject({ columnMaximum: null, rule: { columnKey: exam.key } });
  });

  it('reads its own column where it has one, whatever the form says', async () => {
    const exam = await place();
    const mapping = await place({ columnRole: 'assessed', readsColumnOf: exam.key });
    expect(mapping.rule).toMatchObject({ columnKey: mapping.key });
  });

  it.each<[Partial<MappingDraft>, string]>([
    [{ badgeClassId: 'unknown' }, 'badge-class-missing'],
    [{ value: -1 }, 'value-out-of-range'],
    [{ value: 100.1 }, 'value-out-of-range'],
    [{ value: Number.NaN }, 'value-out-of-range'],
    [{ unit: 'points', value: 101 }, 'value-out-of-range'],
    [{ columnMaximum: 0 }, 'maximum-out-of-range'],
    [{ columnMaximum: 101 }, 'maximum-out-of-range'],
    [{ columnMaximum: 9.5 }, 'maximum-out-of-range'],
    [{ wait: { notBefore: null, stoodHours: -1 } }, 'hours-out-of-range'],
    [{ wait: { notBefore: null, stoodHours: 24 * 90 + 1 } }, 'hours-out-of-range'],
    [{ columnRole: 'badge' }, 'column-missing'],
    [{ columnRole: 'none', readsColumnOf: 'unknown' }, 'column-missing'],
  ])('refuses %j with %s and keeps nothing', async (draft, problem) => {
    await expect(place(draft)).rejects.toMatchObject({ code: 'mapping_draft_invalid', problems: [problem] });
    expect(await database.stores.mappings.list(world.institutionId, world.course.id)).toEqual([]);
    expect(await listActions()).toEqual([]);
  });

  it('reads no column of a mapping that has no grades of its own, or of another course', async () => {
    const exam = await place();
    const badge = await place({ columnRole: 'badge', readsColumnOf: exam.key });
    const other = await createAwardingWorld(database.stores);
    const foreign = await other.addMapping(await other.addBadgeClass());

    for (const readsColumnOf of [badge.key, foreign.key]) {
      await expect(place({ columnRole: 'none', readsColumnOf })).rejects.toMatchObject({
        problems: ['column-missing'],
      });
    }
  });

  it('refuses a badge class of another institution, and one for other courses only', async () => {
    const other = await createAwardingWorld(database.stores);
    const foreign = await other.addBadgeClass();
    await expect(place({ badgeClassId: foreign.id })).rejects.toMatchObject({
      problems: ['badge-class-missing'],
    });
    badgeClass = await world.addBadgeClass({
      mayBeMapped: { where: 'listed-courses', courseIds: ['other'] },
    });
    await expect(place()).rejects.toMatchObject({ problems: ['badge-class-other-courses'] });
  });

  it('names all problems of a draft at once', async () => {
    await expect(place({ value: 101, columnMaximum: 0 })).rejects.toMatchObject({
      problems: ['maximum-out-of-range', 'value-out-of-range'],
    });
  });
});
