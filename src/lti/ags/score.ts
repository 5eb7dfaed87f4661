/**
 * Scores: what this tool tells the platform about a learner, and what the platform says to it.
 *
 * Source: LTI AGS 2.0 §3.4 https://www.imsglobal.org/spec/lti-ags/v2p0/#score-publish-service
 *
 * @module
 */
import { AppError } from '../../errors/app-error.js';
import type { GuardedResponse } from '../../http/guarded-fetch.js';

export interface Score {
  /** LTI user id. */
  readonly userId: string;
  readonly scoreGiven: number;
  readonly scoreMaximum: number;
  /** Must be later than that of the score the platform holds (§3.4.9); whole seconds count. */
  readonly timestamp: Date;
  /** Shown to the learner, or null. */
  readonly comment: string | null;
}

/** `older`: the platform holds a score with the same or a later timestamp. */
export type ScoreAnswer = 'posted' | 'older';

/**
 * The body of a score. It is always final: Moodle wipes an existing grade for any progress but `FullyGraded`.
 */
export function buildScore({ userId, scoreGiven, scoreMaximum, timestamp, comment }: Score): string {
  return JSON.stringify({
    userId,
    scoreGiven,
    scoreMaximum,
    activityProgress: 'Completed',
    gradingProgress: 'FullyGraded',
    timestamp: timestamp.toISOString().replace(/\.\d{3}Z$/, 'Z'),
    ...(comment === null ? {} : { comment }),
  });
}

/**
 * Reads the answer to a posted score. Platforms answer 200, 201 or 204 with or without a body.
 *
 * @throws {AppError} `score_refused` - the platform says no to this score, and will say so again: not a learner who can
 *   be graded, attempts used up, no such column
 */
export function readScoreAnswer({ status, body }: GuardedResponse): ScoreAnswer {
  if (status >= 200 && status < 300) return 'posted';
  if (status === 409 || (status === 400 && isCanvasOlder(body))) return 'older';
  throw new AppError('score_refused', 502, 'the platform refused a score', { status });
}

/** Canvas has no status of its own for it: 400 "Provided timestamp of … before last updated timestamp of …". */
function isCanvasOlder(body: string): boolean {
  return /timestamp of .{0,80} before last updated timestamp/i.test(body);
}
