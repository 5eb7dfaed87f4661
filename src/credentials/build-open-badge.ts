/**
 * From an award to the JSON that will be signed. Pure: time and random come in as values.
 *
 * What never enters: a clear name, an e-mail address, an LTI user id (DESIGN §4 "Private first"). A grade and evidence enter
 * only where the learner lets them.
 * Not here: the part that is the same for every learner (build-achievement.ts), results and evidence (put-claims.ts).
 *
 * @module
 */
import type { BadgeClass } from '../badges/badge-class.js';
import type { IssuerProfile } from '../badges/issuer-profile.js';
import type { CredentialAddresses } from './addresses.js';
import { buildAchievement, buildProfile, findCredits } from './build-achievement.js';
import { NOTHING_INSIDE, type AchievedResult, type ClaimChoice, type EvidenceItem } from './claims.js';
import type { StatusPlace } from './credential.js';
import { buildIdentityObjects, type HolderIdentity } from './identity-hash.js';
import {
  CREDENTIAL_SCHEMA,
  SIGNED_CONTEXTS,
  type OpenBadgeCredential,
  type StatusEntry,
} from './open-badge.js';
import { putClaims } from './put-claims.js';

export { buildAchievement, buildProfile } from './build-achievement.js';

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
  /** Without one nothing can be revoked in others' software; every credential gets one. */
  readonly statusPlace?: StatusPlace | null;
  readonly results?: readonly AchievedResult[];
  readonly evidence?: readonly EvidenceItem[];
  readonly inside?: ClaimChoice;
}

const DAY_MS = 86_400_000;

export function buildOpenBadge(facts: OpenBadgeFacts, addresses: CredentialAddresses): OpenBadgeCredential {
  const { badgeClass, issuer, statusPlace, inside = NOTHING_INSIDE } = facts;
  const { language } = badgeClass;
  const identifier = buildIdentityObjects(facts.holder, facts.salt);
  const credits = findCredits(badgeClass);
  const validUntil = findValidUntil(badgeClass, facts.issuedAt);
  const bare: OpenBadgeCredential = {
    '@context': [...SIGNED_CONTEXTS],
    id: addresses.credential(facts.credentialId),
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: badgeClass.name[language],
    issuer: buildProfile(issuer, language, addresses),
    validFrom: formatSeconds(facts.issuedAt),
    ...(validUntil && { validUntil: formatSeconds(validUntil) }),
    awardedDate: formatSeconds(facts.awardedAt),
    credentialSubject: {
      id: `urn:uuid:${facts.subjectUuid}`,
      type: ['AchievementSubject'],
      ...(identifier.length > 0 && { identifier }),
      achievement: buildAchievement(badgeClass, language, addresses),
      ...(credits !== null && { creditsEarned: credits }),
    },
    credentialSchema: [CREDENTIAL_SCHEMA],
    ...(statusPlace && { credentialStatus: buildStatusEntry(statusPlace, addresses) }),
  };
  return putClaims(bare, { results: facts.results ?? [], evidence: facts.evidence ?? [] }, inside);
}

/** When a credential of this badge class ends that is issued now; null: never. */
export function findValidUntil(
  { validForDays }: Pick<BadgeClass, 'validForDays'>,
  issuedAt: Date,
): Date | null {
  return validForDays === null ? null : new Date(issuedAt.getTime() + validForDays * DAY_MS);
}

export function buildStatusEntry(
  { listId, slot }: StatusPlace,
  addresses: Pick<CredentialAddresses, 'statusList'>,
): StatusEntry {
  const list = addresses.statusList(listId, 'revocation');
  return {
    id: `${list}#${slot}`,
    type: 'BitstringStatusListEntry',
    statusPurpose: 'revocation',
    statusListIndex: String(slot),
    statusListCredential: list,
  };
}

/** Whole seconds: `nbf` counts seconds and must equal `validFrom` (OB 3.0 §8.2.4.1). */
export function formatSeconds(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}
