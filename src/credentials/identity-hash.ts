/**
 * Salted hashes of who holds a credential: whoever knows the name or the address already can check it, and nobody else
 * reads it there.
 *
 * Source: OB 3.0 IdentityObject, IdentityHash: `sha256$` + hex(SHA-256(utf8(identifier ‖ salt))).
 * The salt stands beside the hash, so a guess can be tried: these hashes remain personal data.
 *
 * @module
 */
import { hash } from 'node:crypto';

export interface IdentityObject {
  readonly type: 'IdentityObject';
  readonly hashed: true;
  readonly identityHash: string;
  readonly identityType: 'name' | 'emailAddress';
  readonly salt: string;
}

/** What is known of the holder; null is left out. */
export interface HolderIdentity {
  readonly name: string | null;
  readonly email: string | null;
}

export function hashIdentity(identifier: string, salt: string): string {
  return `sha256$${hash('sha256', identifier + salt, 'hex')}`;
}

/**
 * The two texts are brought to one form first, or a second writing of the same thing would not match: e-mail in lower
 * case (Credly compares the hash letter by letter), the name composed (NFC) with single spaces.
 *
 * @param salt - 128 random bits of this credential alone
 */
export function buildIdentityObjects(holder: HolderIdentity, salt: string): IdentityObject[] {
  const name = holder.name?.normalize('NFC').trim().replace(/\s+/g, ' ');
  const email = holder.email?.trim().toLowerCase();
  const objects: IdentityObject[] = [];
  if (name) objects.push(buildIdentityObject('name', name, salt));
  if (email) objects.push(buildIdentityObject('emailAddress', email, salt));
  return objects;
}

function buildIdentityObject(
  identityType: IdentityObject['identityType'],
  identifier: string,
  salt: string,
): IdentityObject {
  return {
    type: 'IdentityObject',
    hashed: true,
    identityHash: hashIdentity(identifier, salt),
    identityType,
    salt,
  };
}
