/**
 * What happens to an award afterwards: taken back before anybody was told, withdrawn, expired, issued anew, kept in spite
 * of a lower result.
 *
 * Each change is one atomic write that also says what is owed because of it (a revocation); whatever a crash leaves undone is
 * found by that and settled by the next round, which tells gradebooks too.
 *
 * @module
 */
import { randomBytes } from 'node:crypto';
import { deriveCredentialId } from '../credentials/credential-id.js';
import { AppError } from '../errors/app-error.js';
import type { AuditLog } from '../institutions/audit-log.js';
import type { AuditActor } from '../institutions/audit.js';
import { freeKey, type AwardService } from './award-service.js';
import { isUndoable, type Award, type AwardEnd, type AwardStore, type Revocation } from './award.js';
import type { DecisionStore } from './decision.js';
import { printInputs } from './input-print.js';
import type { ReviewStore } from './review.js';

export interface AwardChangesDeps {
  readonly awards: AwardStore;
  readonly decisions: Pick<DecisionStore, 'find'>;
  readonly reviews: Pick<ReviewStore, 'find' | 'replace'>;
  readonly awardService: Pick<AwardService, 'deliver' | 'settleRevocation'>;
  readonly audit: AuditLog;
  readonly now: () => Date;
}

export interface WithdrawInput {
  /** In a person's words, for the learner and for staff. */
  readonly reason: string;
  readonly actor: AuditActor;
  /** False: do not award again, whatever the results. */
  readonly mayBeAwardedAgain: boolean;
}

export const LONGEST_REASON = 500;
const MOST_TRIES = 5;

export type AwardChanges = ReturnType<typeof createAwardChanges>;

