import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Mapping } from '../../../src/awarding/mapping.js';
import { DEFAULT_POLICIES, type Policies } from '../../../src/awarding/policies.js';
import type { BadgeClass } from '../../../src/badges/badge-class.js';
import type { OutcomeSighting } from '../../../src/outcomes/outcome.js';
import { createAwardingWorld, type AwardingWorld } from '../../support/awarding-world.js';
import {
  buildAward,
  buildCourseSighting,
  buildPassback,
  minutesAfterNoon,
  NOON,
} from '../../support/build-records.js';
import { buildMember, troubleWith } from '../../support/fake-lms.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

let database: TestStores;
let world: AwardingWorld;
beforeAll(async () => void (database = await openTestStores()));
afterAll(() => database.close());
beforeEach(async () => void (world = await createAwardingWorld(database.stores)));

const actor = { kind: 'learner', id: 'teacher-1' } as const;

interface Exam {
  readonly badgeClass: BadgeClass;
  readonly mapping: Mapping;
  readonly column: OutcomeSighting;
}

/** A badge class mapped once, to its own grade column at 55 %; those named have 80 there. */
async function setUpExam(...userIds: readonly string[]): Promise<Exam> {
  const badgeClass = await world.addBadgeClass();
  const mapping = await world.addMapping(badgeClass);
  const column = world.lms.addColumn(mapping.key);
  for (const userId of userIds) {
    world.lms.enrol(buildMember(userId));
    world.lms.grade(column, userId, 80);
  }
  return { badgeClass, mapping, column };
}

/** A second link of the same badge class, which shows it in the gradebook. */
async function addShown({ badgeClass, mapping }: Exam, overrides: Partial<Mapping> = {}) {
  const shown = await world.addMapping(badgeClass, {
    columnRole: 'badge',
    columnMaximum: 1,
    rule: mapping.rule,
    ...overrides,
  });
  const column = world.lms.addColumn(shown.key, { tag: 'badge', scoreMaximum: 1 });
  return { mapping: shown, column };
}

const policies = (own: Partial<Policies>): Pick<Mapping, 'policies'> => ({
  policies: { ...DEFAULT_POLICIES, ...own },
});

async function runRound(minutes = 5) {
  world.clock.pass(minutes);
  return world.runRound();
}

/** What the LMS took, in order. */
const listTaken = (column?: OutcomeSighting) =>
  world.lms.taken
    .filter(({ lineItemUrl }) => !column || lineItemUrl === column.lineItemUrl)
    .map(({ userId, scoreGiven, scoreMaximum }) => [userId, scoreGiven, scoreMaximum]);

async function findAward(userId: string) {
  const { id } = await world.findLearner(userId);
  const award = (await world.listAwards()).find(
    ({ learnerId, state }) => learnerId === id && state === 'awarded',
  );
  if (!award) throw new Error(`${userId} holds nothing`);
  return award;
}

async function withdraw(userId: string): Promise<void> {
  const { id } = await findAward(userId);
  await world.awardChanges.withdraw(world.institutionId, id, {
    reason: 'Given by mistake',
    actor,
    mayBeAwardedAgain: true,
  });
}

