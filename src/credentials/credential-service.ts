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
import type { AchievedResult, EvidenceItem } from './claims.js';
import { buildOpenBadge, findValidUntil } from './build-open-badge.js';
import { createCredentialRenewals } from './credential-renewals.js';
import { createCredentialStanding } from './credential-standing.js';
import { SHOW_NOTHING_MORE, type ShareChoice } from './share-choice.js';
import { deriveCredentialId } from './credential-id.js';
import type { Credential, CredentialStore } from './credential.js';
import type { HolderIdentity } from './identity-hash.js';
import type { IssuerKeys } from './issuer-keys.js';
import { createFastCanonicalize } from './json-ld/fast-canonicalize.js';
import type { Canonicalize } from './json-ld/canonicalize.js';
import { signOpenBadge } from './sign-open-badge.js';
import type { StatusListStore } from './status-list.js';
import { createStatusPlaces } from './status-lists.js';

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
  /** What was reached. Kept with the credential; inside the signed bytes only where the learner lets it. */
  readonly results?: readonly AchievedResult[];
  /** What shows it. Kept likewise. */
  readonly evidence?: readonly EvidenceItem[];
  /** The learner's standing choice; without one nothing of it stands inside, and nothing more is shown. */
  readonly shows?: ShareChoice | null;
}

export interface CredentialServiceDeps {
  readonly credentials: CredentialStore;
  readonly badgeClasses: Pick<BadgeClassStore, 'findVersion'>;
  readonly issuers: Pick<IssuerProfileStore, 'find'>;
  readonly issuerKeys: Pick<IssuerKeys, 'ensureSigningKeys'>;
  readonly statusLists: StatusListStore;
  readonly addresses: CredentialAddresses;
  /** False where the addresses inside would lead a stranger nowhere (`Config.mayIssue`). */
  readonly mayIssue: boolean;
  /** How documents become what is signed; by default the compiled way of this process. */
  readonly canonicalize?: Canonicalize;
  readonly audit: AuditLog;
  readonly now: () => Date;
}

export type CredentialService = ReturnType<typeof createCredentialService>;

export function createCredentialService(deps: CredentialServiceDeps) {
  const { credentials, badgeClasses, issuers, issuerKeys, addresses, mayIssue, audit, now } = deps;
  const canonicalize = deps.canonicalize ?? createFastCanonicalize().canonicalize;
  const places = createStatusPlaces({ lists: deps.statusLists, now });

  /**
   * Issues the credential of an award and revision, once: called again, in any process, it gives the stored one.
   *
   * @throws {AppError} `issuing_not_allowed` - `CREDENTIAL_URL` is plain http or loopback, without `ALLOW_LOOPBACK`
   * @throws {AppError} `badge_class_not_found`, `issuer_not_found`
   * @throws {AppError} `credential_invalid`, `json_ld_unsafe` - what would be signed does not pass; nothing is issued
   */
  async function issue(request: IssueRequest): Promise<Credential> {
    const { award, learner, results = [], evidence = [] } = request;
    const { institutionId } = award;
    const id = deriveCredentialId(award.id, award.revision);
    const stored = await credentials.find(institutionId, id);
    if (stored) return stored;
    assertMayIssue();

    const badgeClass = await badgeClasses.findVersion(
      institutionId,
      award.badgeClassId,
      award.badgeClassVersion,
    );
    if (!badgeClass) throw notFound('badge_class_not_found', { badgeClassId: award.badgeClassId });
    const issuer = await issuers.find(institutionId, badgeClass.issuerId);
    if (!issuer) throw notFound('issuer_not_found', { issuerId: badgeClass.issuerId });

    const before = award.revision > 1 ? await credentials.findByAward(institutionId, award.id) : null;
    // A correction stands as its learner chose for what it corrects; sharing it is chosen anew.
    const shows = before?.shows ?? request.shows ?? SHOW_NOTHING_MORE;
    const issuedAt = toSeconds(now());
    const [statusPlace, keys] = await Promise.all([
      places.take(institutionId, issuer.id, id),
      issuerKeys.ensureSigningKeys(institutionId, issuer.id),
    ]);
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
        statusPlace,
        results,
        evidence,
        inside: shows,
      },
      addresses,
    );
    const signed = await signOpenBadge(openBadge, { keys, addresses, canonicalize });

    return credentials.create(institutionId, {
      ...signed,
      id,
      institutionId,
      awardId: award.id,
      revision: award.revision,
      learnerId: award.learnerId,
      badgeClassId: award.badgeClassId,
      badgeClassVersion: award.badgeClassVersion,
      issuerId: issuer.id,
      issuedAt,
      validUntil: findValidUntil(badgeClass, issuedAt),
      statusPlace,
      state: 'valid',
      stateReason: null,
      stateChangedAt: null,
      results,
      evidence,
      earlier: [],
      isShared: false,
      shows,
      shareChangedAt: null,
    });
  }

  function assertMayIssue(): void {
    if (mayIssue) return;
    throw new AppError(
      'issuing_not_allowed',
      503,
      'CREDENTIAL_URL is an address that no stranger can reach: set it to https, or ALLOW_LOOPBACK to try things out',
    );
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

  return {
    issue,
    findOwn,
    findByAward,
    setShared,
    ...createCredentialRenewals({
      ...deps,
      issuerKeys,
      places,
      assertMayIssue,
      canonicalize,
    }),
    ...createCredentialStanding({ credentials, audit, now }),
  };
}

function notFound(code: string, detail: Record<string, string>): AppError {
  return new AppError(code, 404, `${code.replaceAll('_', ' ')}`, detail);
}

/** What is signed says whole seconds, and our record says the same. */
function toSeconds(at: Date): Date {
  return new Date(Math.floor(at.getTime() / 1000) * 1000);
}
