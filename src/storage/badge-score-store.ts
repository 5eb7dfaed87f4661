/**
 * Badge scores in the database: one record per (mapping, learner), whose key is made of both.
 *
 * @module
 */
import { Schema, type Connection } from 'mongoose';
import type { BadgeScore, BadgeScoreStore } from '../awarding/badge-score.js';
import { dueAt, passbackSchema, toPassback } from './awarding-fields.js';
import { isDuplicateKey } from './duplicate-key.js';

interface BadgeScoreRecord extends BadgeScore {
  /** `{mappingId}:{learnerId}` */
  readonly _id: string;
  readonly passbackDueAt: Date | null;
}

const schema = new Schema<BadgeScoreRecord>(
  {
    _id: { type: String, required: true },
    institutionId: { type: String, required: true },
    courseId: { type: String, required: true },
    mappingId: { type: String, required: true },
    learnerId: { type: String, required: true },
    badgeClassId: { type: String, required: true },
    passback: { type: passbackSchema, required: true },
    passbackDueAt: { type: Date, default: null },
  },
  { collection: 'badge_scores', versionKey: false },
);
schema.index({ institutionId: 1, courseId: 1, passbackDueAt: 1 });
schema.index({ institutionId: 1, learnerId: 1 });

export function createBadgeScoreStore(connection: Connection): BadgeScoreStore {
  const scores = connection.model<BadgeScoreRecord>('BadgeScore', schema);

  return {
    async owe(institutionId, score, before) {
      const owed = { passback: score.passback, passbackDueAt: dueAt(score.passback) };
      if (before) {
        const set = await scores.updateOne({ ...isOwed(before), institutionId }, { $set: owed });
        return set.matchedCount === 1;
      }
      try {
        await scores.create([{ ...score, ...owed, _id: pairId(score), institutionId }]);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },

    async listByCourse(institutionId, courseId) {
      const records = await scores.find({ institutionId, courseId }).lean();
      return records.map(toBadgeScore);
    },

    async listByLearner(institutionId, courseId, learnerId) {
      const records = await scores.find({ institutionId, courseId, learnerId }).lean();
      return records.map(toBadgeScore);
    },

    async listOwed(institutionId, courseId, now) {
      const records = await scores
        .find({ institutionId, courseId, passbackDueAt: { $lte: now } })
        .sort({ passbackDueAt: 1 })
        .lean();
      return records.map(toBadgeScore);
    },

    async findNextOwed(institutionId, courseId, now) {
      const next = await scores
        .findOne({ institutionId, courseId, passbackDueAt: { $gt: now } })
        .sort({ passbackDueAt: 1 })
        .lean();
      return next?.passbackDueAt ?? null;
    },

    async setPassback(institutionId, score, passback) {
      await scores.updateOne(
        { ...isOwed(score), institutionId },
        { $set: { passback, passbackDueAt: dueAt(passback) } },
      );
    },
  };
}

/** While this very score is owed: another has another timestamp or says something else. */
function isOwed(score: BadgeScore) {
  const { scoreGiven, timestamp } = score.passback;
  return { _id: pairId(score), 'passback.scoreGiven': scoreGiven, 'passback.timestamp': timestamp };
}

function pairId({ mappingId, learnerId }: Pick<BadgeScore, 'mappingId' | 'learnerId'>): string {
  return `${mappingId}:${learnerId}`;
}

function toBadgeScore(record: BadgeScoreRecord): BadgeScore {
  const { institutionId, courseId, mappingId, learnerId, badgeClassId, passback } = record;
  return { institutionId, courseId, mappingId, learnerId, badgeClassId, passback: toPassback(passback) };
}
