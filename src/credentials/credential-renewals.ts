/**
 * Issuing the same statement anew under the same id: for a longer time, or with what its learner now lets in.
 *
 * Whoever has both takes the newer one (OB 3.0: same id and issuer, later `validFrom`). The bytes that it replaces are kept and
 * go on being known as ours; links, shares, holder and the place in the status list stay.
 *
 * @module
 */
import type { BadgeClassStore } from '../badges/badge-class.js';
import { AppError } from '../errors/app-error.js';
import type { AuditActor } from '../institutions/audit.js';
import type { AuditLog } from '../institutions/audit-log.js';
import type { CredentialAddresses } from './addresses.js';
import { buildStatusEntry, findValidUntil, formatSeconds } from './build-open-badge.js';
import type { Credential, CredentialStore } from './credential.js';
import type { IssuerKeys } from './issuer-keys.js';
import type { Canonicalize } from './json-ld/canonicalize.js';
import type { OpenBadgeCredential } from './open-badge.js';
import { putClaims } from './put-claims.js';
import { readOpenBadge } from './read-issued.js';
import type { ShareChoice } from './share-choice.js';
import { signOpenBadge } from './sign-open-badge.js';
import type { StatusPlaces } from './status-lists.js';

export interface CredentialRenewalsDeps {
  readonly credentials: Pick<CredentialStore, 'find' | 'renew'>;
  readonly badgeClasses: Pick<BadgeClassStore, 'findVersion'>;
  readonly issuerKeys: Pick<IssuerKeys, 'ensureSigningKeys'>;
  readonly places: StatusPlaces;
  readonly addresses: CredentialAddresses;
  /** @throws {AppError} `issuing_not_allowed` */
  readonly assertMayIssue: () => void;
  readonly canonicalize: Canonicalize;
  readonly audit: AuditLog;
  readonly now: () => Date;
}

/** Bytes of one credential that are kept beside the newest; its learner changes their mind a few times, a script for ever. */
const MOST_EARLIER = 50;

export function createCredentialRenewals(deps: CredentialRenewalsDeps) {
  const { credentials, badgeClasses, issuerKeys, places, addresses, canonicalize, audit, now } = deps;

  /**
   * Valid for the badge class's time from now on.
   *
   * @throws {AppError} `credential_not_found`, `credential_revoked`, `badge_class_not_found`, `issuing_not_allowed`
   */
  async function renew(
    institutionId: string,
    credentialId: string,
    { actor }: { readonly actor: AuditActor },
  ): Promise<Credential> {
    const credential = await get(institutionId, credentialId);
    if (credential.state === 'revoked') throw isRevoked(credentialId);
    deps.assertMayIssue();
    const { badgeClassId, badgeClassVersion } = credential;
    const badgeClass = await badgeClasses.findVersion(institutionId, badgeClassId, badgeClassVersion);
    if (!badgeClass) throw new AppError('badge_class_not_found', 404, 'no such version', { badgeClassId });
    const issuedAt = findMoment(credential);
    return replace(credential, {
      issuedAt,
      validUntil: findValidUntil(badgeClass, issuedAt),
      shows: credential.shows,
      actor,
      action: 'credential.renewed',
    });
  }

  /**
   * With results and evidence inside as its learner chose, and that choice kept, in one step; it ends when it did before.
   *
   * @returns null where the bytes say already what they may, or can't be issued anew: revoked, or over
   * @throws {AppError} `credential_not_found`, `credential_changed_often`, `credential_invalid`, `issuing_not_allowed`
   */
  async function issueWith(
    institutionId: string,
    credentialId: string,
    shows: ShareChoice,
    actor: AuditActor,
  ): Promise<Credential | null> {
    const credential = await get(institutionId, credentialId);
    const issuedAt = findMoment(credential);
    const { validUntil } = credential;
    if (credential.state === 'revoked' || (validUntil && validUntil <= issuedAt)) return null;
    const before = readOpenBadge(credential);
    if (listInside(before) === listInside(putClaims(before, credential, shows))) return null;
    if (credential.earlier.length >= MOST_EARLIER) {
      throw new AppError(
        'credential_changed_often',
        429,
        'what stands in this credential was changed too often',
        {
          credentialId,
        },
      );
    }
    deps.assertMayIssue();
    return replace(credential, { issuedAt, validUntil, shows, actor, action: 'credential.issued-anew' });
  }

  interface Replacement {
    readonly issuedAt: Date;
    readonly validUntil: Date | null;
    readonly shows: ShareChoice;
    readonly actor: AuditActor;
    readonly action: string;
  }

  async function replace(
    credential: Credential,
    { issuedAt, validUntil, shows, actor, action }: Replacement,
  ): Promise<Credential> {
    const { id, institutionId, issuerId } = credential;
    const statusPlace = credential.statusPlace ?? (await places.take(institutionId, issuerId, id));
    const { validUntil: _ended, ...claims } = readOpenBadge(credential);
    const anew: OpenBadgeCredential = {
      ...claims,
      validFrom: formatSeconds(issuedAt),
      ...(validUntil && { validUntil: formatSeconds(validUntil) }),
      credentialStatus: buildStatusEntry(statusPlace, addresses),
    };
    const keys = await issuerKeys.ensureSigningKeys(institutionId, issuerId);
    const signed = await signOpenBadge(putClaims(anew, credential, shows), { keys, addresses, canonicalize });
    const changed = await credentials.renew(institutionId, id, credential, {
      ...signed,
      issuedAt,
      validUntil,
      statusPlace,
      shows,
    });
    if (!changed) {
      // Revoked meanwhile, or replaced by somebody else, whose bytes are as good.
      const standing = await get(institutionId, id);
      if (standing.state === 'revoked') throw isRevoked(id);
      return standing;
    }
    await audit(institutionId, {
      actor,
      action,
      subject: { kind: 'credential', id },
      detail: { awardId: credential.awardId, revision: credential.revision },
    });
    return changed;
  }

  async function get(institutionId: string, credentialId: string): Promise<Credential> {
    const credential = await credentials.find(institutionId, credentialId);
    if (!credential) throw new AppError('credential_not_found', 404, 'no such credential', { credentialId });
    return credential;
  }

  /** Later than what it replaces by a second at least, or nobody could tell which of them is newer. */
  function findMoment({ issuedAt }: Credential): Date {
    const after = new Date(issuedAt.getTime() + 1000);
    return new Date(Math.floor(Math.max(now().getTime(), after.getTime()) / 1000) * 1000);
  }

  return { renew, issueWith };
}

/** What differs by a learner's choice. */
function listInside({ credentialSubject, evidence }: OpenBadgeCredential): string {
  const { result, achievement } = credentialSubject;
  return JSON.stringify([result ?? [], achievement.resultDescription ?? [], evidence ?? []]);
}

function isRevoked(credentialId: string): AppError {
  return new AppError('credential_revoked', 409, 'a revoked credential stays revoked', { credentialId });
}
