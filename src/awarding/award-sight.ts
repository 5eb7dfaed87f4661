/**
 * The first time that a learner sees an award of theirs: the one moment at which a badge draws itself in.
 *
 * @module
 */

export interface AwardSightStore {
  /** Atomic. @returns true for exactly one caller: the first that saw this award in this revision */
  see(institutionId: string, awardId: string, revision: number, now: Date): Promise<boolean>;
}
