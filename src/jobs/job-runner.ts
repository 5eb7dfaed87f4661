/**
 * Runs durable jobs: claims what is due, keeps its lease, and writes how it ended.
 *
 * Several runners, in one process or many, share one store. A job never runs twice at once while its lease is kept; a
 * job of a worker that died runs again after the lease. Nothing is dropped: a job that keeps failing, or at which worker
 * after worker dies, is parked until a person lets it run again, and the log says so as an error. Jobs of one lane (one LMS) take at most half of the runner, so a
 * platform that answers nothing until the timeout holds up only itself; the others of that lane stay where they are in the
 * queue, untouched, until one ends.
 *
 * @module
 */
import { randomUUID } from 'node:crypto';
import { AppError } from '../errors/app-error.js';
import type { Logger } from '../logger/logger.js';
import type { JobRecord, JobStore, QuietRuns } from './job.js';
import { keepLease, type Lease } from './lease.js';
import { retryDelayMs } from './retry-delay.js';

export interface JobKind {
  readonly name: string;
  /**
   * Safe to run twice: a second run over the same data changes nothing.
   *
   * @param signal - aborts when the process stops or the lease is lost
   * @returns when to run again; null ends the job. `quiet` says that nothing changed: see `JobRecord`
   */
  run(
    job: JobRecord,
    signal: AbortSignal,
  ): Promise<{ readonly nextRunAt: Date | null; readonly quiet?: QuietRuns | null }>;
  /** What the job waits for, an LMS for example; jobs of one lane share half of the runner. Null: no lane. */
  findLane?(job: JobRecord): Promise<string | null>;
}

export interface JobRunnerDeps {
  readonly store: JobStore;
  readonly jobs: readonly JobKind[];
  readonly logger: Logger;
  readonly now: () => Date;
  /** 0 to 1, for the jitter of delays. */
  readonly random?: () => number;
  /** How often an idle runner looks. */
  readonly pollMs?: number;
  readonly leaseMs?: number;
  /** Jobs at once. */
  readonly concurrency?: number;
  /** Names this process in lease tokens. */
  readonly workerId?: string;
}

/** A worker that died is noticed after so long; one that lives extends its leases three times within it. */
const LEASE_MS = 20_000;
/** Failures in a row after which a job is parked: about two and a half hours. */
const PARK_AFTER_FAILURES = 12;
/** Workers that may die at one job: it may be the job that kills them. */
const PARK_AFTER_CLAIMS = 5;

export type JobRunner = ReturnType<typeof createJobRunner>;