export function createAwardChanges(deps: AwardChangesDeps) {
  const { awards, decisions, reviews, awardService, audit, now } = deps;

  /**
   * Withdraws an award and revokes its credential. One that is withdrawn already stays as it was.
   *
   * @throws {AppError} `award_not_found`, `reason_missing`
   */
  async function withdraw(institutionId: string, awardId: string, input: WithdrawInput): Promise<Award> {
    const reason = checkReason(input.reason);
    const award = await get(institutionId, awardId);
    return endAs(award, {
      kind: 'withdrawn',
      at: now(),
      actor: input.actor,
      reason,
      again: input.mayBeAwardedAgain ? 'when-changed' : 'never',
      // By these results it was taken back: the same ones do not bring it again.
      print: await findPrint(award),
    });
  }

  /** An award whose time is over: its credential says so by itself, and nothing is revoked. */
  async function expire(award: Award, renewal: 'none' | 'when-met' | 'new-result'): Promise<Award> {
    return endAs(award, {
      kind: 'expired',
      at: now(),
      actor: { kind: 'tool' },
      reason: 'expired',
      again: renewal === 'none' ? 'never' : renewal === 'when-met' ? 'when-met' : 'when-changed',
      print: printInputs(award.inputs),
    });
  }

  async function endAs(award: Award, ended: AwardEnd): Promise<Award> {
    const { institutionId, id } = award;
    let current = award;
    for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
      if (current.state !== 'awarded') return current;
      const revocation = ended.kind === 'expired' ? null : owedRevocation(current, ended, now());
      if (await awards.end(institutionId, current, ended, revocation)) {
        await audit(institutionId, {
          actor: ended.actor,
          action: `award.${ended.kind}`,
          subject: { kind: 'award', id },
          detail: { mappingId: award.mappingId, learnerId: award.learnerId, again: ended.again },
        });
        const after = await get(institutionId, id);
        await awardService.settleRevocation(after);
        return get(institutionId, id);
      }
      current = await get(institutionId, id);
    }
    throw contended(id);
  }

  /**
   * Takes back what nobody was told yet, as if it had never been.
   *
   * @throws {AppError} `award_not_found`, `undo_too_late`
   */
  async function undo(institutionId: string, awardId: string, actor: AuditActor): Promise<Award> {
    const award = await get(institutionId, awardId);
    if (award.state === 'undone') return award;
    // The yes goes first: an award without it stands and can be undone again, but a yes left behind would award anew.
    if (isUndoable(award, now())) await takeBackYes(award);
    if (!isUndoable(award, now()) || !(await awards.undo(institutionId, awardId, freeKey(awardId)))) {
      throw new AppError('undo_too_late', 409, 'the learner has been told; withdraw it instead', { awardId });
    }
    await audit(institutionId, {
      actor,
      action: 'award.undone',
      subject: { kind: 'award', id: awardId },
      detail: { mappingId: award.mappingId, learnerId: award.learnerId },
    });
    return get(institutionId, awardId);
  }

  async function takeBackYes({ institutionId, mappingId, learnerId }: Award): Promise<void> {
    for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
      const review = await reviews.find(institutionId, mappingId, learnerId);
      if (review?.state !== 'approved') return;
      const open = { ...review, state: 'open' as const, yes: [], updatedAt: now() };
      if (await reviews.replace(institutionId, review, open)) return;
    }
  }

  /**
   * Issues a new revision of an award's credential, for a name that was put right or a corrected badge text; the one
   * before is revoked once the new one stands.
   *
   * @param fromRevision - the revision that was looked at: asked twice about the same one, there is one new revision
   * @throws {AppError} `award_not_found`, `reason_missing`, `award_not_issued`
   */
  async function reissue(
    institutionId: string,
    awardId: string,
    input: { readonly reason: string; readonly actor: AuditActor; readonly fromRevision: number },
  ): Promise<Award> {
    const reason = checkReason(input.reason);
    const award = await get(institutionId, awardId);
    if (award.revision > input.fromRevision) return award;
    if (award.state !== 'awarded' || award.delivery.state !== 'issued') {
      throw new AppError('award_not_issued', 409, 'nothing of this award is issued that could be replaced', {
        awardId,
      });
    }
    const at = now();
    const isMade = await awards.revise(
      institutionId,
      award,
      {
        kind: 'own',
        state: 'waiting',
        credentialId: null,
        attempts: 0,
        nextAttemptAt: at,
        lastErrorCode: null,
      },
      buildRevocation(listUnrevoked(award), reason, input.actor, at),
    );
    if (isMade) {
      await audit(institutionId, {
        actor: input.actor,
        action: 'award.revised',
        subject: { kind: 'award', id: awardId },
        detail: { mappingId: award.mappingId, revision: award.revision + 1, learnerId: award.learnerId },
      });
    }
    const revised = await get(institutionId, awardId);
    await awardService.deliver(revised);
    await awardService.settleRevocation(await get(institutionId, awardId));
    return get(institutionId, awardId);
  }

  /** A teacher saw the lower result and keeps the award; a lower one still asks again. */
  async function keep(institutionId: string, awardId: string, actor: AuditActor): Promise<void> {
    const award = await get(institutionId, awardId);
    const print = await findPrint(award);
    if (award.state !== 'awarded' || award.keptPrint === print) return;
    await awards.setKept(institutionId, awardId, print);
    await audit(institutionId, {
      actor,
      action: 'award.kept',
      subject: { kind: 'award', id: awardId },
      detail: { mappingId: award.mappingId, learnerId: award.learnerId },
    });
  }

  /**
   * Lets an award that was withdrawn for good be made again.
   *
   * @throws {AppError} `award_not_found`
   */
  async function allowAgain(institutionId: string, awardId: string, actor: AuditActor): Promise<void> {
    const award = await get(institutionId, awardId);
    if (award.state === 'awarded') return;
    if (!(await awards.release(institutionId, awardId, award.liveKey, freeKey(awardId)))) return;
    await audit(institutionId, {
      actor,
      action: 'award.allowed-again',
      subject: { kind: 'award', id: awardId },
      detail: { mappingId: award.mappingId, learnerId: award.learnerId },
    });
  }

  async function get(institutionId: string, awardId: string): Promise<Award> {
    const award = await awards.find(institutionId, awardId);
    if (!award) throw new AppError('award_not_found', 404, 'no such award', { awardId });
    return award;
  }

  /** Of the results as the newest decision saw them. */
  async function findPrint({ institutionId, mappingId, learnerId, inputs }: Award): Promise<string> {
    const decision = await decisions.find(institutionId, mappingId, learnerId);
    return printInputs(decision?.inputs ?? inputs);
  }

  return { get, withdraw, expire, undo, reissue, keep, allowAgain };
}

/** @throws {AppError} `reason_missing` */
export function checkReason(reason: string): string {
  const kept = reason.trim().slice(0, LONGEST_REASON);
  if (kept === '') throw new AppError('reason_missing', 422, 'say why, in a few words');
  return kept;
}

/** Those of its credentials that may be out there and are not revoked yet. */
function listUnrevoked({ id, revision, revocation }: Award): string[] {
  const older = revocation?.state === 'waiting' ? revocation.credentialIds : [];
  return [...older, deriveCredentialId(id, revision)];
}

function owedRevocation(award: Award, { reason, actor }: AwardEnd, at: Date): Revocation {
  return buildRevocation(listUnrevoked(award), reason, actor, at);
}

function buildRevocation(
  credentialIds: readonly string[],
  reason: string,
  actor: AuditActor,
  at: Date,
): Revocation {
  return {
    token: randomBytes(8).toString('base64url'),
    credentialIds: [...new Set(credentialIds)],
    reason,
    actor,
    owedSince: at,
    state: 'waiting',
    attempts: 0,
    nextAttemptAt: at,
    lastErrorCode: null,
  };
}

function contended(awardId: string): AppError {
  return new AppError('award_contended', 503, 'other writers kept changing the same award', { awardId });
}
