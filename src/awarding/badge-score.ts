/**
 * Badge scores: what the column of a mapping in the role *badge column* shows of a learner, 1 of 1 while the badge is held
 * (DESIGN §2).
 *
 * One for each mapping and learner, whichever award it is owed for. So each link of a badge class shows the badge, not only the
 * one whose rule was met first; and of an award that ended and the one that followed, the LMS is told one thing.
 *
 * @module
 */
import type { Passback } from './passback.js';

export interface BadgeScore {
  readonly institutionId: string;
  readonly courseId: string;
  readonly mappingId: string;
  readonly learnerId: string;
  /** Of the mapping. */
  readonly badgeClassId: string;
  /** 1 of 1, or 0 of 1 once the badge is held no longer. */
  readonly passback: Passback;
}

export interface BadgeScoreStore {
  /**
   * Atomic: of two that owe another score than the one that stood, one does.
   *
   * @param before - the one that stood; null when there was none
   * @returns false when there is another by now
   */
  owe(institutionId: string, score: BadgeScore, before: BadgeScore | null): Promise<boolean>;
  listByCourse(institutionId: string, courseId: string): Promise<BadgeScore[]>;
  listByLearner(institutionId: string, courseId: string, learnerId: string): Promise<BadgeScore[]>;
  /** Those that wait and are due at `now`, longest due first. */
  listOwed(institutionId: string, courseId: string, now: Date): Promise<BadgeScore[]>;
  /** The next moment after `now` at which one is due; null when none waits for one. */
  findNextOwed(institutionId: string, courseId: string, now: Date): Promise<Date | null>;
  /** Only while no other score is owed in its place. */
  setPassback(institutionId: string, score: BadgeScore, passback: Passback): Promise<void>;
}

/** 1 of 1 or 0 of 1, under a timestamp that is later than the last one: an LMS refuses equal ones (AGS §3.4.9). */
export function oweBadgePassback(
  columnKey: string,
  isHeld: boolean,
  previous: Passback | null,
  at: Date,
): Passback {
  const second = Math.floor(at.getTime() / 1000) * 1000;
  const later = previous ? previous.timestamp.getTime() + 1000 : second;
  return {
    columnKey,
    scoreGiven: isHeld ? 1 : 0,
    scoreMaximum: 1,
    comment: null,
    timestamp: new Date(Math.max(second, later)),
    state: 'waiting',
    attempts: 0,
    nextAttemptAt: at,
    lastErrorCode: null,
  };
}

/** True when the column is to show the badge, posted yet or not. */
export function showsBadge({ passback }: BadgeScore): boolean {
  return passback.scoreGiven > 0;
}
