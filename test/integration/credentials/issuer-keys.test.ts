import { randomUUID } from 'node:crypto';
import { calculateJwkThumbprint, CompactSign } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIssuerKeys } from '../../../src/credentials/issuer-keys.js';
import { hasValidSignature } from '../../../src/credentials/verify-vc-jwt.js';
import { decodeEd25519Multikey } from '../../../src/credentials/multibase.js';
import { createAuditLog } from '../../../src/institutions/audit-log.js';
import { createSealer } from '../../../src/secrets/create-sealer.js';
import { generateEcKeyPair } from '../../../src/secrets/key-pairs.js';
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
    expect(keys.map(({ algorithm }) => algorithm).sort()).toEqual(['ES256', 'Ed25519']);
    const es256 = keys.find(({ algorithm }) => algorithm === 'ES256');
    for (const { text } of signed) expect(await hasValidSignature(text, es256?.publicJwk ?? {})).toBe(true);
    const actions = (await stores.audit.list(institutionId, 20)).map(({ action }) => action);
    expect(actions).toEqual(['issuer-key.made', 'issuer-key.made']);
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
    const actor = { kind: 'admin', id: 'admin-1' } as const;
    const newKid = await keys.rotate(institutionId, issuerId, actor);
    // Whoever rotated retired two keys and made two, and the log says so; the first two made themselves.
    const log = await stores.audit.list(institutionId, 20);
    const told = log.map((entry) => `${entry.action} ${entry.actor.kind}`);
    expect(told.sort()).toEqual([
      'issuer-key.made admin',
      'issuer-key.made admin',
      'issuer-key.made tool',
      'issuer-key.made tool',
      'issuer-key.retired admin',
      'issuer-key.retired admin',
    ]);
    const after = await sign(openKeys());

    expect(after.kid).toBe(newKid);
    expect(after.kid).not.toBe(before.kid);
    const all = await stores.issuerKeys.listPublic(issuerId);
    expect(all).toHaveLength(4);
    const history = all.filter(({ algorithm }) => algorithm === 'ES256');
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

  it('name an Ed25519 key by its own multikey, which is what a proof names', async () => {
    const { stores, institutionId, issuerId, openKeys } = setUp();
    const { proof } = await openKeys().ensureSigningKeys(institutionId, issuerId);
    const key = await stores.issuerKeys.findPublic(proof.kid);
    const bytes = decodeEd25519Multikey(proof.kid);

    expect(proof.kid).toMatch(/^z6Mk/);
    expect(key?.publicJwk).toEqual({
      kty: 'OKP',
      crv: 'Ed25519',
      x: bytes?.toString('base64url'),
      kid: proof.kid,
      alg: 'Ed25519',
      use: 'sig',
    });
    expect(key?.sealedPrivateKey).not.toContain('PRIVATE KEY');
  });

  it('sign with RS256 once that was asked for, through a rotation too, and with ES256 again', async () => {
    const { stores, institutionId, issuerId, openKeys } = setUp();
    const keys = openKeys();
    const actor = { kind: 'command-line' } as const;
    const algorithmOf = async (kid: string) => (await stores.issuerKeys.findPublic(kid))?.algorithm;
    const before = (await keys.ensureSigningKey(institutionId, issuerId)).kid;

    const asked = await keys.chooseJwtAlgorithm(institutionId, issuerId, 'RS256', actor);
    expect(await algorithmOf(asked)).toBe('RS256');
    expect(await keys.chooseJwtAlgorithm(institutionId, issuerId, 'RS256', actor)).toBe(asked);
    const rotated = await keys.rotate(institutionId, issuerId, actor);
    expect(rotated).not.toBe(asked);
    expect(await algorithmOf(rotated)).toBe('RS256');
    const back = await keys.chooseJwtAlgorithm(institutionId, issuerId, 'ES256', actor);
    expect(await algorithmOf(back)).toBe('ES256');
    expect(back).not.toBe(before); // the rotation retired it too
  });

  it('stop signing when they are compromised, and keep the earliest date', async () => {
    const { stores, institutionId, clock, openKeys, sign } = setUp();
    const keys = openKeys();
    const actor = { kind: 'command-line' } as const;
    const { kid } = await sign(keys);
    clock.at = minutesAfterNoon(60);

    const marked = await keys.markCompromised(institutionId, kid, minutesAfterNoon(30), actor);
    expect(marked).toMatchObject({ compromisedAt: minutesAfterNoon(30), retiredAt: minutesAfterNoon(60) });
    expect((await sign(openKeys())).kid).not.toBe(kid);
    await keys.markCompromised(institutionId, kid, minutesAfterNoon(50), actor);
    expect(await stores.issuerKeys.findPublic(kid)).toMatchObject({ compromisedAt: minutesAfterNoon(30) });
    await keys.markCompromised(institutionId, kid, minutesAfterNoon(10), actor);
    expect(await stores.issuerKeys.findPublic(kid)).toMatchObject({ compromisedAt: minutesAfterNoon(10) });

    for (const odd of [minutesAfterNoon(-1), minutesAfterNoon(61)]) {
      await expect(keys.markCompromised(institutionId, kid, odd, actor)).rejects.toMatchObject({
        code: 'issuer_key_date_invalid',
      });
    }
    await expect(keys.markCompromised('other', kid, NOON, actor)).rejects.toMatchObject({
      code: 'issuer_key_not_found',
    });
  });

  it('are not used when their two halves do not belong together', async () => {
    const { stores, institutionId, issuerId, openKeys } = setUp();
    const { kid } = await openKeys().ensureSigningKey(institutionId, issuerId);
    const [own, other] = [await stores.issuerKeys.findPublic(kid), await generateEcKeyPair()];
    await database.connection
      .collection('issuer_keys')
      .updateOne({ _id: kid as never }, { $set: { publicJwk: { ...own?.publicJwk, ...other.publicJwk } } });
    await expect(openKeys().ensureSigningKey(institutionId, issuerId)).rejects.toMatchObject({
      code: 'issuer_key_unusable',
    });
  });
});
