/**
 * Whether a name or an e-mail address is the one that a credential was issued to.
 *
 * The credential holds salted hashes only, so the answer is yes or no and tells nothing to who does not know it already.
 * Source: OB 3.0 IdentityObject.
 *
 * @module
 */
import { timingSafeEqual } from 'node:crypto';
import { buildIdentityObjects, type IdentityObject } from './identity-hash.js';

/** Characters; longer than any name or address. */
const LONGEST = 320;

/**
 * @param text - as somebody typed it; brought to the same form as at issuing
 * @returns which of the two it is, or null
 */
export function matchHolder(
  identifiers: readonly IdentityObject[],
  text: string,
): IdentityObject['identityType'] | null {
  if (text.length > LONGEST) return null;
  for (const { identityType, identityHash, salt } of identifiers) {
    const [guess] = buildIdentityObjects(
      { name: identityType === 'name' ? text : null, email: identityType === 'emailAddress' ? text : null },
      salt,
    );
    if (guess && isSame(guess.identityHash, identityHash)) return identityType;
  }
  return null;
}

function isSame(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
