/**
 * Courses in the database: one record per (registration, deployment, context id).
 *
 * @module
 */
import { randomUUID } from 'node:crypto';
import { Schema, type Connection } from 'mongoose';
import type { Course, CourseSighting, CourseStore } from '../lti/course.js';
import { isDuplicateKey, retryOnDuplicateKey } from './duplicate-key.js';
import { pickKnown } from './pick-known.js';

interface CourseRecord extends Omit<Course, 'id'> {
  readonly _id: string;
}

const schema = new Schema<CourseRecord>(
  {
    _id: { type: String, required: true },
    institutionId: { type: String, required: true },
    registrationId: { type: String, required: true },
    deploymentRecordId: { type: String, required: true },
    contextId: { type: String, required: true },
    title: { type: String, default: null },
    label: { type: String, default: null },
    membershipsUrl: { type: String, default: null },
    lineItemsUrl: { type: String, default: null },
    agsScopes: [String],
    bridges: { type: Schema.Types.Mixed, default: {} },
    firstSeenAt: { type: Date, required: true },
    lastLaunchAt: { type: Date, required: true },
    linkOpenedAt: { type: Date, default: null },
  },
  { collection: 'courses', versionKey: false },
);
schema.index({ institutionId: 1, registrationId: 1, deploymentRecordId: 1, contextId: 1 }, { unique: true });
schema.index({ institutionId: 1, firstSeenAt: 1 });
schema.index({ institutionId: 1, deploymentRecordId: 1, lastLaunchAt: -1 });

export function createCourseStore(connection: Connection): CourseStore {
  const courses = connection.model<CourseRecord>('Course', schema);

  return {
    remember(institutionId, sighting, now) {
      const { registrationId, deploymentRecordId, contextId } = sighting;
      const known = pickKnown(toldFields(sighting));
      return retryOnDuplicateKey(async () => {
        const record = await courses
          .findOneAndUpdate(
            { institutionId, registrationId, deploymentRecordId, contextId },
            {
              $set: { ...known, lastLaunchAt: now },
              $setOnInsert: { _id: randomUUID(), firstSeenAt: now },
            },
            { upsert: true, returnDocument: 'after' },
          )
          .lean();
        return toCourse(record);
      });
    },

    async find(institutionId, courseId) {
      const record = await courses.findOne({ _id: courseId, institutionId }).lean();
      return record && toCourse(record);
    },

    async findByContext(institutionId, registrationId, deploymentRecordId, contextId) {
      const record = await courses
        .findOne({ institutionId, registrationId, deploymentRecordId, contextId })
        .lean();
      return record && toCourse(record);
    },

    async list(institutionId) {
      const records = await courses.find({ institutionId }).sort({ firstSeenAt: 1, _id: 1 }).lean();
      return records.map(toCourse);
    },

    async listByRegistration(institutionId, registrationId) {
      const records = await courses
        .find({ institutionId, registrationId })
        .sort({ firstSeenAt: 1, _id: 1 })
        .lean();
      return records.map(toCourse);
    },

    async move(institutionId, courseId, { registrationId, deploymentRecordId }) {
      try {
        const moved = await courses.updateOne(
          { _id: courseId, institutionId },
          { $set: { registrationId, deploymentRecordId } },
        );
        return moved.matchedCount === 1;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },

    async findLatest(institutionId, deploymentRecordId) {
      const record = await courses
        .findOne({ institutionId, deploymentRecordId })
        .sort({ lastLaunchAt: -1 })
        .lean();
      return record && toCourse(record);
    },
  };
}

function toldFields(sighting: CourseSighting) {
  const {
    title,
    label,
    membershipsUrl,
    lineItemsUrl,
    agsScopes,
    bridges = {},
    linkOpenedAt = null,
  } = sighting;
  return {
    linkOpenedAt,
    title,
    label,
    membershipsUrl,
    lineItemsUrl,
    // No scopes at all means that the launch had no AGS claim.
    agsScopes: agsScopes.length > 0 ? agsScopes : null,
    // One by one: a launch that tells fewer than the last takes none back.
    ...Object.fromEntries(Object.entries(bridges).map(([name, id]) => [`bridges.${name}`, id])),
  };
}

function toCourse(record: CourseRecord): Course {
  return {
    id: record._id,
    institutionId: record.institutionId,
    registrationId: record.registrationId,
    deploymentRecordId: record.deploymentRecordId,
    contextId: record.contextId,
    title: record.title,
    label: record.label,
    membershipsUrl: record.membershipsUrl,
    lineItemsUrl: record.lineItemsUrl,
    agsScopes: record.agsScopes,
    bridges: { ...record.bridges },
    firstSeenAt: record.firstSeenAt,
    lastLaunchAt: record.lastLaunchAt,
    linkOpenedAt: record.linkOpenedAt ?? null,
  };
}
