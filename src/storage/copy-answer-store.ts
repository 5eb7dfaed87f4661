/**
 * Answers to offered copies in the database: one record per (course, origin).
 *
 * @module
 */
import { randomUUID } from 'node:crypto';
import { Schema, type Connection } from 'mongoose';
import type { CopyAnswer, CopyAnswerStore } from '../awarding/copy-answer.js';
import { retryOnDuplicateKey } from './duplicate-key.js';

interface CopyAnswerRecord extends CopyAnswer {
  readonly _id: string;
}

const schema = new Schema<CopyAnswerRecord>(
  {
    _id: { type: String, required: true },
    institutionId: { type: String, required: true },
    courseId: { type: String, required: true },
    originCourseId: { type: String, required: true },
    answer: { type: String, required: true },
    answeredBy: { type: String, required: true },
    answeredAt: { type: Date, required: true },
  },
  { collection: 'copy_answers', versionKey: false },
);
schema.index({ institutionId: 1, courseId: 1, originCourseId: 1 }, { unique: true });

export function createCopyAnswerStore(connection: Connection): CopyAnswerStore {
  const answers = connection.model<CopyAnswerRecord>('CopyAnswer', schema);

  return {
    async save(institutionId, { courseId, originCourseId, answer, answeredBy, answeredAt }) {
      await retryOnDuplicateKey(() =>
        answers.updateOne(
          { institutionId, courseId, originCourseId },
          { $set: { answer, answeredBy, answeredAt }, $setOnInsert: { _id: randomUUID() } },
          { upsert: true },
        ),
      );
    },

    async list(institutionId, courseId) {
      const records = await answers.find({ institutionId, courseId }).lean();
      return records.map(({ originCourseId, answer, answeredBy, answeredAt }) => ({
        institutionId,
        courseId,
        originCourseId,
        answer,
        answeredBy,
        answeredAt,
      }));
    },
  };
}
