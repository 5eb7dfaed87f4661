/**
 * Everything that is kept about one learner: what an export holds, and what erasure takes away.
 *
 * | kept where | why | erased |
 * |---|---|---|
 * | learner, person link | to know who comes in | name, address, ids of the LMS and the link go; the empty record stays |
 * | enrolments, results, decisions, assessments | to decide, and to say why | go |
 * | awards | that a badge was earned | inputs go; id, badge class, dates and state stay |
 * | credentials | what was signed | revoked; bytes, results and evidence go; id and status stay, so that a copy does not verify |
 * | audit log | who did what | stays: it holds ids alone |
 *
 * @module
 */

export interface LearnerRecords {
  readonly enrolments: readonly unknown[];
  readonly results: readonly unknown[];
  readonly decisions: readonly unknown[];
  readonly assessments: readonly unknown[];
  readonly awards: readonly unknown[];
  readonly credentials: readonly unknown[];
}

export interface LearnerDataStore {
  /** As stored, without what is sealed. */
  collect(institutionId: string, learnerId: string): Promise<LearnerRecords>;
  listCredentialIds(institutionId: string, learnerId: string): Promise<string[]>;
  /** Takes away what the table says; may be run again. */
  erase(institutionId: string, learnerId: string, now: Date): Promise<void>;
}