describe('two links of one badge class in one course', () => {
  it('the second one shows the badge that the first one made, once', async () => {
    const exam = await setUpExam('anna');
    world.lms.enrol(buildMember('ben'));
    const shown = await addShown(exam, { placedAt: minutesAfterNoon(1) });
    for (let round = 0; round < 4; round += 1) await runRound();

    expect(await world.listAwards()).toMatchObject([{ mappingId: exam.mapping.id }]);
    expect(listTaken()).toEqual([['anna', 1, 1]]);
    expect(listTaken(shown.column)).toHaveLength(1);
    expect(world.lms.calls.postScore).toBe(1);
  });

  it('shows it where the link that shows it stood first, too', async () => {
    const exam = await setUpExam('anna');
    const shown = await addShown(exam, { placedAt: minutesAfterNoon(-60) });
    for (let round = 0; round < 3; round += 1) await runRound();

    expect(await world.listAwards()).toHaveLength(1);
    expect(listTaken()).toEqual([['anna', 1, 1]]);
    expect(listTaken(shown.column)).toHaveLength(1);
  });

  it('shows what was earned before the link that shows it was made, and in each of two of those', async () => {
    const exam = await setUpExam('anna', 'ben');
    await runRound();
    expect(listTaken()).toEqual([]);

    const [one, other] = [await addShown(exam), await addShown(exam)];
    await runRound();
    await runRound();
    expect(await world.listAwards()).toHaveLength(2);
    for (const { column } of [one, other]) {
      expect(listTaken(column).sort()).toEqual([
        ['anna', 1, 1],
        ['ben', 1, 1],
      ]);
    }
  });

  it('shows it whatever the second link itself asks for: the badge is held', async () => {
    const exam = await setUpExam('anna');
    const { mapping, column } = await addShown(exam, {
      rule: { kind: 'at-least', columnKey: exam.mapping.key, unit: 'percent', value: 95 },
    });
    await runRound();
    await runRound();
    expect(await world.findDecision(mapping, 'anna')).toMatchObject({ verdict: 'not-met' });
    expect(listTaken(column)).toEqual([['anna', 1, 1]]);
  });

  it('takes it back in each column when the award is withdrawn, and shows the next one', async () => {
    const exam = await setUpExam('anna');
    const [one, other] = [await addShown(exam), await addShown(exam)];
    await runRound();
    await withdraw('anna');
    await runRound();
    world.lms.grade(exam.column, 'anna', 90);
    for (let round = 0; round < 3; round += 1) await runRound();

    for (const { column } of [one, other]) {
      expect(listTaken(column).map(([, score]) => score)).toEqual([1, 0, 1]);
    }
  });

  it('tells an LMS that was away only how it stands in the end', async () => {
    const exam = await setUpExam('anna');
    const { column } = await addShown(exam);
    world.lms.trouble.postScore = troubleWith('platform_unavailable');
    await runRound();
    await withdraw('anna');
    await runRound();
    world.lms.grade(exam.column, 'anna', 90);
    await runRound();
    delete world.lms.trouble.postScore;
    await runRound(120);
    await runRound(120);

    expect(await findAward('anna')).toMatchObject({ state: 'awarded' });
    expect(listTaken(column)).toEqual([['anna', 1, 1]]);
  });

  it('tells of no award while it can be undone', async () => {
    const exam = await setUpExam();
    world.lms.enrol(buildMember('anna'));
    const { column } = await addShown(exam);
    await runRound();
    const learner = await world.findLearner('anna');
    const evaluation = { verdict: 'met', reason: 'reached', inputs: [], turnsAt: null } as const;
    const { course, awardService } = world;
    const graceMs = 600_000;
    const award = (graced: number) =>
      awardService.award(course, exam.mapping, exam.badgeClass, learner.id, evaluation, actor, {
        graceMs: graced,
      });
    await award(graceMs);
    await runRound();
    expect(listTaken(column)).toEqual([]);
    await world.awardChanges.undo(world.institutionId, (await findAward('anna')).id, actor);
    await runRound(30);
    expect(listTaken(column)).toEqual([]);

    await award(graceMs);
    const { nextRoundAt } = await runRound();
    expect(nextRoundAt?.getTime()).toBeLessThanOrEqual(world.clock.at.getTime() + 5 * 60_000);
    await runRound();
    expect(listTaken(column)).toEqual([['anna', 1, 1]]);
  });

  it('says in words that it was earned, and that it is held no longer', async () => {
    const exam = await setUpExam('anna');
    await addShown(exam);
    const said: boolean[] = [];
    const rounds = world.restart({
      sayInScore: (_institution, _badge, _learner, isHeld) => {
        said.push(isHeld);
        return Promise.resolve(isHeld ? 'Earned' : 'No longer');
      },
    });
    const round = () => rounds.rounds.run(world.institutionId, world.course.id, 'schedule');
    await round();
    await withdraw('anna');
    world.clock.pass(5);
    await round();
    expect(world.lms.taken.map(({ scoreGiven, comment }) => [scoreGiven, comment])).toEqual([
      [1, 'Earned'],
      [0, 'No longer'],
    ]);
    expect(said).toEqual([true, false]);
  });
});

