/**
 * The sweep: deletes what has expired. Queries leave expired records out by themselves, so when it runs is a matter of
 * space alone.
 *
 * @module
 */
import type { JobKind } from './job-runner.js';

/** Deletes what expired before `now`; returns how many, when the store knows. */
export type DeleteExpired = (now: Date) => Promise<unknown>;

const EVERY_MS = 10 * 60_000;

/** One job for the whole store; asked for at start with this. */
export const SWEEP_JOB = {
  name: 'sweep-expired',
  key: 'all',
  institutionId: null,
  trigger: 'schedule',
} as const;

export function createSweepJob(sweeps: readonly DeleteExpired[], now: () => Date): JobKind {
  return {
    name: SWEEP_JOB.name,
    async run(_job, signal) {
      for (const deleteExpired of sweeps) {
        signal.throwIfAborted();
        await deleteExpired(now());
      }
      return { nextRunAt: new Date(now().getTime() + EVERY_MS) };
    },
  };
}
