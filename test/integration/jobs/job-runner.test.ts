import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../../src/errors/app-error.js';
import { createJobRunner, type JobKind, type JobRunnerDeps } from '../../../src/jobs/job-runner.js';
import type { JobRecord } from '../../../src/jobs/job.js';
import { createParkedJobs } from '../../../src/jobs/parked-jobs.js';
import { minutesAfterNoon, NOON } from '../../support/build-records.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

let database: TestStores;
beforeAll(async () => void (database = await openTestStores()));
afterAll(() => database.close());

// Only the intervals are ours to move: the database goes on by itself.
beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
afterEach(() => void vi.useRealTimers());

const LEASE_MS = 60_000;
const POLL_MS = 1_000;
const DONE = { nextRunAt: null };

/** Something that a job waits for and the test lets go. */
function createGate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  let reach: () => void = () => undefined;
  const reached = new Promise<void>((resolve) => (reach = resolve));
  return { open, opened, reach, reached };
}

/** A kind that only this test knows, on the shared store. */
function setUp(run: JobKind['run'], overrides: Partial<JobRunnerDeps & Pick<JobKind, 'findLane'>> = {}) {
  const name = `kind-${randomUUID()}`;
  const clock = { at: NOON };
  const logged: { level: string; message: unknown }[] = [];
  const log = (level: string) => (_detail: unknown, message: unknown) => void logged.push({ level, message });
  const logger = { error: log('error'), warn: log('warn'), info: log('info'), debug: log('debug') };
  const { findLane, ...deps } = overrides;
  const kind: JobKind = { name, run, ...(findLane && { findLane }) };
  const createRunner = () =>
    createJobRunner({
      store: database.stores.jobs,
      jobs: [kind],
      logger: logger as unknown as JobRunnerDeps['logger'],
      now: () => clock.at,
      random: () => 0,
      pollMs: POLL_MS,
      leaseMs: LEASE_MS,
      ...deps,
    });
  const { jobs } = database.stores;
  return {
    runner: createRunner(),
    createRunner,
    clock,
    logged,
    request: (key = 'one', runAt = NOON, trigger = 'schedule') =>
      jobs.request({ name, key, institutionId: null, runAt, trigger }),
    find: (key = 'one') => jobs.find(`${name}:${key}`),
    claim: (now: Date, token = 'other-worker') =>
      jobs.claim([name], now, new Date(now.getTime() + LEASE_MS), token),
  };
}

describe('running what is due', () => {
  it('runs each due job once, and those that are not due not at all', async () => {
    const ran: string[] = [];
    const { runner, request, find } = setUp(async ({ key }) => {
      ran.push(key);
      return DONE;
    });
    await request('one');
    await request('two');
    await request('later', minutesAfterNoon(1));

    expect(await runner.runDue()).toBe(2);
    expect(ran.sort()).toEqual(['one', 'two']);
    expect(await find('one')).toBeNull();
    expect(await find('later')).not.toBeNull();
    expect(await runner.runDue()).toBe(0);
  });

  it('comes back when the run says', async () => {
    const { runner, request, find, clock } = setUp(async () => ({ nextRunAt: minutesAfterNoon(5) }));
    await request();
    await runner.runDue();
    expect(await find()).toMatchObject({ runAt: minutesAfterNoon(5), leaseToken: null, attempts: 0 });

    clock.at = minutesAfterNoon(5);
    expect(await runner.runDue()).toBe(1);
  });

  it('shares the jobs of several runners out, each to one of them', async () => {
    const ran: string[] = [];
    const { createRunner, request } = setUp(async ({ key }) => {
      ran.push(key);
      return DONE;
    });
    const keys = Array.from({ length: 12 }, (_, index) => `job-${index}`);
    for (const key of keys) await request(key);
    await Promise.all([createRunner().runDue(), createRunner().runDue(), createRunner().runDue()]);

    expect(ran.sort()).toEqual(keys.sort());
  });

  it('runs once more for a request that came during the run', async () => {
    const triggers: (string | null)[] = [];
    const { runner, request } = setUp(async ({ trigger }) => {
      triggers.push(trigger);
      if (triggers.length === 1) await request('one', NOON, 'launch');
      return DONE;
    });
    await request();

    expect([await runner.runDue(), await runner.runDue(), await runner.runDue()]).toEqual([1, 1, 0]);
    expect(triggers).toEqual(['schedule', 'launch']);
  });
});

