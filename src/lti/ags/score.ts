/**
 * Scores: what this tool tells the platform about a learner, and what the platform says to it.
 *
 * Source: LTI AGS 2.0 §3.4 https://www.imsglobal.org/spec/lti-ags/v2p0/#score-publish-service
 *
 * @module
 */
import { AppError } from '../../errors/app-error.js';
import type { GuardedResponse } from '../../http/guarded-fetch.js';
import { soundsUnpublished, type ServicesProfile } from '../../platforms/profile.js';
import { unexpectedQuirk } from '../platform-trouble.js';

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
 * The body of a score. It is always final: with any other progress there are platforms that wipe an existing grade.
 *
 * @param extension - members that this platform wants besides
 */
export function buildScore(
  { userId, scoreGiven, scoreMaximum, timestamp, comment }: Score,
  extension: ServicesProfile['scoreExtension'] = {},
): string {
  return JSON.stringify({
    ...extension,
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
 * @throws {AppError} `platform_answer_unusable` - it speaks of publishing, which its profile does not know of it
 * @throws {AppError} `column_unpublished` - students do not see the assignment yet; later it will be taken
 */
export function readScoreAnswer(
  { status, body }: GuardedResponse,
  { unpublishedText }: Pick<ServicesProfile, 'unpublishedText'>,
): ScoreAnswer {
  if (status >= 200 && status < 300) return 'posted';
  if (status === 409 || (status === 400 && isOlder(body))) return 'older';
  if (unpublishedText?.test(body)) {
    throw new AppError('column_unpublished', 502, 'the assignment is not published yet', { status });
  }
  // A final no would lose the score, should the profile be chosen wrongly.
  if (soundsUnpublished(body)) throw unexpectedQuirk('unpublished');
  throw new AppError('score_refused', 502, 'the platform refused a score', { status });
}

/** Some have no status of their own for it: 400 "Provided timestamp of … before last updated timestamp of …". */
function isOlder(body: string): boolean {
  return /timestamp of .{0,80} (?:before|not greater than) last updated timestamp/i.test(body);
}
