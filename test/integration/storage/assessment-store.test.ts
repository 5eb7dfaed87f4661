import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildAssessment, buildPassback, minutesAfterNoon, NOON } from '../../support/build-records.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

let database: TestStores;
beforeAll(async () => void (database = await openTestStores()));
afterAll(() => database.close());

function setUp() {
  const institutionId = randomUUID();
  const mappingId = randomUUID();
  const build = (overrides: Parameters<typeof buildAssessment>[0] = {}) =>
    buildAssessment({ institutionId, mappingId, ...overrides });
  const { assessments } = database.stores;
  return { assessments, institutionId, mappingId, build };
}

describe('assessment store', () => {
  it('replaces the older one of the same learner and mapping', async () => {
    const { assessments, institutionId, mappingId, build } = setUp();
    const first = build({ scoreFraction: 0.5 });
    const second = build({ isPassed: false, assessedAt: minutesAfterNoon(1) });
    await assessments.save(institutionId, first);
    expect(await assessments.find(institutionId, mappingId, 'learner-1')).toEqual(first);
    await assessments.save(institutionId, second);

    expect(await assessments.find(institutionId, mappingId, 'learner-1')).toEqual(second);
    expect(await assessments.listByCourse(institutionId, 'course-1')).toEqual([second]);
  });

  it('keeps the newest, in whatever order and however many come at once', async () => {
    const { assessments, institutionId, mappingId, build } = setUp();
    const minutes = [3, 9, 1, 7, 5];
    const all = minutes.map((minute) => build({ assessedAt: minutesAfterNoon(minute) }));
    await Promise.all(all.map((one) => assessments.save(institutionId, one)));

    expect(await assessments.find(institutionId, mappingId, 'learner-1')).toEqual(all[1]);
    await assessments.save(institutionId, build({ assessedAt: minutesAfterNoon(8) }));
    expect(await assessments.find(institutionId, mappingId, 'learner-1')).toEqual(all[1]);
  });

  it('notes a passback only of the assessment that owes it', async () => {
    const { assessments, institutionId, mappingId, build } = setUp();
    const first = build();
    const second = build({ assessedAt: minutesAfterNoon(1) });
    await assessments.save(institutionId, first);
    await assessments.save(institutionId, second);
    const posted = buildPassback({ state: 'posted' });
    await assessments.setPassback(institutionId, first.id, first.assessedAt, posted);
    expect(await assessments.find(institutionId, mappingId, 'learner-1')).toEqual(second);

    await assessments.setPassback(institutionId, second.id, second.assessedAt, posted);
    expect(await assessments.find(institutionId, mappingId, 'learner-1')).toEqual({
      ...second,
      passback: posted,
    });
  });

  it('lists those whose score is owed and due', async () => {
    const { assessments, institutionId, build } = setUp();
    const due = build({ learnerId: 'learner-1' });
    const later = build({
      learnerId: 'learner-2',
      passback: buildPassback({ nextAttemptAt: minutesAfterNoon(5) }),
    });
    const done = build({ learnerId: 'learner-3', passback: buildPassback({ state: 'refused' }) });
    for (const one of [due, later, done]) await assessments.save(institutionId, one);

    expect(await assessments.listOwed(institutionId, 'course-1', NOON)).toEqual([due]);
    expect(await assessments.listOwed(institutionId, 'course-1', minutesAfterNoon(5))).toHaveLength(2);
  });
});
