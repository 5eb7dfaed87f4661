/**
 * What people call their LMS. A host name is an address, not a name: pages then say "your learning environment".
 *
 * @module
 */
import type { ProfileName } from './profile.js';
import type { Registration } from './registration.js';

/** By `product_family_code`, as the products announce themselves (LTI Dynamic Registration 1.0). */
const PRODUCT_NAMES: Readonly<Record<string, string>> = {
  canvas: 'Canvas',
  desire2learn: 'Brightspace',
  d2l: 'Brightspace',
  moodle: 'Moodle',
  blackboard: 'Blackboard',
  sakai: 'Sakai',
};

/** By the profile that says how it differs; null for the standard itself. */
export function nameProfile(profile: ProfileName): string | null {
  return PRODUCT_NAMES[profile] ?? (profile === 'brightspace' ? 'Brightspace' : null);
}

/** @returns null when nothing but an address is known */
export function nameLms(
  registration: Pick<Registration, 'name' | 'issuer' | 'productFamily'>,
): string | null {
  const name = registration.name.trim();
  if (name !== '' && name !== new URL(registration.issuer).host) return name;
  const family = registration.productFamily.toLowerCase();
  return Object.hasOwn(PRODUCT_NAMES, family) ? (PRODUCT_NAMES[family] ?? null) : null;
}