export function createJobRunner({
  store,
  jobs,
  logger,
  now,
  random = Math.random,
  pollMs = 1_000,
  leaseMs = LEASE_MS,
  concurrency = 4,
  workerId = randomUUID(),
}: JobRunnerDeps) {
  const kinds = new Map(jobs.map((kind) => [kind.name, kind]));
  const names = [...kinds.keys()];
  const inHand = new Map<Promise<void>, Lease>();
  const lanes = createLanes(Math.max(1, Math.floor(concurrency / 2)));
  let state: 'idle' | 'running' | 'stopping' = 'idle';
  let timer: NodeJS.Timeout | undefined;
  let pumping: Promise<void> | null = null;
  let isAskedAgain = false;

  interface Claimed {
    readonly job: JobRecord;
    readonly leaseToken: string;
    readonly lease: Lease;
    /** The lane that it has a place in. */
    lane: string | null;
  }

  /** A job whose lane is known has its place at once: whoever claims next must not find the lane free. */
  async function claim(at: Date, isLaneKept: boolean): Promise<Claimed | null> {
    const leaseToken = `${workerId}:${randomUUID()}`;
    const leaseUntil = new Date(at.getTime() + leaseMs);
    const job = await store.claim(names, at, leaseUntil, leaseToken, isLaneKept ? lanes.listFull() : []);
    if (!job) return null;
    const lane = isLaneKept && lanes.enter(job.lane) ? job.lane : null;
    return { job, leaseToken, lease: keepLease({ store, logger, now, leaseMs }, job, leaseToken), lane };
  }

  /** Runs one claimed job to its end. Never rejects: what goes wrong is written to the job or to the log. */
  async function runClaimed(claimed: Claimed): Promise<void> {
    const { job, leaseToken, lease } = claimed;
    try {
      const kind = kinds.get(job.name);
      if (!kind) throw new AppError('job_unknown', 500, 'no such kind of job', { name: job.name });
      const lane = (await kind.findLane?.(job)) ?? null;
      if (claimed.lane !== lane) {
        lanes.leave(claimed.lane);
        claimed.lane = null;
        if (!lanes.enter(lane)) return await putBack(job, leaseToken, job.runAt, lane);
        claimed.lane = lane;
      }
      if (job.claims > PARK_AFTER_CLAIMS) {
        const message = 'workers died at this job, one after the other';
        await park(job, leaseToken, new AppError('job_kills_workers', 500, message, { jobId: job.id }));
        return;
      }
      const { nextRunAt, quiet = null } = await kind.run(job, lease.signal);
      await store.finish(job.id, leaseToken, { nextRunAt, attempts: 0, lastErrorCode: null, quiet, lane });
    } catch (error) {
      await endFailed(job, leaseToken, lease, error).catch((second: unknown) => {
        // The lease runs out by itself, and then the job runs again.
        logger.warn({ err: second, jobId: job.id }, 'could not note how a job ended');
      });
    } finally {
      lanes.leave(claimed.lane);
      await lease.release();
    }
  }

  async function endFailed(job: JobRecord, leaseToken: string, lease: Lease, error: unknown): Promise<void> {
    if (lease.isLost()) {
      logger.warn({ jobId: job.id }, 'a job was stopped because its lease was lost');
      return;
    }
    // A run that the stop cut short has not failed.
    if (lease.signal.aborted) return putBack(job, leaseToken, job.runAt);

    const attempts = job.attempts + 1;
    const code = codeOf(error);
    if (attempts >= PARK_AFTER_FAILURES) return park(job, leaseToken, error);
    const nextRunAt = new Date(now().getTime() + retryDelayMs(attempts, random()));
    logger.warn({ err: error, jobId: job.id, attempts, nextRunAt }, 'a job failed and will be tried again');
    await store.finish(job.id, leaseToken, { nextRunAt, attempts, lastErrorCode: code });
  }

  async function park(job: JobRecord, leaseToken: string, error: unknown): Promise<void> {
    const attempts = job.attempts + 1;
    logger.error(
      { err: error, jobId: job.id, attempts },
      'a job is parked until an administrator retries it',
    );
    await store.park(job.id, leaseToken, { at: now(), attempts, lastErrorCode: codeOf(error) });
  }

  /** Leaves the job as it was, to be claimed from `runAt` on: as a request, so that it keeps what triggered it. */
  async function putBack(job: JobRecord, leaseToken: string, runAt: Date, lane = job.lane): Promise<void> {
    const { attempts, lastErrorCode } = job;
    await store.request({ ...job, runAt });
    await store.finish(job.id, leaseToken, { nextRunAt: null, attempts, lastErrorCode, lane });
  }

  function launch(claimed: Claimed): Promise<void> {
    const run = runClaimed(claimed).finally(() => {
      inHand.delete(run);
      if (state === 'running') pump();
    });
    inHand.set(run, claimed.lease);
    return run;
  }

  /** Fills the free hands with what is due. Asked while it does so, it looks once more: there may be room since. */
  function pump(): void {
    if (pumping) {
      isAskedAgain = true;
      return;
    }
    pumping = fillHands()
      .catch((error: unknown) => logger.warn({ err: error }, 'could not look for due jobs'))
      .finally(() => {
        pumping = null;
        if (isAskedAgain && state === 'running') pump();
      });
  }

  async function fillHands(): Promise<void> {
    isAskedAgain = false;
    while (state === 'running' && inHand.size < concurrency) {
      const claimed = await claim(now(), true);
      if (!claimed) return;
      void launch(claimed);
    }
  }

  return {
    /** Begins to look for due jobs. Looks at once, then every `pollMs`, and whenever a run ends. */
    start(): void {
      if (state !== 'idle') return;
      state = 'running';
      timer = setInterval(pump, pollMs);
      pump();
    },

    /** Tells the runs in hand to stop and waits for them; what they did not finish is claimable at once. */
    async stop(): Promise<void> {
      if (state === 'running') state = 'stopping';
      clearInterval(timer);
      const reason = new AppError('worker_stopping', 503, 'the process stops');
      await pumping;
      for (const lease of inHand.values()) lease.abort(reason);
      await Promise.all(inHand.keys());
      state = 'idle';
    },

    /**
     * Runs everything that is due now, each job once, and waits for it.
     *
     * @returns how many ran
     */
    async runDue(): Promise<number> {
      const at = now();
      const due: Claimed[] = [];
      // All are claimed first: a job that asks to run again at once waits for the next call.
      for (let one = await claim(at, false); one; one = await claim(at, false)) due.push(one);
      const queue = due.values();
      const hands = Array.from({ length: concurrency }, async () => {
        for (const claimed of queue) await launch(claimed);
      });
      await Promise.all(hands);
      return due.length;
    },
  };
}

/** How many hands each lane has. */
function createLanes(most: number) {
  const taken = new Map<string, number>();
  return {
    /** False when the lane is full; what waits for nothing has always room. */
    enter(lane: string | null): boolean {
      if (lane === null) return true;
      const count = taken.get(lane) ?? 0;
      if (count >= most) return false;
      taken.set(lane, count + 1);
      return true;
    },

    leave(lane: string | null): void {
      if (lane === null) return;
      const count = (taken.get(lane) ?? 1) - 1;
      if (count > 0) taken.set(lane, count);
      else taken.delete(lane);
    },

    listFull: (): string[] => [...taken].flatMap(([lane, count]) => (count >= most ? [lane] : [])),
  };
}

function codeOf(error: unknown): string {
  return error instanceof AppError ? error.code : 'internal_error';
}
