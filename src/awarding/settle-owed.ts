/**
 * Settling what is owed in a course: credentials that wait to be issued, scores that wait to be posted.
 *
 * Whatever a crash, an outage or a missing column left undone is found here again by its state.
 *
 * @module
 */
import type { Course } from '../lti/course.js';
import type { EnrolmentStore } from '../lti/enrolment.js';
import type { OutcomeStore } from '../outcomes/outcome.js';
import type { Registration } from '../platforms/registration.js';
import type { AssessmentStore } from './assessment.js';
import type { AwardService } from './award-service.js';
import type { AwardStore } from './award.js';
import { showsBadge, type BadgeScoreStore } from './badge-score.js';
import type { OweBadgeScores } from './owe-badge-scores.js';
import type { PassbackService } from './passback-service.js';
import { findColumn, isMoved, oweAgain, type Passback } from './passback.js';

export interface SettleOwedDeps {
  readonly awards: Pick<AwardStore, 'find' | 'listOwed' | 'findNextOwed'>;
  readonly badgeScores: Pick<BadgeScoreStore, 'listOwed' | 'findNextOwed' | 'setPassback'>;
  readonly assessments: Pick<AssessmentStore, 'listByCourse' | 'listOwed' | 'findNextOwed' | 'setPassback'>;
  readonly enrolments: Pick<EnrolmentStore, 'list'>;
  readonly outcomes: Pick<OutcomeStore, 'list'>;
  readonly awardService: Pick<AwardService, 'deliver' | 'settleRevocation'>;
  readonly oweBadgeScores: OweBadgeScores;
  readonly passbackService: PassbackService;
  /** The line that goes with the score of a badge; default: none. */
  readonly sayInScore?: SayInScore;
  readonly now: () => Date;
}

/** In the learner's language: that the badge was earned, or is held no longer; null when it cannot be said. */
export type SayInScore = (
  institutionId: string,
  badgeClassId: string,
  learnerId: string,
  isHeld: boolean,
) => Promise<string | null>;

export interface Settled {
  /** The first trouble with the LMS; null when there was none. */
  readonly errorCode: string | null;
  /** What was issued, posted, or stands otherwise than before. */
  readonly changes: number;
  /** The earliest moment at which something owed is tried again; null when nothing waits for a moment. */
  readonly dueAt: Date | null;
  /** What nobody foresaw, of the first award that met it; the others were settled all the same. */
  readonly unforeseen: Error | null;
}

/** Trouble with one score, or none at all: the LMS itself is well. */
const NO_PLATFORM_TROUBLE: readonly (string | null)[] = [
  null,
  'column_not_seen',
  'column_doubled',
  'score_older',
  'score_refused',
  'column_unpublished',
  'learner_not_found',
];

export type SettleOwed = ReturnType<typeof createSettleOwed>;

