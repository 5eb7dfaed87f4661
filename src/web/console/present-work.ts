/**
 * What stands still behind the pages of an institution, as an administrator reads it.
 *
 * @module
 */
import type { CourseSync, CourseSyncStore } from '../../awarding/course-sync.js';
import { mayAct, type AdminRole } from '../../institutions/admin-account.js';
import type { AuditActor } from '../../institutions/audit.js';

/** Jobs of no institution are seen with `server` only. */
export type JobReach = 'institution' | 'server';

export interface ParkedJob {
  readonly id: string;
  readonly name: string;
  readonly key: string;
  readonly parkedAt: Date;
  readonly attempts: number;
  readonly lastErrorCode: string | null;
}

/** Of the jobs, which pages do not import, as much as the console asks. */
export interface ParkedJobs {
  list(institutionId: string, reach: JobReach): Promise<ParkedJob[]>;
  retry(institutionId: string, jobId: string, actor: AuditActor, reach: JobReach): Promise<void>;
}

export interface WorkReadings {
  readonly parkedJobs: Pick<ParkedJobs, 'list'>;
  readonly stores: { readonly syncs: Pick<CourseSyncStore, 'listStopped'> };
}

/** More than an institution's courses that can stop at once and still be read one by one. */
const MOST = 2_000;

/** Jobs of no institution are the operator's. */
export function reachOf(role: AdminRole): JobReach {
  return mayAct(role, 'operator') ? 'server' : 'institution';
}

/** Longest first, each of them. */
export async function listWork(
  { parkedJobs, stores }: WorkReadings,
  institutionId: string,
  role: AdminRole,
): Promise<{ readonly stopped: readonly CourseSync[]; readonly parked: readonly ParkedJob[] }> {
  const [stopped, parked] = await Promise.all([
    stores.syncs.listStopped(institutionId, MOST),
    parkedJobs.list(institutionId, reachOf(role)),
  ]);
  return { stopped, parked };
}
