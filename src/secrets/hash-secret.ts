/**
 * Hashes under which random secrets (session ids, states, invites) are looked up: what is stored opens nothing.
 *
 * Not here: passwords. A plain hash is enough only because these secrets are random and long.
 *
 * @module
 */
import { createHash } from 'node:crypto';

/** @returns sha256 of the UTF-8 bytes, base64url */
export function hashSecret(value: string): string {
  return createHash('sha256').update(value, 'utf8').digest('base64url');
}
