/**
 * Durable jobs: work that survives a restart. State lives in the store; a worker holds a job by a lease, and a lease
 * that ran out is taken over. Every job may run twice: a second run over the same data changes nothing.
 *
 * @module
 */

export interface JobRecord {
  /** `{name}:{key}`, unique. */
  readonly id: string;
  readonly name: string;
  /** What it is about, a course id for example. */
  readonly key: string;
  readonly institutionId: string | null;
  readonly runAt: Date;
  /** Raised by a request that came while it ran: run once more. */
  readonly requestedAt: Date | null;
  readonly trigger: string | null;
  readonly leaseUntil: Date | null;
  readonly leaseToken: string | null;
  /** Failures in a row. */
  readonly attempts: number;
  readonly lastErrorCode: string | null;
}

export interface JobStore {
  /** Makes the job when absent; moves `runAt` forward in time never, back to an earlier moment always. */
  request(job: Pick<JobRecord, 'name' | 'key' | 'institutionId' | 'runAt' | 'trigger'>): Promise<void>;
  /** Atomic: the due job that waits longest, leased until `leaseUntil`; null when none is due. */
  claim(names: readonly string[], now: Date, leaseUntil: Date, leaseToken: string): Promise<JobRecord | null>;
  /** Keeps a running job's lease; false when it was lost. */
  extend(jobId: string, leaseToken: string, leaseUntil: Date): Promise<boolean>;
  /** Ends a run. A request that came during it wins when it is earlier than `nextRunAt`. */
  finish(
    jobId: string,
    leaseToken: string,
    outcome: {
      readonly nextRunAt: Date | null;
      readonly attempts: number;
      readonly lastErrorCode: string | null;
    },
  ): Promise<void>;
  find(jobId: string): Promise<JobRecord | null>;
}
