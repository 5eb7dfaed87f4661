/**
 * All kinds of jobs, and those that stand without anybody asking for them.
 *
 * @module
 */
import type { JobStore } from './job.js';
import type { JobKind } from './job-runner.js';
import { createSweepJob, SWEEP_JOB, type DeleteExpired } from './sweep-expired.js';
import { createSyncCourseJob, type SyncCourseDeps } from './sync-course.js';

export interface ScheduleDeps {
  readonly syncCourse: SyncCourseDeps;
  readonly deleteExpired: readonly DeleteExpired[];
  readonly now: () => Date;
}

export function listJobKinds({ syncCourse, deleteExpired, now }: ScheduleDeps): JobKind[] {
  return [createSyncCourseJob(syncCourse), createSweepJob(deleteExpired, now)];
}

/** Asks for the jobs that always stand; those that stand already stay as they are. */
export async function requestStandingJobs(store: Pick<JobStore, 'request'>, now: Date): Promise<void> {
  await store.request({ ...SWEEP_JOB, runAt: now });
}