describe('a badge column shows nothing', () => {
  /** Anna holds a badge of this course, and a link of it that shows it is placed here. */
  async function setUpHeld(mayBeMapped: BadgeClass['mayBeMapped']) {
    const badgeClass = await world.addBadgeClass({ mayBeMapped });
    const mapping = await world.addMapping(badgeClass, { columnRole: 'badge', columnMaximum: 1 });
    world.lms.addColumn(mapping.key, { tag: 'badge', scoreMaximum: 1 });
    world.lms.enrol(buildMember('anna'));
    const { institutionId, course } = world;
    const { id: learnerId } = await world.findLearner('anna');
    await database.stores.awards.create(
      institutionId,
      buildAward({ institutionId, courseId: course.id, badgeClassId: badgeClass.id, learnerId }),
    );
    const decide = (answer: 'approved' | 'refused') =>
      database.stores.approvals.decide(institutionId, badgeClass.id, course.id, answer, world.clock.at);
    return { mapping, decide };
  }

  it('of a badge that waits for a yes in this course', async () => {
    const { decide } = await setUpHeld({ where: 'after-approval' });
    await runRound();
    await runRound();
    expect(listTaken()).toEqual([]);

    await decide('approved');
    await runRound();
    expect(listTaken()).toEqual([['anna', 1, 1]]);
  });

  it.each([
    ['approval-refused', { where: 'after-approval' }],
    ['not-allowed-here', { where: 'listed-courses', courseIds: [] }],
  ] as const)('of a badge that may not be mapped in this course: %s', async (stateReason, mayBeMapped) => {
    const { mapping, decide } = await setUpHeld(mayBeMapped);
    await decide('refused');
    await runRound();
    await runRound();
    const { institutionId, course } = world;
    expect(await database.stores.mappings.find(institutionId, course.id, mapping.id)).toMatchObject({
      stateReason,
    });
    expect(listTaken()).toEqual([]);
  });

  it('of learners that its link was not made for', async () => {
    const exam = await setUpExam('anna', 'ben');
    await runRound();
    const { id } = await world.findLearner('ben');
    const { column } = await addShown(exam, policies({ learnerIds: [id] }));
    await runRound();
    expect(listTaken(column)).toEqual([['ben', 1, 1]]);
  });

  it('of nobody else, and what the link itself awarded goes on counting when it is made for others', async () => {
    const exam = await setUpExam('anna', 'ben');
    const ids = [(await world.findLearner('anna')).id, (await world.findLearner('ben')).id];
    const { mapping, column } = await addShown(exam, {
      ...policies({ learnerIds: ['nobody'] }),
      placedAt: NOON,
    });
    const { institutionId, course } = world;
    for (const [index, mappingId] of [mapping.id, exam.mapping.id].entries()) {
      const learnerId = ids[index] ?? '';
      await database.stores.awards.create(
        institutionId,
        buildAward({
          institutionId,
          courseId: course.id,
          badgeClassId: exam.badgeClass.id,
          learnerId,
          mappingId,
        }),
      );
    }
    await runRound();
    await runRound();
    expect(listTaken(column)).toEqual([['anna', 1, 1]]);
  });

  it('of whoever left before it was made; it goes on showing those who leave afterwards', async () => {
    const exam = await setUpExam('anna', 'ben');
    await runRound();
    world.lms.remove('anna');
    await runRound();
    const { column } = await addShown(exam);
    await runRound();
    expect(listTaken(column)).toEqual([['ben', 1, 1]]);

    world.lms.remove('ben');
    await runRound();
    await runRound();
    expect(listTaken(column)).toEqual([['ben', 1, 1]]);
  });

  it('of somebody who was erased', async () => {
    const exam = await setUpExam('anna');
    await runRound();
    const { id } = await world.findLearner('anna');
    await database.stores.learnerData.erase(world.institutionId, id, world.clock.at);
    world.lms.remove('anna');
    await addShown(exam);
    await runRound();
    expect(listTaken()).toEqual([]);
  });
});

