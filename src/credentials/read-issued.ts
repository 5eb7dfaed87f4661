/**
 * What stands in the bytes of a credential of ours. They passed their schema before they were signed.
 *
 * @module
 */
import type { IssuedBytes } from './credential.js';
import type { OpenBadgeCredential } from './open-badge.js';
import { readSignedBytes, splitClaims, type JsonObject } from './verify-vc-jwt.js';

/**
 * The JSON that is handed out, byte for byte: with its proof inside, or, of what was issued before there were such
 * proofs, the payload that its compact form signs.
 */
export function readJsonBytes({ json, jwt }: Pick<IssuedBytes, 'json' | 'jwt'>): Buffer {
  return json === null ? readSignedBytes(jwt) : Buffer.from(json, 'utf8');
}

/** The credential alone, without proof and claims around it. */
export function readOpenBadge(issued: Pick<IssuedBytes, 'json' | 'jwt'>): OpenBadgeCredential {
  const { proof: _proof, ...members } = JSON.parse(readJsonBytes(issued).toString('utf8')) as JsonObject;
  return splitClaims(members).credential as unknown as OpenBadgeCredential;
}
