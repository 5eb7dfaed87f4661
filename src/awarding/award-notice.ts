/**
 * The message that a learner is owed about an award. It is kept in the award's own record and becomes due in the step that
 * notes its credential as issued, so it is owed exactly when there is something to tell; undoing comes before that.
 *
 * A message is claimed before it is sent. Whoever dies in between leaves it claimed, and it is not sent again: whether it
 * arrived is then not known, and the teacher's page says so.
 *
 * @module
 */
import type { Award } from './award.js';

export interface AwardNotice {
  readonly state: 'waiting' | 'sending' | 'sent' | 'not-sent' | 'unsure';
  /** Why it was not sent, or is not yet. */
  readonly reason: string | null;
  readonly attempts: number;
  /** When the state was reached. */
  readonly at: Date;
}

export interface OwedNotice {
  readonly award: Award;
  /** Null: nothing was tried yet. */
  readonly notice: AwardNotice | null;
  readonly dueAt: Date;
}

export interface AwardNoticeStore {
  /** Of all institutions; longest due first. */
  listOwed(now: Date, limit: number): Promise<OwedNotice[]>;
  /** Atomic: false when another worker has it, or it is not due any more. Until `until` nobody looks at it. */
  begin(
    institutionId: string,
    awardId: string,
    notice: AwardNotice,
    now: Date,
    until: Date,
  ): Promise<boolean>;
  /** `dueAt` null: nothing is owed any more. */
  save(institutionId: string, awardId: string, notice: AwardNotice, dueAt: Date | null): Promise<void>;
  find(institutionId: string, awardId: string): Promise<AwardNotice | null>;
  /** Of this institution, by what became of them since then. */
  countSince(institutionId: string, since: Date): Promise<Record<AwardNotice['state'], number>>;
  /** Those that were not sent, or of which nobody knows; newest first. */
  listUnsent(institutionId: string, limit: number): Promise<{ award: Award; notice: AwardNotice }[]>;
}

/** Who wants mail, and where it is allowed at all. */
export interface MailChoiceStore {
  /** False until somebody of the institution allowed it. */
  mayMail(institutionId: string): Promise<boolean>;
  allow(institutionId: string, isAllowed: boolean, now: Date): Promise<void>;
  isOff(institutionId: string, learnerId: string): Promise<boolean>;
  setOff(institutionId: string, learnerId: string, isOff: boolean, now: Date): Promise<void>;
}
