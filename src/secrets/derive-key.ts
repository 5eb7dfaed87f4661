/**
 * Keys for one purpose each, from the tool's one secret key.
 *
 * Source: RFC 5869 (HKDF-SHA256).
 *
 * @module
 */
import { hkdfSync } from 'node:crypto';

const KEY_BYTES = 32;
/** Keeps these keys apart from those of any other software that was given the same secret. */
const SALT = 'insigne';

/**
 * @param purpose - names what the key is for; another purpose gives an unrelated key
 * @returns 32 bytes, the same for the same key and purpose
 */
export function deriveKey(key: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, SALT, purpose, KEY_BYTES));
}
