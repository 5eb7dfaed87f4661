/**
 * The JSON of an Open Badges 3.0 credential as we emit it: always arrays, always the same members.
 *
 * Source: OB 3.0 §B (data model), VC Data Model 2.0.
 * Not here: the claims that VC-JWT adds around it (vc-jwt.ts), building (build-open-badge.ts).
 *
 * @module
 */
import { EXTENSION_CONTEXT, type EXTENDED_TYPE, type ExtensionTerms } from './extension-terms.js';
import type { IdentityObject } from './identity-hash.js';
import type { ResultType } from './claims.js';

/**
 * In this order (VC 2.0 §4.3, OB 3.0 §8.1). The third carries the 1EdTech type names (`1EdTechJsonSchemaValidator2019`);
 * without it a JSON-LD processor in safe mode refuses them.
 */
export const CREDENTIAL_CONTEXTS = [
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
  'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json',
] as const;

/** What is signed from now on; what was issued before had the first three. */
export const SIGNED_CONTEXTS = [...CREDENTIAL_CONTEXTS, EXTENSION_CONTEXT] as const;

/** Of a badge class by itself, which names no 1EdTech types. */
export const ACHIEVEMENT_CONTEXTS = [...CREDENTIAL_CONTEXTS.slice(0, 2), EXTENSION_CONTEXT] as const;

/** The canonical address: 1EdTech's validator knows it and fetches any other. */
export const CREDENTIAL_SCHEMA = {
  id: 'https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json',
  type: '1EdTechJsonSchemaValidator2019',
} as const;

export interface Image {
  /** An object in 3.0: a bare string passes JSON-LD and fails both official schemas. */
  readonly id: string;
  readonly type: 'Image';
  readonly caption?: string;
}

export interface Profile {
  readonly id: string;
  readonly type: readonly ['Profile'];
  readonly name: string;
  readonly description?: string;
  readonly url: string;
  readonly email?: string;
  readonly phone?: string;
  readonly image?: Image;
  readonly address?: { readonly type: readonly ['Address']; readonly addressCountryCode: string };
  readonly otherIdentifier?: readonly {
    readonly type: 'IdentifierEntry';
    readonly identifier: string;
    readonly identifierType: 'ext:BRIN';
  }[];
}

export interface AlignmentEntry {
  readonly type: readonly ['Alignment'];
  readonly targetName: string;
  readonly targetUrl: string;
  readonly targetType?: string;
  readonly targetFramework?: string;
  readonly targetCode?: string;
  readonly targetDescription?: string;
}

/** How a result is to be read. Values are texts, also where they are numbers. */
export interface ResultDescription {
  readonly id: string;
  readonly type: readonly ['ResultDescription'];
  readonly name: string;
  readonly resultType: ResultType;
  /** From low to high. */
  readonly allowedValue?: readonly string[];
  readonly requiredValue?: string;
  readonly valueMin?: string;
  readonly valueMax?: string;
}

export interface Achievement extends ExtensionTerms {
  readonly id: string;
  readonly type: readonly ['Achievement'] | readonly ['Achievement', typeof EXTENDED_TYPE];
  readonly achievementType: 'MicroCredential' | 'Course' | 'CoCurricular';
  readonly name: string;
  readonly description: string;
  readonly criteria: { readonly narrative: string };
  readonly image: Image & { readonly caption: string };
  readonly inLanguage: string;
  readonly version: string;
  /** EC. */
  readonly creditsAvailable?: number;
  readonly tag?: readonly string[];
  readonly alignment?: readonly AlignmentEntry[];
  readonly resultDescription?: readonly ResultDescription[];
}

export const RESULT_STATUSES = ['Completed', 'Failed'] as const;

export interface Result {
  readonly type: readonly ['Result'];
  /** The id of one of the achievement's descriptions. */
  readonly resultDescription: string;
  readonly value?: string;
  readonly status?: (typeof RESULT_STATUSES)[number];
}

export interface Evidence {
  readonly id?: string;
  readonly type: readonly ['Evidence'];
  readonly name: string;
  readonly description?: string;
  readonly narrative?: string;
  readonly genre?: string;
}

/** One object: VC 2.0 takes a list here, the official schema does not. */
export interface StatusEntry {
  readonly id: string;
  readonly type: 'BitstringStatusListEntry';
  readonly statusPurpose: 'revocation';
  readonly statusListIndex: string;
  readonly statusListCredential: string;
}

export interface OpenBadgeCredential {
  readonly '@context': readonly (string | object)[];
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
    /** EC. */
    readonly creditsEarned?: number;
    readonly result?: readonly Result[];
  };
  readonly evidence?: readonly Evidence[];
  readonly credentialSchema: readonly (typeof CREDENTIAL_SCHEMA)[];
  readonly credentialStatus?: StatusEntry;
}
