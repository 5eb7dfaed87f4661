/**
 * Keeping a job while it runs: the lease is extended three times within its length, and whoever lost it is told to
 * stop, since another worker may be at the same job by then.
 *
 * @module
 */
import { AppError } from '../errors/app-error.js';
import type { Logger } from '../logger/logger.js';
import type { JobRecord, JobStore } from './job.js';

export interface Lease {
  /** Aborts when the lease is lost or `abort` is called. */
  readonly signal: AbortSignal;
  readonly isLost: () => boolean;
  abort(reason: AppError): void;
  /** Ends the extending; resolves when none is under way any more. */
  release(): Promise<void>;
}

export interface LeaseDeps {
  readonly store: Pick<JobStore, 'extend'>;
  readonly logger: Logger;
  readonly now: () => Date;
  readonly leaseMs: number;
}

/**
 * @param job - just claimed
 * @param leaseToken - the one it was claimed with
 */
export function keepLease(
  { store, logger, now, leaseMs }: LeaseDeps,
  job: JobRecord,
  leaseToken: string,
): Lease {
  const controller = new AbortController();
  let leaseUntil = now().getTime() + leaseMs;
  let isLost = false;
  let extending: Promise<void> = Promise.resolve();

  async function extend(): Promise<void> {
    const next = now().getTime() + leaseMs;
    try {
      if (await store.extend(job.id, leaseToken, new Date(next))) {
        leaseUntil = next;
        return;
      }
    } catch (error) {
      // The store may be back before the lease ends; until then nobody else can have taken the job.
      logger.warn({ err: error, jobId: job.id }, 'could not extend the lease of a job');
      if (now().getTime() < leaseUntil) return;
    }
    isLost = true;
    clearInterval(timer);
    controller.abort(
      new AppError('lease_lost', 503, 'another worker may have this job now', { jobId: job.id }),
    );
  }

  let isExtending = false;
  const timer = setInterval(() => {
    if (isExtending) return;
    isExtending = true;
    extending = extend().finally(() => (isExtending = false));
  }, leaseMs / 3);

  return {
    signal: controller.signal,
    isLost: () => isLost,
    abort: (reason) => controller.abort(reason),
    async release() {
      clearInterval(timer);
      await extending;
    },
  };
}
