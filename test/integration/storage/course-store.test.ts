import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildCourseSighting, minutesAfterNoon, NOON } from '../../support/build-records.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

let database: TestStores;
beforeAll(async () => void (database = await openTestStores()));
afterAll(() => database.close());

const LATER = minutesAfterNoon(5);

describe('course store', () => {
  it('keeps what a launch told, addresses with their query', async () => {
    const { courses } = database.stores;
    const institutionId = randomUUID();
    const sighting = buildCourseSighting({ lineItemsUrl: 'https://lms.example.org/li?a=1&b=%2F' });
    const course = await courses.remember(institutionId, sighting, NOON);

    expect(course).toEqual({
      id: expect.any(String) as string,
      institutionId,
      ...sighting,
      bridges: {},
      firstSeenAt: NOON,
      lastLaunchAt: NOON,
      linkOpenedAt: null,
    });
    expect(await courses.find(institutionId, course.id)).toEqual(course);
    expect(await courses.list(institutionId)).toEqual([course]);
  });

  it('keeps when a link was last opened, whatever launches of other kinds come after', async () => {
    const { courses } = database.stores;
    const institutionId = randomUUID();
    await courses.remember(institutionId, buildCourseSighting({ linkOpenedAt: NOON }), NOON);
    const course = await courses.remember(institutionId, buildCourseSighting({ linkOpenedAt: null }), NOON);
    expect(course.linkOpenedAt).toEqual(NOON);
  });

  it('fills with null and nothing what the first launch does not tell', async () => {
    const nothing = { title: null, label: null, membershipsUrl: null, lineItemsUrl: null, agsScopes: [] };
    const { courses } = database.stores;
    expect(await courses.remember(randomUUID(), buildCourseSighting(nothing), NOON)).toMatchObject(nothing);
  });

  it('keeps what is known when a later launch does not tell it', async () => {
    const { courses } = database.stores;
    const institutionId = randomUUID();
    const first = await courses.remember(institutionId, buildCourseSighting(), NOON);
    const later = await courses.remember(
      institutionId,
      buildCourseSighting({ title: 'Biology 2', membershipsUrl: null, lineItemsUrl: null, agsScopes: [] }),
      LATER,
    );

    expect(later).toEqual({ ...first, title: 'Biology 2', lastLaunchAt: LATER });
  });

  it('gathers the LMS’s own ids, and a launch that tells fewer takes none back', async () => {
    const { courses } = database.stores;
    const institutionId = randomUUID();
    const ids = [{ lms_course_sourced_id: 'BIO1-2026' }, { context_id_history: 'old-1,old-2' }, {}];
    for (const bridges of ids) {
      await courses.remember(institutionId, buildCourseSighting({ bridges }), NOON);
    }
    const [course] = await courses.list(institutionId);
    expect(course?.bridges).toEqual({
      lms_course_sourced_id: 'BIO1-2026',
      context_id_history: 'old-1,old-2',
    });
  });

  it('makes one course of one context, however many launches arrive at once', async () => {
    const { courses } = database.stores;
    const institutionId = randomUUID();
    const remembered = await Promise.all(
      Array.from({ length: 10 }, () => courses.remember(institutionId, buildCourseSighting(), NOON)),
    );

    expect(new Set(remembered.map(({ id }) => id)).size).toBe(1);
    expect(await courses.list(institutionId)).toHaveLength(1);
  });

  it('keeps the same context id of two deployments apart', async () => {
    const { courses } = database.stores;
    const institutionId = randomUUID();
    await courses.remember(institutionId, buildCourseSighting(), NOON);
    await courses.remember(institutionId, buildCourseSighting({ deploymentRecordId: 'deployment-2' }), NOON);
    await courses.remember(institutionId, buildCourseSighting({ registrationId: 'registration-2' }), NOON);

    expect(await courses.list(institutionId)).toHaveLength(3);
  });
});
