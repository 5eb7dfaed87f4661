/**
 * Assessed here: a teacher's *Passed* or *Not yet* for one learner on one mapping, with the score it owes the LMS.
 *
 * @module
 */
import type { OutcomeResult } from '../outcomes/outcome.js';
import type { Passback } from './passback.js';
import type { ChosenLevel } from './rubric.js';

export interface Assessment {
  readonly id: string;
  readonly institutionId: string;
  readonly courseId: string;
  readonly mappingId: string;
  readonly learnerId: string;
  readonly isPassed: boolean;
  /** What the teacher typed, 0–1; null when nothing was typed. */
  readonly scoreFraction: number | null;
  /** What the student reads with it; null when nothing was written. */
  readonly remark: string | null;
  /** By criterion, where a rubric was used; empty without one. */
  readonly levels: readonly ChosenLevel[];
  /** What was handed in and looked at; null when nothing was. */
  readonly handInId: string | null;
  readonly assessedBy: string;
  readonly assessedAt: Date;
  readonly passback: Passback;
}

/** LMSs keep five decimals of a score whose maximum may be 1. */
const SAME_SCORE = 1e-5;

/**
 * The LMS holds another score than the one it was sent, and got it later: a teacher typed it there. That one counts then, and
 * this assessment no more. A score that is still on its way was not overridden.
 */
export function isOverridden(
  { passback, assessedAt }: Pick<Assessment, 'passback' | 'assessedAt'>,
  result: Pick<OutcomeResult, 'score' | 'scoreFraction' | 'changedAt'> | null,
): boolean {
  if (passback.state !== 'posted' && passback.state !== 'overridden') return false;
  if (result?.scoreFraction == null || result.changedAt <= assessedAt) return false;
  return Math.abs(result.scoreFraction - passback.scoreGiven / passback.scoreMaximum) >= SAME_SCORE;
}

export interface AssessmentStore {
  /** One per (mapping, learner): a newer one replaces the older. */
  save(institutionId: string, assessment: Assessment): Promise<void>;
  find(institutionId: string, mappingId: string, learnerId: string): Promise<Assessment | null>;
  listByCourse(institutionId: string, courseId: string): Promise<Assessment[]>;
  /** Those whose passback is owed and due at `now`. */
  listOwed(institutionId: string, courseId: string, now: Date): Promise<Assessment[]>;
  /** The next moment after `now` at which a passback of this course is due; null when none waits for one. */
  findNextOwed(institutionId: string, courseId: string, now: Date): Promise<Date | null>;
  /** Only while the assessment is still the one with this `assessedAt`: a newer one owes its own. */
  setPassback(
    institutionId: string,
    assessmentId: string,
    assessedAt: Date,
    passback: Passback,
  ): Promise<void>;
}