describe('a badge that is awarded once ever', () => {
  it('shows in the course where it was not earned, and is taken back there', async () => {
    const badgeClass = await world.addBadgeClass();
    const once = policies({ scope: 'institution' });
    const { institutionId, registration } = world;
    const elsewhere = await database.stores.courses.remember(
      institutionId,
      buildCourseSighting({ registrationId: registration.id, contextId: 'another' }),
      NOON,
    );
    const { id: learnerId } = await world.findLearner('anna');
    const earned = buildAward({
      institutionId,
      courseId: elsewhere.id,
      badgeClassId: badgeClass.id,
      learnerId,
      liveKey: `${badgeClass.id}:${learnerId}:${institutionId}`,
    });
    await database.stores.awards.create(institutionId, earned);
    const mapping = await world.addMapping(badgeClass, { ...once, columnRole: 'badge', columnMaximum: 1 });
    const column = world.lms.addColumn(mapping.key, { tag: 'badge', scoreMaximum: 1 });
    world.lms.enrol(buildMember('anna'), buildMember('ben'));
    await runRound();
    await runRound();
    expect(await world.findDecision(mapping, 'anna')).toMatchObject({ reason: 'held-elsewhere' });
    expect(listTaken(column)).toEqual([['anna', 1, 1]]);

    await world.awardChanges.withdraw(institutionId, earned.id, {
      reason: 'Given by mistake',
      actor,
      mayBeAwardedAgain: false,
    });
    await runRound();
    expect(listTaken(column).map(([, score]) => score)).toEqual([1, 0]);
  });

  it('stays where it is where a badge is awarded once in each course', async () => {
    const badgeClass = await world.addBadgeClass();
    const { institutionId } = world;
    const { id: learnerId } = await world.findLearner('anna');
    await database.stores.awards.create(
      institutionId,
      buildAward({ institutionId, courseId: 'another', badgeClassId: badgeClass.id, learnerId }),
    );
    const mapping = await world.addMapping(badgeClass, { columnRole: 'badge', columnMaximum: 1 });
    world.lms.addColumn(mapping.key, { tag: 'badge', scoreMaximum: 1 });
    world.lms.enrol(buildMember('anna'));
    await runRound();
    expect(listTaken()).toEqual([]);
  });
});

describe('scores that older awards brought', () => {
  it.each([
    ['posted', []],
    ['waiting', [['anna', 1, 1]]],
    ['overridden', []],
  ] as const)('are taken over as they stood: %s', async (state, taken) => {
    const exam = await setUpExam('anna');
    const { mapping } = await addShown(exam);
    const { id: learnerId } = await world.findLearner('anna');
    const { institutionId, course } = world;
    await database.stores.awards.create(
      institutionId,
      buildAward({
        institutionId,
        courseId: course.id,
        badgeClassId: exam.badgeClass.id,
        learnerId,
        mappingId: mapping.id,
        passback: buildPassback({ columnKey: mapping.key, state }),
      }),
    );
    for (let round = 0; round < 3; round += 1) await runRound();
    expect(listTaken()).toEqual(taken);

    await withdraw('anna');
    await runRound();
    expect(listTaken()).toEqual([...taken, ['anna', 0, 1]]);
  });

  it('the newest of several counts', async () => {
    const exam = await setUpExam('anna');
    const { mapping } = await addShown(exam);
    const { id: learnerId } = await world.findLearner('anna');
    const { institutionId, course } = world;
    const of = {
      institutionId,
      courseId: course.id,
      badgeClassId: exam.badgeClass.id,
      learnerId,
      mappingId: mapping.id,
    };
    const posted = buildPassback({ columnKey: mapping.key, state: 'posted' });
    for (const award of [
      buildAward({
        ...of,
        state: 'withdrawn',
        liveKey: 'ended',
        passback: { ...posted, scoreGiven: 0, timestamp: minutesAfterNoon(1) },
      }),
      buildAward({
        ...of,
        awardedAt: minutesAfterNoon(2),
        passback: { ...posted, timestamp: minutesAfterNoon(2) },
      }),
    ]) {
      await database.stores.awards.create(institutionId, award);
    }
    await runRound();
    await runRound();
    expect(listTaken()).toEqual([]);
  });
});
