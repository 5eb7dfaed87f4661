import { describe, expect, it } from 'vitest';
import type { JobRecord, JobStore } from '../../../src/jobs/job.js';
import { listJobKinds, requestStandingJobs } from '../../../src/jobs/schedule.js';
import { REDUCE_JOB } from '../../../src/jobs/reduce-grades.js';
import { TELL_JOB } from '../../../src/jobs/tell-learners.js';
import { SWEEP_JOB } from '../../../src/jobs/sweep-expired.js';
import { requestCourseSync, SYNC_COURSE, type SyncCourseDeps } from '../../../src/jobs/sync-course.js';
import { buildRound, minutesAfterNoon, NOON } from '../../support/build-records.js';

type Request = Parameters<JobStore['request']>[0];
type Run = Parameters<SyncCourseDeps['rounds']['run']>;

function buildJob(overrides: Partial<JobRecord> = {}): JobRecord {
  return {
    id: `${SYNC_COURSE}:course-1`,
    name: SYNC_COURSE,
    key: 'course-1',
    institutionId: 'institution-a',
    runAt: NOON,
    requestedAt: null,
    trigger: 'launch',
    leaseUntil: null,
    leaseToken: null,
    attempts: 0,
    lastErrorCode: null,
    claims: 1,
    parkedAt: null,
    lane: null,
    quiet: null,
    ...overrides,
  };
}

function setUp(round = buildRound()) {
  const runs: Run[] = [];
  const swept: Date[] = [];
  const logged: unknown[] = [];
  const note = (...entry: unknown[]) => void logged.push(entry);
  const kinds = listJobKinds({
    syncCourse: {
      rounds: {
        run: async (...args) => {
          runs.push(args);
          return { round, isQuiet: false, nextRoundAt: minutesAfterNoon(5) };
        },
      },
      courses: { find: async () => ({ registrationId: 'registration-1' }) },
      logger: { warn: note, info: note },
    },
    telling: null,
    retention: { reduceEnded: async () => 0 },
    logger: { info: note },
    deleteExpired: [async (now) => swept.push(now), async (now) => swept.push(now)],
    now: () => NOON,
  });
  const find = (name: string) => {
    const kind = kinds.find((one) => one.name === name);
    if (!kind) throw new Error(`no kind ${name}`);
    return kind;
  };
  return { runs, swept, kinds, find, logged };
}

const { signal } = new AbortController();

describe('the kinds of jobs', () => {
  it('have names of their own', () => {
    const names = setUp().kinds.map(({ name }) => name);
    expect(names).toEqual([SYNC_COURSE, SWEEP_JOB.name, REDUCE_JOB.name]);
  });

  it('keeps a standing job as it is when it stands', async () => {
    const requests: Request[] = [];
    await requestStandingJobs({ request: async (request) => void requests.push(request) }, NOON, {
      sendsMail: false,
    });
    expect(requests).toEqual([
      { ...SWEEP_JOB, runAt: NOON },
      { ...REDUCE_JOB, runAt: NOON },
    ]);
  });

  it('tell learners only where mail can be sent', async () => {
    const requests: Request[] = [];
    await requestStandingJobs({ request: async (request) => void requests.push(request) }, NOON, {
      sendsMail: true,
    });
    expect(requests).toContainEqual({ ...TELL_JOB, runAt: NOON });
  });
});

describe('sync-course', () => {
  it('runs a round for what asked for it, and comes back when the course says', async () => {
    const { runs, find } = setUp();
    expect(await find(SYNC_COURSE).run(buildJob(), signal)).toEqual({
      nextRunAt: minutesAfterNoon(5),
      quiet: null,
    });
    expect(runs).toEqual([['institution-a', 'course-1', 'launch', signal]]);
  });

  it.each([null, 'something-else'])('takes the trigger %s for the schedule', async (trigger) => {
    const { runs, find } = setUp();
    await find(SYNC_COURSE).run(buildJob({ trigger }), signal);
    expect(runs[0]?.[2]).toBe('schedule');
  });

  it('tells the log when a round was stopped, and by what', async () => {
    const { find, logged } = setUp(buildRound({ errorCode: 'platform_unavailable' }));
    await find(SYNC_COURSE).run(buildJob(), signal);
    expect(logged).toMatchObject([
      [{ courseId: 'course-1', code: 'platform_unavailable' }, 'a round was stopped'],
    ]);
  });

  it('waits in the lane of its LMS', async () => {
    const { find } = setUp();
    expect(await find(SYNC_COURSE).findLane?.(buildJob())).toBe('registration-1');
  });

  it('refuses a job that names no institution', async () => {
    const { find, runs } = setUp();
    await expect(find(SYNC_COURSE).run(buildJob({ institutionId: null }), signal)).rejects.toMatchObject({
      code: 'job_incomplete',
    });
    expect(runs).toEqual([]);
  });

  it('is asked for by course', async () => {
    const requests: Request[] = [];
    await requestCourseSync(
      { request: async (request) => void requests.push(request) },
      { id: 'course-1', institutionId: 'institution-a' },
      NOON,
      'check-now',
    );
    expect(requests).toEqual([
      {
        name: SYNC_COURSE,
        key: 'course-1',
        institutionId: 'institution-a',
        runAt: NOON,
        trigger: 'check-now',
      },
    ]);
  });
});

describe('sweep-expired', () => {
  it('sweeps every store and comes back in ten minutes', async () => {
    const { find, swept } = setUp();
    const job = buildJob({ ...SWEEP_JOB, id: 'sweep' });
    expect(await find(SWEEP_JOB.name).run(job, signal)).toEqual({ nextRunAt: minutesAfterNoon(10) });
    expect(swept).toEqual([NOON, NOON]);
  });

  it('stops between two stores when it is told to', async () => {
    const { find, swept } = setUp();
    const stop = AbortSignal.abort(new Error('stop'));
    await expect(find(SWEEP_JOB.name).run(buildJob(), stop)).rejects.toThrow('stop');
    expect(swept).toEqual([]);
  });
});
