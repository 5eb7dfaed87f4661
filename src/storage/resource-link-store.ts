/**
 * Resource links in the database: one record per (course, resource link id). A launch without a title or a line item
 * leaves those that are known; the mapping key is always the one of the newest launch, since the link itself carries it.
 *
 * @module
 */
import { randomUUID } from 'node:crypto';
import { Schema, type Connection } from 'mongoose';
import type { ResourceLink, ResourceLinkStore } from '../lti/course.js';
import { retryOnDuplicateKey } from './duplicate-key.js';
import { pickKnown } from './pick-known.js';

interface ResourceLinkRecord extends Omit<ResourceLink, 'id'> {
  readonly _id: string;
}

const schema = new Schema<ResourceLinkRecord>(
  {
    _id: { type: String, required: true },
    institutionId: { type: String, required: true },
    courseId: { type: String, required: true },
    resourceLinkId: { type: String, required: true },
    title: { type: String, default: null },
    mappingKey: { type: String, default: null },
    lineItemUrl: { type: String, default: null },
    lastLaunchAt: { type: Date, required: true },
  },
  { collection: 'resource_links', versionKey: false },
);
schema.index({ institutionId: 1, courseId: 1, resourceLinkId: 1 }, { unique: true });

export function createResourceLinkStore(connection: Connection): ResourceLinkStore {
  const links = connection.model<ResourceLinkRecord>('ResourceLink', schema);

  return {
    remember(institutionId, { courseId, resourceLinkId, title, mappingKey, lineItemUrl }, now) {
      const known = pickKnown({ title, lineItemUrl });
      return retryOnDuplicateKey(async () => {
        const record = await links
          .findOneAndUpdate(
            { institutionId, courseId, resourceLinkId },
            {
              $set: { ...known, mappingKey, lastLaunchAt: now },
              $setOnInsert: { _id: randomUUID() },
            },
            { upsert: true, returnDocument: 'after' },
          )
          .lean();
        return toResourceLink(record);
      });
    },

    async list(institutionId, courseId) {
      const records = await links.find({ institutionId, courseId }).sort({ resourceLinkId: 1 }).lean();
      return records.map(toResourceLink);
    },
  };
}

function toResourceLink(record: ResourceLinkRecord): ResourceLink {
  return {
    id: record._id,
    institutionId: record.institutionId,
    courseId: record.courseId,
    resourceLinkId: record.resourceLinkId,
    title: record.title,
    mappingKey: record.mappingKey,
    lineItemUrl: record.lineItemUrl,
    lastLaunchAt: record.lastLaunchAt,
  };
}
