/**
 * Keys of issuers in the database, retired ones for good. Private keys arrive sealed.
 *
 * @module
 */
import { randomUUID } from 'node:crypto';
import { Schema, type Connection } from 'mongoose';
import type { IssuerKey, IssuerKeyAlgorithm, IssuerKeyStore } from '../credentials/credential.js';
import { AppError } from '../errors/app-error.js';
import { isDuplicateKey } from './duplicate-key.js';

const ALGORITHMS: readonly IssuerKeyAlgorithm[] = ['ES256', 'RS256', 'Ed25519'];

interface IssuerKeyRecord extends Omit<IssuerKey, 'kid' | 'publicJwk' | 'compromisedAt'> {
  readonly _id: string;
  /** Missing in records of before. */
  readonly compromisedAt?: Date | null;
  readonly publicJwk: Record<string, unknown>;
}

const issuerKeySchema = new Schema<IssuerKeyRecord>(
  {
    _id: { type: String, required: true },
    institutionId: { type: String, required: true },
    issuerId: { type: String, required: true },
    algorithm: { type: String, required: true },
    sealedPrivateKey: { type: String, required: true },
    publicJwk: { type: Schema.Types.Mixed, required: true },
    createdAt: { type: Date, required: true },
    retiredAt: { type: Date, default: null },
    compromisedAt: { type: Date, default: null },
    liveKey: { type: String, required: true },
  },
  { collection: 'issuer_keys', versionKey: false },
);
issuerKeySchema.index({ liveKey: 1 }, { unique: true });
issuerKeySchema.index({ issuerId: 1, createdAt: 1 });

export function createIssuerKeyStore(connection: Connection): IssuerKeyStore {
  const keys = connection.model<IssuerKeyRecord>('IssuerKey', issuerKeySchema);

  return {
    async create(institutionId, key) {
      const { kid, ...fields } = key;
      try {
        await keys.create([{ ...fields, publicJwk: { ...key.publicJwk }, _id: kid, institutionId }]);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        throw new AppError('already_exists', 409, 'this issuer has a signing key already', {
          issuerId: key.issuerId,
        });
      }
    },

    async findSigning(institutionId, issuerId, algorithm) {
      const liveKey = `${issuerId}:${algorithm}`;
      const record = await keys.findOne({ liveKey, institutionId }).lean();
      return record && toIssuerKey(record);
    },

    async listSigning(institutionId, issuerId) {
      const liveKeys = ALGORITHMS.map((algorithm) => `${issuerId}:${algorithm}`);
      const records = await keys.find({ liveKey: { $in: liveKeys }, institutionId }).lean();
      return records.map(toIssuerKey);
    },

    async markCompromised(institutionId, kid, compromisedAt, now) {
      // Three small steps, each of which may run again: the key stops signing first, then the date moves back only.
      await keys.updateOne(
        { _id: kid, institutionId, retiredAt: null },
        { $set: { retiredAt: now, liveKey: randomUUID() } },
      );
      await keys.updateOne({ _id: kid, institutionId, compromisedAt: null }, { $set: { compromisedAt } });
      const record = await keys
        .findOneAndUpdate(
          { _id: kid, institutionId },
          { $min: { compromisedAt } },
          { returnDocument: 'after' },
        )
        .lean();
      return record && toIssuerKey(record);
    },

    async retire(institutionId, kid, now) {
      const retired = await keys.updateOne(
        { _id: kid, institutionId, retiredAt: null },
        { $set: { retiredAt: now, liveKey: randomUUID() } },
      );
      return retired.modifiedCount === 1;
    },

    async listByIssuer(institutionId, issuerId) {
      const records = await keys.find({ issuerId, institutionId }).sort({ createdAt: 1, _id: 1 }).lean();
      return records.map(toIssuerKey);
    },

    async findPublic(kid) {
      const record = await keys.findOne({ _id: kid }).lean();
      return record && toIssuerKey(record);
    },

    async listPublic(issuerId) {
      const records = await keys.find({ issuerId }).sort({ createdAt: 1, _id: 1 }).lean();
      return records.map(toIssuerKey);
    },
  };
}

function toIssuerKey(record: IssuerKeyRecord): IssuerKey {
  return {
    kid: record._id,
    institutionId: record.institutionId,
    issuerId: record.issuerId,
    algorithm: record.algorithm,
    sealedPrivateKey: record.sealedPrivateKey,
    publicJwk: record.publicJwk,
    createdAt: record.createdAt,
    retiredAt: record.retiredAt,
    compromisedAt: record.compromisedAt ?? null,
    liveKey: record.liveKey,
  };
}
