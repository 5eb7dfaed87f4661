import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildCredential, minutesAfterNoon, NOON } from '../../support/build-records.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

let database: TestStores;
beforeAll(async () => void (database = await openTestStores()));
afterAll(() => database.close());

describe('credential store', () => {
  it('gives every caller the bytes that were stored first', async () => {
    const { credentials } = database.stores;
    const institutionId = randomUUID();
    const made = buildCredential({ institutionId });
    const tries = Array.from({ length: 8 }, (_, index) => ({ ...made, jwt: `e30.e30.${index}` }));
    const stored = await Promise.all(tries.map((one) => credentials.create(institutionId, one)));

    expect(new Set(stored.map(({ jwt }) => jwt)).size).toBe(1);
    expect(await credentials.find(institutionId, made.id)).toEqual(stored[0]);
    expect(await credentials.create(institutionId, { ...made, jwt: 'other' })).toEqual(stored[0]);
    expect(await credentials.findPublic(made.id)).toEqual(stored[0]);
  });

  it('refuses a second id for one award and revision', async () => {
    const { credentials } = database.stores;
    const institutionId = randomUUID();
    const first = buildCredential({ institutionId });
    await credentials.create(institutionId, first);

    await expect(
      credentials.create(institutionId, buildCredential({ institutionId, awardId: first.awardId })),
    ).rejects.toMatchObject({ code: 'already_exists' });
  });

  it("finds the newest revision of an award's credential", async () => {
    const { credentials } = database.stores;
    const institutionId = randomUUID();
    const first = buildCredential({ institutionId });
    const second = buildCredential({ institutionId, awardId: first.awardId, revision: 2 });
    for (const one of [second, first]) await credentials.create(institutionId, one);

    expect(await credentials.findByAward(institutionId, first.awardId)).toEqual(second);
    expect(await credentials.findByAward(institutionId, 'unknown')).toBeNull();
  });

  it('switches sharing on and off, and answers null for one that is not there', async () => {
    const { credentials } = database.stores;
    const institutionId = randomUUID();
    const credential = buildCredential({ institutionId });
    await credentials.create(institutionId, credential);

    const shared = await credentials.setShared(institutionId, credential.id, true, NOON);
    expect(shared).toEqual({ ...credential, isShared: true, shareChangedAt: NOON });
    const later = minutesAfterNoon(5);
    expect(await credentials.setShared(institutionId, credential.id, false, later)).toEqual({
      ...credential,
      shareChangedAt: later,
    });
    expect(await credentials.setShared(institutionId, 'unknown', true, NOON)).toBeNull();
  });

  it('changes a state once, from the named states only', async () => {
    const { credentials } = database.stores;
    const institutionId = randomUUID();
    const credential = buildCredential({ institutionId });
    await credentials.create(institutionId, credential);
    const revoke = (reason: string) =>
      credentials.setState(institutionId, credential.id, {
        from: ['valid', 'suspended'],
        to: 'revoked',
        reason,
        now: NOON,
      });

    const all = await Promise.all([revoke('one'), revoke('two'), revoke('three')]);
    expect(all.filter((one) => one !== null)).toHaveLength(1);
    const [first] = all.filter((one) => one !== null);
    expect(await credentials.find(institutionId, credential.id)).toEqual(first);
    expect(first).toMatchObject({ state: 'revoked', stateChangedAt: NOON });
    const back = { from: ['suspended'], to: 'valid', reason: null, now: NOON } as const;
    expect(await credentials.setState(institutionId, credential.id, back)).toBeNull();
  });

  it('lists the slots of one list by their state', async () => {
    const { credentials } = database.stores;
    const institutionId = randomUUID();
    const listId = randomUUID();
    for (const [slot, state] of [
      [7, 'revoked'],
      [8, 'valid'],
      [9, 'suspended'],
      [131_071, 'revoked'],
    ] as const) {
      const place = { listId, slot };
      await credentials.create(institutionId, buildCredential({ institutionId, statusPlace: place, state }));
    }
    expect((await credentials.listSlots(institutionId, listId, 'revoked')).sort()).toEqual([131_071, 7]);
    expect(await credentials.listSlots(institutionId, listId, 'suspended')).toEqual([9]);
  });

  it('keeps what a renewal replaces, and renews only what still stands', async () => {
    const { credentials } = database.stores;
    const institutionId = randomUUID();
    const credential = buildCredential({ institutionId });
    await credentials.create(institutionId, credential);
    const renewed = {
      kid: 'kid-2',
      jwt: 'e30.e30.bmV3',
      proofKid: 'z6Mk',
      json: '{}',
      issuedAt: minutesAfterNoon(9),
      validUntil: minutesAfterNoon(99),
      statusPlace: { listId: 'list', slot: 3 },
      shows: { name: false, grade: true, evidence: false },
    };
    const { kid, jwt, issuedAt } = credential;
    const before = { kid, jwt, issuedAt, proofKid: null, json: null, validUntil: null };

    expect(await credentials.renew(institutionId, credential.id, before, renewed)).toEqual({
      ...credential,
      ...renewed,
      earlier: [before],
    });
    // Somebody else was first: these are no longer the newest bytes.
    expect(await credentials.renew(institutionId, credential.id, before, renewed)).toBeNull();
  });

  it('reads what was stored before there were states, places and second forms', async () => {
    const { connection } = database;
    const { credentials } = database.stores;
    const id = randomUUID();
    await connection.collection('credentials').insertOne({
      _id: id as never,
      institutionId: 'institution-a',
      awardId: id,
      revision: 1,
      learnerId: 'learner-1',
      badgeClassId: 'badge-class-1',
      badgeClassVersion: 1,
      issuerId: 'issuer-1',
      kid: 'kid-1',
      jwt: 'e30.e30.c2ln',
      issuedAt: NOON,
      isShared: false,
      shareChangedAt: null,
    });
    expect(await credentials.findPublic(id)).toEqual(buildCredential({ id, awardId: id }));
    const change = { from: ['valid'], to: 'suspended', reason: 'check', now: NOON } as const;
    expect(await credentials.setState('institution-a', id, change)).toMatchObject({ state: 'suspended' });
  });
});
