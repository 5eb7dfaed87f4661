import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Credential } from '../../../src/credentials/credential.js';
import { createAwardingWorld, type AwardingWorld } from '../../support/awarding-world.js';
import { buildAward, minutesAfterNoon } from '../../support/build-records.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

const ACTOR = { kind: 'command-line' } as const;

let database: TestStores;
let world: AwardingWorld;
let credential: Credential;
beforeAll(async () => void (database = await openTestStores()));
afterAll(() => database.close());
beforeEach(async () => {
  world = await createAwardingWorld(database.stores);
  const badgeClass = await world.addBadgeClass();
  const award = buildAward({ institutionId: world.institutionId, badgeClassId: badgeClass.id });
  credential = await world.credentialService.issue({ award, learner: { name: 'Anna', email: null } });
  world.clock.at = minutesAfterNoon(10);
});

const listActions = async () =>
  (await database.stores.audit.list(world.institutionId, 20))
    .map(({ action }) => action)
    .filter((action) => action.startsWith('credential.'));

describe('the standing of a credential', () => {
  it('is revoked for good, once, with the reason that was given first', async () => {
    const { credentialService: service, institutionId } = world;
    const revoked = await service.revoke(institutionId, credential.id, { reason: ' Fraud ', actor: ACTOR });
    expect(revoked).toEqual({
      ...credential,
      state: 'revoked',
      stateReason: 'Fraud',
      stateChangedAt: minutesAfterNoon(10),
    });
    world.clock.pass(5);
    const again = { reason: 'Another', actor: ACTOR };
    expect(await service.revoke(institutionId, credential.id, again)).toEqual(revoked);
    for (const change of [service.suspend, service.reinstate]) {
      await expect(change(institutionId, credential.id, again)).rejects.toMatchObject({
        code: 'credential_revoked',
      });
    }
    expect(await listActions()).toEqual(['credential.revoked']);
  });

  it('is suspended and comes back, each change written once', async () => {
    const { credentialService: service, institutionId } = world;
    await service.suspend(institutionId, credential.id, { reason: 'Looking into it', actor: ACTOR });
    expect(
      await service.suspend(institutionId, credential.id, { reason: 'Again', actor: ACTOR }),
    ).toMatchObject({ state: 'suspended', stateReason: 'Looking into it' });
    expect(await service.reinstate(institutionId, credential.id, { actor: ACTOR })).toMatchObject({
      state: 'valid',
      stateReason: null,
    });
    await service.reinstate(institutionId, credential.id, { actor: ACTOR });
    expect((await listActions()).sort()).toEqual(['credential.reinstated', 'credential.suspended']);
  });

  it('is revoked out of a suspension too', async () => {
    const { credentialService: service, institutionId } = world;
    await service.suspend(institutionId, credential.id, { reason: 'Looking into it', actor: ACTOR });
    expect(
      await service.revoke(institutionId, credential.id, { reason: 'Confirmed', actor: ACTOR }),
    ).toMatchObject({ state: 'revoked', stateReason: 'Confirmed' });
  });

  it('is nobody’s to change from another institution', async () => {
    const { credentialService: service } = world;
    for (const change of [service.revoke, service.suspend, service.reinstate]) {
      await expect(change('other', credential.id, { reason: 'x', actor: ACTOR })).rejects.toMatchObject({
        code: 'credential_not_found',
      });
    }
  });
});
