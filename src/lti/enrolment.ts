/**
 * Who is what in a course, by launches and memberships.
 *
 * @module
 */

export interface Enrolment {
  readonly id: string;
  readonly institutionId: string;
  readonly courseId: string;
  readonly learnerId: string;
  /** The newest source calls this user a learner. */
  readonly isLearner: boolean;
  /** Some launch or membership once called this user staff here; never taken back. */
  readonly wasEverStaff: boolean;
  readonly isTestUser: boolean;
  readonly isObserver: boolean;
  /** `gone` only by a complete memberships read without this user. */
  readonly status: 'active' | 'inactive' | 'gone';
  /** The first complete memberships read that showed this user; null when only a launch did. */
  readonly memberSince: Date | null;
  readonly updatedAt: Date;
}

/** What one launch or one member entry says. */
export interface EnrolmentSighting {
  readonly learnerId: string;
  readonly isLearner: boolean;
  readonly isStaff: boolean;
  readonly isTestUser: boolean;
  readonly isObserver: boolean;
  readonly status: 'active' | 'inactive';
}

export interface EnrolmentStore {
  /** One record per (course, learner). A launch proves presence, not membership: `memberSince` stays. */
  rememberLaunch(
    institutionId: string,
    courseId: string,
    sighting: EnrolmentSighting,
    now: Date,
  ): Promise<void>;
  /**
   * Takes over a complete memberships read: those missing become `gone`. Writes only what differs.
   */
  rememberMembers(
    institutionId: string,
    courseId: string,
    sightings: readonly EnrolmentSighting[],
    now: Date,
  ): Promise<void>;
  list(institutionId: string, courseId: string): Promise<Enrolment[]>;
  find(institutionId: string, courseId: string, learnerId: string): Promise<Enrolment | null>;
}
