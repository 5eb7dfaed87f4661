/**
 * What follows from an award: its credential is issued, older ones and those of awards that ended are revoked.
 *
 * Each step is found again by the state it leaves, and each may run twice: a credential's id derives from its award and
 * revision.
 *
 * @module
 */
import type { AchievedResult, EvidenceItem } from '../credentials/claims.js';
import type { Credential } from '../credentials/credential.js';
import type { ShareChoice } from '../credentials/share-choice.js';
import { AppError } from '../errors/app-error.js';
import type { AuditActor } from '../institutions/audit.js';
import type { AuditLog } from '../institutions/audit-log.js';
import type { LearnerStore } from '../institutions/learner.js';
import type { Award, AwardStore } from './award.js';
import { retryAt } from './back-off.js';
import { describeEvidence, describeResults } from './claims-of-award.js';
import type { Mapping, MappingStore } from './mapping.js';
export interface AwardDeliveryDeps {
  readonly awards: AwardStore;
  readonly mappings: Pick<MappingStore, 'findVersion'>;
  readonly learners: Pick<LearnerStore, 'find'>;
  readonly credentials: {
    issue(request: {
      readonly award: Award;
      readonly learner: { readonly name: string | null; readonly email: string | null };
      readonly results?: readonly AchievedResult[];
      readonly evidence?: readonly EvidenceItem[];
      readonly shows?: ShareChoice | null;
    }): Promise<Credential>;
    revoke(
      institutionId: string,
      credentialId: string,
      change: { readonly reason: string; readonly actor: AuditActor },
    ): Promise<unknown>;
  };
  readonly audit: AuditLog;
  readonly now: () => Date;
}

/** A credential that is not there yet may still be on its way from another process: it is looked for this long. */
const LOOK_FOR_MS = 24 * 3_600_000;
const LOOK_AGAIN_MS = 3_600_000;
const MOST_VERSIONS = 500;

export function createAwardDelivery(deps: AwardDeliveryDeps) {
  const { awards, mappings, learners, credentials, audit, now } = deps;
  const versions = new Map<string, Mapping>();

  /** A version never changes, and a round issues many credentials by one. */
  async function findVersion({ institutionId, mappingId, mappingVersion }: Award): Promise<Mapping | null> {
    const key = `${institutionId}:${mappingId}:${mappingVersion}`;
    const known = versions.get(key);
    if (known) return known;
    const mapping = await mappings.findVersion(institutionId, mappingId, mappingVersion);
    if (versions.size >= MOST_VERSIONS) versions.clear();
    if (mapping) versions.set(key, mapping);
    return mapping;
  }

  /**
   * Issues the credential of an award that waits for it. A failure is kept in the award and tried again later.
   *
   * @returns true when the award's credential stands afterwards
   */
  async function deliver(award: Award): Promise<boolean> {
    if (award.state !== 'awarded') return false;
    if (award.delivery.state !== 'waiting') return award.delivery.state === 'issued';
    const { institutionId, undoUntil } = award;
    if (undoUntil && now() < undoUntil) return false;
    // From here on it can't be undone: a credential that somebody may hold must not lose its award.
    if (undoUntil && !(await awards.beginDelivery(institutionId, award.id, now()))) return false;
    try {
      const learner = await learners.find(institutionId, award.learnerId);
      if (!learner) throw new AppError('learner_not_found', 404, 'the award names an unknown learner');
      const mapping = await findVersion(award);
      const credential = await credentials.issue({
        award,
        learner,
        results: describeResults(award, mapping),
        evidence: describeEvidence(award),
        shows: learner.standingChoice,
      });
      const isFirst = await awards.setDelivery(institutionId, award.id, {
        ...award.delivery,
        state: 'issued',
        credentialId: credential.id,
        lastErrorCode: null,
      });
      if (isFirst) {
        await audit(institutionId, {
          actor: { kind: 'tool' },
          action: 'credential.issued',
          subject: { kind: 'credential', id: credential.id },
          detail: { awardId: award.id, revision: award.revision },
        });
      }
      return true;
    } catch (error) {
      const attempts = award.delivery.attempts + 1;
      await awards.setDelivery(institutionId, award.id, {
        ...award.delivery,
        attempts,
        nextAttemptAt: retryAt(now(), attempts),
        lastErrorCode: error instanceof AppError ? error.code : 'internal_error',
      });
      // What nobody foresaw must reach the log; what has a code is on the course page.
      if (!(error instanceof AppError)) throw error;
      return false;
    }
  }

  /**
   * Revokes the credentials that an award owes it for. An older revision stands until the newer one is issued, so that its
   * holder is never without.
   *
   * @returns true when it changed anything
   */
  async function settleRevocation(award: Award): Promise<boolean> {
    const { institutionId, revocation } = award;
    if (revocation?.state !== 'waiting' || revocation.nextAttemptAt > now()) return false;
    if (award.state === 'awarded' && award.delivery.state !== 'issued') return false;
    const { reason, actor } = revocation;
    const attempts = revocation.attempts + 1;
    let isMissing = false;
    try {
      for (const credentialId of revocation.credentialIds) {
        try {
          await credentials.revoke(institutionId, credentialId, { reason, actor });
        } catch (error) {
          if (!(error instanceof AppError) || error.code !== 'credential_not_found') throw error;
          isMissing = true;
        }
      }
      const isOver = now().getTime() - revocation.owedSince.getTime() > LOOK_FOR_MS;
      await awards.setRevocation(
        institutionId,
        award.id,
        isMissing && !isOver && mayComeYet(award)
          ? { ...revocation, attempts, nextAttemptAt: new Date(now().getTime() + LOOK_AGAIN_MS) }
          : { ...revocation, attempts, state: 'done', lastErrorCode: null },
      );
    } catch (error) {
      await awards.setRevocation(institutionId, award.id, {
        ...revocation,
        attempts,
        nextAttemptAt: retryAt(now(), attempts),
        lastErrorCode: error instanceof AppError ? error.code : 'internal_error',
      });
      if (!(error instanceof AppError)) throw error;
    }
    return true;
  }

  return { deliver, settleRevocation };
}

/** Another process may have been about to issue it when the award ended. */
function mayComeYet({ delivery }: Award): boolean {
  return delivery.state === 'waiting';
}
