import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { minutesAfterNoon, NOON } from '../../support/build-records.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

let database: TestStores;
beforeAll(async () => void (database = await openTestStores()));
afterAll(() => database.close());

const LATER = minutesAfterNoon(5);

describe('mapping approval store', () => {
  it('keeps one request per badge class and course, however many ask at once', async () => {
    const { approvals } = database.stores;
    const institutionId = randomUUID();
    const asked = await Promise.all(
      Array.from({ length: 8 }, () => approvals.request(institutionId, 'badge-1', 'course-1', NOON)),
    );

    expect(asked[0]).toEqual({
      id: expect.any(String) as string,
      institutionId,
      badgeClassId: 'badge-1',
      courseId: 'course-1',
      state: 'requested',
      requestedAt: NOON,
      decidedAt: null,
    });
    expect(new Set(asked.map(({ id }) => id)).size).toBe(1);
    expect(await approvals.list(institutionId)).toHaveLength(1);
    expect(await approvals.request(institutionId, 'badge-1', 'course-1', LATER)).toEqual(asked[0]);
  });

  it('answers a request, and lets a later answer replace it', async () => {
    const { approvals } = database.stores;
    const institutionId = randomUUID();
    const asked = await approvals.request(institutionId, 'badge-1', 'course-1', NOON);

    const refused = await approvals.decide(institutionId, 'badge-1', 'course-1', 'refused', LATER);
    expect(refused).toEqual({ ...asked, state: 'refused', decidedAt: LATER });
    const approved = await approvals.decide(institutionId, 'badge-1', 'course-1', 'approved', LATER);
    expect(await approvals.find(institutionId, 'badge-1', 'course-1')).toEqual(approved);
    expect(await approvals.request(institutionId, 'badge-1', 'course-1', LATER)).toEqual(approved);
  });

  it('takes an answer that comes before any request', async () => {
    const { approvals } = database.stores;
    const institutionId = randomUUID();
    const decided = await approvals.decide(institutionId, 'badge-1', 'course-1', 'approved', NOON);

    expect(decided).toMatchObject({ state: 'approved', requestedAt: NOON, decidedAt: NOON });
    expect(await approvals.find(institutionId, 'badge-1', 'course-2')).toBeNull();
    expect(await approvals.find(institutionId, 'badge-2', 'course-1')).toBeNull();
  });
});
