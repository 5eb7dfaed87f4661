/**
 * Login states in the database, under the hash of `state`. Taking one deletes it in the same step.
 *
 * @module
 */
import { Schema, type Connection } from 'mongoose';
import { AppError } from '../errors/app-error.js';
import type { LoginState, LoginStateStore } from '../lti/session.js';
import { isDuplicateKey } from './duplicate-key.js';

interface LoginStateRecord extends Omit<LoginState, 'stateHash'> {
  readonly _id: string;
}

const schema = new Schema<LoginStateRecord>(
  {
    _id: { type: String, required: true },
    browserHash: { type: String, required: true },
    keptIn: { type: String, required: true },
    storageTarget: { type: String, default: null },
    nonce: { type: String, required: true },
    registrationId: { type: String, required: true },
    targetLinkUri: { type: String, required: true },
    loginHint: String,
    ltiMessageHint: { type: String, default: null },
    expiresAt: { type: Date, required: true },
  },
  { collection: 'login_states', versionKey: false },
);
schema.index({ expiresAt: 1 });

export function createLoginStateStore(
  connection: Connection,
): LoginStateStore & { deleteExpired(now: Date): Promise<number> } {
  const states = connection.model<LoginStateRecord>('LoginState', schema);

  return {
    async create({ stateHash, ...fields }) {
      try {
        await states.create([{ _id: stateHash, ...fields }]);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        throw new AppError('already_exists', 409, 'this login state stands already');
      }
    },

    async find(stateHash, now) {
      const record = await states.findOne({ _id: stateHash, expiresAt: { $gt: now } }).lean();
      return record && toLoginState(record);
    },

    async moveToPlatform(stateHash, { browserHash, nonce }, now) {
      const record = await states
        .findOneAndUpdate(
          { _id: stateHash, keptIn: 'cookie', expiresAt: { $gt: now } },
          { $set: { browserHash, nonce, keptIn: 'platform' } },
          { returnDocument: 'after' },
        )
        .lean();
      return record && toLoginState(record);
    },

    async take(stateHash, now) {
      const record = await states.findOneAndDelete({ _id: stateHash, expiresAt: { $gt: now } }).lean();
      return record && toLoginState(record);
    },

    async deleteExpired(now) {
      return (await states.deleteMany({ expiresAt: { $lte: now } })).deletedCount;
    },
  };
}

function toLoginState(record: LoginStateRecord): LoginState {
  return {
    stateHash: record._id,
    browserHash: record.browserHash,
    keptIn: record.keptIn,
    storageTarget: record.storageTarget,
    nonce: record.nonce,
    registrationId: record.registrationId,
    targetLinkUri: record.targetLinkUri,
    loginHint: record.loginHint,
    ltiMessageHint: record.ltiMessageHint,
    expiresAt: record.expiresAt,
  };
}
