/**
 * The JSON of an Open Badges 3.0 credential as we emit it: always arrays, always the same members.
 *
 * Source: OB 3.0 §B (data model), VC Data Model 2.0.
 * Not here: the claims that VC-JWT adds around it (vc-jwt.ts), building (build-open-badge.ts).
 *
 * @module
 */
import type { IdentityObject } from './identity-hash.js';

/**
 * In this order (VC 2.0 §4.3, OB 3.0 §8.1). The third carries the 1EdTech type names (`1EdTechJsonSchemaValidator2019`);
 * without it a JSON-LD processor in safe mode refuses them.
 */
export const CREDENTIAL_CONTEXTS = [
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
  'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json',
] as const;

/** The canonical address: 1EdTech's validator knows it and fetches any other. */
export const CREDENTIAL_SCHEMA = {
  id: 'https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json',
  type: '1EdTechJsonSchemaValidator2019',
} as const;

export interface Profile {
  readonly id: string;
  readonly type: readonly ['Profile'];
  readonly name: string;
  readonly description?: string;
  readonly url: string;
  readonly email?: string;
}

export interface Achievement {
  readonly id: string;
  readonly type: readonly ['Achievement'];
  readonly achievementType: 'MicroCredential' | 'Course' | 'CoCurricular';
  readonly name: string;
  readonly description: string;
  readonly criteria: { readonly narrative: string };
  /** An object in 3.0: a bare string passes JSON-LD and fails both official schemas. */
  readonly image: { readonly id: string; readonly type: 'Image'; readonly caption: string };
  readonly inLanguage: string;
  readonly version: string;
}

export interface OpenBadgeCredential {
  readonly '@context': readonly string[];
  readonly id: string;
  readonly type: readonly ['VerifiableCredential', 'OpenBadgeCredential'];
  readonly name: string;
  readonly issuer: Profile;
  readonly validFrom: string;
  readonly validUntil?: string;
  readonly awardedDate: string;
  readonly credentialSubject: {
    readonly id: string;
    readonly type: readonly ['AchievementSubject'];
    readonly identifier?: readonly IdentityObject[];
    readonly achievement: Achievement;
  };
  readonly credentialSchema: readonly (typeof CREDENTIAL_SCHEMA)[];
}
