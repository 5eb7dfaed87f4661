import { randomUUID } from 'node:crypto';
import { calculateJwkThumbprint, CompactSign } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIssuerKeys } from '../../../src/credentials/issuer-keys.js';
import { hasValidSignature } from '../../../src/credentials/verify-vc-jwt.js';
import { createAuditLog } from '../../../src/institutions/audit-log.js';
import { createSealer } from '../../../src/secrets/create-sealer.js';
import { minutesAfterNoon, NOON } from '../../support/build-records.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

let database: TestStores;
beforeAll(async () => void (database = await openTestStores()));
afterAll(() => database.close());

function setUp() {
  const { stores } = database;
  const [institutionId, issuerId] = [randomUUID(), randomUUID()];
  const clock = { at: NOON };
  const now = () => clock.at;
  /** As one process has them. */
  const openKeys = (secretKey = Buffer.alloc(32, 1)) =>
    createIssuerKeys({
      keys: stores.issuerKeys,
      sealer: createSealer(secretKey),
      audit: createAuditLog(stores.audit, now),
      now,
    });
  const sign = async (keys: ReturnType<typeof openKeys>): Promise<{ kid: string; text: string }> => {
    const { kid, privateKey } = await keys.ensureSigningKey(institutionId, issuerId);
    const text = await new CompactSign(Buffer.from('{}'))
      .setProtectedHeader({ alg: 'ES256' })
      .sign(privateKey);
    return { kid, text };
  };
  return { stores, institutionId, issuerId, clock, openKeys, sign };
}

describe('issuer keys', () => {
  it('make one signing key at first use, for all processes', async () => {
    const { stores, institutionId, issuerId, openKeys, sign } = setUp();
    const signed = await Promise.all(Array.from({ length: 5 }, () => sign(openKeys())));

    expect(new Set(signed.map(({ kid }) => kid)).size).toBe(1);
    const keys = await stores.issuerKeys.listByIssuer(institutionId, issuerId);
    expect(keys).toHaveLength(1);
    for (const { text } of signed) {
      expect(await hasValidSignature(text, keys[0]?.publicJwk ?? {})).toBe(true);
    }
    const actions = (await stores.audit.list(institutionId, 20)).map(({ action }) => action);
    expect(actions).toEqual(['issuer-key.made']);
  });

  it('publish a bare public key under its thumbprint, and keep the private one sealed', async () => {
    const { stores, openKeys, sign } = setUp();
    const { kid } = await sign(openKeys());
    const key = await stores.issuerKeys.findPublic(kid);

    expect(key?.publicJwk).toEqual({
      kty: 'EC',
      crv: 'P-256',
      x: expect.any(String) as string,
      y: expect.any(String) as string,
      kid,
      alg: 'ES256',
      use: 'sig',
    });
    expect(await calculateJwkThumbprint({ ...key?.publicJwk })).toBe(kid);
    expect(key?.sealedPrivateKey).not.toContain('PRIVATE KEY');
  });

  it('rotate: another key signs from then on, and the old one still verifies', async () => {
    const { stores, institutionId, issuerId, clock, openKeys, sign } = setUp();
    const keys = openKeys();
    const before = await sign(keys);
    clock.at = minutesAfterNoon(1);
    const newKid = await keys.rotate(institutionId, issuerId, { kind: 'command-line' });
    const after = await sign(openKeys());

    expect(after.kid).toBe(newKid);
    expect(after.kid).not.toBe(before.kid);
    const history = await stores.issuerKeys.listPublic(issuerId);
    expect(history.map(({ kid, retiredAt }) => [kid, retiredAt])).toEqual([
      [before.kid, minutesAfterNoon(1)],
      [after.kid, null],
    ]);
    expect(await hasValidSignature(before.text, history[0]?.publicJwk ?? {})).toBe(true);
    expect(await hasValidSignature(before.text, history[1]?.publicJwk ?? {})).toBe(false);
  });

  it('do not open under another secret key', async () => {
    const { openKeys, sign } = setUp();
    await sign(openKeys());
    await expect(sign(openKeys(Buffer.alloc(32, 2)))).rejects.toMatchObject({ code: 'seal_broken' });
  });
});
