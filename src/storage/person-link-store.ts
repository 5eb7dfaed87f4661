/**
 * Which learners are one person, in the database.
 *
 * @module
 */
import { Schema, type Connection } from 'mongoose';
import type { PersonLink, PersonLinkStore } from '../institutions/person.js';
import { retryOnDuplicateKey } from './duplicate-key.js';

interface LinkRecord extends Omit<PersonLink, 'learnerId'> {
  /** The learner. */
  readonly _id: string;
}

const schema = new Schema<LinkRecord>(
  {
    _id: { type: String, required: true },
    institutionId: { type: String, required: true },
    personId: { type: String, required: true },
    identifier: { type: String, required: true },
    linkedAt: { type: Date, required: true },
  },
  { collection: 'person_links', versionKey: false },
);
schema.index({ institutionId: 1, personId: 1 });

export function createPersonLinkStore(connection: Connection): PersonLinkStore {
  const links = connection.model<LinkRecord>('PersonLink', schema);

  return {
    async save(institutionId, { learnerId, personId, identifier, linkedAt }) {
      await retryOnDuplicateKey(() =>
        links.updateOne(
          { _id: learnerId, institutionId },
          { $set: { personId, identifier, linkedAt } },
          { upsert: true },
        ),
      );
    },

    async find(institutionId, learnerId) {
      const record = await links.findOne({ _id: learnerId, institutionId }).lean();
      return record && toLink(record);
    },

    async listByPerson(institutionId, personId) {
      const records = await links.find({ institutionId, personId }).lean();
      return records.map(toLink);
    },

    async listFellows(institutionId, learnerIds) {
      const own = await links.find({ institutionId, _id: { $in: [...learnerIds] } }).lean();
      if (own.length === 0) return [];
      const personIds = [...new Set(own.map(({ personId }) => personId))];
      const records = await links.find({ institutionId, personId: { $in: personIds } }).lean();
      return records.map(toLink);
    },

    async delete(institutionId, learnerId) {
      return (await links.deleteOne({ _id: learnerId, institutionId })).deletedCount > 0;
    },
  };
}

function toLink({ _id, ...record }: LinkRecord): PersonLink {
  return {
    learnerId: _id,
    institutionId: record.institutionId,
    personId: record.personId,
    identifier: record.identifier,
    linkedAt: record.linkedAt,
  };
}
