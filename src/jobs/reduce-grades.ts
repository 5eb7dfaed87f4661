/**
 * Retention: once a day, what rests on grades of courses that ended long ago is reduced.
 *
 * @module
 */
import type { Retention } from '../awarding/retention.js';
import type { Logger } from '../logger/logger.js';
import type { JobKind } from './job-runner.js';

const EVERY_MS = 24 * 3_600_000;

/** One job for the whole store; asked for at start with this. */
export const REDUCE_JOB = {
  name: 'reduce-grades',
  key: 'all',
  institutionId: null,
  trigger: 'schedule',
} as const;

export function createReduceJob(
  retention: Pick<Retention, 'reduceEnded'>,
  logger: Pick<Logger, 'info'>,
  now: () => Date,
): JobKind {
  return {
    name: REDUCE_JOB.name,
    async run(_job, signal) {
      const reduced = await retention.reduceEnded(signal);
      if (reduced > 0) logger.info({ reduced }, 'grades of courses that ended long ago were let go');
      return { nextRunAt: new Date(now().getTime() + EVERY_MS) };
    },
  };
}
