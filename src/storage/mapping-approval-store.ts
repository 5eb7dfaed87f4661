/**
 * An admin's yes or no to a badge class in a course, one record for each pair.
 *
 * @module
 */
import { Schema, type Connection } from 'mongoose';
import type { MappingApproval, MappingApprovalStore } from '../badges/badge-class.js';
import { retryOnDuplicateKey } from './duplicate-key.js';

interface MappingApprovalRecord extends Omit<MappingApproval, 'id'> {
  readonly _id: string;
}

const mappingApprovalSchema = new Schema<MappingApprovalRecord>(
  {
    _id: { type: String, required: true },
    institutionId: { type: String, required: true },
    badgeClassId: { type: String, required: true },
    courseId: { type: String, required: true },
    state: { type: String, required: true },
    requestedAt: { type: Date, required: true },
    decidedAt: { type: Date, default: null },
  },
  { collection: 'mapping_approvals', versionKey: false },
);
mappingApprovalSchema.index({ institutionId: 1, requestedAt: 1 });

export function createMappingApprovalStore(connection: Connection): MappingApprovalStore {
  const approvals = connection.model<MappingApprovalRecord>('MappingApproval', mappingApprovalSchema);

  return {
    request(institutionId, badgeClassId, courseId, now) {
      const pair = { institutionId, badgeClassId, courseId };
      return retryOnDuplicateKey(async () => {
        const record = await approvals
          .findOneAndUpdate(
            { _id: pairId(pair), institutionId },
            {
              $setOnInsert: { badgeClassId, courseId, state: 'requested', requestedAt: now, decidedAt: null },
            },
            { upsert: true, returnDocument: 'after' },
          )
          .lean();
        return toMappingApproval(record);
      });
    },

    decide(institutionId, badgeClassId, courseId, state, now) {
      const pair = { institutionId, badgeClassId, courseId };
      return retryOnDuplicateKey(async () => {
        const record = await approvals
          .findOneAndUpdate(
            { _id: pairId(pair), institutionId },
            { $set: { state, decidedAt: now }, $setOnInsert: { badgeClassId, courseId, requestedAt: now } },
            { upsert: true, returnDocument: 'after' },
          )
          .lean();
        return toMappingApproval(record);
      });
    },

    async find(institutionId, badgeClassId, courseId) {
      const id = pairId({ institutionId, badgeClassId, courseId });
      const record = await approvals.findOne({ _id: id, institutionId }).lean();
      return record && toMappingApproval(record);
    },

    async list(institutionId) {
      const records = await approvals.find({ institutionId }).sort({ requestedAt: 1, _id: 1 }).lean();
      return records.map(toMappingApproval);
    },
  };
}

/** The pair is the id, so that there can't be two. */
function pairId(pair: Pick<MappingApproval, 'institutionId' | 'badgeClassId' | 'courseId'>): string {
  return JSON.stringify([pair.institutionId, pair.badgeClassId, pair.courseId]);
}

function toMappingApproval(record: MappingApprovalRecord): MappingApproval {
  return {
    id: record._id,
    institutionId: record.institutionId,
    badgeClassId: record.badgeClassId,
    courseId: record.courseId,
    state: record.state,
    requestedAt: record.requestedAt,
    decidedAt: record.decidedAt,
  };
}
