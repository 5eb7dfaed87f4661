/**
 * Random values that travel: states, nonces, session ids, invites.
 *
 * @module
 */
import { randomBytes } from 'node:crypto';

/**
 * @param bytes - of randomness; 32 when not said
 * @returns base64url: safe in addresses, cookies and form fields
 */
export function randomToken(bytes = 32): string {
  return randomBytes(bytes).toString('base64url');
}
