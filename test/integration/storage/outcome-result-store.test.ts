import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { minutesAfterNoon, NOON } from '../../support/build-records.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

let database: TestStores;
beforeAll(async () => void (database = await openTestStores()));
afterAll(() => database.close());

const LATER = minutesAfterNoon(5);

function setUp() {
  const institutionId = randomUUID();
  const outcome = { id: randomUUID(), courseId: 'course-1' };
  const { results } = database.stores;
  const read = (scores: Record<string, number | null>, now: Date, isComplete = true, maximum = 10) =>
    results.rememberResults(
      institutionId,
      outcome,
      Object.entries(scores).map(([learnerId, score]) => ({
        learnerId,
        score,
        maximum,
        scoreFraction: score === null ? null : score / maximum,
      })),
      { isComplete, now },
    );
  const find = async (learnerId: string) =>
    (await results.listByLearner(institutionId, 'course-1', learnerId))[0] ?? null;
  return { institutionId, outcome, results, read, find };
}

describe('outcome result store', () => {
  it('keeps zero as a grade and null as none', async () => {
    const { read, find, institutionId, outcome, results } = setUp();
    await read({ 'learner-1': 0, 'learner-2': null }, NOON);

    expect(await find('learner-1')).toEqual({
      id: expect.any(String) as string,
      institutionId,
      courseId: 'course-1',
      outcomeId: outcome.id,
      learnerId: 'learner-1',
      score: 0,
      maximum: 10,
      scoreFraction: 0,
      changedAt: NOON,
      readAt: NOON,
    });
    expect(await find('learner-2')).toMatchObject({ score: null, scoreFraction: null });
    expect(await results.listByCourse(institutionId, 'course-1')).toHaveLength(2);
  });

  it('moves the moment of change only with the score', async () => {
    const { read, find } = setUp();
    await read({ 'learner-1': 6 }, NOON);
    const first = await find('learner-1');
    await read({ 'learner-1': 6 }, LATER);
    expect(await find('learner-1')).toEqual(first);

    await read({ 'learner-1': 6 }, LATER, true, 20);
    expect(await find('learner-1')).toMatchObject({ maximum: 20, scoreFraction: 0.3, changedAt: NOON });

    await read({ 'learner-1': 7 }, LATER, true, 20);
    expect(await find('learner-1')).toMatchObject({ score: 7, changedAt: LATER });
  });

  it('I7 keeps whether a grade is hidden, and counts it from the moment it is shown', async () => {
    const { results, find, institutionId, outcome } = setUp();
    const see = (isHidden: boolean, now: Date) =>
      results.rememberResults(
        institutionId,
        outcome,
        [{ learnerId: 'learner-1', score: 6, maximum: 10, scoreFraction: 0.6, isHidden }],
        { isComplete: true, now },
      );
    await see(true, NOON);
    expect(await find('learner-1')).toMatchObject({ score: 6, isHidden: true, changedAt: NOON });
    await see(false, LATER);
    expect(await find('learner-1')).toMatchObject({ score: 6, isHidden: false, changedAt: LATER });
  });

  it('empties the grade of whoever a complete read does not show', async () => {
    const { read, find } = setUp();
    await read({ 'learner-1': 6, 'learner-2': 7 }, NOON);
    await read({ 'learner-2': 7 }, LATER);

    expect(await find('learner-1')).toMatchObject({ score: null, scoreFraction: null, changedAt: LATER });
    await read({ 'learner-2': 7 }, minutesAfterNoon(9));
    expect((await find('learner-1'))?.changedAt).toEqual(LATER);
  });

  it('touches only the sighted learners in a read of some', async () => {
    const { read, find } = setUp();
    await read({ 'learner-1': 6, 'learner-2': 7 }, NOON);
    await read({ 'learner-1': 8 }, LATER, false);

    expect(await find('learner-1')).toMatchObject({ score: 8 });
    expect(await find('learner-2')).toMatchObject({ score: 7, changedAt: NOON });
    await read({}, LATER, false);
    expect(await find('learner-2')).toMatchObject({ score: 7 });
  });

  it('makes one record per learner however many reads arrive at once', async () => {
    const { read, results, institutionId } = setUp();
    await Promise.all(Array.from({ length: 8 }, () => read({ 'learner-1': 6, 'learner-2': 7 }, NOON)));

    expect(await results.listByCourse(institutionId, 'course-1')).toHaveLength(2);
  });
});
