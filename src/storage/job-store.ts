/**
 * Jobs in the database. One indexed moment, `claimableAt`, says when a worker may take a job: when it is due, or, while
 * one holds it, when that lease runs out. So claiming is one atomic step, and taking over after a crash is the same one.
 *
 * @module
 */
import { Schema, type Connection } from 'mongoose';
import { AppError } from '../errors/app-error.js';
import type { JobRecord, JobStore, QuietRuns } from '../jobs/job.js';
import { isDuplicateKey } from './duplicate-key.js';

interface StoredJob extends Omit<JobRecord, 'id'> {
  readonly _id: string;
  /** Null while it is parked. */
  readonly claimableAt: Date | null;
  /** Trigger of the request that came during the run. */
  readonly requestedTrigger: string | null;
}

const schema = new Schema<StoredJob>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    key: { type: String, required: true },
    institutionId: { type: String, default: null },
    runAt: { type: Date, required: true },
    requestedAt: { type: Date, default: null },
    requestedTrigger: { type: String, default: null },
    trigger: { type: String, default: null },
    leaseUntil: { type: Date, default: null },
    leaseToken: { type: String, default: null },
    attempts: { type: Number, default: 0 },
    lastErrorCode: { type: String, default: null },
    claims: { type: Number, default: 0 },
    parkedAt: { type: Date, default: null },
    lane: { type: String, default: null },
    quiet: { type: new Schema<QuietRuns>({ count: Number, lastAt: Date }, { _id: false }), default: null },
    claimableAt: { type: Date, default: null },
  },
  { collection: 'jobs', versionKey: false },
);
schema.index({ claimableAt: 1 });
schema.index({ parkedAt: 1 });

/** Each try loses only to another writer that moved the same job. */
const MOST_TRIES = 20;

type Request = Parameters<JobStore['request']>[0];
type Outcome = Parameters<JobStore['finish']>[2];

