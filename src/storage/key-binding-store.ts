/**
 * Key bindings in the database: one record per (course, claimed key, scope, ref).
 *
 * @module
 */
import { randomUUID } from 'node:crypto';
import { Schema, type Connection } from 'mongoose';
import type { KeyBinding, KeyBindingStore } from '../awarding/key-binding.js';
import { retryOnDuplicateKey } from './duplicate-key.js';

interface KeyBindingRecord extends KeyBinding {
  readonly _id: string;
}

const schema = new Schema<KeyBindingRecord>(
  {
    _id: { type: String, required: true },
    institutionId: { type: String, required: true },
    courseId: { type: String, required: true },
    claimedKey: { type: String, required: true },
    scope: { type: String, required: true },
    ref: { type: String, default: '' },
    mappingKey: { type: String, required: true },
    boundAt: { type: Date, required: true },
  },
  { collection: 'key_bindings', versionKey: false },
);
schema.index({ institutionId: 1, courseId: 1, claimedKey: 1, scope: 1, ref: 1 }, { unique: true });

export function createKeyBindingStore(connection: Connection): KeyBindingStore {
  const bindings = connection.model<KeyBindingRecord>('KeyBinding', schema);

  return {
    async bind(institutionId, { courseId, claimedKey, scope, ref, mappingKey, boundAt }) {
      await retryOnDuplicateKey(() =>
        bindings.updateOne(
          { institutionId, courseId, claimedKey, scope, ref },
          { $setOnInsert: { _id: randomUUID(), mappingKey, boundAt } },
          { upsert: true },
        ),
      );
    },

    async list(institutionId, courseId) {
      const records = await bindings.find({ institutionId, courseId }).lean();
      return records.map(({ claimedKey, scope, ref, mappingKey, boundAt }) => ({
        institutionId,
        courseId,
        claimedKey,
        scope,
        ref,
        mappingKey,
        boundAt,
      }));
    },
  };
}
