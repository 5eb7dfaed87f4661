import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Evaluation } from '../../../src/awarding/decision.js';
import { buildEvaluation, buildInput, minutesAfterNoon, NOON } from '../../support/build-records.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

let database: TestStores;
beforeAll(async () => void (database = await openTestStores()));
afterAll(() => database.close());

const LATER = minutesAfterNoon(5);

function scored(score: number): Evaluation {
  const isMet = score >= 5;
  return buildEvaluation({
    verdict: isMet ? 'met' : 'not-met',
    reason: isMet ? 'reached' : 'below-threshold',
    inputs: [buildInput({ score, scoreFraction: score / 10 })],
  });
}

function setUp() {
  const institutionId = randomUUID();
  const mapping = { id: randomUUID(), version: 1 };
  const { decisions } = database.stores;
  return {
    find: (learnerId: string) => decisions.find(institutionId, mapping.id, learnerId),
    list: () => decisions.listByCourse(institutionId, 'course-1'),
    remember: (evaluations: Record<string, Evaluation>, now = NOON, version = 1) =>
      decisions.rememberAll(
        institutionId,
        'course-1',
        { ...mapping, version },
        new Map(Object.entries(evaluations)),
        now,
      ),
    institutionId,
    mapping,
  };
}

describe('decision store', () => {
  it('keeps the newest evaluation of each learner, whole', async () => {
    const { institutionId, mapping, remember, find, list } = setUp();
    const waiting = buildEvaluation({ verdict: 'waiting', reason: 'grade-not-stood', turnsAt: LATER });
    expect(await remember({ 'learner-1': waiting, 'learner-2': scored(4) })).toBe(2);

    expect(await find('learner-1')).toEqual({
      id: expect.any(String) as string,
      institutionId,
      courseId: 'course-1',
      mappingId: mapping.id,
      mappingVersion: 1,
      learnerId: 'learner-1',
      ...waiting,
      decidedAt: NOON,
      history: [],
    });
    expect(await list()).toHaveLength(2);
    expect(await find('learner-3')).toBeNull();
  });

  it('writes nothing when the evaluation is the stored one', async () => {
    const { remember, find } = setUp();
    await remember({ 'learner-1': scored(4) });

    expect(await remember({ 'learner-1': scored(4) }, LATER)).toBe(0);
    expect(await find('learner-1')).toMatchObject({ decidedAt: NOON, history: [] });
  });

  it('moves the older one to the history when verdict, reason or inputs change', async () => {
    const { remember, find } = setUp();
    await remember({ 'learner-1': scored(3) });
    expect(await remember({ 'learner-1': scored(4) }, LATER)).toBe(1);
    expect(await remember({ 'learner-1': scored(6) }, minutesAfterNoon(9))).toBe(1);

    expect(await find('learner-1')).toMatchObject({
      ...scored(6),
      decidedAt: minutesAfterNoon(9),
      history: [
        { ...scored(3), mappingVersion: 1, at: NOON },
        { ...scored(4), mappingVersion: 1, at: LATER },
      ],
    });
  });

  it('keeps up with the turning moment and the version without growing the history', async () => {
    const { remember, find } = setUp();
    const waiting = buildEvaluation({ verdict: 'waiting', reason: 'not-before-date', turnsAt: NOON });
    await remember({ 'learner-1': waiting });

    expect(await remember({ 'learner-1': { ...waiting, turnsAt: LATER } }, LATER, 2)).toBe(0);
    expect(await find('learner-1')).toMatchObject({
      turnsAt: LATER,
      mappingVersion: 2,
      decidedAt: NOON,
      history: [],
    });
  });

  it('keeps at most 50 older ones, the newest of them', async () => {
    const { remember, find } = setUp();
    for (let score = 0; score <= 52; score += 1) {
      await remember({ 'learner-1': scored(score) }, minutesAfterNoon(score));
    }

    const history = (await find('learner-1'))?.history ?? [];
    expect(history).toHaveLength(50);
    expect(history[0]?.inputs[0]?.score).toBe(2);
    expect(history.at(-1)?.inputs[0]?.score).toBe(51);
  });

  it('makes one decision and loses no entry when rounds decide at once', async () => {
    const { remember, find, list } = setUp();
    await Promise.all([4, 4, 4].map((score) => remember({ 'learner-1': scored(score) })));
    expect(await list()).toHaveLength(1);
    expect((await find('learner-1'))?.history).toEqual([]);

    await Promise.all([5, 6, 7].map((score) => remember({ 'learner-1': scored(score) }, LATER)));
    const decision = await find('learner-1');
    const scores = [...(decision?.history ?? []), decision].map((one) => one?.inputs[0]?.score);
    expect(scores[0]).toBe(4);
    expect(new Set(scores)).toEqual(new Set([4, 5, 6, 7]));
    expect(scores).toHaveLength(4);
  });

  it('compares anew when another round made the first decision meanwhile', async () => {
    const { remember, find, list } = setUp();
    await Promise.all([1, 2, 3].map((score) => remember({ 'learner-1': scored(score) })));

    expect(await list()).toHaveLength(1);
    const decision = await find('learner-1');
    const scores = [...(decision?.history ?? []), decision].map((one) => one?.inputs[0]?.score);
    expect(scores.sort()).toEqual([1, 2, 3]);
  });
});
