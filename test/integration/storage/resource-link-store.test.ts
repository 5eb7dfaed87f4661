import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { minutesAfterNoon, NOON } from '../../support/build-records.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

let database: TestStores;
beforeAll(async () => void (database = await openTestStores()));
afterAll(() => database.close());

const SIGHTING = {
  courseId: 'course-1',
  resourceLinkId: 'link-1',
  title: 'Research badge',
  mappingKey: 'key-1',
  lineItemUrl: 'https://lms.example.org/li/1?course=1',
};

describe('resource link store', () => {
  it('keeps one record per link, however many launches arrive at once', async () => {
    const { resourceLinks } = database.stores;
    const institutionId = randomUUID();
    const remembered = await Promise.all(
      Array.from({ length: 10 }, () => resourceLinks.remember(institutionId, SIGHTING, NOON)),
    );

    expect(new Set(remembered.map(({ id }) => id)).size).toBe(1);
    expect(await resourceLinks.list(institutionId, 'course-1')).toEqual([
      { id: remembered[0]?.id, institutionId, ...SIGHTING, lastLaunchAt: NOON },
    ]);
  });

  it('keeps title and line item when a launch names none, and follows the key that the link carries', async () => {
    const { resourceLinks } = database.stores;
    const institutionId = randomUUID();
    const first = await resourceLinks.remember(institutionId, SIGHTING, NOON);
    const later = await resourceLinks.remember(
      institutionId,
      { ...SIGHTING, title: null, lineItemUrl: null, mappingKey: null },
      minutesAfterNoon(5),
    );

    expect(later).toEqual({ ...first, mappingKey: null, lastLaunchAt: minutesAfterNoon(5) });
  });

  it('keeps the same link id of two courses apart', async () => {
    const { resourceLinks } = database.stores;
    const institutionId = randomUUID();
    await resourceLinks.remember(institutionId, SIGHTING, NOON);
    await resourceLinks.remember(institutionId, { ...SIGHTING, courseId: 'course-2' }, NOON);

    expect(await resourceLinks.list(institutionId, 'course-1')).toHaveLength(1);
    expect(await resourceLinks.list(institutionId, 'course-2')).toHaveLength(1);
  });
});
