/**
 * Health of connections in the database: the newest signal of each check.
 *
 * @module
 */
import { Schema, type Connection } from 'mongoose';
import type { HealthSignal, HealthSignalStore } from '../lti/health/health.js';
import { retryOnDuplicateKey } from './duplicate-key.js';

interface SignalRecord extends HealthSignal {
  readonly _id: string;
}

const schema = new Schema<SignalRecord>(
  {
    _id: { type: String, required: true },
    institutionId: { type: String, required: true },
    registrationId: { type: String, required: true },
    deploymentRecordId: { type: String, default: null },
    check: { type: String, required: true },
    state: { type: String, required: true },
    code: { type: String, default: null },
    detail: { type: Schema.Types.Mixed, required: true },
    courseId: { type: String, default: null },
    since: { type: Date, required: true },
    at: { type: Date, required: true },
  },
  { collection: 'health_signals', versionKey: false, minimize: false },
);
schema.index({ institutionId: 1, registrationId: 1 });

type Key = Pick<HealthSignal, 'registrationId' | 'deploymentRecordId' | 'check'>;

export function createHealthSignalStore(connection: Connection): HealthSignalStore {
  const signals = connection.model<SignalRecord>('HealthSignal', schema);

  return {
    async find(institutionId, key) {
      const record = await signals.findOne({ _id: toId(institutionId, key), institutionId }).lean();
      return record && toSignal(record);
    },

    async save(institutionId, signal) {
      await retryOnDuplicateKey(() =>
        signals.updateOne(
          { _id: toId(institutionId, signal), institutionId },
          { $set: { ...signal, institutionId } },
          { upsert: true },
        ),
      );
    },

    async listByRegistration(institutionId, registrationId) {
      const records = await signals.find({ institutionId, registrationId }).lean();
      return records.map(toSignal);
    },

    async list(institutionId) {
      const records = await signals.find({ institutionId }).lean();
      return records.map(toSignal);
    },

    async deleteByRegistration(institutionId, registrationId) {
      await signals.deleteMany({ institutionId, registrationId });
    },
  };
}

function toId(institutionId: string, { registrationId, deploymentRecordId, check }: Key): string {
  return [institutionId, registrationId, deploymentRecordId ?? '', check].join(' ');
}

function toSignal(record: SignalRecord): HealthSignal {
  return {
    institutionId: record.institutionId,
    registrationId: record.registrationId,
    deploymentRecordId: record.deploymentRecordId,
    check: record.check,
    state: record.state,
    code: record.code,
    detail: record.detail,
    courseId: record.courseId,
    since: record.since,
    at: record.at,
  };
}
