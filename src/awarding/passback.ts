/**
 * A score owed to the LMS. The timestamp is fixed before the first attempt, so a second attempt after a crash is
 * recognised by the LMS as one it already has.
 *
 * @module
 */

export interface Passback {
  /** Key of the column to post to; its address is looked up when posting, since it may not be known yet. */
  readonly columnKey: string;
  readonly scoreGiven: number;
  readonly scoreMaximum: number;
  /** Learner-facing line sent along, or null. */
  readonly comment: string | null;
  /** AGS `timestamp`: whole seconds. */
  readonly timestamp: Date;
  /** `refused`: the LMS said no for good; `overridden`: the LMS keeps a teacher's own score. */
  readonly state: 'waiting' | 'posted' | 'refused' | 'overridden';
  readonly attempts: number;
  readonly nextAttemptAt: Date;
  readonly lastErrorCode: string | null;
}
