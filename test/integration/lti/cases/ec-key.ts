/**
 * A key of the wrong kind: EC on P-256.
 *
 * @module
 */
import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto';

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

export const EC_JWK = { ...createPublicKey(privateKey).export({ format: 'jwk' }), kid: 'ec-1', use: 'sig' };

export function signEc(input: string): string {
  const key = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const;
  return sign('sha256', Buffer.from(input), key).toString('base64url');
}
