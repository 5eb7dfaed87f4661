/**
 * Reading a course from its LMS: the contract that `tool-columns.ts` fulfils.
 *
 * Complete reads only: whatever cannot be read whole is an error, never a shorter list.
 *
 * @module
 */
import type { LineItemResult, ResultColumn } from '../lti/ags/result.js';
import type { Course } from '../lti/course.js';
import type { Membership } from '../lti/nrps/membership.js';
import type { Registration } from '../platforms/registration.js';
import type { OutcomeSighting } from './outcome.js';

export interface CourseReading {
  /** Null when no launch has named a memberships address yet. */
  readonly members: readonly Membership[] | null;
  /** Every column of ours in the course; empty when no launch has named a container. */
  readonly columns: readonly OutcomeSighting[];
  /** By line item URL: the results of the wanted columns. */
  readonly results: ReadonlyMap<string, readonly LineItemResult[]>;
  /** Requests sent, tokens included. */
  readonly requests: number;
}

export interface CourseReader {
  /**
   * Members, columns, and the results of those columns that `wantsResults` picks, with the fewest requests the
   * services allow.
   *
   * @throws {AppError} `platform_unavailable`, `platform_busy`, `platform_answer_unusable`, `token_refused`,
   *   `address_refused`, `roles_withheld`
   */
  readCourse(
    registration: Registration,
    course: Course,
    wantsResults: (column: OutcomeSighting) => boolean,
    signal?: AbortSignal,
  ): Promise<CourseReading>;

  /** The columns alone. Throws as `readCourse`. */
  readColumns(registration: Registration, course: Course, signal?: AbortSignal): Promise<OutcomeSighting[]>;

  /**
   * One learner's results on one column; empty = no grade. Throws as `readCourse`.
   *
   * @param column - with its maximum: an LMS may leave out that of a result
   * @param userId - LTI user id
   */
  readLearnerResults(
    registration: Registration,
    column: ResultColumn,
    userId: string,
    signal?: AbortSignal,
  ): Promise<LineItemResult[]>;
}