describe('a job that fails', () => {
  it('is tried again after a growing delay, and counts anew once it went well', async () => {
    let isBroken = true;
    const { runner, request, find, clock, logged } = setUp(async () => {
      if (isBroken) throw new AppError('platform_unavailable', 503, 'no answer');
      return { nextRunAt: minutesAfterNoon(60) };
    });
    await request();
    await runner.runDue();
    expect(await find()).toMatchObject({
      attempts: 1,
      lastErrorCode: 'platform_unavailable',
      runAt: new Date(NOON.getTime() + 5_000),
    });
    expect(await runner.runDue()).toBe(0);

    clock.at = new Date(NOON.getTime() + 5_000);
    await runner.runDue();
    expect(await find()).toMatchObject({ attempts: 2, runAt: new Date(clock.at.getTime() + 10_000) });
    expect(logged.map(({ level }) => level)).toEqual(['warn', 'warn']);

    isBroken = false;
    clock.at = minutesAfterNoon(1);
    await runner.runDue();
    expect(await find()).toMatchObject({ attempts: 0, lastErrorCode: null, runAt: minutesAfterNoon(60) });
  });

  it('is parked after twelve failures in a row, and runs again when a person lets it', async () => {
    let isBroken = true;
    const { runner, request, find, clock, logged } = setUp(async () => {
      if (isBroken) throw new TypeError('a bug');
      return DONE;
    });
    await request();
    for (let attempt = 1; attempt <= 12; attempt += 1) {
      expect(await runner.runDue()).toBe(1);
      clock.at = (await find())?.runAt ?? clock.at;
    }
    expect(await find()).toMatchObject({
      attempts: 12,
      lastErrorCode: 'internal_error',
      parkedAt: clock.at,
    });
    expect(logged.filter(({ level }) => level === 'error')).toHaveLength(1);
    clock.at = minutesAfterNoon(100_000);
    expect(await runner.runDue()).toBe(0);

    isBroken = false;
    const audited: unknown[] = [];
    const { jobs } = database.stores;
    const parked = createParkedJobs({
      store: jobs,
      audit: async (...entry) => void audited.push(entry),
      now: () => clock.at,
    });
    const job = (await parked.list('any-institution')).find(({ id }) => id.startsWith('kind-'));
    await parked.retry('any-institution', job?.id ?? '', { kind: 'command-line' });
    await expect(
      parked.retry('any-institution', job?.id ?? '', { kind: 'command-line' }),
    ).rejects.toMatchObject({
      code: 'job_not_parked',
    });
    expect(audited).toHaveLength(1);
    expect(await runner.runDue()).toBe(1);
    expect(await find()).toBeNull();
  });

  it('is parked when worker after worker dies at it', async () => {
    let runs = 0;
    const { runner, request, find, claim, clock, logged } = setUp(async () => {
      runs += 1;
      return DONE;
    });
    await request();
    for (let death = 1; death <= 5; death += 1) {
      expect(await claim(clock.at)).not.toBeNull();
      clock.at = minutesAfterNoon(death);
    }
    await runner.runDue();
    expect(runs).toBe(0);
    expect(await find()).toMatchObject({ parkedAt: clock.at, lastErrorCode: 'job_kills_workers' });
    expect(logged.filter(({ level }) => level === 'error')).toHaveLength(1);
  });
});

