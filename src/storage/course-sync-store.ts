/**
 * How courses stand with their LMS, in the database: one record per course, and a row per round. Rounds go after
 * `KEEP_ROUNDS_DAYS`, as newer ones of their course come.
 *
 * Rounds that changed nothing are counted in the course's job (see `awarding/round-notes.ts`), and a job that is parked stops
 * its course: both are joined in when a course is read.
 *
 * @module
 */
import { Schema, type Connection } from 'mongoose';
import type { CourseSync, CourseSyncStore, SyncRound } from '../awarding/course-sync.js';
import { retryOnDuplicateKey } from './duplicate-key.js';

interface CourseSyncRecord extends Omit<CourseSync, 'courseId' | 'quiet' | 'nextRoundAt'> {
  /** The course's id. */
  readonly _id: string;
}

interface SyncRoundRecord extends Omit<SyncRound, 'id'> {
  readonly _id: string;
}

/** A busy course has about 300 rounds a day; what a person looks at is younger than this. */
const KEEP_ROUNDS_DAYS = 90;
const DAY_MS = 24 * 3_600_000;

const syncSchema = new Schema<CourseSyncRecord>(
  {
    _id: { type: String, required: true },
    institutionId: { type: String, required: true },
    completeAt: { type: Date, default: null },
    membersReadAt: { type: Date, default: null },
    stop: { type: new Schema({ code: String, since: Date }, { _id: false }), default: null },
    lastRoundAt: { type: Date, default: null },
    lastTrigger: { type: String, default: null },
  },
  { collection: 'course_syncs', versionKey: false },
);
syncSchema.index({ institutionId: 1, 'stop.since': 1 });

const roundSchema = new Schema<SyncRoundRecord>(
  {
    _id: { type: String, required: true },
    institutionId: { type: String, required: true },
    courseId: { type: String, required: true },
    trigger: String,
    startedAt: Date,
    endedAt: Date,
    candidates: Number,
    met: Number,
    alreadyHeld: Number,
    awarded: Number,
    unknown: Number,
    stopped: Number,
    unreachable: { type: Number, default: 0 },
    noAddress: { type: Number, default: 0 },
    withdrawn: { type: Number, default: 0 },
    reasons: Schema.Types.Mixed,
    requests: Number,
    errorCode: { type: String, default: null },
    quietBefore: { type: Number, default: 0 },
  },
  { collection: 'sync_rounds', versionKey: false },
);
roundSchema.index({ institutionId: 1, courseId: 1, startedAt: 1 });
roundSchema.index({ institutionId: 1, startedAt: 1 });

/** What a course's job tells about its rounds. */
export interface CourseJob {
  readonly quiet: CourseSync['quiet'];
  readonly parkedAt: Date | null;
  readonly runAt: Date;
}

/** @param findJob - the job of a course's rounds; null when there is none */
export function createCourseSyncStore(
  connection: Connection,
  findJob: (courseId: string) => Promise<CourseJob | null>,
): CourseSyncStore {
  const syncs = connection.model<CourseSyncRecord>('CourseSync', syncSchema);
  const rounds = connection.model<SyncRoundRecord>('SyncRound', roundSchema);

  return {
    async find(institutionId, courseId) {
      const record = await syncs.findOne({ _id: courseId, institutionId }).lean();
      return record && joinJob(toSync(record), await findJob(courseId));
    },

    async listStopped(institutionId, limit) {
      const records = await syncs
        .find({ institutionId, 'stop.since': { $gt: new Date(0) } })
        .sort({ 'stop.since': 1 })
        .limit(limit)
        .lean();
      return records.map(toSync);
    },

    async save(institutionId, { courseId, quiet: _ofTheJob, nextRoundAt: _ofTheJobToo, ...sync }) {
      await retryOnDuplicateKey(() =>
        syncs.updateOne(
          { _id: courseId, institutionId },
          { $set: { ...sync, institutionId } },
          { upsert: true },
        ),
      );
    },

    async appendRound(institutionId, { id, ...round }) {
      const { courseId } = round;
      await rounds.create([{ _id: id, ...round, institutionId }]);
      const oldest = new Date(round.startedAt.getTime() - KEEP_ROUNDS_DAYS * DAY_MS);
      await rounds.deleteMany({ institutionId, courseId, startedAt: { $lt: oldest } });
    },

    async listRounds(institutionId, courseId, limit) {
      const records = await rounds
        .find({ institutionId, courseId })
        .sort({ startedAt: -1, _id: 1 })
        .limit(limit)
        .lean();
      return records.map(toRound);
    },

    async listRecentRounds(institutionId, limit) {
      const records = await rounds
        .find({ institutionId })
        .sort({ startedAt: -1, _id: 1 })
        .limit(limit)
        .lean();
      return records.map(toRound);
    },
  };
}

function toSync(record: CourseSyncRecord): CourseSync {
  return {
    courseId: record._id,
    institutionId: record.institutionId,
    completeAt: record.completeAt,
    membersReadAt: record.membersReadAt,
    stop: record.stop && { code: record.stop.code, since: record.stop.since },
    lastRoundAt: record.lastRoundAt,
    lastTrigger: record.lastTrigger,
    quiet: null,
    nextRoundAt: null,
  };
}

function joinJob(sync: CourseSync, job: CourseJob | null): CourseSync {
  const quiet = job?.quiet ?? null;
  // Written in two steps: a count that is older than the row is of before it.
  const isCurrent = quiet !== null && (sync.lastRoundAt === null || quiet.lastAt > sync.lastRoundAt);
  return {
    ...sync,
    nextRoundAt: job && !job.parkedAt ? job.runAt : null,
    ...(isCurrent && { quiet, completeAt: quiet.lastAt, lastRoundAt: quiet.lastAt }),
    ...(job?.parkedAt && { stop: { code: 'job_parked', since: sync.stop?.since ?? job.parkedAt } }),
  };
}

function toRound(record: SyncRoundRecord): SyncRound {
  return {
    id: record._id,
    institutionId: record.institutionId,
    courseId: record.courseId,
    trigger: record.trigger,
    startedAt: record.startedAt,
    endedAt: record.endedAt,
    candidates: record.candidates,
    met: record.met,
    alreadyHeld: record.alreadyHeld,
    awarded: record.awarded,
    unknown: record.unknown,
    stopped: record.stopped,
    unreachable: record.unreachable ?? 0,
    noAddress: record.noAddress ?? 0,
    withdrawn: record.withdrawn ?? 0,
    reasons: record.reasons ?? {},
    requests: record.requests,
    errorCode: record.errorCode,
    quietBefore: record.quietBefore ?? 0,
  };
}
