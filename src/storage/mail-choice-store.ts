/**
 * Who wants mail: one record per institution that was asked, one per learner who chose.
 *
 * @module
 */
import { Schema, type Connection } from 'mongoose';
import type { MailChoiceStore } from '../awarding/award-notice.js';
import { retryOnDuplicateKey } from './duplicate-key.js';

interface MailChoiceRecord {
  /** `institution:{id}` or `learner:{id}` */
  readonly _id: string;
  readonly institutionId: string;
  readonly wantsMail: boolean;
  readonly updatedAt: Date;
}

const schema = new Schema<MailChoiceRecord>(
  {
    _id: { type: String, required: true },
    institutionId: { type: String, required: true },
    wantsMail: Boolean,
    updatedAt: Date,
  },
  { collection: 'mail_choices', versionKey: false },
);

export function createMailChoiceStore(connection: Connection): MailChoiceStore {
  const choices = connection.model<MailChoiceRecord>('MailChoice', schema);

  async function find(institutionId: string, _id: string): Promise<boolean | null> {
    return (await choices.findOne({ _id, institutionId }).lean())?.wantsMail ?? null;
  }

  async function save(institutionId: string, _id: string, wantsMail: boolean, now: Date): Promise<void> {
    await retryOnDuplicateKey(() =>
      choices.updateOne({ _id, institutionId }, { $set: { wantsMail, updatedAt: now } }, { upsert: true }),
    );
  }

  return {
    mayMail: async (institutionId) => (await find(institutionId, `institution:${institutionId}`)) ?? false,
    allow: (institutionId, isAllowed, now) =>
      save(institutionId, `institution:${institutionId}`, isAllowed, now),
    isOff: async (institutionId, learnerId) => (await find(institutionId, `learner:${learnerId}`)) === false,
    setOff: (institutionId, learnerId, isOff, now) =>
      save(institutionId, `learner:${learnerId}`, !isOff, now),
  };
}
