/**
 * Rubrics in the database: one record per mapping or badge class that has one.
 *
 * @module
 */
import { Schema, type Connection } from 'mongoose';
import type { Rubric, RubricCriterion, RubricLevel, RubricOwner, RubricStore } from '../awarding/rubric.js';
import { retryOnDuplicateKey } from './duplicate-key.js';

interface RubricRecord extends Rubric {
  /** `{kind}:{id}` of its owner. */
  readonly _id: string;
  readonly institutionId: string;
  readonly updatedAt: Date;
}

const levelSchema = new Schema<RubricLevel>({ title: String, points: Number }, { _id: false });
const criterionSchema = new Schema<RubricCriterion>({ title: String, levels: [levelSchema] }, { _id: false });
const schema = new Schema<RubricRecord>(
  {
    _id: { type: String, required: true },
    institutionId: { type: String, required: true },
    criteria: [criterionSchema],
    passPoints: Number,
    updatedAt: Date,
  },
  { collection: 'rubrics', versionKey: false },
);

export function createRubricStore(connection: Connection): RubricStore {
  const rubrics = connection.model<RubricRecord>('Rubric', schema);

  return {
    async find(institutionId, owner) {
      const record = await rubrics.findOne({ _id: ownerId(owner), institutionId }).lean();
      return record && toRubric(record);
    },

    async save(institutionId, owner, rubric, now) {
      const key = { _id: ownerId(owner), institutionId };
      if (!rubric) return void (await rubrics.deleteOne(key));
      await retryOnDuplicateKey(() =>
        rubrics.updateOne(key, { $set: { ...rubric, updatedAt: now } }, { upsert: true }),
      );
    },
  };
}

function ownerId({ kind, id }: RubricOwner): string {
  return `${kind}:${id}`;
}

function toRubric({ criteria, passPoints }: RubricRecord): Rubric {
  return {
    criteria: criteria.map(({ title, levels }) => ({
      title,
      levels: levels.map((level) => ({ title: level.title, points: level.points })),
    })),
    passPoints,
  };
}
