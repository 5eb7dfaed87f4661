/**
 * Fresh key pairs for signing: RSA for LTI messages (RS256), EC P-256 (ES256) and Ed25519 for credentials.
 *
 * Node makes both halves as PEM and the public one is read back from there: on Node 20, exporting a freshly generated
 * key object as JWK can wait forever for the thread that made it.
 *
 * Source: RFC 7517, RFC 7518 §6.2 and §6.3, RFC 8037 §2 (Ed25519); RFC 5958 (PKCS #8).
 *
 * @module
 */
import { createPublicKey, generateKeyPair } from 'node:crypto';
import type { JWK } from 'jose';

export interface KeyPair {
  /** PKCS #8; to be sealed before it is stored. */
  readonly privateKeyPem: string;
  /** The bare public members: `kid`, `alg` and `use` are the caller's. */
  readonly publicJwk: JWK;
}

const ENCODINGS = {
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
} as const;

/** RSA, 2048 bits, exponent 65537. */
export function generateRsaKeyPair(): Promise<KeyPair> {
  return new Promise((resolve, reject) => {
    generateKeyPair(
      'rsa',
      { modulusLength: 2048, ...ENCODINGS },
      (error, publicPem: string, privatePem: string) => {
        if (error) reject(error);
        else resolve(toKeyPair(publicPem, privatePem));
      },
    );
  });
}

/** EC on P-256. */
export function generateEcKeyPair(): Promise<KeyPair> {
  return new Promise((resolve, reject) => {
    generateKeyPair(
      'ec',
      { namedCurve: 'P-256', ...ENCODINGS },
      (error, publicPem: string, privatePem: string) => {
        if (error) reject(error);
        else resolve(toKeyPair(publicPem, privatePem));
      },
    );
  });
}

/** Ed25519. */
export function generateEd25519KeyPair(): Promise<KeyPair> {
  return new Promise((resolve, reject) => {
    generateKeyPair('ed25519', { ...ENCODINGS }, (error, publicPem: string, privatePem: string) => {
      if (error) reject(error);
      else resolve(toKeyPair(publicPem, privatePem));
    });
  });
}

function toKeyPair(publicPem: string, privateKeyPem: string): KeyPair {
  const { kty, n, e, crv, x, y } = createPublicKey(publicPem).export({ format: 'jwk' });
  const publicJwk = kty === 'RSA' ? { kty, n, e } : kty === 'OKP' ? { kty, crv, x } : { kty, crv, x, y };
  return { privateKeyPem, publicJwk: publicJwk as JWK };
}
