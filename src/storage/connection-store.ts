/**
 * Connections being made, in the database.
 *
 * @module
 */
import { Schema, type Connection as Database } from 'mongoose';
import type { Connection, ConnectionStore } from '../lti/registration/connection.js';

interface ConnectionRecord extends Omit<Connection, 'id'> {
  readonly _id: string;
}

const schema = new Schema<ConnectionRecord>(
  {
    _id: { type: String, required: true },
    institutionId: { type: String, required: true },
    guide: { type: String, required: true },
    way: { type: String, required: true },
    inviteId: { type: String, default: null },
    sealedLink: { type: String, default: null },
    linkExpiresAt: { type: Date, default: null },
    registrationId: { type: String, default: null },
    ticked: [String],
    createdAt: { type: Date, required: true },
  },
  { collection: 'connections', versionKey: false },
);
schema.index({ institutionId: 1, createdAt: -1 });
schema.index({ institutionId: 1, inviteId: 1 });

export function createConnectionStore(database: Database): ConnectionStore {
  const connections = database.model<ConnectionRecord>('Connection', schema);

  return {
    async create(institutionId, { id, ...fields }) {
      await connections.create([{ _id: id, ...fields, ticked: [...fields.ticked], institutionId }]);
    },

    async find(institutionId, connectionId) {
      const record = await connections.findOne({ _id: connectionId, institutionId }).lean();
      return record && toConnection(record);
    },

    async list(institutionId, limit) {
      const records = await connections.find({ institutionId }).sort({ createdAt: -1 }).limit(limit).lean();
      return records.map(toConnection);
    },

    async setRegistered(institutionId, inviteId, registrationId) {
      // The link has done its work; its secret is not kept longer.
      await connections.updateOne(
        { institutionId, inviteId },
        { $set: { registrationId, sealedLink: null, linkExpiresAt: null } },
      );
    },

    async change(institutionId, connectionId, change) {
      const record = await connections
        .findOneAndUpdate({ _id: connectionId, institutionId }, { $set: change }, { returnDocument: 'after' })
        .lean();
      return record && toConnection(record);
    },

    async delete(institutionId, connectionId) {
      await connections.deleteOne({ _id: connectionId, institutionId });
    },
  };
}

function toConnection(record: ConnectionRecord): Connection {
  return {
    id: record._id,
    institutionId: record.institutionId,
    guide: record.guide,
    way: record.way,
    inviteId: record.inviteId,
    sealedLink: record.sealedLink,
    linkExpiresAt: record.linkExpiresAt,
    registrationId: record.registrationId,
    ticked: [...record.ticked],
    createdAt: record.createdAt,
  };
}
