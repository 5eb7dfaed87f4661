/**
 * From an award to the JSON that will be signed. Pure: time and random come in as values.
 *
 * What never enters: a clear name, an e-mail address, an LTI user id, a grade (DESIGN §4 "Private first").
 * Not here: `credentialStatus`. It joins as one more member of `OpenBadgeFacts` once there are status lists.
 *
 * @module
 */
import type { BadgeClass, Variant } from '../badges/badge-class.js';
import type { IssuerProfile } from '../badges/issuer-profile.js';
import type { Language } from '../language/local-text.js';
import type { CredentialAddresses } from './addresses.js';
import { buildIdentityObjects, type HolderIdentity } from './identity-hash.js';
import {
  CREDENTIAL_CONTEXTS,
  CREDENTIAL_SCHEMA,
  type Achievement,
  type OpenBadgeCredential,
  type Profile,
} from './open-badge.js';

export interface OpenBadgeFacts {
  readonly credentialId: string;
  readonly badgeClass: BadgeClass;
  readonly issuer: IssuerProfile;
  readonly holder: HolderIdentity;
  readonly awardedAt: Date;
  /** From when on it holds; the newer of two with one id wins. */
  readonly issuedAt: Date;
  /** UUID of the subject, new for each credential: two credentials of one learner can't be joined by it. */
  readonly subjectUuid: string;
  /** 128 random bits of this credential, hex. */
  readonly salt: string;
}

/** OB 3.0 AchievementType; SURF's profile does not fix it, so these are the nearest of the vocabulary. */
const ACHIEVEMENT_TYPES: Readonly<Record<Variant, Achievement['achievementType']>> = {
  regular: 'Course',
  microcredential: 'MicroCredential',
  'extra-curricular': 'CoCurricular',
};

export function buildOpenBadge(facts: OpenBadgeFacts, addresses: CredentialAddresses): OpenBadgeCredential {
  const { badgeClass, issuer } = facts;
  const identifier = buildIdentityObjects(facts.holder, facts.salt);
  return {
    '@context': [...CREDENTIAL_CONTEXTS],
    id: addresses.credential(facts.credentialId),
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: badgeClass.name[badgeClass.language],
    issuer: buildProfile(issuer, badgeClass.language, addresses),
    validFrom: formatSeconds(facts.issuedAt),
    awardedDate: formatSeconds(facts.awardedAt),
    credentialSubject: {
      id: `urn:uuid:${facts.subjectUuid}`,
      type: ['AchievementSubject'],
      ...(identifier.length > 0 && { identifier }),
      achievement: buildAchievement(badgeClass, badgeClass.language, addresses),
    },
    credentialSchema: [CREDENTIAL_SCHEMA],
  };
}

/** Also the public document of a badge class. */
export function buildAchievement(
  badgeClass: BadgeClass,
  language: Language,
  addresses: CredentialAddresses,
): Achievement {
  const name = badgeClass.name[language];
  return {
    id: addresses.badgeClass(badgeClass.id),
    type: ['Achievement'],
    achievementType: ACHIEVEMENT_TYPES[badgeClass.variant],
    name,
    description: badgeClass.description[language],
    criteria: { narrative: badgeClass.criteria[language] },
    image: { id: addresses.badgeImage(badgeClass.id), type: 'Image', caption: name },
    inLanguage: language,
    version: String(badgeClass.version),
  };
}

/** Also the public document of an issuer. Without a site of its own its page here is its `url`: its id is no link. */
export function buildProfile(
  issuer: IssuerProfile,
  language: Language,
  addresses: CredentialAddresses,
): Profile {
  return {
    id: addresses.issuerDid(issuer.id),
    type: ['Profile'],
    name: issuer.name[language],
    ...(issuer.description && { description: issuer.description[language] }),
    url: issuer.url ?? addresses.issuer(issuer.id),
    ...(issuer.email && { email: issuer.email }),
  };
}

/** Whole seconds: `nbf` counts seconds and must equal `validFrom` (OB 3.0 §8.2.4.1). */
function formatSeconds(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}
