/**
 * Status lists and the places taken in them. A place's key is its credential, so giving it twice gives the same one.
 *
 * @module
 */
import { Schema, type Connection } from 'mongoose';
import type { StatusList, StatusListStore } from '../credentials/status-list.js';
import { AppError } from '../errors/app-error.js';
import { isDuplicateKey } from './duplicate-key.js';

interface StatusListRecord extends Omit<StatusList, 'id'> {
  readonly _id: string;
}

interface StatusPlaceRecord {
  readonly _id: string;
  readonly institutionId: string;
  readonly listId: string;
  readonly slot: number;
}

const statusListSchema = new Schema<StatusListRecord>(
  {
    _id: { type: String, required: true },
    institutionId: { type: String, required: true },
    issuerId: { type: String, required: true },
    ordinal: { type: Number, required: true },
    length: { type: Number, required: true },
    createdAt: { type: Date, required: true },
  },
  { collection: 'status_lists', versionKey: false },
);
statusListSchema.index({ issuerId: 1, ordinal: 1 }, { unique: true });

const statusPlaceSchema = new Schema<StatusPlaceRecord>(
  {
    _id: { type: String, required: true },
    institutionId: { type: String, required: true },
    listId: { type: String, required: true },
    slot: { type: Number, required: true },
  },
  { collection: 'status_places', versionKey: false },
);
statusPlaceSchema.index({ listId: 1, slot: 1 }, { unique: true });

export function createStatusListStore(connection: Connection): StatusListStore {
  const lists = connection.model<StatusListRecord>('StatusList', statusListSchema);
  const places = connection.model<StatusPlaceRecord>('StatusPlace', statusPlaceSchema);

  return {
    async ensure(institutionId, { id, ...fields }) {
      try {
        await lists.create([{ ...fields, _id: id, institutionId }]);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
      const { issuerId, ordinal } = fields;
      const stored = await lists.findOne({ issuerId, ordinal, institutionId }).lean();
      if (!stored) throw new AppError('already_exists', 409, 'this list is another’s', { listId: id });
      return toStatusList(stored);
    },

    async findLast(institutionId, issuerId) {
      const record = await lists.findOne({ issuerId, institutionId }).sort({ ordinal: -1 }).lean();
      return record && toStatusList(record);
    },

    async takePlace(institutionId, credentialId, { listId, slot }) {
      try {
        await places.create([{ _id: credentialId, institutionId, listId, slot }]);
        return { listId, slot };
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
      const own = await places.findOne({ _id: credentialId, institutionId }).lean();
      return own && { listId: own.listId, slot: own.slot };
    },

    async findPublic(listId) {
      const record = await lists.findOne({ _id: listId }).lean();
      return record && toStatusList(record);
    },
  };
}

function toStatusList(record: StatusListRecord): StatusList {
  return {
    id: record._id,
    institutionId: record.institutionId,
    issuerId: record.issuerId,
    ordinal: record.ordinal,
    length: record.length,
    createdAt: record.createdAt,
  };
}
