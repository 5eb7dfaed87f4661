/**
 * Institutions in the database.
 *
 * @module
 */
import { Schema, type Connection } from 'mongoose';
import { AppError } from '../errors/app-error.js';
import type { Institution, InstitutionStore } from '../institutions/institution.js';
import { isDuplicateKey, retryOnDuplicateKey } from './duplicate-key.js';

interface InstitutionRecord extends Omit<Institution, 'id'> {
  readonly _id: string;
}

const schema = new Schema<InstitutionRecord>(
  {
    _id: { type: String, required: true },
    name: { type: new Schema({ nl: String, en: String }, { _id: false }), required: true },
    language: { type: String, required: true },
    color: { type: String, default: null },
    logoVersion: { type: String, default: null },
    createdAt: { type: Date, required: true },
  },
  { collection: 'institutions', versionKey: false },
);
schema.index({ createdAt: 1 });

interface LogoRecord {
  readonly _id: string;
  readonly png: string;
}

/** Apart from the institution, which is read for every page. */
const logoSchema = new Schema<LogoRecord>(
  { _id: { type: String, required: true }, png: { type: String, required: true } },
  { collection: 'institution_logos', versionKey: false },
);

export function createInstitutionStore(connection: Connection): InstitutionStore {
  const institutions = connection.model<InstitutionRecord>('Institution', schema);
  const logos = connection.model<LogoRecord>('InstitutionLogo', logoSchema);

  return {
    async create({ id, ...fields }) {
      try {
        await institutions.create([{ _id: id, ...fields }]);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        throw new AppError('already_exists', 409, 'an institution with this id stands already', {
          institutionId: id,
        });
      }
    },

    async find(institutionId) {
      const record = await institutions.findOne({ _id: institutionId }).lean();
      return record && toInstitution(record);
    },

    async list() {
      const records = await institutions.find().sort({ createdAt: 1, _id: 1 }).lean();
      return records.map(toInstitution);
    },

    async rename(institutionId, name) {
      const record = await institutions
        .findOneAndUpdate({ _id: institutionId }, { $set: { name } }, { returnDocument: 'after' })
        .lean();
      return record && toInstitution(record);
    },

    async change(institutionId, change) {
      const record = await institutions
        .findOneAndUpdate({ _id: institutionId }, { $set: change }, { returnDocument: 'after' })
        .lean();
      return record && toInstitution(record);
    },

    async saveLogo(institutionId, png) {
      await retryOnDuplicateKey(() =>
        logos.updateOne({ _id: institutionId }, { $set: { png: png.toString('base64') } }, { upsert: true }),
      );
    },

    async findLogo(institutionId) {
      const record = await logos.findOne({ _id: institutionId }).lean();
      return record && Buffer.from(record.png, 'base64');
    },
  };
}

function toInstitution({
  _id,
  name,
  language,
  color,
  logoVersion,
  createdAt,
}: InstitutionRecord): Institution {
  return {
    id: _id,
    name: { nl: name.nl, en: name.en },
    language,
    ...(color != null && { color }),
    ...(logoVersion != null && { logoVersion }),
    createdAt,
  };
}
