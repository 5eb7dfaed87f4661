/**
 * Everything that is kept about one learner: what an export holds, and what erasure takes away.
 *
 * | kept where | erased |
 * |---|---|
 * | learner, person link | name, address, ids of the LMS and the link go; the empty record stays |
 * | enrolments, results, decisions, assessments, badge scores, reviews, hand-ins with their files, mail choice, sights, sessions | go |
 * | awards | inputs, reasons and evidence go; id, badge class, dates and state stay; nothing is owed any more |
 * | credentials | revoked; bytes, results and evidence go; id and status stay, so that a copy does not verify |
 * | audit log, and what they did as staff | stays: it holds ids alone, which lead to nobody any more |
 *
 * What each is for and how long it is kept otherwise: awarding/kept-data.ts. A test holds both lists against every collection.
 *
 * @module
 */

export interface LearnerRecords {
  readonly enrolments: readonly unknown[];
  readonly results: readonly unknown[];
  readonly decisions: readonly unknown[];
  readonly assessments: readonly unknown[];
  readonly badgeScores: readonly unknown[];
  readonly reviews: readonly unknown[];
  readonly handIns: readonly unknown[];
  /** Names and sizes; their bytes are fetched one by one. */
  readonly files: readonly LearnerFile[];
  readonly awards: readonly unknown[];
  readonly sights: readonly unknown[];
  readonly credentials: readonly unknown[];
  readonly mailChoices: readonly unknown[];
  /** Without the keys that a browser holds. */
  readonly sessions: readonly unknown[];
  readonly auditEntries: readonly unknown[];
}

/** Handed in by the learner. */
export interface LearnerFile {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  /** Bytes. */
  readonly size: number;
}

export interface LearnerDataStore {
  /** As stored, without what is sealed. */
  collect(institutionId: string, learnerId: string): Promise<LearnerRecords>;
  /** What a page about the learner shows beside their awards. */
  look(
    institutionId: string,
    learnerId: string,
  ): Promise<Pick<LearnerRecords, 'decisions' | 'credentials' | 'files'>>;
  listCredentialIds(institutionId: string, learnerId: string): Promise<string[]>;
  /** What the learner handed in, in pieces; null for a file that is not theirs. */
  openFile(
    institutionId: string,
    learnerId: string,
    fileId: string,
  ): Promise<{ readonly file: LearnerFile; readonly pieces: AsyncIterable<Buffer> } | null>;
  /** Takes away what the table says; may be run again. */
  erase(institutionId: string, learnerId: string, now: Date): Promise<void>;
}
