/**
 * A learner: one LTI user of one registration. The key is (registration, sub), never an e-mail address.
 * Teachers have a record here too: the LMS, not this tool, says who teaches (see `lti/enrolment.ts`).
 *
 * @module
 */
import type { Language } from '../language/local-text.js';

export interface Learner {
  readonly id: string;
  readonly institutionId: string;
  readonly registrationId: string;
  /** LTI `sub` and NRPS `user_id`: opaque, unique within one registration. */
  readonly sub: string;
  /** Null while the LMS has not told it. */
  readonly name: string | null;
  readonly email: string | null;
  readonly language: Language | null;
  /** The LMS's own ids (custom variables of launches), kept for connections made later. */
  readonly bridges: Readonly<Record<string, string>>;
  /** What their next badges may tell others from the start; null while they did not choose: nothing. */
  readonly standingChoice: StandingChoice | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface StandingChoice {
  readonly name: boolean;
  readonly grade: boolean;
  readonly evidence: boolean;
}

/** What a launch or a membership tells about a user; what it does not tell is absent and changes nothing. */
export interface LearnerSighting {
  readonly sub: string;
  readonly name?: string;
  readonly email?: string;
  readonly language?: Language;
  readonly bridges?: Readonly<Record<string, string>>;
}

export interface LearnerStore {
  /**
   * Makes sure that every sighted user has a record that says at least what was sighted. Writes only what differs.
   *
   * @returns one learner per distinct `sub`
   */
  rememberAll(
    institutionId: string,
    registrationId: string,
    sightings: readonly LearnerSighting[],
    now: Date,
  ): Promise<Map<string, Learner>>;
  find(institutionId: string, learnerId: string): Promise<Learner | null>;
  /** The LMS's own id of a user; null when nothing was ever heard of them. */
  findBySub(institutionId: string, registrationId: string, sub: string): Promise<Learner | null>;
  listByRegistration(institutionId: string, registrationId: string): Promise<Learner[]>;
  /** Puts a learner under another registration of their platform. False when nobody is there, or somebody of this `sub` is in the way. */
  move(institutionId: string, learnerId: string, registrationId: string): Promise<boolean>;
  /** Nothing happens when nobody is there. */
  setStandingChoice(institutionId: string, learnerId: string, choice: StandingChoice | null): Promise<void>;
  listByIds(institutionId: string, learnerIds: readonly string[]): Promise<Learner[]>;
  /**
   * Those whose name, e-mail address or id of the LMS holds the text (all for an empty one), changed last first.
   *
   * @param after - `next` of the page before; null for the first
   */
  search(
    institutionId: string,
    text: string,
    after: string | null,
    limit: number,
  ): Promise<{ readonly learners: readonly Learner[]; readonly next: string | null }>;
}
