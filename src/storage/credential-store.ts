/**
 * Credentials in the database. The compact text is kept as it was issued; nothing here reads inside it.
 *
 * @module
 */
import { Schema, type Connection } from 'mongoose';
import type { Credential, CredentialStore } from '../credentials/credential.js';
import { AppError } from '../errors/app-error.js';
import { isDuplicateKey } from './duplicate-key.js';

interface CredentialRecord extends Omit<Credential, 'id'> {
  readonly _id: string;
}

const credentialSchema = new Schema<CredentialRecord>(
  {
    _id: { type: String, required: true },
    institutionId: { type: String, required: true },
    awardId: { type: String, required: true },
    revision: { type: Number, required: true },
    learnerId: { type: String, required: true },
    badgeClassId: { type: String, required: true },
    badgeClassVersion: { type: Number, required: true },
    issuerId: { type: String, required: true },
    kid: { type: String, required: true },
    jwt: { type: String, required: true },
    issuedAt: { type: Date, required: true },
    isShared: { type: Boolean, required: true },
    shareChangedAt: { type: Date, default: null },
  },
  { collection: 'credentials', versionKey: false },
);
credentialSchema.index({ awardId: 1, revision: 1 }, { unique: true });

export function createCredentialStore(connection: Connection): CredentialStore {
  const credentials = connection.model<CredentialRecord>('Credential', credentialSchema);

  return {
    async create(institutionId, credential) {
      const { id, ...fields } = credential;
      try {
        await credentials.create([{ ...fields, _id: id, institutionId }]);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
      // Whoever came first has won, this call or another: the answer is what is stored.
      const stored = await credentials.findOne({ _id: id, institutionId }).lean();
      if (!stored) {
        throw new AppError('already_exists', 409, 'this award has a credential under another id', {
          credentialId: id,
        });
      }
      return toCredential(stored);
    },

    async find(institutionId, credentialId) {
      const record = await credentials.findOne({ _id: credentialId, institutionId }).lean();
      return record && toCredential(record);
    },

    async findByAward(institutionId, awardId) {
      const record = await credentials.findOne({ awardId, institutionId }).sort({ revision: -1 }).lean();
      return record && toCredential(record);
    },

    async setShared(institutionId, credentialId, isShared, now) {
      const record = await credentials
        .findOneAndUpdate(
          { _id: credentialId, institutionId },
          { $set: { isShared, shareChangedAt: now } },
          { returnDocument: 'after' },
        )
        .lean();
      return record && toCredential(record);
    },

    async findPublic(credentialId) {
      const record = await credentials.findOne({ _id: credentialId }).lean();
      return record && toCredential(record);
    },
  };
}

function toCredential(record: CredentialRecord): Credential {
  return {
    id: record._id,
    institutionId: record.institutionId,
    awardId: record.awardId,
    revision: record.revision,
    learnerId: record.learnerId,
    badgeClassId: record.badgeClassId,
    badgeClassVersion: record.badgeClassVersion,
    issuerId: record.issuerId,
    kid: record.kid,
    jwt: record.jwt,
    issuedAt: record.issuedAt,
    isShared: record.isShared,
    shareChangedAt: record.shareChangedAt,
  };
}
