/**
 * Sessions in the database, under the hash of their cookie. What expired is not found, whether or not a sweep came by.
 *
 * @module
 */
import { Schema, type Connection } from 'mongoose';
import { AppError } from '../errors/app-error.js';
import type { CourseLaunch, DeepLinkingSettings, LaunchSession, SessionStore } from '../lti/session.js';
import { isDuplicateKey } from './duplicate-key.js';

interface SessionRecord extends Omit<LaunchSession, 'idHash'> {
  readonly _id: string;
  /** Of the newest launch: every change puts a new one there, so it names what the record holds. */
  readonly newestId: string | null;
}

const deepLinkingSchema = new Schema<DeepLinkingSettings>(
  {
    returnUrl: String,
    acceptTypes: [String],
    acceptTargets: [String],
    acceptMultiple: Boolean,
    acceptLineItem: Boolean,
    data: { type: String, default: null },
  },
  { _id: false },
);

const launchSchema = new Schema<CourseLaunch>(
  {
    id: String,
    institutionId: String,
    registrationId: String,
    deploymentRecordId: String,
    deploymentId: String,
    courseId: String,
    learnerId: String,
    isStaff: Boolean,
    isLearner: Boolean,
    isTestUser: Boolean,
    isObserver: Boolean,
    language: { type: String, default: null },
    frameOrigins: [String],
    resourceLinkId: { type: String, default: null },
    mappingKey: { type: String, default: null },
    deepLinking: { type: deepLinkingSchema, default: null },
    reviewedLearnerId: String,
    submission: String,
    isLmsAdmin: Boolean,
    at: Date,
  },
  { _id: false, id: false },
);

const schema = new Schema<SessionRecord>(
  {
    _id: { type: String, required: true },
    launches: [launchSchema],
    newestId: { type: String, default: null },
    expiresAt: { type: Date, required: true },
  },
  { collection: 'sessions', versionKey: false },
);
schema.index({ expiresAt: 1 });

export function createSessionStore(
  connection: Connection,
): SessionStore & { deleteExpired(now: Date): Promise<number> } {
  const sessions = connection.model<SessionRecord>('Session', schema);

  return {
    async create({ idHash, launches, expiresAt }) {
      try {
        await sessions.create([
          { _id: idHash, launches: [...launches], newestId: nameNewest(launches), expiresAt },
        ]);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        throw new AppError('already_exists', 409, 'this session stands already');
      }
    },

    async find(idHash, now) {
      const record = await sessions.findOne({ _id: idHash, expiresAt: { $gt: now } }).lean();
      return record && toSession(record);
    },

    async replaceLaunches(idHash, newestId, launches, expiresAt) {
      const replaced = await sessions.updateOne(
        { _id: idHash, newestId },
        { $set: { launches: launches.map(toLaunch), newestId: nameNewest(launches), expiresAt } },
      );
      return replaced.matchedCount === 1;
    },

    async prolong(idHash, expiresAt, now) {
      await sessions.updateOne({ _id: idHash, expiresAt: { $gt: now } }, { $set: { expiresAt } });
    },

    async take(idHash, now) {
      const record = await sessions.findOneAndDelete({ _id: idHash, expiresAt: { $gt: now } }).lean();
      return record && toSession(record);
    },

    async deleteExpired(now) {
      return (await sessions.deleteMany({ expiresAt: { $lte: now } })).deletedCount;
    },
  };
}

function nameNewest(launches: readonly CourseLaunch[]): string | null {
  return launches[0]?.id ?? null;
}

function toSession(record: SessionRecord): LaunchSession {
  return { idHash: record._id, launches: record.launches.map(toLaunch), expiresAt: record.expiresAt };
}

function toLaunch(launch: CourseLaunch): CourseLaunch {
  return {
    id: launch.id,
    institutionId: launch.institutionId,
    registrationId: launch.registrationId,
    deploymentRecordId: launch.deploymentRecordId,
    deploymentId: launch.deploymentId,
    courseId: launch.courseId,
    learnerId: launch.learnerId,
    isStaff: launch.isStaff,
    isLearner: launch.isLearner,
    isTestUser: launch.isTestUser,
    isObserver: launch.isObserver,
    language: launch.language,
    frameOrigins: [...launch.frameOrigins],
    resourceLinkId: launch.resourceLinkId,
    mappingKey: launch.mappingKey,
    deepLinking: launch.deepLinking && toDeepLinking(launch.deepLinking),
    ...(launch.reviewedLearnerId !== undefined && { reviewedLearnerId: launch.reviewedLearnerId }),
    ...(launch.submission !== undefined && { submission: launch.submission }),
    ...(launch.isLmsAdmin === true && { isLmsAdmin: true }),
    at: launch.at,
  };
}

function toDeepLinking(settings: DeepLinkingSettings): DeepLinkingSettings {
  return {
    returnUrl: settings.returnUrl,
    acceptTypes: [...settings.acceptTypes],
    acceptTargets: [...settings.acceptTargets],
    acceptMultiple: settings.acceptMultiple,
    acceptLineItem: settings.acceptLineItem,
    data: settings.data,
  };
}
