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
  /** Times a worker took it since a run last ended: more than one means that workers died at it. */
  readonly claims: number;
  /** Since when it waits for a person, who lets it run again; null while it runs by itself. */
  readonly parkedAt: Date | null;
  /** What it waits for, as it was found at its last run: see `JobKind.findLane`. Null before the first, and where it waits for nothing. */
  readonly lane: string | null;
  /** Runs that changed nothing, since the last one that did; null when that one was the last. */
  readonly quiet: QuietRuns | null;
}

/** It is written in the step that gives the job back, so that a run without news costs no write of its own. */
export interface QuietRuns {
  readonly count: number;
  readonly lastAt: Date;
}

export interface JobStore {
  /** Makes the job when absent; moves `runAt` forward in time never, back to an earlier moment always. */
  request(job: Pick<JobRecord, 'name' | 'key' | 'institutionId' | 'runAt' | 'trigger'>): Promise<void>;
  /**
   * Atomic: the due job that waits longest, leased until `leaseUntil`; null when none is due. Parked ones are never due.
   *
   * @param fullLanes - jobs of these are left to wait
   */
  claim(
    names: readonly string[],
    now: Date,
    leaseUntil: Date,
    leaseToken: string,
    fullLanes?: readonly string[],
  ): Promise<JobRecord | null>;
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
      /** Left as it is when not given. */
      readonly quiet?: QuietRuns | null;
      /** Left as it is when not given. */
      readonly lane?: string | null;
    },
  ): Promise<void>;
  /** Ends a run for good, until `unpark`: requests change nothing meanwhile. */
  park(
    jobId: string,
    leaseToken: string,
    outcome: { readonly at: Date; readonly attempts: number; readonly lastErrorCode: string },
  ): Promise<void>;
  /** Makes a parked job due; false when it is not parked. */
  unpark(jobId: string, now: Date): Promise<boolean>;
  /** Longest parked first. */
  listParked(): Promise<JobRecord[]>;
  find(jobId: string): Promise<JobRecord | null>;
}
