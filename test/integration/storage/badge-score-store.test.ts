import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { oweBadgePassback } from '../../../src/awarding/badge-score.js';
import { buildBadgeScore, buildPassback, minutesAfterNoon, NOON } from '../../support/build-records.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

let database: TestStores;
beforeAll(async () => void (database = await openTestStores()));
afterAll(() => database.close());

function setUp() {
  const institutionId = randomUUID();
  const mappingId = randomUUID();
  const build = (overrides: Parameters<typeof buildBadgeScore>[0] = {}) =>
    buildBadgeScore({ institutionId, mappingId, ...overrides });
  return { badgeScores: database.stores.badgeScores, institutionId, build };
}

describe('oweBadgePassback', () => {
  it('is of a whole second, and later than the one before', () => {
    const at = new Date(NOON.getTime() + 900);
    const first = oweBadgePassback('key', true, null, at);
    expect(first).toMatchObject({ scoreGiven: 1, scoreMaximum: 1, timestamp: NOON, nextAttemptAt: at });
    const second = oweBadgePassback('key', false, first, at);
    expect(second).toMatchObject({ scoreGiven: 0, timestamp: new Date(NOON.getTime() + 1000) });
    expect(oweBadgePassback('key', true, second, minutesAfterNoon(5)).timestamp).toEqual(minutesAfterNoon(5));
  });
});

describe('badge score store', () => {
  it('owes one for each mapping and learner, however many try at once', async () => {
    const { badgeScores, institutionId, build } = setUp();
    const all = [build(), build({ learnerId: 'learner-2' }), build({ mappingId: randomUUID() })];
    const made = await Promise.all(
      [...all, ...all, ...all].map((score) => badgeScores.owe(institutionId, score, null)),
    );

    expect(made.filter(Boolean)).toHaveLength(3);
    const kept = await badgeScores.listByCourse(institutionId, 'course-1');
    expect(kept).toHaveLength(3);
    expect(kept).toEqual(expect.arrayContaining(all));
    expect(await badgeScores.listByLearner(institutionId, 'course-1', 'learner-2')).toEqual([all[1]]);
    expect(await badgeScores.listByLearner(institutionId, 'course-2', 'learner-2')).toEqual([]);
  });

  it('owes another one only in the place of the one that was looked at', async () => {
    const { badgeScores, institutionId, build } = setUp();
    const shown = build();
    await badgeScores.owe(institutionId, shown, null);
    const takenBack = {
      ...shown,
      passback: oweBadgePassback('mapping-key-1', false, shown.passback, minutesAfterNoon(1)),
    };
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => badgeScores.owe(institutionId, takenBack, shown)),
    );
    expect(answers.filter(Boolean)).toHaveLength(1);
    expect(await badgeScores.listByCourse(institutionId, 'course-1')).toEqual([takenBack]);
  });

  it('notes what became of a score only while that one is owed', async () => {
    const { badgeScores, institutionId, build } = setUp();
    const shown = build();
    await badgeScores.owe(institutionId, shown, null);
    const posted = buildPassback({ state: 'posted', attempts: 1 });
    await badgeScores.setPassback(institutionId, shown, posted);
    expect(await badgeScores.listByCourse(institutionId, 'course-1')).toEqual([
      { ...shown, passback: posted },
    ]);

    const takenBack = { ...shown, passback: oweBadgePassback('mapping-key-1', false, posted, NOON) };
    await badgeScores.owe(institutionId, takenBack, shown);
    // A slow process comes back with what it was told about the one before.
    await badgeScores.setPassback(institutionId, shown, buildPassback({ state: 'refused' }));
    expect(await badgeScores.listByCourse(institutionId, 'course-1')).toEqual([takenBack]);

    // The badge is held again: the same score, and another one all the same.
    const { passback } = takenBack;
    const again = { ...shown, passback: oweBadgePassback('mapping-key-1', true, passback, NOON) };
    await badgeScores.owe(institutionId, again, takenBack);
    await badgeScores.setPassback(institutionId, shown, posted);
    expect(await badgeScores.listByCourse(institutionId, 'course-1')).toEqual([again]);
  });

  it('lists those that wait and are due, and says when the next one is', async () => {
    const { badgeScores, institutionId, build } = setUp();
    const due = build({ learnerId: 'learner-1' });
    const later = build({
      learnerId: 'learner-2',
      passback: buildPassback({ nextAttemptAt: minutesAfterNoon(5) }),
    });
    const done = build({ learnerId: 'learner-3', passback: buildPassback({ state: 'overridden' }) });
    for (const one of [later, due, done]) await badgeScores.owe(institutionId, one, null);

    expect(await badgeScores.listOwed(institutionId, 'course-1', NOON)).toEqual([due]);
    expect(await badgeScores.listOwed(institutionId, 'course-1', minutesAfterNoon(5))).toEqual([due, later]);
    expect(await badgeScores.findNextOwed(institutionId, 'course-1', NOON)).toEqual(minutesAfterNoon(5));
    expect(await badgeScores.findNextOwed(institutionId, 'course-1', minutesAfterNoon(5))).toBeNull();
  });
});
