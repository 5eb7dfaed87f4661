/**
 * What students handed in, in the database: one record per (mapping, learner), whose key is made of both.
 *
 * @module
 */
import { Schema, type Connection } from 'mongoose';
import type { EvidenceFile } from '../awarding/evidence-file.js';
import type { HandIn, HandInStore } from '../awarding/hand-in.js';
import { isDuplicateKey } from './duplicate-key.js';

interface HandInRecord extends Omit<HandIn, 'id'> {
  /** `{mappingId}:{learnerId}` */
  readonly _id: string;
  readonly handInId: string;
}

const fileSchema = new Schema<EvidenceFile>(
  { id: String, name: String, mediaType: String, size: Number },
  { _id: false, id: false },
);
const schema = new Schema<HandInRecord>(
  {
    _id: { type: String, required: true },
    handInId: { type: String, required: true },
    institutionId: { type: String, required: true },
    courseId: { type: String, required: true },
    mappingId: { type: String, required: true },
    learnerId: { type: String, required: true },
    text: { type: String, default: '' },
    links: [String],
    files: [fileSchema],
    handedInAt: Date,
  },
  { collection: 'hand_ins', versionKey: false },
);
schema.index({ institutionId: 1, courseId: 1, handedInAt: 1 });
schema.index({ institutionId: 1, learnerId: 1 });
schema.index({ institutionId: 1, 'files.id': 1 });

export function createHandInStore(connection: Connection): HandInStore {
  const handIns = connection.model<HandInRecord>('HandIn', schema);

  return {
    async find(institutionId, mappingId, learnerId) {
      const record = await handIns.findOne({ _id: `${mappingId}:${learnerId}`, institutionId }).lean();
      return record && toHandIn(record);
    },

    async listByCourse(institutionId, courseId) {
      const records = await handIns.find({ institutionId, courseId }).sort({ handedInAt: 1, _id: 1 }).lean();
      return records.map(toHandIn);
    },

    async isNamed(institutionId, fileId) {
      return (await handIns.findOne({ institutionId, 'files.id': fileId }).lean()) !== null;
    },

    async save(institutionId, { id, ...handIn }, replacesId) {
      const _id = `${handIn.mappingId}:${handIn.learnerId}`;
      const record = { ...handIn, institutionId, handInId: id };
      if (replacesId !== null) {
        const replaced = await handIns.updateOne(
          { _id, institutionId, handInId: replacesId },
          { $set: record },
        );
        return replaced.matchedCount === 1;
      }
      try {
        await handIns.create([{ _id, ...record }]);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
  };
}

function toHandIn(record: HandInRecord): HandIn {
  return {
    id: record.handInId,
    institutionId: record.institutionId,
    courseId: record.courseId,
    mappingId: record.mappingId,
    learnerId: record.learnerId,
    text: record.text,
    links: [...record.links],
    files: record.files.map(({ id, name, mediaType, size }) => ({ id, name, mediaType, size })),
    handedInAt: record.handedInAt,
  };
}
