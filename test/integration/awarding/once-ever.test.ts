import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEFAULT_POLICIES } from '../../../src/awarding/policies.js';
import { createAwardingWorld, type AwardingWorld } from '../../support/awarding-world.js';
import { NOON } from '../../support/build-records.js';
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
  expect((await world.runRound()).round.awarded).toBe(0);
  expect(await world.listAwards()).toHaveLength(2);
});