export function createJobStore(connection: Connection): JobStore {
  const jobs = connection.model<StoredJob>('Job', schema);

  /** Makes the job; false when it stands already. */
  async function make(id: string, request: Request): Promise<boolean> {
    const { name, key, institutionId, runAt, trigger } = request;
    try {
      const made = await jobs.updateOne(
        { _id: id },
        {
          $setOnInsert: {
            name,
            key,
            institutionId,
            runAt,
            claimableAt: runAt,
            requestedAt: null,
            requestedTrigger: null,
            trigger,
            leaseUntil: null,
            leaseToken: null,
            attempts: 0,
            lastErrorCode: null,
            claims: 0,
            parkedAt: null,
            lane: null,
            quiet: null,
          },
        },
        { upsert: true },
      );
      return made.upsertedCount === 1;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /** Asks for an earlier run of a job that stands; false when another writer changed it meanwhile. */
  async function hurry(id: string, { runAt, trigger }: Request): Promise<boolean> {
    const job = await jobs.findOne({ _id: id }).lean();
    if (!job) return false;
    if (job.parkedAt) return true;
    if (job.leaseToken === null) {
      if (job.runAt <= runAt) return true;
      const moved = await jobs.updateOne(
        { _id: id, leaseToken: null, runAt: job.runAt },
        { $set: { runAt, claimableAt: runAt, trigger } },
      );
      return moved.matchedCount === 1;
    }
    if (job.requestedAt && job.requestedAt <= runAt) return true;
    const noted = await jobs.updateOne(
      { _id: id, leaseToken: job.leaseToken, requestedAt: job.requestedAt },
      { $set: { requestedAt: runAt, requestedTrigger: trigger } },
    );
    return noted.matchedCount === 1;
  }

  /** Ends the run unless a request came between reading and writing; false then. */
  async function end(job: StoredJob, outcome: Outcome): Promise<boolean> {
    const held = { _id: job._id, leaseToken: job.leaseToken, requestedAt: job.requestedAt };
    const isRequestFirst =
      job.requestedAt !== null && (outcome.nextRunAt === null || job.requestedAt < outcome.nextRunAt);
    const runAt = isRequestFirst ? job.requestedAt : outcome.nextRunAt;
    if (runAt === null) return (await jobs.deleteOne(held)).deletedCount === 1;
    const ended = await jobs.updateOne(held, {
      $set: {
        runAt,
        claimableAt: runAt,
        trigger: isRequestFirst ? job.requestedTrigger : null,
        requestedAt: null,
        requestedTrigger: null,
        leaseUntil: null,
        leaseToken: null,
        attempts: outcome.attempts,
        lastErrorCode: outcome.lastErrorCode,
        claims: 0,
        ...(outcome.quiet !== undefined && { quiet: outcome.quiet }),
        ...(outcome.lane !== undefined && { lane: outcome.lane }),
      },
    });
    return ended.matchedCount === 1;
  }

  return {
    async request(request) {
      const id = `${request.name}:${request.key}`;
      for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
        if ((await make(id, request)) || (await hurry(id, request))) return;
      }
      throw contended(id);
    },

    async claim(names, now, leaseUntil, leaseToken, fullLanes = []) {
      const record = await jobs
        .findOneAndUpdate(
          {
            name: { $in: names },
            claimableAt: { $lte: now },
            ...(fullLanes.length > 0 && { lane: { $nin: fullLanes } }),
          },
          { $set: { leaseUntil, leaseToken, claimableAt: leaseUntil }, $inc: { claims: 1 } },
          { sort: { claimableAt: 1 }, returnDocument: 'after' },
        )
        .lean();
      return record && toJob(record);
    },

    async extend(jobId, leaseToken, leaseUntil) {
      const extended = await jobs.updateOne(
        { _id: jobId, leaseToken },
        { $set: { leaseUntil, claimableAt: leaseUntil } },
      );
      return extended.matchedCount === 1;
    },

    async finish(jobId, leaseToken, outcome) {
      for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
        const job = await jobs.findOne({ _id: jobId, leaseToken }).lean();
        // Lost: whoever took the job over ends it.
        if (!job || (await end(job, outcome))) return;
      }
      throw contended(jobId);
    },

    async park(jobId, leaseToken, { at, attempts, lastErrorCode }) {
      await jobs.updateOne(
        { _id: jobId, leaseToken },
        {
          $set: {
            parkedAt: at,
            claimableAt: null,
            requestedAt: null,
            requestedTrigger: null,
            leaseUntil: null,
            leaseToken: null,
            attempts,
            lastErrorCode,
          },
        },
      );
    },

    async unpark(jobId, now) {
      const unparked = await jobs.updateOne(
        { _id: jobId, parkedAt: { $lte: now } },
        { $set: { parkedAt: null, runAt: now, claimableAt: now, attempts: 0, claims: 0 } },
      );
      return unparked.matchedCount === 1;
    },

    async listParked() {
      const records = await jobs
        .find({ parkedAt: { $gt: new Date(0) } })
        .sort({ parkedAt: 1, _id: 1 })
        .lean();
      return records.map(toJob);
    },

    async find(jobId) {
      const record = await jobs.findOne({ _id: jobId }).lean();
      return record && toJob(record);
    },
  };
}

function contended(jobId: string): AppError {
  return new AppError('job_contended', 503, 'other writers kept changing the same job', { jobId });
}

function toJob(record: StoredJob): JobRecord {
  return {
    id: record._id,
    name: record.name,
    key: record.key,
    institutionId: record.institutionId,
    runAt: record.runAt,
    requestedAt: record.requestedAt,
    trigger: record.trigger,
    leaseUntil: record.leaseUntil,
    leaseToken: record.leaseToken,
    attempts: record.attempts,
    lastErrorCode: record.lastErrorCode,
    claims: record.claims ?? 0,
    parkedAt: record.parkedAt ?? null,
    lane: record.lane ?? null,
    quiet: record.quiet ? { count: record.quiet.count, lastAt: record.quiet.lastAt } : null,
  };
}
