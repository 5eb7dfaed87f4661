/**
 * What an Open Badge is built from, whole, for tests.
 *
 * @module
 */
import { createCredentialAddresses } from '../../src/credentials/addresses.js';
import type { OpenBadgeFacts } from '../../src/credentials/build-open-badge.js';
import { buildBadgeClass, buildIssuer, minutesAfterNoon, NOON } from './build-records.js';

export const ADDRESSES = createCredentialAddresses('https://badges.example.org');

export function buildOpenBadgeFacts(overrides: Partial<OpenBadgeFacts> = {}): OpenBadgeFacts {
  return {
    credentialId: '0123456789abcdef0123456789abcdef',
    badgeClass: buildBadgeClass(),
    issuer: buildIssuer(),
    holder: { name: 'Anna de Vries', email: 'anna@example.org' },
    awardedAt: NOON,
    issuedAt: minutesAfterNoon(1),
    subjectUuid: '6f2a1c1e-8d0b-4f6e-9a55-0c6e6b1d2f3a',
    salt: '00112233445566778899aabbccddeeff',
    ...overrides,
  };
}
