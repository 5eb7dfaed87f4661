/**
 * The rounds of one course: reads, decides, awards, posts, and comes back when the course says so.
 *
 * @module
 */
import type { CourseRounds } from '../awarding/course-round.js';
import type { RoundTrigger } from '../awarding/course-sync.js';
import { AppError } from '../errors/app-error.js';
import type { Course } from '../lti/course.js';
import type { Logger } from '../logger/logger.js';
import type { JobRecord, JobStore } from './job.js';
import type { JobKind } from './job-runner.js';

export interface SyncCourseDeps {
  readonly logger: Pick<Logger, 'warn' | 'info'>;
  readonly rounds: Pick<CourseRounds, 'run'>;
  readonly courses: {
    find(institutionId: string, courseId: string): Promise<Pick<Course, 'registrationId'> | null>;
  };
}

export const SYNC_COURSE = 'sync-course';

const TRIGGERS: readonly RoundTrigger[] = [
  'schedule',
  'launch',
  'check-now',
  'assessment',
  'link-opened',
  'notice',
];

/** Asks for a round of this course at `runAt`, or earlier when one is due earlier. */
export async function requestCourseSync(
  store: Pick<JobStore, 'request'>,
  course: Pick<Course, 'id' | 'institutionId'>,
  runAt: Date,
  trigger: RoundTrigger,
): Promise<void> {
  await store.request({
    name: SYNC_COURSE,
    key: course.id,
    institutionId: course.institutionId,
    runAt,
    trigger,
  });
}

export function createSyncCourseJob({ rounds, courses, logger }: SyncCourseDeps): JobKind {
  return {
    name: SYNC_COURSE,

    async run(job, signal) {
      // It was merged with another: that one has rounds of its own.
      if (!(await courses.find(institutionOf(job), job.key))) return { nextRunAt: null };
      const { round, isQuiet, nextRoundAt } = await rounds.run(
        institutionOf(job),
        job.key,
        triggerOf(job),
        signal,
      );
      const { courseId, errorCode, requests, awarded } = round;
      // The course page says it to the teacher; an operator reads it here.
      if (errorCode) logger.warn({ courseId, code: errorCode, requests, nextRoundAt }, 'a round was stopped');
      else if (awarded > 0) logger.info({ courseId, awarded }, 'badges were awarded');
      const count = (job.quiet?.count ?? 0) + 1;
      return { nextRunAt: nextRoundAt, quiet: isQuiet ? { count, lastAt: round.endedAt } : null };
    },

    /** Courses of one LMS wait for the same servers. */
    async findLane(job) {
      const course = await courses.find(institutionOf(job), job.key);
      return course?.registrationId ?? null;
    },
  };
}

function institutionOf({ institutionId, id }: JobRecord): string {
  if (institutionId) return institutionId;
  throw new AppError('job_incomplete', 500, 'the job names no institution', { jobId: id });
}

function triggerOf({ trigger }: JobRecord): RoundTrigger {
  return TRIGGERS.find((one) => one === trigger) ?? 'schedule';
}
