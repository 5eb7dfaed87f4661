/**
 * The id of a credential: derived from its award and revision, so that making it twice makes the same one.
 *
 * An award id is 128 random bits that never leave the tool, so whoever has no link to a credential can't guess one.
 *
 * @module
 */
import { createHash } from 'node:crypto';

/** Keeps these hashes apart from every other hash of an award id. */
const DOMAIN = 'insigne credential id 1';

/** @returns 32 hex digits: the first 128 bits of SHA-256 */
export function deriveCredentialId(awardId: string, revision: number): string {
  // JSON keeps the parts apart: ("a", 11) and ("a1", 1) give different texts.
  const text = JSON.stringify([DOMAIN, awardId, revision]);
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** True for a text that has the form of a credential id. */
export function isCredentialId(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text);
}
