/**
 * Invites in the database, used ones too: they tell when an LMS was registered by which.
 *
 * @module
 */
import { Schema, type Connection } from 'mongoose';
import { AppError } from '../errors/app-error.js';
import type { Invite, InviteStore } from '../platforms/invite.js';
import { isDuplicateKey } from './duplicate-key.js';

interface InviteRecord extends Omit<Invite, 'id'> {
  readonly _id: string;
}

const schema = new Schema<InviteRecord>(
  {
    _id: { type: String, required: true },
    institutionId: { type: String, required: true },
    secretHash: { type: String, required: true },
    createdAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    usedAt: { type: Date, default: null },
  },
  { collection: 'invites', versionKey: false },
);
schema.index({ secretHash: 1 }, { unique: true });

export function createInviteStore(connection: Connection): InviteStore {
  const invites = connection.model<InviteRecord>('Invite', schema);

  return {
    async create(institutionId, { id, ...fields }) {
      try {
        await invites.create([{ _id: id, ...fields, institutionId }]);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        throw new AppError('already_exists', 409, 'this invite stands already', { inviteId: id });
      }
    },

    async findUsable(secretHash, now) {
      const record = await invites.findOne({ secretHash, usedAt: null, expiresAt: { $gt: now } }).lean();
      return record && toInvite(record);
    },

    async use(secretHash, now) {
      const record = await invites
        .findOneAndUpdate(
          { secretHash, usedAt: null, expiresAt: { $gt: now } },
          { $set: { usedAt: now } },
          { returnDocument: 'after' },
        )
        .lean();
      return record && toInvite(record);
    },
  };
}

function toInvite({ _id, ...record }: InviteRecord): Invite {
  const { institutionId, secretHash, createdAt, expiresAt, usedAt } = record;
  return { id: _id, institutionId, secretHash, createdAt, expiresAt, usedAt };
}
