import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildIssuerKey, minutesAfterNoon, NOON } from '../../support/build-records.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

let database: TestStores;
beforeAll(async () => void (database = await openTestStores()));
afterAll(() => database.close());

describe('issuer key store', () => {
  it('lets exactly one of several first starts make the signing key', async () => {
    const { issuerKeys } = database.stores;
    const issuerId = randomUUID();
    const keys = Array.from({ length: 8 }, () => buildIssuerKey({ issuerId }));
    const attempts = await Promise.allSettled(keys.map((key) => issuerKeys.create('institution-a', key)));

    const winner = attempts.findIndex(({ status }) => status === 'fulfilled');
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await issuerKeys.findSigning('institution-a', issuerId, 'ES256')).toEqual(keys[winner]);
    await expect(issuerKeys.create('institution-a', buildIssuerKey({ issuerId }))).rejects.toMatchObject({
      code: 'already_exists',
    });
  });

  it('retires a key once: it signs no more, goes on verifying, and makes room for the next', async () => {
    const { issuerKeys } = database.stores;
    const issuerId = randomUUID();
    const old = buildIssuerKey({ issuerId });
    await issuerKeys.create('institution-a', old);
    const retired = await Promise.all(
      Array.from({ length: 5 }, () => issuerKeys.retire('institution-a', old.kid, NOON)),
    );

    expect(retired.filter(Boolean)).toHaveLength(1);
    expect(await issuerKeys.retire('institution-a', 'unknown', NOON)).toBe(false);
    expect(await issuerKeys.findSigning('institution-a', issuerId, 'ES256')).toBeNull();
    expect(await issuerKeys.findPublic(old.kid)).toMatchObject({ publicJwk: old.publicJwk, retiredAt: NOON });

    const next = buildIssuerKey({ issuerId, createdAt: minutesAfterNoon(1) });
    await issuerKeys.create('institution-a', next);
    expect((await issuerKeys.listPublic(issuerId)).map(({ kid }) => kid)).toEqual([old.kid, next.kid]);
    expect((await issuerKeys.listByIssuer('institution-a', issuerId)).map(({ kid }) => kid)).toEqual([
      old.kid,
      next.kid,
    ]);
  });
});