describe('leases', () => {
  it('lets another worker take over a job whose worker died, and not before the lease ended', async () => {
    let runs = 0;
    const { runner, request, claim, clock } = setUp(async () => {
      runs += 1;
      return DONE;
    });
    await request();
    expect(await claim(NOON, 'dead-worker')).not.toBeNull();

    clock.at = new Date(NOON.getTime() + LEASE_MS - 1);
    expect(await runner.runDue()).toBe(0);
    clock.at = new Date(NOON.getTime() + LEASE_MS);
    expect(await runner.runDue()).toBe(1);
    expect(runs).toBe(1);
  });

  it('are extended while the job runs, however long it takes', async () => {
    const gate = createGate();
    const { runner, request, find, claim, clock } = setUp(async () => {
      gate.reach();
      await gate.opened;
      return DONE;
    });
    await request();
    const running = runner.runDue();
    await gate.reached;
    for (const minutes of [0.4, 0.8, 1.2, 1.6]) {
      clock.at = minutesAfterNoon(minutes);
      vi.advanceTimersByTime(LEASE_MS / 3);
      const until = new Date(clock.at.getTime() + LEASE_MS);
      await vi.waitUntil(async () => (await find())?.leaseUntil?.getTime() === until.getTime(), {
        interval: 1,
      });
    }
    expect(await claim(minutesAfterNoon(1.7))).toBeNull();

    gate.open();
    await running;
    expect(await find()).toBeNull();
  });

  it('tell a run that lost its job to stop, and leave the job to the new holder', async () => {
    const gate = createGate();
    const { runner, request, find, claim, clock, logged } = setUp(async (_job, signal) => {
      gate.reach();
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      signal.throwIfAborted();
      return DONE;
    });
    await request();
    const running = runner.runDue();
    await gate.reached;
    clock.at = minutesAfterNoon(2);
    expect(await claim(clock.at, 'other-worker')).not.toBeNull();
    vi.advanceTimersByTime(LEASE_MS / 3);
    await running;

    expect(await find()).toMatchObject({ leaseToken: 'other-worker', attempts: 0 });
    expect(logged).toEqual([
      { level: 'warn', message: expect.stringContaining('lease was lost') as unknown },
    ]);
  });

  it('survive a store that fails for a moment', async () => {
    const gate = createGate();
    const { jobs } = database.stores;
    let failures = 1;
    const extended = createGate();
    const store = {
      ...jobs,
      extend: async (...args: Parameters<typeof jobs.extend>) => {
        if (failures-- > 0) throw new Error('the store is away');
        const answer = await jobs.extend(...args);
        extended.reach();
        return answer;
      },
    };
    let isAborted = false;
    const { runner, request, find } = setUp(
      async (_job, signal) => {
        gate.reach();
        await gate.opened;
        isAborted = signal.aborted;
        return DONE;
      },
      { store },
    );
    await request();
    const running = runner.runDue();
    await gate.reached;
    await vi.advanceTimersByTimeAsync(LEASE_MS / 3);
    await vi.advanceTimersByTimeAsync(LEASE_MS / 3);
    await extended.reached;
    gate.open();
    await running;

    expect(isAborted).toBe(false);
    expect(await find()).toBeNull();
  });
});

describe('starting and stopping', () => {
  it('looks at once, whenever a run ends, and again after each poll', async () => {
    const gates = [createGate(), createGate()];
    let runs = 0;
    const { runner, request } = setUp(
      async () => {
        gates[runs++]?.reach();
        return DONE;
      },
      { concurrency: 1 },
    );
    await request('one');
    await request('two');
    runner.start();
    await gates[0]?.reached;
    await gates[1]?.reached;
    await request('three');
    await vi.waitUntil(() => {
      vi.advanceTimersByTime(POLL_MS);
      return runs === 3;
    });
    await runner.stop();

    expect(runs).toBe(3);
  });

  it('waits for the run in hand when it stops, and leaves the job claimable at once, as it was', async () => {
    const gate = createGate();
    let reason: unknown;
    const { runner, request, find, claim } = setUp(async (_job, signal) => {
      gate.reach();
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      reason = signal.reason;
      throw new AppError('platform_unavailable', 503, 'cut short');
    });
    await request('one', NOON, 'check-now');
    runner.start();
    await gate.reached;
    await runner.stop();

    expect(reason).toMatchObject({ code: 'worker_stopping' });
    expect(await find()).toMatchObject({
      runAt: NOON,
      leaseToken: null,
      attempts: 0,
      lastErrorCode: null,
      trigger: 'check-now',
    });
    expect(await claim(NOON)).not.toBeNull();
  });

  it('keeps the end of a run that finishes all the same', async () => {
    const gate = createGate();
    const { runner, request, find } = setUp(async (_job, signal) => {
      gate.reach();
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      return { nextRunAt: minutesAfterNoon(5) };
    });
    await request();
    runner.start();
    await gate.reached;
    await runner.stop();
    expect(await find()).toMatchObject({ runAt: minutesAfterNoon(5), leaseToken: null });
  });

  it('claims nothing after it stopped, and stops twice without harm', async () => {
    let runs = 0;
    const { runner, request } = setUp(async () => {
      runs += 1;
      return DONE;
    });
    runner.start();
    await runner.stop();
    await runner.stop();
    await request();
    await vi.advanceTimersByTimeAsync(POLL_MS * 3);
    expect(runs).toBe(0);
  });
});

