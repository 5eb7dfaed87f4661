/**
 * Telling: sends the messages that learners are owed. It stands only where mail can be sent.
 *
 * @module
 */
import type { Telling } from '../awarding/telling.js';
import type { Logger } from '../logger/logger.js';
import type { JobKind } from './job-runner.js';

const EVERY_MS = 60_000;

/** One job for the whole store; asked for at start with this. */
export const TELL_JOB = {
  name: 'tell-learners',
  key: 'all',
  institutionId: null,
  trigger: 'schedule',
} as const;

export function createTellJob(
  telling: Pick<Telling, 'tellOwed'>,
  logger: Pick<Logger, 'info'>,
  now: () => Date,
): JobKind {
  return {
    name: TELL_JOB.name,
    async run(_job, signal) {
      const sent = await telling.tellOwed(signal);
      if (sent > 0) logger.info({ sent }, 'learners were told of their badges');
      return { nextRunAt: new Date(now().getTime() + EVERY_MS) };
    },
  };
}
