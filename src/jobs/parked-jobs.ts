/**
 * Jobs that wait for a person: what keeps failing, or kills the workers that take it, is parked here rather than tried
 * for ever. An administrator sees it with its code and lets it run again once the cause is gone.
 *
 * @module
 */
import { AppError } from '../errors/app-error.js';
import type { AuditActor } from '../institutions/audit.js';
import type { AuditLog } from '../institutions/audit-log.js';
import type { JobRecord, JobStore } from './job.js';

export interface ParkedJob {
  readonly id: string;
  readonly name: string;
  /** What it is about: a course id for `sync-course`. */
  readonly key: string;
  readonly parkedAt: Date;
  readonly attempts: number;
  readonly lastErrorCode: string | null;
}

/** Whoever runs the server also sees the jobs that belong to no institution. */
export type JobReach = 'institution' | 'server';

export interface ParkedJobsDeps {
  readonly store: Pick<JobStore, 'listParked' | 'find' | 'unpark'>;
  readonly audit: AuditLog;
  readonly now: () => Date;
}

export type ParkedJobs = ReturnType<typeof createParkedJobs>;

export function createParkedJobs({ store, audit, now }: ParkedJobsDeps) {
  /** Longest parked first. */
  async function list(institutionId: string, reach: JobReach = 'server'): Promise<ParkedJob[]> {
    return (await store.listParked()).filter((job) => isSeenBy(institutionId, job, reach)).flatMap(toParked);
  }

  /**
   * Lets a parked job run now, with all its tries before it.
   *
   * @throws {AppError} `job_not_parked` - there is no such job, or somebody was faster
   */
  async function retry(
    institutionId: string,
    jobId: string,
    actor: AuditActor,
    reach: JobReach = 'server',
  ): Promise<void> {
    const job = await store.find(jobId);
    const isOurs = job !== null && isSeenBy(institutionId, job, reach);
    if (!isOurs || !(await store.unpark(jobId, now()))) {
      throw new AppError('job_not_parked', 404, 'no such job waits for a person', { jobId });
    }
    await audit(institutionId, {
      actor,
      action: 'job.retried',
      subject: { kind: 'job', id: jobId },
      detail: { lastErrorCode: job.lastErrorCode ?? '' },
    });
  }

  return { list, retry };
}

function isSeenBy(institutionId: string, job: JobRecord, reach: JobReach): boolean {
  if (job.institutionId === null) return reach === 'server';
  return job.institutionId === institutionId;
}

function toParked({ id, name, key, parkedAt, attempts, lastErrorCode }: JobRecord): ParkedJob[] {
  return parkedAt ? [{ id, name, key, parkedAt, attempts, lastErrorCode }] : [];
}