describe('lanes', () => {
  it('give one LMS at most half of the runner, and put the others back for a moment', async () => {
    const gate = createGate();
    const inLane: string[] = [];
    let most = 0;
    const run = async ({ key }: JobRecord) => {
      inLane.push(key);
      most = Math.max(most, inLane.length);
      if (inLane.length === 2) gate.reach();
      await gate.opened;
      inLane.splice(inLane.indexOf(key), 1);
      return DONE;
    };
    const { runner, request, find } = setUp(run, { concurrency: 4, findLane: async () => 'lms-1' });
    const keys = ['a', 'b', 'c'];
    for (const key of keys) await request(key);
    const running = runner.runDue();
    await gate.reached;
    gate.open();
    await running;

    expect(most).toBe(2);
    const left = (await Promise.all(keys.map((key) => find(key)))).filter((job) => job !== null);
    expect(left).toHaveLength(1);
    expect(left[0]).toMatchObject({ runAt: NOON, attempts: 0, trigger: 'schedule', lane: 'lms-1' });
    expect(await runner.runDue()).toBe(1);
    expect(await Promise.all(keys.map((key) => find(key)))).toEqual([null, null, null]);
  });

  it('leave those of a full lane untouched in the queue, however many wait, and take them as soon as there is room', async () => {
    const gates = new Map(['a', 'b', 'c', 'd', 'other'].map((key) => [key, createGate()]));
    const claimed: string[] = [];
    const { jobs } = database.stores;
    const store = {
      ...jobs,
      claim: async (...args: Parameters<typeof jobs.claim>) => {
        const job = await jobs.claim(...args);
        if (job) claimed.push(job.key);
        return job;
      },
    };
    const run = async ({ key }: JobRecord) => {
      const gate = gates.get(key);
      gate?.reach();
      await gate?.opened;
      return { nextRunAt: clock.at === NOON ? minutesAfterNoon(9) : minutesAfterNoon(60) };
    };
    const findLane = async ({ key }: JobRecord) => (key === 'other' ? 'lms-2' : 'lms-1');
    const { createRunner, request, find, clock } = setUp(run, { concurrency: 4, findLane, store });
    // Once each, so that the lane of each is known.
    for (const gate of gates.values()) gate.open();
    const keys = ['a', 'b', 'c', 'd'];
    for (const key of keys) await request(key);
    const first = createRunner();
    while ((await first.runDue()) > 0) continue;
    for (const key of gates.keys()) gates.set(key, createGate());
    claimed.length = 0;

    clock.at = minutesAfterNoon(10);
    await request('other', minutesAfterNoon(10));
    const runner = createRunner();
    runner.start();
    for (const key of ['a', 'b', 'other']) await gates.get(key)?.reached;
    await vi.advanceTimersByTimeAsync(POLL_MS * 3);
    expect(claimed.sort()).toEqual(['a', 'b', 'other']);
    expect(await find('c')).toMatchObject({ runAt: minutesAfterNoon(9), claims: 0, leaseToken: null });

    gates.get('a')?.open();
    await gates.get('c')?.reached;
    for (const gate of gates.values()) gate.open();
    await gates.get('d')?.reached;
    await runner.stop();
  });

  it('let a job of another LMS run beside one that answers nothing', async () => {
    const gate = createGate();
    const ran: string[] = [];
    const { runner, request } = setUp(
      async ({ key }) => {
        if (key === 'fast') gate.open();
        else await gate.opened;
        ran.push(key);
        return DONE;
      },
      { concurrency: 4, findLane: async ({ key }) => (key === 'fast' ? 'lms-2' : 'lms-1') },
    );
    for (const [index, key] of ['slow-1', 'slow-2', 'slow-3', 'slow-4', 'fast'].entries()) {
      await request(key, new Date(NOON.getTime() - 1_000 + index));
    }
    // Would wait for ever if the slow ones held all hands.
    await runner.runDue();
    expect(ran[0]).toBe('fast');
    expect(ran).toHaveLength(3);
  });
});
