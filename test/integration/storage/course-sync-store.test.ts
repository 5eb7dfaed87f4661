import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptySync } from '../../../src/awarding/course-sync.js';
import { buildRound, minutesAfterNoon, NOON } from '../../support/build-records.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

let database: TestStores;
beforeAll(async () => void (database = await openTestStores()));
afterAll(() => database.close());

describe('course sync store', () => {
  it('keeps how a course stands, and takes the stop away again', async () => {
    const { syncs } = database.stores;
    const [institutionId, id] = [randomUUID(), randomUUID()];
    const empty = emptySync({ id, institutionId });
    const stopped = {
      ...empty,
      stop: { code: 'platform_unavailable', since: NOON },
      lastTrigger: 'launch' as const,
    };
    const well = { ...empty, completeAt: NOON, membersReadAt: NOON, lastRoundAt: NOON };

    for (const sync of [empty, stopped, well]) {
      await syncs.save(institutionId, sync);
      expect(await syncs.find(institutionId, id)).toEqual(sync);
    }
    expect(await syncs.find(institutionId, 'unknown')).toBeNull();
  });

  it('makes one record when rounds save for the first time at once', async () => {
    const { syncs } = database.stores;
    const [institutionId, id] = [randomUUID(), randomUUID()];
    const sync = emptySync({ id, institutionId });
    await Promise.all(Array.from({ length: 8 }, () => syncs.save(institutionId, sync)));

    expect(await syncs.find(institutionId, id)).toEqual(sync);
  });

  it('lists rounds with the newest first, as many as asked for, of one course', async () => {
    const { syncs } = database.stores;
    const institutionId = randomUUID();
    const rounds = [0, 1, 2].map((minutes) =>
      buildRound({ institutionId, startedAt: minutesAfterNoon(minutes), errorCode: 'platform_busy' }),
    );
    for (const round of rounds) await syncs.appendRound(institutionId, round);
    await syncs.appendRound(institutionId, buildRound({ institutionId, courseId: 'course-2' }));

    expect(await syncs.listRounds(institutionId, 'course-1', 2)).toEqual([rounds[2], rounds[1]]);
  });

  it('lets rounds go that are older than 90 days, as newer ones come', async () => {
    const { syncs } = database.stores;
    const institutionId = randomUUID();
    const days = (count: number) => minutesAfterNoon(count * 24 * 60);
    for (const startedAt of [NOON, days(1), days(90.5)]) {
      await syncs.appendRound(institutionId, buildRound({ institutionId, startedAt }));
    }

    const kept = await syncs.listRounds(institutionId, 'course-1', 10);
    expect(kept.map(({ startedAt }) => startedAt)).toEqual([days(90.5), days(1)]);
  });
});
