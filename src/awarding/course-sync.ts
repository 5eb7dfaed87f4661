/**
 * How a course stands with its LMS: the last round, the last complete one, and what stops it.
 *
 * @module
 */

export interface CourseSync {
  readonly courseId: string;
  readonly institutionId: string;
  /** End of the last round that read everything it asked for. */
  readonly completeAt: Date | null;
  /** A complete memberships read has happened at least once. */
  readonly membersReadAt: Date | null;
  /** Null while all is well. */
  readonly stop: { readonly code: string; readonly since: Date } | null;
  readonly lastRoundAt: Date | null;
  readonly lastTrigger: RoundTrigger | null;
  /** Rounds that found everything as the last row says it, and the newest of them; null when that row is the newest. */
  readonly quiet: { readonly count: number; readonly lastAt: Date } | null;
  /** When the next round is due; null when none is planned: the course ended, lies silent, or is parked. */
  readonly nextRoundAt: Date | null;
}

export type RoundTrigger = 'schedule' | 'launch' | 'check-now' | 'assessment' | 'link-opened' | 'notice';

/** One round's row. Counts are learners × mappings unless named otherwise. */
export interface SyncRound {
  readonly id: string;
  readonly institutionId: string;
  readonly courseId: string;
  readonly trigger: RoundTrigger;
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly candidates: number;
  readonly met: number;
  readonly alreadyHeld: number;
  readonly awarded: number;
  readonly unknown: number;
  readonly stopped: number;
  /** Of the unknown, those that could not be reached at all: the column is not there, the members are not known. */
  readonly unreachable: number;
  /** Learners who hold a badge of this course and have no e-mail address. */
  readonly noAddress: number;
  /** Awards that a lower result took back in this round. */
  readonly withdrawn: number;
  /** How many were not met, by reason. */
  readonly reasons: Readonly<Record<string, number>>;
  /** Requests sent to the LMS, tokens included. */
  readonly requests: number;
  /** Null when the round was complete. */
  readonly errorCode: string | null;
  /** Rounds between the row before and this one that changed nothing: see `round-notes.ts`. */
  readonly quietBefore: number;
}

export interface CourseSyncStore {
  /** Its moments are those of the newest round, one that changed nothing included; a parked course is stopped. */
  find(institutionId: string, courseId: string): Promise<CourseSync | null>;
  /** Courses that are stopped, longest first. */
  listStopped(institutionId: string, limit: number): Promise<CourseSync[]>;
  save(institutionId: string, sync: CourseSync): Promise<void>;
  appendRound(institutionId: string, round: SyncRound): Promise<void>;
  listRounds(institutionId: string, courseId: string, limit: number): Promise<SyncRound[]>;
  /** Of all courses, newest first. */
  listRecentRounds(institutionId: string, limit: number): Promise<SyncRound[]>;
}

/** Of a course without a round yet. */
export function emptySync(course: { readonly id: string; readonly institutionId: string }): CourseSync {
  return {
    courseId: course.id,
    institutionId: course.institutionId,
    completeAt: null,
    membersReadAt: null,
    stop: null,
    lastRoundAt: null,
    lastTrigger: null,
    quiet: null,
    nextRoundAt: null,
  };
}
