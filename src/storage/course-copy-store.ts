/**
 * Course copies in the database: one record per notice, found by its nonce or by the new course.
 *
 * @module
 */
import { Schema, type Connection } from 'mongoose';
import type { CourseCopy, CourseCopyStore } from '../lti/notices/course-copy.js';
import { isDuplicateKey } from './duplicate-key.js';

interface CourseCopyRecord extends Omit<CourseCopy, 'id'> {
  readonly _id: string;
  readonly nonce: string;
}

const schema = new Schema<CourseCopyRecord>(
  {
    _id: { type: String, required: true },
    institutionId: { type: String, required: true },
    registrationId: { type: String, required: true },
    deploymentRecordId: { type: String, required: true },
    contextId: { type: String, required: true },
    originContextIds: [String],
    noticeId: { type: String, required: true },
    nonce: { type: String, required: true },
    heardAt: { type: Date, required: true },
  },
  { collection: 'course_copies', versionKey: false },
);
schema.index({ registrationId: 1, nonce: 1 }, { unique: true });
schema.index({ institutionId: 1, registrationId: 1, deploymentRecordId: 1, contextId: 1, heardAt: 1 });

export function createCourseCopyStore(connection: Connection): CourseCopyStore {
  const copies = connection.model<CourseCopyRecord>('CourseCopy', schema);

  return {
    async hear(institutionId, { id, ...copy }, nonce) {
      try {
        const originContextIds = [...copy.originContextIds];
        await copies.create([{ ...copy, _id: id, institutionId, originContextIds, nonce }]);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },

    async listOfContext(institutionId, registrationId, deploymentRecordId, contextId) {
      const records = await copies
        .find({ institutionId, registrationId, deploymentRecordId, contextId })
        .sort({ heardAt: 1, _id: 1 })
        .lean();
      return records.map(toCourseCopy);
    },
  };
}

function toCourseCopy(record: CourseCopyRecord): CourseCopy {
  return {
    id: record._id,
    institutionId: record.institutionId,
    registrationId: record.registrationId,
    deploymentRecordId: record.deploymentRecordId,
    contextId: record.contextId,
    originContextIds: [...record.originContextIds],
    noticeId: record.noticeId,
    heardAt: record.heardAt,
  };
}
