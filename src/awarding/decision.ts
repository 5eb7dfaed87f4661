/**
 * Decisions: the current outcome of a mapping's rule for one learner, with its inputs and the reason. It answers
 * "why has this student no badge?". The history grows only when inputs, verdict or reason change.
 *
 * @module
 */

/**
 * `met` awards. `waiting` will award when its time comes. `not-met` names what is missing. `unknown`: an input could
 * not be read, which is not a fail. `stopped`: never awarded automatically, whatever the grade.
 */
export type Verdict = 'met' | 'waiting' | 'not-met' | 'unknown' | 'stopped';

/** Stable codes; each has a sentence for the teacher and one for the student in the catalogue. */
export const DECISION_REASONS = [
  'reached',
  'assessed-passed',
  'below-threshold',
  'no-grade',
  'assessed-not-yet',
  'not-before-date',
  'grade-not-stood',
  'column-not-seen',
  'column-vanished',
  'column-doubled',
  'result-unusable',
  'grade-hidden',
  'members-unknown',
  'not-a-member',
  'not-a-learner',
  'inactive',
  'gone',
  'staff',
  'test-user',
  'observer',
  'needs-approval',
  'needs-look',
  'conditions-missing',
  'not-passed',
  'not-completed',
  'below-level',
  'not-told',
  'badge-not-held',
  'not-chosen',
  'after-date',
  'met-before-rule',
  'awaits-approval',
  'declined',
  'by-hand-only',
  'not-again',
  'held-elsewhere',
  'withdrawn',
  'needs-new-result',
] as const;
export type DecisionReason = (typeof DECISION_REASONS)[number];

/**
 * Why a column could not be read. `not-assessed`: it is assessed here, and has no column yet. `grade-hidden`: the LMS does not
 * show the grade to its learner yet; neither do we, and it decides nothing.
 */
export const INPUT_TROUBLES = [
  'column-not-seen',
  'column-vanished',
  'column-doubled',
  'not-assessed',
  'grade-hidden',
] as const;
export type InputTrouble = (typeof INPUT_TROUBLES)[number];

/** One outcome as it stood when the rule was evaluated. */
export interface DecisionInput {
  /** Of a badge that must be held: its badge class id. */
  readonly columnKey: string;
  readonly label: string | null;
  readonly source: 'tool-column' | 'assessment' | 'badge';
  readonly score: number | null;
  readonly maximum: number | null;
  readonly scoreFraction: number | null;
  /** Since when this score stands; null without one. */
  readonly changedAt: Date | null;
  /** Absent when it could be read, also when there is no grade. */
  readonly trouble?: InputTrouble;
  /** Passed, as an assessment or the LMS says it; held, for a badge. Absent: not told. */
  readonly isPassed?: boolean | null;
  /** As the LMS says it. Absent: not told. */
  readonly isCompleted?: boolean | null;
  /** On a scale, as the LMS counts its levels. Absent: not told. */
  readonly level?: number | null;
}

/** What the evaluation of one learner gave. */
export interface Evaluation {
  readonly verdict: Verdict;
  readonly reason: DecisionReason;
  readonly inputs: readonly DecisionInput[];
  /** When a `waiting` verdict turns, if time alone turns it. */
  readonly turnsAt: Date | null;
}

export interface DecisionHistoryEntry extends Evaluation {
  readonly mappingVersion: number;
  readonly at: Date;
}

export interface Decision extends Evaluation {
  readonly id: string;
  readonly institutionId: string;
  readonly courseId: string;
  readonly mappingId: string;
  readonly mappingVersion: number;
  readonly learnerId: string;
  /** When this verdict was first reached with these inputs. */
  readonly decidedAt: Date;
  /** Older ones, oldest first, at most 50. */
  readonly history: readonly DecisionHistoryEntry[];
}

export interface DecisionStore {
  /**
   * Keeps the newest evaluation of each (mapping, learner). Equal to the stored one: nothing is written.
   * Different: the stored one moves to the history.
   *
   * @returns how many changed
   */
  rememberAll(
    institutionId: string,
    courseId: string,
    mapping: { readonly id: string; readonly version: number },
    evaluations: ReadonlyMap<string, Evaluation>,
    now: Date,
  ): Promise<number>;
  listByCourse(institutionId: string, courseId: string): Promise<Decision[]>;
  find(institutionId: string, mappingId: string, learnerId: string): Promise<Decision | null>;
  /** Courses in which somebody waits for an approval, each once. */
  listCoursesWaiting(institutionId: string, limit: number): Promise<string[]>;
  /** How many learners wait for an approval, by mapping. */
  listMappingsWaiting(
    institutionId: string,
  ): Promise<{ readonly courseId: string; readonly mappingId: string; readonly count: number }[]>;
}
