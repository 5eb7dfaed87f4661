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

/** An RSA pair as PEM: SPKI, PKCS #8. */
export interface RsaPems {
  readonly publicKey: string;
  readonly privateKey: string;
}

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

/** @param makePems - for tests, which need not wait for new ones */
export async function createPlatformKeys(
  createKid: () => string,
  makePems: () => Promise<RsaPems> = makeRsaPems,
): Promise<PlatformKeys> {
  let keys = [toKey(createKid(), await makePems())];
  const [first] = keys;
  let signing = first as PlatformKey;
  return {
    listPublicJwks: () => keys.map(({ jwk }) => jwk),
    sign: (claims) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: signing.kid })
        .sign(signing.privateKey),
    async rotate({ keepOld }) {
      signing = toKey(createKid(), await makePems());
      keys = keepOld ? [signing, ...keys] : [signing];
      return signing.kid;
    },
  };
}

/** By way of PEM: exporting a freshly generated key object as JWK can hang on Node 20. */
export function makeRsaPems(): Promise<RsaPems> {
  return generate('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
}

function toKey(kid: string, { publicKey, privateKey }: RsaPems): PlatformKey {
  const jwk = createPublicKey(publicKey).export({ format: 'jwk' }) as JWK;
  return {
    kid,
    privateKey: createPrivateKey(privateKey),
    jwk: { ...jwk, kid, alg: 'RS256', use: 'sig' },
  };
}
