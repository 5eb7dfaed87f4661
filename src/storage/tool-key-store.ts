/**
 * The tool's own keys in the database. Private keys arrive sealed.
 *
 * @module
 */
import { Schema, type Connection } from 'mongoose';
import { AppError } from '../errors/app-error.js';
import type { ToolKey, ToolKeyStore } from '../lti/session.js';
import { isDuplicateKey } from './duplicate-key.js';

interface ToolKeyRecord extends Omit<ToolKey, 'kid'> {
  readonly _id: string;
}

const schema = new Schema<ToolKeyRecord>(
  {
    _id: { type: String, required: true },
    sealedPrivateKey: { type: String, required: true },
    publicJwk: { type: Schema.Types.Mixed, required: true },
    createdAt: { type: Date, required: true },
    retiredAt: { type: Date, default: null },
  },
  { collection: 'tool_keys', versionKey: false },
);
/** No sealed text. */
const FORGOTTEN = '-';

schema.index({ retiredAt: 1, createdAt: -1 });

export function createToolKeyStore(connection: Connection): ToolKeyStore {
  const keys = connection.model<ToolKeyRecord>('ToolKey', schema);

  return {
    async create({ kid, ...fields }) {
      try {
        await keys.create([{ ...fields, publicJwk: { ...fields.publicJwk }, _id: kid }]);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        throw new AppError('already_exists', 409, 'a key with this kid stands already', { kid });
      }
    },

    async listPublished() {
      const records = await keys.find({ retiredAt: null }).sort({ createdAt: -1, _id: 1 }).lean();
      return records.map(toToolKey);
    },

    async retire(kids, retiredAt) {
      await keys.updateMany(
        { _id: { $in: [...kids] }, retiredAt: null },
        { $set: { retiredAt, sealedPrivateKey: FORGOTTEN } },
      );
    },
  };
}

function toToolKey({ _id, sealedPrivateKey, publicJwk, createdAt, retiredAt }: ToolKeyRecord): ToolKey {
  return { kid: _id, sealedPrivateKey, publicJwk, createdAt, retiredAt };
}
