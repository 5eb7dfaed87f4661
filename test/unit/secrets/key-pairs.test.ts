import { importJWK, importPKCS8, jwtVerify, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import {
  generateEcKeyPair,
  generateEd25519KeyPair,
  generateRsaKeyPair,
} from '../../../src/secrets/key-pairs.js';

describe.each([
  { name: 'generateRsaKeyPair', generate: generateRsaKeyPair, alg: 'RS256', members: ['e', 'kty', 'n'] },
  { name: 'generateEcKeyPair', generate: generateEcKeyPair, alg: 'ES256', members: ['crv', 'kty', 'x', 'y'] },
  {
    name: 'generateEd25519KeyPair',
    generate: generateEd25519KeyPair,
    alg: 'EdDSA',
    members: ['crv', 'kty', 'x'],
  },
])('$name', ({ generate, alg, members }) => {
  it('gives two halves that belong together', async () => {
    const { privateKeyPem, publicJwk } = await generate();
    const token = await new SignJWT({ a: 1 })
      .setProtectedHeader({ alg })
      .sign(await importPKCS8(privateKeyPem, alg));
    const { payload } = await jwtVerify(token, await importJWK(publicJwk, alg));
    expect(payload).toEqual({ a: 1 });
  });

  it('gives a public half without private members', async () => {
    const { publicJwk } = await generate();
    expect(Object.keys(publicJwk).sort()).toEqual(members);
  });

  it('gives another pair at every call, also at once', async () => {
    const pairs = await Promise.all([generate(), generate(), generate()]);
    expect(new Set(pairs.map((pair) => JSON.stringify(pair.publicJwk))).size).toBe(3);
  });
});

describe('the sizes of the keys', () => {
  it('are RSA 2048 and EC P-256', async () => {
    const [rsa, ec] = [await generateRsaKeyPair(), await generateEcKeyPair()];
    expect(Buffer.from(rsa.publicJwk.n ?? '', 'base64url')).toHaveLength(256);
    expect(rsa.publicJwk.e).toBe('AQAB');
    expect(ec.publicJwk.crv).toBe('P-256');
  });
});
