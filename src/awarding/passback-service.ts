/**
 * Posting scores that are owed, each exactly once.
 *
 * The timestamp is stored before the first attempt. An LMS takes only a timestamp that is strictly later than the one
 * it holds (AGS §3.4.9), so after a crash between posting and noting, the second attempt is answered as older: then
 * the result is read back, and only a different one is posted again with a later timestamp.
 *
 * @module
 */
import { AppError } from '../errors/app-error.js';
import type { LearnerStore } from '../institutions/learner.js';
import type { LineItemResult, ResultColumn } from '../lti/ags/result.js';
import type { Course } from '../lti/course.js';
import type { OutcomeStore } from '../outcomes/outcome.js';
import { findProfile } from '../platforms/profile.js';
import type { Registration } from '../platforms/registration.js';
import { retryAt } from './back-off.js';
import { listColumns, type Passback } from './passback.js';

export interface PassbackScore {
  readonly userId: string;
  readonly scoreGiven: number;
  readonly scoreMaximum: number;
  readonly timestamp: Date;
  readonly comment: string | null;
}

export interface PassbackServiceDeps {
  readonly outcomes: Pick<OutcomeStore, 'list'>;
  readonly learners: Pick<LearnerStore, 'find'>;
  /** `older`: the LMS holds a score with the same or a later timestamp. */
  readonly postScore: (
    registration: Registration,
    lineItemUrl: string,
    score: PassbackScore,
    signal?: AbortSignal,
  ) => Promise<'posted' | 'older'>;
  readonly readResults: (
    registration: Registration,
    column: ResultColumn,
    userId: string,
    signal?: AbortSignal,
  ) => Promise<readonly LineItemResult[]>;
  readonly now: () => Date;
  /** Spreads what is tried again; 0 to 1, 0 when not given. */
  readonly random?: () => number;
}

/** Refusals that another attempt cannot change. */
const FINAL_CODES = ['score_refused'];

/** LMSs keep five decimals of a score whose maximum may be 1. */
const SAME_SCORE = 1e-5;

export function createPassbackService({
  outcomes,
  learners,
  postScore,
  readResults,
  now,
  random = () => 0,
}: PassbackServiceDeps) {
  /**
   * Tries to post one owed score.
   *
   * @returns the passback as it stands afterwards; it never throws for what the LMS did
   */
  async function settle(
    registration: Registration,
    course: Course,
    learnerId: string,
    passback: Passback,
    signal?: AbortSignal,
  ): Promise<Passback> {
    const attempts = passback.attempts + 1;
    const later = (code: string, error?: AppError): Passback => ({
      ...passback,
      attempts,
      nextAttemptAt: retryAt(now(), attempts, error, random()),
      lastErrorCode: code,
    });

    const found = listColumns(await outcomes.list(course.institutionId, course.id), passback.columnKey);
    const [column] = found;
    // The teacher may not have saved the link in the LMS yet: the column comes with it. Nothing was asked of the LMS,
    // so every round may look again.
    if (!column || found.length > 1) {
      return { ...passback, lastErrorCode: column ? 'column_doubled' : 'column_not_seen' };
    }
    const learner = await learners.find(course.institutionId, learnerId);
    if (!learner) return { ...later('learner_not_found'), state: 'refused' };
    const { lineItemUrl } = column;
    const settled = (state: Passback['state']): Passback => ({
      ...passback,
      state,
      attempts,
      lastErrorCode: null,
      lineItemUrl,
    });

    try {
      const answer = await postScore(registration, lineItemUrl, { ...passback, userId: learner.sub }, signal);
      const { readsScoresBack } = findProfile(registration).services;
      if (answer === 'posted' && !readsScoresBack) return settled('posted');
      const [held] = await readResults(registration, column, learner.sub, signal);
      if (answer === 'posted') {
        // Accepted, and perhaps ignored: what a teacher entered by hand stays.
        return settled(isSameScore(held, passback) ? 'posted' : 'overridden');
      }
      if (isSameScore(held, passback)) return settled('posted');
      // Something newer stands there. A later timestamp is tried once; what the LMS keeps then is a person's choice.
      if (passback.lastErrorCode === 'score_older') return settled('overridden');
      return {
        ...later('score_older'),
        timestamp: laterSecond(passback.timestamp, now()),
        nextAttemptAt: now(),
      };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return FINAL_CODES.includes(error.code)
        ? { ...later(error.code), state: 'refused', lineItemUrl }
        : later(error.code, error);
    }
  }

  return { settle };
}

export type PassbackService = ReturnType<typeof createPassbackService>;

function isSameScore(held: LineItemResult | undefined, passback: Passback): boolean {
  if (held?.scoreFraction == null) return false;
  return Math.abs(held.scoreFraction - passback.scoreGiven / passback.scoreMaximum) < SAME_SCORE;
}

function laterSecond(previous: Date, now: Date): Date {
  return new Date(Math.max(previous.getTime() + 1000, Math.floor(now.getTime() / 1000) * 1000));
}
