import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awardKey } from '../../../src/awarding/award.js';
import { DEFAULT_POLICIES } from '../../../src/awarding/policies.js';
import { createAwardingWorld, type AwardingWorld } from '../../support/awarding-world.js';
import {
  buildAward,
  buildAwardEnd,
  buildCourseSighting,
  buildRegistration,
  NOON,
} from '../../support/build-records.js';
import { buildMember } from '../../support/fake-lms.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

let database: TestStores;
let world: AwardingWorld;
beforeAll(async () => {
  database = await openTestStores();
  world = await createAwardingWorld(database.stores);
});
afterAll(() => database.close());

it('once ever is one award for a person, whichever of their users earned it', async () => {
  const badgeClass = await world.addBadgeClass();
  const mapping = await world.addMapping(badgeClass, {
    policies: { ...DEFAULT_POLICIES, scope: 'institution' },
  });
  const column = world.lms.addColumn(mapping.key);
  world.lms.enrol(buildMember('anna'), buildMember('anna-guest'), buildMember('ben'));
  for (const userId of ['anna', 'anna-guest', 'ben']) {
    const { id: learnerId } = await world.findLearner(userId);
    if (userId !== 'ben') {
      await database.stores.personLinks.save(world.institutionId, {
        learnerId,
        institutionId: world.institutionId,
        personId: 'person-1',
        identifier: 'anna@school.example',
        linkedAt: NOON,
      });
    }
    world.lms.grade(column, userId, 80);
  }
  const { round } = await world.runRound();
  expect(round).toMatchObject({ met: 3, awarded: 2, alreadyHeld: 1 });
  const again = await world.runRound();
  expect(again.round).toMatchObject({ awarded: 0, met: 2, reasons: { 'held-elsewhere': 1 } });
  expect(await world.listAwards()).toHaveLength(2);
});

describe('one person as two learners, in two courses', () => {
  /** `anna` of one course is `anna-guest` of the other, at another LMS. */
  async function setUpTwo() {
    world = await createAwardingWorld(database.stores);
    const { stores, institutionId } = world;
    const lms = await stores.registrations.save(institutionId, buildRegistration({ institutionId }));
    const other = await stores.courses.remember(
      institutionId,
      buildCourseSighting({ registrationId: lms.id, contextId: 'other' }),
      NOON,
    );
    const seen = await stores.learners.rememberAll(institutionId, lms.id, [{ sub: 'anna-guest' }], NOON);
    const guest = seen.get('anna-guest')?.id ?? '';
    const { id: anna } = await world.findLearner('anna');
    const link = (learnerId: string) =>
      stores.personLinks.save(institutionId, {
        learnerId,
        institutionId,
        personId: 'person-2',
        identifier: 'anna@school.example',
        linkedAt: NOON,
      });
    const part = await world.addBadgeClass();
    const awardElsewhere = (badgeClassId: string, key: string, state: 'awarded' | 'withdrawn' = 'awarded') =>
      stores.awards.create(
        institutionId,
        buildAward({
          institutionId,
          badgeClassId,
          courseId: other.id,
          learnerId: guest,
          liveKey: key,
          state,
          ...(state === 'withdrawn' && { ended: buildAwardEnd({ again: 'never' }) }),
        }),
      );
    world.lms.enrol(buildMember('anna'), buildMember('ben'));
    return { anna, guest, link, part, awardElsewhere };
  }

  it('“holds badge X” counts what the person earned as the other', async () => {
    const { anna, guest, link, part, awardElsewhere } = await setUpTwo();
    const whole = await world.addMapping(await world.addBadgeClass(), {
      columnRole: 'none',
      rule: { kind: 'holds-badge', badgeClassId: part.id },
    });
    await awardElsewhere(part.id, 'of the guest');
    await world.runRound();
    // Not known to be one person yet.
    expect(await world.findDecision(whole, 'anna')).toMatchObject({ reason: 'badge-not-held' });
    await link(anna);
    await link(guest);
    world.clock.pass(5);
    expect((await world.runRound()).round.awarded).toBe(1);
    expect(await world.findDecision(whole, 'anna')).toMatchObject({ verdict: 'met', reason: 'reached' });
    expect(await world.findDecision(whole, 'ben')).toMatchObject({ reason: 'badge-not-held' });
  });

  it.each([
    ['awarded', 'held-elsewhere'],
    ['withdrawn', 'not-again'],
  ] as const)('once ever: what was %s in the other course is the answer here', async (state, reason) => {
    const { anna, guest, link, part, awardElsewhere } = await setUpTwo();
    await link(anna);
    await link(guest);
    const mapping = await world.addMapping(part, { policies: { ...DEFAULT_POLICIES, scope: 'institution' } });
    const column = world.lms.addColumn(mapping.key);
    world.lms.grade(column, 'anna', 80);
    world.lms.grade(column, 'ben', 80);
    await awardElsewhere(part.id, awardKey(part.id, 'person-2', world.institutionId), state);
    expect((await world.runRound()).round).toMatchObject({ awarded: 1, stopped: 1 });
    expect(await world.findDecision(mapping, 'anna')).toMatchObject({ verdict: 'stopped', reason });
  });
});
