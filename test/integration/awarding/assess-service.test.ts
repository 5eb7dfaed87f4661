import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAssessService, type AssessInput } from '../../../src/awarding/assess-service.js';
import type { Mapping } from '../../../src/awarding/mapping.js';
import { createAwardingWorld, type AwardingWorld } from '../../support/awarding-world.js';
import { NOON } from '../../support/build-records.js';
import { buildMember, troubleWith } from '../../support/fake-lms.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

let database: TestStores;
let world: AwardingWorld;
let mapping: Mapping;
beforeAll(async () => void (database = await openTestStores()));
afterAll(() => database.close());
beforeEach(async () => {
  world = await createAwardingWorld(database.stores);
  mapping = await world.addMapping(await world.addBadgeClass(), {
    columnRole: 'assessed',
    columnMaximum: 50,
  });
  world.lms.addColumn(mapping.key, { scoreMaximum: 50 });
  world.lms.enrol(buildMember('anna'), buildMember('ben'));
  await world.runRound();
});

async function assess(userId: string, input: Partial<AssessInput> = {}) {
  const learner = await world.findLearner(userId);
  return world.assessService.assess(
    world.course,
    mapping,
    { learnerId: learner.id, isPassed: true, percent: null, assessedBy: 'teacher-1', ...input },
    new AbortController().signal,
  );
}

describe('assessing in the tool', () => {
  it('awards, issues and posts the score in one go', async () => {
    const { assessment, evaluation } = await assess('anna', { percent: 70 });

    expect(evaluation).toMatchObject({ verdict: 'met', reason: 'assessed-passed' });
    expect(assessment).toMatchObject({ isPassed: true, scoreFraction: 0.7 });
    expect(assessment.passback).toMatchObject({ state: 'posted', scoreGiven: 35, scoreMaximum: 50 });
    expect(world.lms.taken).toEqual([
      expect.objectContaining({ userId: 'anna', scoreGiven: 35, scoreMaximum: 50, timestamp: NOON }),
    ]);
    const [award] = await world.listAwards();
    expect(award).toMatchObject({ awardedBy: 'teacher-1', delivery: { state: 'issued' } });
    const entries = await database.stores.audit.list(world.institutionId, 20);
    const byTeacher = entries.filter(({ actor }) => actor.kind === 'learner').map(({ action }) => action);
    expect(byTeacher.sort()).toEqual(['assessment.passed', 'award.made']);
  });

  it.each([
    [true, 50],
    [false, 0],
  ])('without a typed score, passed %s is %i of 50', async (isPassed, scoreGiven) => {
    const { assessment } = await assess('anna', { isPassed });
    expect(assessment.scoreFraction).toBeNull();
    expect(assessment.passback.scoreGiven).toBe(scoreGiven);
  });

  it('awards nobody for not yet, and posts the score', async () => {
    const { evaluation } = await assess('ben', { isPassed: false, percent: 40 });

    expect(evaluation).toMatchObject({ verdict: 'not-met', reason: 'assessed-not-yet' });
    expect(await world.listAwards()).toEqual([]);
    expect(world.lms.taken).toEqual([expect.objectContaining({ scoreGiven: 20 })]);
  });

  it('posts each new answer with a strictly later second', async () => {
    await assess('anna', { isPassed: false });
    await assess('anna', { isPassed: true });
    await assess('anna', { isPassed: true, percent: 90 });

    expect(world.lms.taken.map(({ scoreGiven }) => scoreGiven)).toEqual([0, 50, 45]);
    const seconds = world.lms.taken.map(({ timestamp }) => timestamp.getTime());
    expect(new Set(seconds).size).toBe(3);
    expect(seconds).toEqual([...seconds].sort((a, b) => a - b));
    expect(await world.listAwards()).toHaveLength(1);
  });

  it('keeps what the LMS does not take now, awards all the same, and posts it in a later round', async () => {
    world.lms.trouble.postScore = troubleWith('platform_unavailable');
    const { assessment, evaluation } = await assess('anna');
    expect(evaluation.verdict).toBe('met');
    expect(assessment.passback).toMatchObject({ state: 'waiting', lastErrorCode: 'platform_unavailable' });
    expect(await world.listAwards()).toHaveLength(1);

    delete world.lms.trouble.postScore;
    world.clock.pass(1);
    await world.runRound();
    expect(world.lms.taken).toHaveLength(1);
    const { id: learnerId } = await world.findLearner('anna');
    const kept = await database.stores.assessments.find(world.institutionId, mapping.id, learnerId);
    expect(kept?.passback.state).toBe('posted');
  });

  it('posts one score, also when a round goes on beside it', async () => {
    const rounds: unknown[] = [];
    world.lms.meanwhile.postScore = async () => {
      delete world.lms.meanwhile.postScore;
      rounds.push(await world.runRound());
    };
    const { assessment } = await assess('anna');
    expect(rounds).toHaveLength(1);
    expect(assessment.passback.state).toBe('posted');
    expect(world.lms.calls.postScore).toBe(1);
    world.clock.pass(1);
    await world.runRound();
    expect(world.lms.calls.postScore).toBe(1);
  });

  it('is taken up by the next round when the process is killed right after it was kept', async () => {
    const learner = await world.findLearner('anna');
    let isKept: () => void = () => undefined;
    const kept = new Promise<void>((resolve) => (isKept = resolve));
    const killed = createAssessService({
      ...database.stores,
      learnerCheck: {
        decide: () => {
          isKept();
          return new Promise(() => undefined);
        },
      },
      passbackService: world.passbackService,
      audit: async () => undefined,
      now: world.clock.now,
    });
    const input = { learnerId: learner.id, isPassed: true, percent: null, assessedBy: 'teacher-1' };
    void killed.assess(world.course, mapping, input, new AbortController().signal);
    await kept;
    expect(await world.listAwards()).toEqual([]);

    world.clock.pass(1);
    await world.runRound();
    expect(await world.listAwards()).toHaveLength(1);
    expect(world.lms.taken).toHaveLength(1);
  });

  it('refuses a learner of another course, staff, and a score out of range', async () => {
    await expect(
      world.assessService.assess(
        world.course,
        mapping,
        { learnerId: 'unknown', isPassed: true, percent: null, assessedBy: 'teacher-1' },
        new AbortController().signal,
      ),
    ).rejects.toMatchObject({ code: 'learner_not_found' });
    for (const percent of [-1, 100.5, Number.NaN]) {
      await expect(assess('anna', { percent })).rejects.toMatchObject({ code: 'score_out_of_range' });
    }
    const roles = { isStaff: true, isLearner: true, isObserver: false, isTestUser: false };
    world.lms.enrol(buildMember('assistant', { roles }));
    await world.runRound();
    await expect(assess('assistant')).rejects.toMatchObject({ code: 'learner_not_awardable' });
    expect(world.lms.taken).toEqual([]);
  });

  it('refuses a mapping whose grade comes from the LMS', async () => {
    mapping = await world.addMapping(await world.addBadgeClass(), { columnRole: 'grade' });
    await expect(assess('anna')).rejects.toMatchObject({ code: 'mapping_not_assessed_here' });
  });
});
