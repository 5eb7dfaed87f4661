/**
 * Issuer profiles in the database.
 *
 * @module
 */
import { Schema, type Connection } from 'mongoose';
import type { IssuerProfile, IssuerProfileStore } from '../badges/issuer-profile.js';
import { AppError } from '../errors/app-error.js';
import { isDuplicateKey } from './duplicate-key.js';

interface IssuerProfileRecord extends Omit<IssuerProfile, 'id'> {
  readonly _id: string;
}

const localTextSchema = new Schema({ nl: String, en: String }, { _id: false });

const issuerProfileSchema = new Schema<IssuerProfileRecord>(
  {
    _id: { type: String, required: true },
    institutionId: { type: String, required: true },
    name: { type: localTextSchema, required: true },
    description: { type: localTextSchema, default: null },
    url: { type: String, default: null },
    email: { type: String, default: null },
    phone: String,
    contact: String,
    country: String,
    brin: String,
    unit: String,
    languages: [String],
    logo: new Schema({ id: String, mediaType: String }, { _id: false }),
    createdAt: { type: Date, required: true },
  },
  { collection: 'issuer_profiles', versionKey: false },
);
issuerProfileSchema.index({ institutionId: 1, createdAt: 1 });

export function createIssuerProfileStore(connection: Connection): IssuerProfileStore {
  const issuers = connection.model<IssuerProfileRecord>('IssuerProfile', issuerProfileSchema);

  return {
    async create(institutionId, issuer) {
      const { id, ...fields } = issuer;
      try {
        await issuers.create([{ ...fields, _id: id, institutionId }]);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        throw new AppError('already_exists', 409, 'an issuer with this id stands already', { issuerId: id });
      }
    },

    async list(institutionId) {
      const records = await issuers.find({ institutionId }).sort({ createdAt: 1, _id: 1 }).lean();
      return records.map(toIssuerProfile);
    },

    async find(institutionId, issuerId) {
      const record = await issuers.findOne({ _id: issuerId, institutionId }).lean();
      return record && toIssuerProfile(record);
    },

    async rename(institutionId, issuerId, name) {
      const record = await issuers
        .findOneAndUpdate({ _id: issuerId, institutionId }, { $set: { name } }, { returnDocument: 'after' })
        .lean();
      return record && toIssuerProfile(record);
    },

    async change(institutionId, issuerId, fields) {
      const record = await issuers
        .findOneAndUpdate({ _id: issuerId, institutionId }, { $set: fields }, { returnDocument: 'after' })
        .lean();
      return record && toIssuerProfile(record);
    },

    async findPublic(issuerId) {
      const record = await issuers.findOne({ _id: issuerId }).lean();
      return record && toIssuerProfile(record);
    },
  };
}

function toIssuerProfile(record: IssuerProfileRecord): IssuerProfile {
  const { name, description } = record;
  return {
    id: record._id,
    institutionId: record.institutionId,
    name: { nl: name.nl, en: name.en },
    description: description && { nl: description.nl, en: description.en },
    url: record.url,
    email: record.email,
    phone: record.phone ?? null,
    contact: record.contact ?? null,
    country: record.country ?? 'NL',
    brin: record.brin ?? null,
    unit: record.unit ?? 'institution',
    languages: record.languages?.length ? [...record.languages] : ['nl', 'en'],
    logo: record.logo ? { id: record.logo.id, mediaType: record.logo.mediaType } : null,
    createdAt: record.createdAt,
  };
}
