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
});
