import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildInvite, minutesAfterNoon, NOON } from '../../support/build-records.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

let database: TestStores;
beforeAll(async () => void (database = await openTestStores()));
afterAll(() => database.close());

describe('invite store', () => {
  it('shows a usable invite without using it up', async () => {
    const { invites } = database.stores;
    const invite = buildInvite();
    await invites.create(invite.institutionId, invite);

    expect(await invites.findUsable(invite.secretHash, NOON)).toEqual(invite);
    expect(await invites.findUsable(invite.secretHash, NOON)).toEqual(invite);
    expect(await invites.findUsable('unknown', NOON)).toBeNull();
  });

  it('is used by exactly one of several callers', async () => {
    const { invites } = database.stores;
    const invite = buildInvite();
    await invites.create(invite.institutionId, invite);
    const uses = await Promise.all(Array.from({ length: 10 }, () => invites.use(invite.secretHash, NOON)));

    expect(uses.filter((one) => one !== null)).toEqual([{ ...invite, usedAt: NOON }]);
    expect(await invites.findUsable(invite.secretHash, NOON)).toBeNull();
  });

  it('expires at its moment, found or used', async () => {
    const { invites } = database.stores;
    const invite = buildInvite({ expiresAt: minutesAfterNoon(60) });
    await invites.create(invite.institutionId, invite);

    expect(await invites.findUsable(invite.secretHash, minutesAfterNoon(59))).not.toBeNull();
    expect(await invites.findUsable(invite.secretHash, minutesAfterNoon(60))).toBeNull();
    expect(await invites.use(invite.secretHash, minutesAfterNoon(60))).toBeNull();
  });

  it('refuses a secret that stands already', async () => {
    const { invites } = database.stores;
    const invite = buildInvite();
    await invites.create(invite.institutionId, invite);
    const second = buildInvite({ secretHash: invite.secretHash });

    await expect(invites.create('institution-b', second)).rejects.toMatchObject({ code: 'already_exists' });
  });
});
