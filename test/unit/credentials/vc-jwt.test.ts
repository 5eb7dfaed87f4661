import { createPublicKey, verify } from 'node:crypto';
import { importPKCS8 } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildOpenBadge } from '../../../src/credentials/build-open-badge.js';
import { buildClaims, signVcJwt } from '../../../src/credentials/vc-jwt.js';
import {
  hasMatchingClaims,
  hasValidSignature,
  isOurHeader,
  readSignedBytes,
  readVcJwt,
} from '../../../src/credentials/verify-vc-jwt.js';
import { generateEcKeyPair, generateRsaKeyPair, type KeyPair } from '../../../src/secrets/key-pairs.js';
import { ADDRESSES, buildOpenBadgeFacts } from '../../support/build-open-badge-facts.js';

const badge = buildOpenBadge(buildOpenBadgeFacts(), ADDRESSES);
const KEY_ADDRESS = ADDRESSES.key('kid-1');

let pair: KeyPair;
let other: KeyPair;
let jwt: string;
beforeAll(async () => {
  [pair, other] = await Promise.all([generateEcKeyPair(), generateEcKeyPair()]);
  jwt = await signVcJwt(badge, KEY_ADDRESS, await importPKCS8(pair.privateKeyPem, 'ES256'));
});

/** The credential once more, with another part in place of one of its three. */
function withPart(index: 0 | 1 | 2, text: string): string {
  return jwt
    .split('.')
    .map((part, at) => (at === index ? text : part))
    .join('.');
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('signVcJwt (OB 3.0 §8.2)', () => {
  it('verifies with node:crypto and the public key alone', () => {
    const [header = '', payload = '', signature = ''] = jwt.split('.');
    const key = createPublicKey({ key: { ...pair.publicJwk }, format: 'jwk' });
    expect(
      verify(
        'sha256',
        Buffer.from(`${header}.${payload}`),
        { key, dsaEncoding: 'ieee-p1363' },
        Buffer.from(signature, 'base64url'),
      ),
    ).toBe(true);
  });

  it('signs with RS256 where the key is RSA, for verifiers that take nothing else', async () => {
    const rsa = await generateRsaKeyPair();
    const text = await signVcJwt(badge, KEY_ADDRESS, await importPKCS8(rsa.privateKeyPem, 'RS256'));
    expect(readVcJwt(text)?.header).toEqual({ alg: 'RS256', kid: KEY_ADDRESS, typ: 'JWT' });
    expect(await hasValidSignature(text, { ...rsa.publicJwk })).toBe(true);
    expect(await hasValidSignature(text, { ...pair.publicJwk })).toBe(false);
  });

  it('names algorithm, key and type in its header, and nothing else', () => {
    expect(readVcJwt(jwt)?.header).toEqual({ alg: 'ES256', kid: KEY_ADDRESS, typ: 'JWT' });
  });

  it('carries the credential itself with the claims that repeat it', () => {
    const payload = JSON.parse(readSignedBytes(jwt).toString('utf8')) as unknown;
    expect(payload).toEqual({
      ...badge,
      iss: badge.issuer.id,
      jti: badge.id,
      sub: badge.credentialSubject.id,
      nbf: Date.parse(badge.validFrom) / 1000,
    });
    expect(readVcJwt(jwt)).toMatchObject({ credential: badge, claims: buildClaims(badge) });
  });

  it('says when it ends where the credential does', () => {
    expect(buildClaims({ ...badge, validUntil: '2027-03-02T12:00:00Z' }).exp).toBe(
      Date.parse('2027-03-02T12:00:00Z') / 1000,
    );
    expect(buildClaims(badge)).not.toHaveProperty('exp');
  });
});

describe('hasValidSignature', () => {
  it('holds for the key that signed and for no other', async () => {
    expect(await hasValidSignature(jwt, { ...pair.publicJwk })).toBe(true);
    expect(await hasValidSignature(jwt, { ...other.publicJwk })).toBe(false);
  });

  it('falls with any changed part', async () => {
    const changed = [
      withPart(0, encode({ alg: 'ES256', kid: ADDRESSES.key('kid-2'), typ: 'JWT' })),
      withPart(1, encode({ ...badge, ...buildClaims(badge), name: 'Something better' })),
      withPart(2, Buffer.alloc(64, 1).toString('base64url')),
    ];
    for (const text of changed) expect(await hasValidSignature(text, { ...pair.publicJwk })).toBe(false);
  });

  it('lets no text choose its own algorithm', async () => {
    for (const alg of ['none', 'HS256', 'RS256']) {
      const text = withPart(0, encode({ alg, kid: KEY_ADDRESS, typ: 'JWT' }));
      expect(await hasValidSignature(text, { ...pair.publicJwk })).toBe(false);
    }
  });
});

describe('reading a compact credential', () => {
  it.each([
    ['two parts', 'e30.e30'],
    ['four parts', 'e30.e30.e30.e30'],
    ['an empty part', 'e30..e30'],
    ['a header that is no object', 'W10.e30.e30'],
    ['a payload that is no JSON', 'e30.eA.e30'],
    ['a second spelling of the same bytes', 'e30=.e30.e30'],
    ['bits left over at the end', 'e31.e30.e30'],
    ['bytes that are no UTF-8', 'e30.gA.e30'],
    ['nothing', ''],
  ])('refuses %s', (_what, text) => {
    expect(readVcJwt(text)).toBeNull();
  });

  it('takes only our own header', () => {
    const ours = { alg: 'ES256', kid: KEY_ADDRESS, typ: 'JWT' };
    expect(isOurHeader(ours)).toBe(true);
    expect(isOurHeader({ ...ours, alg: 'RS256' })).toBe(true);
    for (const header of [
      { ...ours, alg: 'EdDSA' },
      { ...ours, typ: 'vc+jwt' },
      { ...ours, kid: 1 },
      { ...ours, jwk: {} },
      { ...ours, crit: ['b64'] },
      { alg: 'ES256', typ: 'JWT' },
    ]) {
      expect(isOurHeader(header)).toBe(false);
    }
  });

  it('wants each claim to repeat its member, and no others', () => {
    const claims = { ...buildClaims(badge) };
    expect(hasMatchingClaims(badge, claims)).toBe(true);
    const withoutSub = { iss: claims.iss, jti: claims.jti, nbf: claims.nbf };
    for (const wrong of [
      { ...claims, iss: 'did:web:evil.example' },
      { ...claims, jti: ADDRESSES.credential('other') },
      { ...claims, nbf: claims.nbf + 1 },
      { ...claims, nbf: String(claims.nbf) },
      { ...claims, exp: 1 },
      { ...claims, iat: 1 },
      withoutSub,
    ]) {
      expect(hasMatchingClaims(badge, wrong)).toBe(false);
    }
  });
});
