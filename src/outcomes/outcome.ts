/**
 * Outcomes and outcome results: what a course measures about a learner, and how each learner stands on it now.
 *
 * An outcome has exactly one source. LTI alone shows a tool only its own columns, so `tool-column` is the one source
 * here; connectors to an LMS's own API add theirs beside it.
 * Units: `scoreFraction` = score / maximum; 0 and up, above 1 is extra credit. Zero is a grade, null is none.
 *
 * @module
 */

export interface Outcome {
  readonly id: string;
  readonly institutionId: string;
  readonly courseId: string;
  readonly source: 'tool-column';
  /** The line item's id: a URL whose query must be kept. */
  readonly lineItemUrl: string;
  /** A mapping's key, as the line item's `resourceId` or its link says it; null for a column that is not ours to read. */
  readonly mappingKey: string | null;
  /** `grade` or `badge`, as we set it. */
  readonly tag: string | null;
  readonly label: string;
  readonly scoreMaximum: number;
  /** Names of its scale's levels in one text; absent where the source tells of none. */
  readonly scale?: string | null;
  /** Set when a complete read of the columns no longer showed it. */
  readonly vanishedAt: Date | null;
  readonly seenAt: Date;
}

export interface OutcomeResult {
  readonly id: string;
  readonly institutionId: string;
  readonly courseId: string;
  readonly outcomeId: string;
  readonly learnerId: string;
  /** As the LMS says it; null = no grade. */
  readonly score: number | null;
  readonly maximum: number;
  readonly scoreFraction: number | null;
  /** When we first saw this score: a grade has stood since then. */
  readonly changedAt: Date;
  /** The newest complete read that confirmed it. */
  readonly readAt: Date;
  /** What the LMS says beside the score. Absent: the source never tells it. Null: it tells that there is nothing yet. */
  readonly isPassed?: boolean | null;
  readonly isCompleted?: boolean | null;
  /** On a scale, as the LMS counts its levels. */
  readonly level?: number | null;
  /** Its learner may not see it yet. Absent: the source does not tell (tool columns never do). */
  readonly isHidden?: boolean;
}

/** What can be read of an outcome. */
export type Reading = 'score' | 'pass' | 'completion' | 'level';

/** What each source tells; a page offers nothing else (DESIGN *Sources are honest*). */
export const SOURCE_TELLS: Readonly<Record<Outcome['source'], readonly Reading[]>> = {
  'tool-column': ['score'],
};

/** One column as read from the LMS. */
export type OutcomeSighting = Pick<Outcome, 'lineItemUrl' | 'mappingKey' | 'tag' | 'label' | 'scoreMaximum'>;

/** One learner's result as read; no entry for a learner means no grade. */
export interface ResultSighting {
  readonly learnerId: string;
  readonly score: number | null;
  readonly maximum: number;
  readonly scoreFraction: number | null;
  readonly isPassed?: boolean | null;
  readonly isCompleted?: boolean | null;
  readonly level?: number | null;
  readonly isHidden?: boolean;
}

export interface OutcomeStore {
  /**
   * Takes over a complete read of a course's columns. One record per (course, line item URL); columns not in the read
   * get `vanishedAt`. Writes only what differs.
   *
   * @returns the columns now present
   */
  rememberColumns(
    institutionId: string,
    courseId: string,
    sightings: readonly OutcomeSighting[],
    now: Date,
  ): Promise<Outcome[]>;
  list(institutionId: string, courseId: string): Promise<Outcome[]>;
}

export interface OutcomeResultStore {
  /**
   * Takes over what was read of one column. `complete`: learners with a stored score that are not in the read lose it
   * (their grade was emptied). Otherwise only the sighted learners change. `changedAt` moves only with the score, and when a
   * hidden one is shown.
   */
  rememberResults(
    institutionId: string,
    outcome: Pick<Outcome, 'id' | 'courseId'>,
    sightings: readonly ResultSighting[],
    options: { readonly isComplete: boolean; readonly now: Date },
  ): Promise<void>;
  listByCourse(institutionId: string, courseId: string): Promise<OutcomeResult[]>;
  listByLearner(institutionId: string, courseId: string, learnerId: string): Promise<OutcomeResult[]>;
}
