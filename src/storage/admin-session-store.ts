/**
 * What lets people into the console, in the database: sessions and one-time links under the hash of their secret, and tries to
 * sign in. What expired is not found, whether or not a sweep came by.
 *
 * @module
 */
import { Schema, type Connection } from 'mongoose';
import type {
  AdminLink,
  AdminLinkStore,
  AdminSession,
  AdminSessionStore,
  SignInAttemptStore,
} from '../institutions/admin-account.js';

interface SessionRecord extends Omit<AdminSession, 'idHash'> {
  readonly _id: string;
}

interface LinkRecord extends Omit<AdminLink, 'secretHash'> {
  readonly _id: string;
}

interface AttemptRecord {
  readonly _id: string;
  readonly tries: number;
  readonly expiresAt: Date;
}

interface Sweepable {
  deleteExpired(now: Date): Promise<number>;
}

const sessionSchema = new Schema<SessionRecord>(
  {
    _id: { type: String, required: true },
    accountId: { type: String, required: true },
    institutionId: { type: String, required: true },
    language: { type: String, default: null },
    createdAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
  },
  { collection: 'admin_sessions', versionKey: false },
);
sessionSchema.index({ expiresAt: 1 });
sessionSchema.index({ accountId: 1 });

const linkSchema = new Schema<LinkRecord>(
  {
    _id: { type: String, required: true },
    accountId: { type: String, default: null },
    expiresAt: { type: Date, required: true },
  },
  { collection: 'admin_links', versionKey: false },
);
linkSchema.index({ expiresAt: 1 });
linkSchema.index({ accountId: 1 });

const attemptSchema = new Schema<AttemptRecord>(
  {
    _id: { type: String, required: true },
    tries: { type: Number, required: true },
    expiresAt: { type: Date, required: true },
  },
  { collection: 'sign_in_attempts', versionKey: false },
);
attemptSchema.index({ expiresAt: 1 });

export function createAdminSessionStore(connection: Connection): AdminSessionStore & Sweepable {
  const sessions = connection.model<SessionRecord>('AdminSession', sessionSchema);

  return {
    async create({ idHash, ...fields }) {
      await sessions.create([{ _id: idHash, ...fields }]);
    },

    async find(idHash, now) {
      const record = await sessions.findOne({ _id: idHash, expiresAt: { $gt: now } }).lean();
      return record && toSession(record);
    },

    async change(idHash, change) {
      await sessions.updateOne({ _id: idHash }, { $set: change });
    },

    async delete(idHash) {
      await sessions.deleteOne({ _id: idHash });
    },

    async deleteByAccount(accountId) {
      await sessions.deleteMany({ accountId });
    },

    async deleteExpired(now) {
      return (await sessions.deleteMany({ expiresAt: { $lte: now } })).deletedCount;
    },
  };
}

export function createAdminLinkStore(connection: Connection): AdminLinkStore & Sweepable {
  const links = connection.model<LinkRecord>('AdminLink', linkSchema);

  return {
    async create({ secretHash, ...fields }) {
      await links.create([{ _id: secretHash, ...fields }]);
    },

    async find(secretHash, now) {
      const record = await links.findOne({ _id: secretHash, expiresAt: { $gt: now } }).lean();
      return record && toLink(record);
    },

    async take(secretHash, now) {
      const record = await links.findOneAndDelete({ _id: secretHash, expiresAt: { $gt: now } }).lean();
      return record && toLink(record);
    },

    async deleteByAccount(accountId) {
      await links.deleteMany({ accountId });
    },

    async deleteExpired(now) {
      return (await links.deleteMany({ expiresAt: { $lte: now } })).deletedCount;
    },
  };
}

export function createSignInAttemptStore(connection: Connection): SignInAttemptStore & Sweepable {
  const attempts = connection.model<AttemptRecord>('SignInAttempt', attemptSchema);

  return {
    async add(key, expiresAt) {
      const record = await attempts
        .findOneAndUpdate(
          { _id: key },
          { $inc: { tries: 1 }, $setOnInsert: { expiresAt } },
          { upsert: true, returnDocument: 'after' },
        )
        .lean();
      return record.tries;
    },

    async clear(key) {
      await attempts.deleteOne({ _id: key });
    },

    async deleteExpired(now) {
      return (await attempts.deleteMany({ expiresAt: { $lte: now } })).deletedCount;
    },
  };
}

function toSession({ _id, ...record }: SessionRecord): AdminSession {
  return {
    idHash: _id,
    accountId: record.accountId,
    institutionId: record.institutionId,
    language: record.language,
    createdAt: record.createdAt,
    expiresAt: record.expiresAt,
  };
}

function toLink({ _id, accountId, expiresAt }: LinkRecord): AdminLink {
  return { secretHash: _id, accountId, expiresAt };
}
