import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { minutesAfterNoon, NOON } from '../../support/build-records.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

let database: TestStores;
beforeAll(async () => void (database = await openTestStores()));
afterAll(() => database.close());

const LEASED = minutesAfterNoon(1);
const DONE = { attempts: 0, lastErrorCode: null };

/** A kind of job that only this test claims. */
function setUp() {
  const { jobs } = database.stores;
  const name = `kind-${randomUUID()}`;
  return {
    jobs,
    name,
    id: (key: string) => `${name}:${key}`,
    request: (key: string, runAt = NOON, trigger = 'schedule') =>
      jobs.request({ name, key, institutionId: 'institution-a', runAt, trigger }),
    claim: (now = NOON, token = 'token-1', until = LEASED) => jobs.claim([name], now, until, token),
  };
}

describe('job store', () => {
  it('makes the job that is asked for, as it was asked', async () => {
    const { jobs, name, id, request } = setUp();
    await request('course-1', NOON, 'launch');

    expect(await jobs.find(id('course-1'))).toEqual({
      id: id('course-1'),
      name,
      key: 'course-1',
      institutionId: 'institution-a',
      runAt: NOON,
      requestedAt: null,
      trigger: 'launch',
      leaseUntil: null,
      leaseToken: null,
      attempts: 0,
      lastErrorCode: null,
      claims: 0,
      parkedAt: null,
      lane: null,
      quiet: null,
    });
    expect(await jobs.find('unknown')).toBeNull();
  });

  it('moves a job to an earlier moment and never to a later one', async () => {
    const { jobs, id, request } = setUp();
    await request('course-1', minutesAfterNoon(5), 'schedule');
    await request('course-1', minutesAfterNoon(9), 'launch');
    expect(await jobs.find(id('course-1'))).toMatchObject({
      runAt: minutesAfterNoon(5),
      trigger: 'schedule',
    });

    await request('course-1', minutesAfterNoon(2), 'check-now');
    expect(await jobs.find(id('course-1'))).toMatchObject({
      runAt: minutesAfterNoon(2),
      trigger: 'check-now',
    });
  });

  it('makes one job of many requests at once, at the earliest of their moments', async () => {
    const { jobs, id, request, claim } = setUp();
    await Promise.all([7, 3, 9, 1, 5].map((minutes) => request('course-1', minutesAfterNoon(minutes))));

    expect((await jobs.find(id('course-1')))?.runAt).toEqual(minutesAfterNoon(1));
    expect(await claim(minutesAfterNoon(1), 'token-1', minutesAfterNoon(60))).not.toBeNull();
    expect(await claim(minutesAfterNoon(10), 'token-2', minutesAfterNoon(60))).toBeNull();
  });

  it('gives a due job to exactly one of many workers', async () => {
    const { request, claim } = setUp();
    await request('course-1');
    const claims = await Promise.all(Array.from({ length: 10 }, (_, index) => claim(NOON, `token-${index}`)));

    const won = claims.filter((one) => one !== null);
    expect(won).toHaveLength(1);
    expect(won[0]).toMatchObject({ leaseUntil: LEASED, leaseToken: expect.any(String) as string });
  });

  it('gives out the job that waits longest, none that is not due, and none of another kind', async () => {
    const { jobs, request, claim } = setUp();
    await request('young', minutesAfterNoon(-1));
    await request('old', minutesAfterNoon(-5));
    await request('later', minutesAfterNoon(5));

    expect((await claim())?.key).toBe('old');
    expect((await claim())?.key).toBe('young');
    expect(await claim()).toBeNull();
    expect(await jobs.claim(['another-kind'], minutesAfterNoon(9), minutesAfterNoon(10), 'token')).toBeNull();
  });

  it('lets a job be taken over when its lease ran out, and tells the first holder', async () => {
    const { jobs, id, request, claim } = setUp();
    await request('course-1');
    await claim(NOON, 'token-1');
    expect(await jobs.extend(id('course-1'), 'token-1', minutesAfterNoon(2))).toBe(true);
    expect(await claim(minutesAfterNoon(1.5), 'token-2', minutesAfterNoon(3))).toBeNull();

    expect(await claim(minutesAfterNoon(2), 'token-2', minutesAfterNoon(3))).not.toBeNull();
    expect(await jobs.extend(id('course-1'), 'token-1', minutesAfterNoon(9))).toBe(false);
    await jobs.finish(id('course-1'), 'token-1', { ...DONE, nextRunAt: null });
    expect(await jobs.find(id('course-1'))).toMatchObject({ leaseToken: 'token-2' });
  });

  it('ends a run: again at the given moment, or no more', async () => {
    const { jobs, id, request, claim } = setUp();
    await request('course-1', NOON, 'launch');
    await claim();
    await jobs.finish(id('course-1'), 'token-1', {
      nextRunAt: minutesAfterNoon(5),
      attempts: 2,
      lastErrorCode: 'platform_busy',
    });
    expect(await jobs.find(id('course-1'))).toMatchObject({
      runAt: minutesAfterNoon(5),
      trigger: null,
      leaseUntil: null,
      leaseToken: null,
      attempts: 2,
      lastErrorCode: 'platform_busy',
    });

    expect(await claim(minutesAfterNoon(4))).toBeNull();
    await claim(minutesAfterNoon(5), 'token-2', minutesAfterNoon(6));
    await jobs.finish(id('course-1'), 'token-2', { ...DONE, nextRunAt: null });
    expect(await jobs.find(id('course-1'))).toBeNull();
  });

  it('runs once more for a request that came during the run, with its trigger', async () => {
    const { jobs, id, request, claim } = setUp();
    await request('course-1');
    await claim();
    await request('course-1', minutesAfterNoon(3), 'launch');
    await request('course-1', minutesAfterNoon(2), 'check-now');
    await request('course-1', minutesAfterNoon(4), 'assessment');
    expect(await claim(minutesAfterNoon(0.5), 'token-2')).toBeNull();
    await jobs.finish(id('course-1'), 'token-1', { ...DONE, nextRunAt: minutesAfterNoon(5) });

    expect(await jobs.find(id('course-1'))).toMatchObject({
      runAt: minutesAfterNoon(2),
      trigger: 'check-now',
      requestedAt: null,
    });
  });

  it('lets an earlier next run stand before a later request, and a request keep a job that ends', async () => {
    const { jobs, id, request, claim } = setUp();
    await request('course-1');
    await claim();
    await request('course-1', minutesAfterNoon(9), 'launch');
    await jobs.finish(id('course-1'), 'token-1', { ...DONE, nextRunAt: minutesAfterNoon(5) });
    expect((await jobs.find(id('course-1')))?.runAt).toEqual(minutesAfterNoon(5));

    await claim(minutesAfterNoon(5), 'token-2', minutesAfterNoon(6));
    await request('course-1', minutesAfterNoon(5), 'launch');
    await jobs.finish(id('course-1'), 'token-2', { ...DONE, nextRunAt: null });
    expect(await jobs.find(id('course-1'))).toMatchObject({ runAt: minutesAfterNoon(5), trigger: 'launch' });
  });

  it.each([0, 1, 2, 3, 4, 5])(
    'loses no request to a run that ends %i steps after it began',
    async (steps) => {
      const { jobs, id, request, claim } = setUp();
      await request('course-1');
      await claim();
      const endLater = async () => {
        for (let step = 0; step < steps; step += 1) await jobs.find('unknown');
        await jobs.finish(id('course-1'), 'token-1', { ...DONE, nextRunAt: null });
      };
      await Promise.all([request('course-1', minutesAfterNoon(1), 'launch'), endLater()]);

      expect(await jobs.find(id('course-1'))).toMatchObject({ runAt: minutesAfterNoon(1), leaseToken: null });
    },
  );

  it('parks a job: it is not due, a request changes nothing, and only a person lets it run', async () => {
    const { jobs, id, request, claim } = setUp();
    await request('course-1');
    await claim();
    await request('course-1', NOON, 'launch');
    await jobs.park(id('course-1'), 'token-1', { at: LEASED, attempts: 12, lastErrorCode: 'internal_error' });
    await request('course-1', NOON, 'check-now');

    expect(await claim(minutesAfterNoon(10_000))).toBeNull();
    const parked = await jobs.find(id('course-1'));
    expect(parked).toMatchObject({ parkedAt: LEASED, attempts: 12, lastErrorCode: 'internal_error' });
    expect((await jobs.listParked()).map((job) => job.id)).toContain(id('course-1'));

    expect(await jobs.unpark(id('course-1'), minutesAfterNoon(5))).toBe(true);
    expect(await jobs.unpark(id('course-1'), minutesAfterNoon(5))).toBe(false);
    const again = await claim(minutesAfterNoon(5), 'token-2', minutesAfterNoon(6));
    expect(again).toMatchObject({ parkedAt: null, attempts: 0, claims: 1, trigger: 'schedule' });
  });

  it('counts how often a job was taken since a run last ended, and keeps what a quiet run says', async () => {
    const { jobs, id, request, claim } = setUp();
    await request('course-1');
    await claim();
    expect(await claim(LEASED, 'token-2', minutesAfterNoon(2))).toMatchObject({ claims: 2 });
    const quiet = { count: 3, lastAt: LEASED };
    await jobs.finish(id('course-1'), 'token-2', { ...DONE, nextRunAt: LEASED, quiet });
    expect(await jobs.find(id('course-1'))).toMatchObject({ claims: 0, quiet });
    await claim(LEASED, 'token-3', minutesAfterNoon(2));
    await jobs.finish(id('course-1'), 'token-3', { ...DONE, nextRunAt: LEASED });
    expect(await jobs.find(id('course-1'))).toMatchObject({ quiet });
  });
});
