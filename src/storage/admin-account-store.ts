/**
 * Accounts of the console in the database: one for each e-mail address.
 *
 * @module
 */
import { Schema, type Connection } from 'mongoose';
import { AppError } from '../errors/app-error.js';
import type { AdminAccount, AdminAccountStore } from '../institutions/admin-account.js';
import { isDuplicateKey } from './duplicate-key.js';

interface AccountRecord extends Omit<AdminAccount, 'id'> {
  readonly _id: string;
}

const schema = new Schema<AccountRecord>(
  {
    _id: { type: String, required: true },
    institutionId: { type: String, default: null },
    role: { type: String, required: true },
    name: { type: String, required: true },
    email: { type: String, required: true },
    passwordHash: { type: String, default: null },
    isEnabled: { type: Boolean, required: true },
    createdAt: { type: Date, required: true },
    lastSignInAt: { type: Date, default: null },
  },
  { collection: 'admin_accounts', versionKey: false },
);
schema.index({ email: 1 }, { unique: true });
schema.index({ institutionId: 1, email: 1 });

export function createAdminAccountStore(connection: Connection): AdminAccountStore {
  const accounts = connection.model<AccountRecord>('AdminAccount', schema);

  return {
    async create({ id, ...fields }) {
      try {
        await accounts.create([{ _id: id, ...fields }]);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        throw new AppError('already_exists', 409, 'an account with this id or e-mail address stands already');
      }
    },

    async find(accountId) {
      const record = await accounts.findOne({ _id: accountId }).lean();
      return record && toAccount(record);
    },

    async findByEmail(email) {
      const record = await accounts.findOne({ email }).lean();
      return record && toAccount(record);
    },

    async list(institutionId) {
      const records = await accounts.find({ institutionId }).sort({ email: 1 }).lean();
      return records.map(toAccount);
    },

    async hasAny() {
      return (await accounts.findOne({}, { _id: 1 }).lean()) !== null;
    },

    async change(accountId, change) {
      const record = await accounts
        .findOneAndUpdate({ _id: accountId }, { $set: change }, { returnDocument: 'after' })
        .lean();
      return record && toAccount(record);
    },
  };
}

function toAccount(record: AccountRecord): AdminAccount {
  return {
    id: record._id,
    institutionId: record.institutionId,
    role: record.role,
    name: record.name,
    email: record.email,
    passwordHash: record.passwordHash,
    isEnabled: record.isEnabled,
    createdAt: record.createdAt,
    lastSignInAt: record.lastSignInAt,
  };
}
