/**
 * The platform's own RSA keys: they sign launches, and registration tokens are not among them (those are opaque).
 *
 * Source: LTI Security Framework 1.1 §5.1.1 (RS256), RFC 7517 (JWK sets)
 *
 * @module
 */
import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { SignJWT, type JWK, type JWTPayload } from 'jose';

const generate = promisify(generateKeyPair);

interface PlatformKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly jwk: JWK;
}

export interface PlatformKeys {
  listPublicJwks(): JWK[];
  /** Signs as it stands: every claim is the caller's. */
  sign(claims: JWTPayload): Promise<string>;
  /** From now on a new key signs. @returns its `kid` */
  rotate(options: { keepOld: boolean }): Promise<string>;
}

export async function createPlatformKeys(createKid: () => string): Promise<PlatformKeys> {
  let keys = [await createKey(createKid())];
  const [first] = keys;
  let signing = first as PlatformKey;
  return {
    listPublicJwks: () => keys.map(({ jwk }) => jwk),
    sign: (claims) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: signing.kid })
        .sign(signing.privateKey),
    async rotate({ keepOld }) {
      signing = await createKey(createKid());
      keys = keepOld ? [signing, ...keys] : [signing];
      return signing.kid;
    },
  };
}

/** By way of PEM: exporting a freshly generated key object as JWK can hang on Node 20. */
async function createKey(kid: string): Promise<PlatformKey> {
  const pair = await generate('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const jwk = createPublicKey(pair.publicKey).export({ format: 'jwk' }) as JWK;
  return {
    kid,
    privateKey: createPrivateKey(pair.privateKey),
    jwk: { ...jwk, kid, alg: 'RS256', use: 'sig' },
  };
}
