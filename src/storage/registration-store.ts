/**
 * Registrations in the database: one record per (issuer, client id), whoever registers.
 *
 * @module
 */
import { Schema, type Connection } from 'mongoose';
import { AppError } from '../errors/app-error.js';
import type { Registration, RegistrationStore } from '../platforms/registration.js';
import { retryOnDuplicateKey } from './duplicate-key.js';

interface RegistrationRecord extends Omit<Registration, 'id'> {
  readonly _id: string;
}

const schema = new Schema<RegistrationRecord>(
  {
    _id: { type: String, required: true },
    institutionId: { type: String, required: true },
    issuer: { type: String, required: true },
    clientId: { type: String, required: true },
    name: { type: String, required: true },
    productFamily: { type: String, required: true },
    profile: { type: String, required: true },
    authorizationUrl: { type: String, required: true },
    tokenUrl: { type: String, required: true },
    tokenAudience: { type: String, required: true },
    jwksUrl: { type: String, required: true },
    serviceHosts: { type: [String], default: [] },
    isEnabled: { type: Boolean, required: true },
    createdAt: { type: Date, required: true },
  },
  { collection: 'registrations', versionKey: false },
);
schema.index({ issuer: 1, clientId: 1 }, { unique: true });
schema.index({ institutionId: 1, createdAt: 1 });

/** What a new registration of the same client may change. Whether it is enabled is a person's choice and stays. */
const RENEWED_FIELDS = [
  'name',
  'productFamily',
  'profile',
  'authorizationUrl',
  'tokenUrl',
  'tokenAudience',
  'jwksUrl',
  'serviceHosts',
] as const;

export function createRegistrationStore(connection: Connection): RegistrationStore {
  const registrations = connection.model<RegistrationRecord>('Registration', schema);

  return {
    save(institutionId, registration) {
      const { issuer, clientId } = registration;
      return retryOnDuplicateKey(async () => {
        const known = await registrations.findOne({ issuer, clientId }).lean();
        if (!known) {
          const { id, ...fields } = { ...registration, institutionId };
          await registrations.create([{ _id: id, ...fields }]);
          return { ...registration, institutionId };
        }
        // Another institution must not lead this one's launches to keys of its own.
        if (known.institutionId !== institutionId) {
          throw new AppError('already_exists', 409, 'another institution registered this client', {
            clientId,
          });
        }
        const told = RENEWED_FIELDS.filter((field) => registration[field] !== undefined);
        const renewed = Object.fromEntries(told.map((field) => [field, registration[field]]));
        if (told.some((field) => JSON.stringify(known[field]) !== JSON.stringify(registration[field]))) {
          await registrations.updateOne({ _id: known._id, institutionId }, { $set: renewed });
        }
        return toRegistration({ ...known, ...renewed });
      });
    },

    async change(institutionId, registrationId, change) {
      const record = await registrations
        .findOneAndUpdate(
          { _id: registrationId, institutionId },
          { $set: change },
          { returnDocument: 'after' },
        )
        .lean();
      return record && toRegistration(record);
    },

    async delete(institutionId, registrationId) {
      const { deletedCount } = await registrations.deleteOne({ _id: registrationId, institutionId });
      return deletedCount > 0;
    },

    async find(institutionId, registrationId) {
      const record = await registrations.findOne({ _id: registrationId, institutionId }).lean();
      return record && toRegistration(record);
    },

    async list(institutionId) {
      const records = await registrations.find({ institutionId }).sort({ createdAt: 1, _id: 1 }).lean();
      return records.map(toRegistration);
    },

    async listByIssuer(issuer) {
      const records = await registrations.find({ issuer }).sort({ clientId: 1 }).lean();
      return records.map(toRegistration);
    },

    async listByClientId(clientId) {
      const records = await registrations.find({ clientId }).sort({ issuer: 1 }).lean();
      return records.map(toRegistration);
    },

    async findForLaunch(registrationId) {
      const record = await registrations.findOne({ _id: registrationId }).lean();
      return record && toRegistration(record);
    },
  };
}

function toRegistration(record: RegistrationRecord): Registration {
  return {
    id: record._id,
    institutionId: record.institutionId,
    issuer: record.issuer,
    clientId: record.clientId,
    name: record.name,
    productFamily: record.productFamily,
    profile: record.profile,
    authorizationUrl: record.authorizationUrl,
    tokenUrl: record.tokenUrl,
    tokenAudience: record.tokenAudience,
    jwksUrl: record.jwksUrl,
    ...(record.serviceHosts?.length ? { serviceHosts: record.serviceHosts } : {}),
    isEnabled: record.isEnabled,
    createdAt: record.createdAt,
  };
}