export function createSettleOwed(deps: SettleOwedDeps) {
  const { awards, badgeScores, assessments, enrolments, outcomes, now } = deps;
  const { awardService, oweBadgeScores, passbackService } = deps;

  /** An LMS that is in trouble is left alone for the rest of the round: thirty scores must not wait for thirty timeouts. */
  return async function settleOwed(
    registration: Registration,
    course: Course,
    signal?: AbortSignal,
  ): Promise<Settled> {
    const { institutionId, id: courseId } = course;
    let errorCode: string | null = null;
    let changes = 0;
    let unforeseen: Error | null = null;
    const isTurn = (passback: Passback): boolean =>
      errorCode === null &&
      registration.isEnabled &&
      passback.state === 'waiting' &&
      passback.nextAttemptAt <= now();
    const settle = async (
      learnerId: string,
      passback: Passback,
      save: (settled: Passback) => Promise<void>,
    ): Promise<void> => {
      const settled = await passbackService.settle(registration, course, learnerId, passback, signal);
      if (!NO_PLATFORM_TROUBLE.includes(settled.lastErrorCode)) errorCode = settled.lastErrorCode;
      if (isSamePassback(passback, settled)) return;
      changes += 1;
      await save(settled);
    };
    const guard = async (step: () => Promise<void>): Promise<void> => {
      try {
        await step();
      } catch (error) {
        unforeseen ??= toError(error);
      }
    };

    for (const award of await awards.listOwed(institutionId, courseId, now())) {
      signal?.throwIfAborted();
      await guard(async () => {
        if (award.delivery.state === 'waiting' && award.delivery.nextAttemptAt <= now()) {
          changes += 1;
          await awardService.deliver(award);
        }
        if (award.revocation?.state === 'waiting') {
          // An older revision goes once the newer one is issued: that may just have happened.
          const current = (await awards.find(institutionId, award.id)) ?? award;
          if (await awardService.settleRevocation(current)) changes += 1;
        }
      });
    }
    await guard(async () => {
      changes += await oweBadgeScores(course);
      changes += await oweMovedAssessments(course);
    });
    const owedScores = await badgeScores.listOwed(institutionId, courseId, now());
    const owedAssessments = await assessments.listOwed(institutionId, courseId, now());
    const isAnyOwed = owedScores.length + owedAssessments.length > 0;
    const gone = isAnyOwed ? await listGone(course) : new Set<string>();
    for (const score of owedScores) {
      signal?.throwIfAborted();
      if (!isTurn(score.passback) || gone.has(score.learnerId)) continue;
      await guard(async () => {
        const { learnerId, badgeClassId } = score;
        const comment =
          score.passback.comment ??
          (await deps.sayInScore?.(institutionId, badgeClassId, learnerId, showsBadge(score))) ??
          null;
        const passback = { ...score.passback, comment };
        await settle(learnerId, passback, (settled) =>
          badgeScores.setPassback(institutionId, score, settled),
        );
      });
    }
    for (const { id, learnerId, assessedAt, passback } of owedAssessments) {
      signal?.throwIfAborted();
      if (!isTurn(passback) || gone.has(learnerId)) continue;
      await guard(() =>
        settle(learnerId, passback, (settled) =>
          assessments.setPassback(institutionId, id, assessedAt, settled),
        ),
      );
    }
    const next = await Promise.all([
      awards.findNextOwed(institutionId, courseId, now()),
      badgeScores.findNextOwed(institutionId, courseId, now()),
      assessments.findNextOwed(institutionId, courseId, now()),
    ]);
    const dueAt = next.reduce((a, b) => (a && b ? (a < b ? a : b) : (a ?? b)));
    return { errorCode, changes, dueAt, unforeseen };
  };

  /** An LMS takes no scores for whoever left: they wait until the learner is back. */
  async function listGone({ institutionId, id }: Course): Promise<ReadonlySet<string>> {
    const members = await enrolments.list(institutionId, id);
    return new Set(members.filter(({ status }) => status === 'gone').map(({ learnerId }) => learnerId));
  }

  /** What was assessed here goes to the column that stands there now, too. */
  async function oweMovedAssessments({ institutionId, id: courseId }: Course): Promise<number> {
    const told = (await assessments.listByCourse(institutionId, courseId)).filter(
      ({ passback }) => passback.lineItemUrl !== undefined,
    );
    if (told.length === 0) return 0;
    const columns = await outcomes.list(institutionId, courseId);
    const moved = told.filter(({ passback }) => isMoved(passback, findColumn(columns, passback.columnKey)));
    for (const { id, assessedAt, passback } of moved) {
      await assessments.setPassback(institutionId, id, assessedAt, oweAgain(passback, now()));
    }
    return moved.length;
  }
}

/** A column that is still not there leaves its score as it was: nothing is written for it. */
function isSamePassback(before: Passback, after: Passback): boolean {
  return (
    before.state === after.state &&
    before.attempts === after.attempts &&
    before.lastErrorCode === after.lastErrorCode &&
    before.timestamp.getTime() === after.timestamp.getTime() &&
    before.nextAttemptAt.getTime() === after.nextAttemptAt.getTime()
  );
}

/** Whatever was thrown, as an error. */
export function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error('not an error was thrown', { cause: error });
}
