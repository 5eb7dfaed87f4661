/**
 * What people said about badges that wait for a yes, in the database: one record per (mapping, learner).
 *
 * @module
 */
import { Schema, type Connection } from 'mongoose';
import type { Review, ReviewStore } from '../awarding/review.js';
import { isDuplicateKey } from './duplicate-key.js';

interface ReviewRecord extends Omit<Review, 'id'> {
  readonly _id: string;
}

const schema = new Schema<ReviewRecord>(
  {
    _id: { type: String, required: true },
    institutionId: { type: String, required: true },
    courseId: { type: String, required: true },
    mappingId: { type: String, required: true },
    learnerId: { type: String, required: true },
    print: { type: String, required: true },
    state: { type: String, required: true },
    yes: [Schema.Types.Mixed],
    declined: { type: Schema.Types.Mixed, default: null },
    updatedAt: Date,
    changes: Number,
  },
  { collection: 'award_reviews', versionKey: false },
);
schema.index({ institutionId: 1, courseId: 1 });
schema.index({ institutionId: 1, learnerId: 1 });

export function createReviewStore(connection: Connection): ReviewStore {
  const reviews = connection.model<ReviewRecord>('AwardReview', schema);

  return {
    async find(institutionId, mappingId, learnerId) {
      const record = await reviews.findOne({ _id: `${mappingId}:${learnerId}`, institutionId }).lean();
      return record && toReview(record);
    },

    async listByCourse(institutionId, courseId) {
      const records = await reviews.find({ institutionId, courseId }).lean();
      return records.map(toReview);
    },

    async replace(institutionId, before, after) {
      const { id, ...rest } = after;
      const fields = { ...rest, institutionId, changes: (before?.changes ?? 0) + 1 };
      if (before) {
        const set = await reviews.updateOne(
          { _id: id, institutionId, changes: before.changes },
          { $set: fields },
        );
        return set.matchedCount === 1;
      }
      try {
        await reviews.create([{ _id: id, ...fields }]);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
  };
}

function toReview(record: ReviewRecord): Review {
  return {
    id: record._id,
    institutionId: record.institutionId,
    courseId: record.courseId,
    mappingId: record.mappingId,
    learnerId: record.learnerId,
    print: record.print,
    state: record.state,
    yes: record.yes,
    declined: record.declined,
    updatedAt: record.updatedAt,
    changes: record.changes,
  };
}
