/**
 * What was reached and what shows it: the part of a credential that differs from learner to learner.
 *
 * Source: OB 3.0 Result, ResultDescription, Evidence.
 * Not here: when it may stand inside (claim-choice in credential-service.ts), the JSON (build-open-badge.ts).
 *
 * @module
 */

/** Of OB 3.0’s ResultType, and SURF’s own for a Dutch grade. */
export const RESULT_TYPES = [
  'GradePointAverage',
  'LetterGrade',
  'Percent',
  'PerformanceLevel',
  'RawScore',
  'Result',
  'RubricCriterionLevel',
  'RubricScore',
  'ScaledScore',
  'Status',
  'ext:ECTSGradeScore',
] as const;
export type ResultType = (typeof RESULT_TYPES)[number];

/** One thing that was measured, and what came out. Texts in the language of the badge class, numbers as people read them. */
export interface AchievedResult {
  /** What was measured: a column, a total, a criterion. */
  readonly name: string;
  readonly type: ResultType;
  /** `8.5`, `A`, `Completed`. */
  readonly value: string;
  readonly valueMin?: string;
  readonly valueMax?: string;
  /** The least that was asked. */
  readonly requiredValue?: string;
  /** From low to high. */
  readonly allowedValues?: readonly string[];
}

/** Work or a statement that shows it. At least one of its members besides `name` says something. */
export interface EvidenceItem {
  readonly name: string;
  /** An address that whoever gets the credential can open. */
  readonly url?: string;
  readonly description?: string;
  /** Markdown. */
  readonly narrative?: string;
  /** `Report`, `Video`. */
  readonly genre?: string;
}

/** What a learner lets stand inside the signed bytes. Until they chose: nothing of it. */
export interface ClaimChoice {
  readonly grade: boolean;
  readonly evidence: boolean;
}

export const NOTHING_INSIDE: ClaimChoice = { grade: false, evidence: false };
