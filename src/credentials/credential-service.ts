/**
 * Issuing credentials, finding them, and sharing them.
 *
 * @module
 */
import { randomBytes, randomUUID } from 'node:crypto';
import type { BadgeClassStore } from '../badges/badge-class.js';
import type { IssuerProfileStore } from '../badges/issuer-profile.js';
import { AppError } from '../errors/app-error.js';
import type { AuditLog } from '../institutions/audit-log.js';
import type { CredentialAddresses } from './addresses.js';
import type { AchievedResult, ClaimChoice, EvidenceItem } from './claims.js';
import { buildOpenBadge } from './build-open-badge.js';
import { createCredentialStanding } from './credential-standing.js';
import { deriveCredentialId } from './credential-id.js';
import type { Credential, CredentialStore } from './credential.js';
import type { HolderIdentity } from './identity-hash.js';
import type { IssuerKeys } from './issuer-keys.js';
import { assertOpenBadge } from './open-badge-schema.js';
import { signVcJwt } from './vc-jwt.js';
import { hasValidSignature } from './verify-vc-jwt.js';

/** What an award tells its credential. Its inputs, grades among them, are not asked for. */
export interface AwardFacts {
  readonly id: string;
  readonly institutionId: string;
  readonly revision: number;
  readonly learnerId: string;
  readonly badgeClassId: string;
  readonly badgeClassVersion: number;
  readonly awardedAt: Date;
}

export interface IssueRequest {
  readonly award: AwardFacts;
  readonly learner: HolderIdentity;
  /** What was reached. Kept with the credential; inside the signed bytes only where `inside.grade`. */
  readonly results?: readonly AchievedResult[];
  /** What shows it. Kept likewise; inside only where `inside.evidence`. */
  readonly evidence?: readonly EvidenceItem[];
  /** The learner's standing choice; nothing of it stands inside without one. */
  readonly inside?: ClaimChoice;
}

export interface CredentialServiceDeps {
  readonly credentials: CredentialStore;
  readonly badgeClasses: Pick<BadgeClassStore, 'findVersion'>;
  readonly issuers: Pick<IssuerProfileStore, 'find'>;
  readonly issuerKeys: Pick<IssuerKeys, 'ensureSigningKey'>;
  readonly addresses: CredentialAddresses;
  /** False where the addresses inside would lead a stranger nowhere (`Config.mayIssue`). */
  readonly mayIssue: boolean;
  readonly audit: AuditLog;
  readonly now: () => Date;
}

export type CredentialService = ReturnType<typeof createCredentialService>;

export function createCredentialService(deps: CredentialServiceDeps) {
  const { credentials, badgeClasses, issuers, issuerKeys, addresses, mayIssue, audit, now } = deps;

  /**
   * Issues the credential of an award and revision, once: called again, in any process, it gives the stored one.
   *
   * @throws {AppError} `issuing_not_allowed` - `CREDENTIAL_URL` is plain http or loopback, without `ALLOW_LOOPBACK`
   * @throws {AppError} `badge_class_not_found`, `issuer_not_found`
   * @throws {AppError} `credential_invalid` - what would be signed does not pass its schema; nothing is issued
   */
  async function issue({ award, learner, results = [], evidence = [] }: IssueRequest): Promise<Credential> {
    const { institutionId } = award;
    const id = deriveCredentialId(award.id, award.revision);
    const stored = await credentials.find(institutionId, id);
    if (stored) return stored;
    if (!mayIssue) {
      throw new AppError(
        'issuing_not_allowed',
        503,
        'CREDENTIAL_URL is an address that no stranger can reach: set it to https, or ALLOW_LOOPBACK to try things out',
      );
    }

    const badgeClass = await badgeClasses.findVersion(
      institutionId,
      award.badgeClassId,
      award.badgeClassVersion,
    );
    if (!badgeClass) throw notFound('badge_class_not_found', { badgeClassId: award.badgeClassId });
    const issuer = await issuers.find(institutionId, badgeClass.issuerId);
    if (!issuer) throw notFound('issuer_not_found', { issuerId: badgeClass.issuerId });

    const issuedAt = now();
    const openBadge = buildOpenBadge(
      {
        credentialId: id,
        badgeClass,
        issuer,
        holder: { name: learner.name, email: learner.email },
        awardedAt: award.awardedAt,
        issuedAt,
        subjectUuid: randomUUID(),
        salt: randomBytes(16).toString('hex'),
      },
      addresses,
    );
    assertOpenBadge(openBadge);
    const key = await issuerKeys.ensureSigningKey(institutionId, issuer.id);
    const jwt = await signVcJwt(openBadge, addresses.key(key.kid), key.privateKey);
    // A private key that is not the other half of its public key would only be found by a stranger.
    if (!(await hasValidSignature(jwt, key.publicJwk))) {
      throw new AppError('credential_invalid', 500, 'the new signature does not verify', { kid: key.kid });
    }

    return credentials.create(institutionId, {
      id,
      institutionId,
      awardId: award.id,
      revision: award.revision,
      learnerId: award.learnerId,
      badgeClassId: award.badgeClassId,
      badgeClassVersion: award.badgeClassVersion,
      issuerId: issuer.id,
      kid: key.kid,
      jwt,
      proofKid: null,
      json: null,
      issuedAt,
      validUntil: null,
      statusPlace: null,
      state: 'valid',
      stateReason: null,
      stateChangedAt: null,
      results,
      evidence,
      earlier: [],
      isShared: false,
      shareChangedAt: null,
    });
  }

  /** The learner's own credential, shared or not; null for anybody else's. */
  async function findOwn(
    institutionId: string,
    credentialId: string,
    learnerId: string,
  ): Promise<Credential | null> {
    const credential = await credentials.find(institutionId, credentialId);
    return credential?.learnerId === learnerId ? credential : null;
  }

  /** The newest revision of an award's credential. */
  function findByAward(institutionId: string, awardId: string): Promise<Credential | null> {
    return credentials.findByAward(institutionId, awardId);
  }

  /**
   * Shares a credential with whoever has its link, or takes that back. Only its learner may.
   *
   * @throws {AppError} `credential_not_found` - there is none, or it is another learner's
   */
  async function setShared(
    institutionId: string,
    credentialId: string,
    learnerId: string,
    isShared: boolean,
  ): Promise<Credential> {
    const own = await findOwn(institutionId, credentialId, learnerId);
    if (!own) throw notFound('credential_not_found', { credentialId });
    if (own.isShared === isShared) return own;
    const changed = await credentials.setShared(institutionId, credentialId, isShared, now());
    if (!changed) throw notFound('credential_not_found', { credentialId });
    await audit(institutionId, {
      actor: { kind: 'learner', id: learnerId },
      action: isShared ? 'credential.shared' : 'credential.unshared',
      subject: { kind: 'credential', id: credentialId },
    });
    return changed;
  }

  return { issue, findOwn, findByAward, setShared, ...createCredentialStanding({ credentials, audit, now }) };
}

function notFound(code: string, detail: Record<string, string>): AppError {
  return new AppError(code, 404, `${code.replaceAll('_', ' ')}`, detail);
}
