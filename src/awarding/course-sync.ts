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
}

export type RoundTrigger = 'schedule' | 'launch' | 'check-now' | 'assessment' | 'link-opened';

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
  /** Requests sent to the LMS, tokens included. */
  readonly requests: number;
  /** Null when the round was complete. */
  readonly errorCode: string | null;
}

export interface CourseSyncStore {
  find(institutionId: string, courseId: string): Promise<CourseSync | null>;
  save(institutionId: string, sync: CourseSync): Promise<void>;
  appendRound(institutionId: string, round: SyncRound): Promise<void>;
  listRounds(institutionId: string, courseId: string, limit: number): Promise<SyncRound[]>;
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
  };
}
