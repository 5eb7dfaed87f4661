/**
 * Assessed here: a teacher's *Passed* or *Not yet* for one learner on one mapping, with the score it owes the LMS.
 *
 * @module
 */
import type { Passback } from './passback.js';

export interface Assessment {
  readonly id: string;
  readonly institutionId: string;
  readonly courseId: string;
  readonly mappingId: string;
  readonly learnerId: string;
  readonly isPassed: boolean;
  /** What the teacher typed, 0–1; null when nothing was typed. */
  readonly scoreFraction: number | null;
  readonly assessedBy: string;
  readonly assessedAt: Date;
  readonly passback: Passback;
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
