/**
 * All kinds of jobs, and those that stand without anybody asking for them.
 *
 * @module
 */
import type { Retention } from '../awarding/retention.js';
import type { Telling } from '../awarding/telling.js';
import type { Logger } from '../logger/logger.js';
import type { JobStore } from './job.js';
import type { JobKind } from './job-runner.js';
import { createReduceJob, REDUCE_JOB } from './reduce-grades.js';
import { createSweepJob, SWEEP_JOB, type DeleteExpired } from './sweep-expired.js';
import { createTellJob, TELL_JOB } from './tell-learners.js';
import { createSyncCourseJob, type SyncCourseDeps } from './sync-course.js';

export interface ScheduleDeps {
  readonly syncCourse: SyncCourseDeps;
  /** Null where no mail can be sent. */
  readonly telling: Pick<Telling, 'tellOwed'> | null;
  readonly retention: Pick<Retention, 'reduceEnded'>;
  readonly logger: Pick<Logger, 'info'>;
  readonly deleteExpired: readonly DeleteExpired[];
  readonly now: () => Date;
}

export function listJobKinds({
  syncCourse,
  telling,
  retention,
  logger,
  deleteExpired,
  now,
}: ScheduleDeps): JobKind[] {
  return [
    createSyncCourseJob(syncCourse),
    createSweepJob(deleteExpired, now),
    createReduceJob(retention, logger, now),
    ...(telling ? [createTellJob(telling, logger, now)] : []),
  ];
}

/** Asks for the jobs that always stand; those that stand already stay as they are. */
export async function requestStandingJobs(
  store: Pick<JobStore, 'request'>,
  now: Date,
  { sendsMail }: { readonly sendsMail: boolean },
): Promise<void> {
  await store.request({ ...SWEEP_JOB, runAt: now });
  await store.request({ ...REDUCE_JOB, runAt: now });
  if (sendsMail) await store.request({ ...TELL_JOB, runAt: now });
}
