import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Asker } from '../../../src/awarding/approver.js';
import { printInputs } from '../../../src/awarding/input-print.js';
import { DEFAULT_POLICIES } from '../../../src/awarding/policies.js';
import { createAwardingWorld, type AwardingWorld } from '../../support/awarding-world.js';
import { buildMember } from '../../support/fake-lms.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

let database: TestStores;
let world: AwardingWorld;
beforeAll(async () => void (database = await openTestStores()));
afterAll(() => database.close());
beforeEach(async () => void (world = await createAwardingWorld(database.stores)));

const teacher: Asker = { person: { kind: 'learner', id: 'teacher-1' }, isTeacherHere: true };
const colleague: Asker = { person: { kind: 'learner', id: 'teacher-2' }, isTeacherHere: true };
const board: Asker = { person: { kind: 'admin', id: 'board-1' }, isTeacherHere: false };

/** At 55 % after approval; `anna` has 80, `ben` 54. */
async function setUpQueue(overrides: Parameters<AwardingWorld['addMapping']>[1] = {}) {
  const badgeClass = await world.addBadgeClass();
  const mapping = await world.addMapping(badgeClass, {
    policies: { ...DEFAULT_POLICIES, mode: 'after-approval' },
    ...overrides,
  });
  const column = world.lms.addColumn(mapping.key);
  world.lms.enrol(buildMember('anna'), buildMember('ben'));
  world.lms.grade(column, 'anna', 80);
  world.lms.grade(column, 'ben', 54);
  await world.runRound();
  const { id: anna } = await world.findLearner('anna');
  const approve = (asker = teacher, print: string | null = null) =>
    world.reviewService.approve(world.course, mapping, anna, asker, print);
  return { badgeClass, mapping, column, anna, approve };
}

const standing = async () => (await world.listAwards()).filter(({ state }) => state === 'awarded');

describe('after approval', () => {
  it('nothing is awarded before, and the decision says what it waits for', async () => {
    const { mapping } = await setUpQueue();
    expect(await world.listAwards()).toEqual([]);
    expect(await world.findDecision(mapping, 'anna')).toMatchObject({
      verdict: 'waiting',
      reason: 'awaits-approval',
    });
    expect(await world.findDecision(mapping, 'ben')).toMatchObject({ reason: 'below-threshold' });
  });

  it('I12 approving twice, and by two at once, is one award', async () => {
    const { approve } = await setUpQueue();
    const answers = await Promise.all([approve(), approve(), approve(colleague)]);
    expect(new Set(answers.map(({ award }) => award?.id)).size).toBe(1);
    expect((await approve()).award?.id).toBe(answers[0].award?.id);
    world.clock.pass(30);
    await world.runRound();

    expect(await world.listAwards()).toHaveLength(1);
    expect((await standing())[0]).toMatchObject({
      grounds: { kind: 'approval' },
      delivery: { state: 'issued' },
    });
    const made = (await database.stores.audit.list(world.institutionId, 100)).filter(
      ({ action }) => action === 'award.made',
    );
    expect(made).toHaveLength(1);
  });

  it('I12 a regrade while waiting re-evaluates: what was looked at is not what would be awarded', async () => {
    const { mapping, column, approve } = await setUpQueue();
    const seen = printInputs((await world.findDecision(mapping, 'anna'))?.inputs ?? []);
    world.lms.grade(column, 'anna', 40);
    world.clock.pass(5);
    await world.runRound();
    await expect(approve(teacher, seen)).rejects.toMatchObject({ code: 'approval_outdated' });
    await expect(approve()).rejects.toMatchObject({ code: 'approval_outdated' });

    world.lms.grade(column, 'anna', 90);
    world.clock.pass(5);
    await world.runRound();
    await expect(approve(teacher, seen)).rejects.toMatchObject({ code: 'approval_outdated' });
    expect(await world.listAwards()).toEqual([]);
    expect((await approve()).award).toMatchObject({ inputs: [expect.objectContaining({ score: 90 })] });
  });

  it('a yes that a crash left without its award is followed by the next round, once', async () => {
    const { mapping, anna } = await setUpQueue();
    const killed = world.restart();
    const real = database.stores.awards.create;
    // The process ends between the yes and the award.
    database.stores.awards.create = () => Promise.reject(new Error('killed'));
    await expect(killed.reviewService.approve(world.course, mapping, anna, teacher, null)).rejects.toThrow(
      'killed',
    );
    database.stores.awards.create = real;
    expect(await world.listAwards()).toEqual([]);

    world.clock.pass(5);
    await world.restart().rounds.run(world.institutionId, world.course.id, 'schedule');
    expect(await standing()).toHaveLength(1);
  });

  it('a no needs a reason, stands for these results, and a new result comes up again', async () => {
    const { mapping, column, anna } = await setUpQueue();
    const decline = (reason: string) =>
      world.reviewService.decline(world.course, mapping, anna, teacher, reason);
    await expect(decline('  ')).rejects.toMatchObject({ code: 'reason_missing' });
    expect(await decline('Copied work')).toMatchObject({ verdict: 'not-met', reason: 'declined' });
    await decline('Copied work');
    await world.runRound();
    expect(await world.findDecision(mapping, 'anna')).toMatchObject({ reason: 'declined' });

    world.lms.grade(column, 'anna', 85);
    world.clock.pass(5);
    await world.runRound();
    expect(await world.findDecision(mapping, 'anna')).toMatchObject({ reason: 'awaits-approval' });
    expect(await world.listAwards()).toEqual([]);
  });

  it('a no can be taken back by a yes to the same results', async () => {
    const { mapping, anna, approve } = await setUpQueue();
    await world.reviewService.decline(world.course, mapping, anna, teacher, 'By mistake');
    expect((await approve()).award).not.toBeNull();
  });

  it('in bulk, one that cannot be answered stops no other', async () => {
    const { mapping, anna } = await setUpQueue();
    const { id: ben } = await world.findLearner('ben');
    const chosen = [ben, anna, 'nobody', anna].map((learnerId) => ({ mapping, learnerId, print: null }));
    const approveAll = (asker: Asker = teacher) =>
      world.reviewService.answerAll(world.course, asker, { kind: 'approve' }, chosen);
    expect(await approveAll()).toEqual([
      { learnerId: ben, errorCode: 'approval_outdated' },
      { learnerId: anna, errorCode: null },
      { learnerId: 'nobody', errorCode: 'approval_outdated' },
    ]);
    expect(await standing()).toMatchObject([{ learnerId: anna, grounds: { kind: 'approval' } }]);
    // Said again, what stands is answered as done.
    expect((await approveAll()).find(({ learnerId }) => learnerId === anna)).toEqual({
      learnerId: anna,
      errorCode: null,
    });
    expect(await standing()).toHaveLength(1);
    const stranger = { person: { kind: 'learner' as const, id: 'x' }, isTeacherHere: false };
    expect(new Set((await approveAll(stranger)).map(({ errorCode }) => errorCode))).toEqual(
      new Set(['not_an_approver']),
    );
  });
});

describe('who approves', () => {
  it('is whom the institution names for the badge class, and nobody else', async () => {
    const { badgeClass, approve } = await setUpQueue();
    const by = board.person;
    const group = await world.awardingRulesService.saveGroup(
      world.institutionId,
      null,
      { name: 'Examencommissie', members: [board.person] },
      by,
    );
    const save = (input: Partial<Parameters<AwardingWorld['awardingRulesService']['save']>[2]>) =>
      world.awardingRulesService.save(
        world.institutionId,
        badgeClass.id,
        {
          approvers: 'group',
          people: [],
          groupId: group.id,
          asksFourEyes: false,
          lookEveryMonths: null,
          ...input,
        },
        by,
      );
    await expect(save({ groupId: 'another' })).rejects.toMatchObject({ code: 'approver_unknown' });
    await save({});
    await expect(approve(teacher)).rejects.toMatchObject({ code: 'not_an_approver' });
    await save({ approvers: 'named', people: [colleague.person] });
    await expect(approve(board)).rejects.toMatchObject({ code: 'not_an_approver' });
    await save({});
    expect((await approve(board)).award).toMatchObject({ awardedBy: 'board-1' });
  });

  it('with four eyes, whoever made the rule may not approve alone', async () => {
    const { badgeClass, mapping, anna, approve } = await setUpQueue();
    await world.awardingRulesService.save(
      world.institutionId,
      badgeClass.id,
      { approvers: 'course-teacher', people: [], groupId: null, asksFourEyes: true, lookEveryMonths: null },
      board.person,
    );
    expect(mapping.authorId).toBe('teacher-1');
    expect((await approve(teacher)).award).toBeNull();
    expect((await approve(teacher)).award).toBeNull();
    await world.runRound();
    expect(await world.listAwards()).toEqual([]);
    const hand = { learnerId: anna, reason: 'I say so', evidence: [] };
    await expect(world.reviewService.awardByHand(world.course, mapping, hand, teacher)).rejects.toMatchObject(
      {
        code: 'four_eyes_needed',
      },
    );
    expect((await approve(colleague)).award).not.toBeNull();
  });
});

describe('by hand', () => {
  const evidence = [{ name: 'Portfolio', url: 'https://portfolio.example.org/ben' }];

  it('awards with a reason and evidence, which go to the credential', async () => {
    const { mapping } = await setUpQueue();
    const { id: ben } = await world.findLearner('ben');
    const award = await world.reviewService.awardByHand(
      world.course,
      mapping,
      { learnerId: ben, reason: 'Shown in an interview', evidence },
      teacher,
    );
    expect(award).toMatchObject({
      awardedBy: 'teacher-1',
      grounds: { kind: 'by-hand', reason: 'Shown in an interview', evidence },
      delivery: { state: 'waiting' },
    });
    // Again, or by somebody else, it is the same award.
    const again = await world.reviewService.awardByHand(
      world.course,
      mapping,
      { learnerId: ben, reason: 'Again', evidence: [] },
      colleague,
    );
    expect(again.id).toBe(award.id);

    const asked: unknown[] = [];
    world.clock.pass(11);
    const services = world.restart({
      issue: (request) => {
        asked.push(request.evidence, request.results);
        return world.credentialService.issue(request);
      },
    });
    await services.rounds.run(world.institutionId, world.course.id, 'schedule');
    expect(asked).toEqual([
      evidence,
      [
        expect.objectContaining({
          name: 'Exam',
          type: 'RawScore',
          value: '54',
          valueMax: '100',
          requiredValue: '55',
        }),
      ],
    ]);
  });

  it('refuses what is no reason, no evidence or no learner', async () => {
    const { mapping, anna } = await setUpQueue();
    const give = (input: object) =>
      world.reviewService.awardByHand(
        world.course,
        mapping,
        { learnerId: anna, reason: 'Good', evidence: [], ...input },
        teacher,
      );
    await expect(give({ reason: '' })).rejects.toMatchObject({ code: 'reason_missing' });
    for (const url of ['javascript:alert(1)', 'http://example.org', 'nonsense']) {
      await expect(give({ evidence: [{ name: 'A', url }] })).rejects.toMatchObject({
        code: 'evidence_invalid',
      });
    }
    await expect(give({ learnerId: 'nobody' })).rejects.toMatchObject({ code: 'learner_not_found' });
    world.lms.enrol(
      buildMember('tess', {
        roles: { isStaff: false, isLearner: true, isObserver: false, isTestUser: true },
      }),
    );
    await world.runRound();
    const { id: tess } = await world.findLearner('tess');
    await expect(give({ learnerId: tess })).rejects.toMatchObject({ code: 'learner_not_awardable' });
    expect(await world.listAwards()).toEqual([]);
  });

  it('a mapping by hand awards nothing by itself', async () => {
    const { mapping, anna } = await setUpQueue({ policies: { ...DEFAULT_POLICIES, mode: 'by-hand' } });
    expect(await world.findDecision(mapping, 'anna')).toMatchObject({
      verdict: 'waiting',
      reason: 'by-hand-only',
    });
    await world.reviewService.awardByHand(
      world.course,
      mapping,
      { learnerId: anna, reason: 'Well done', evidence: [] },
      teacher,
    );
    expect(await standing()).toHaveLength(1);
  });
});

describe('undo', () => {
  const actor = { kind: 'learner', id: 'teacher-1' } as const;

  it('takes back what nobody was told, and it waits again', async () => {
    const { mapping, anna, approve } = await setUpQueue();
    const { award } = await approve();
    if (!award) throw new Error('nothing was awarded');
    world.clock.pass(9);
    await world.runRound();
    expect((await database.stores.awards.find(world.institutionId, award.id))?.delivery.state).toBe(
      'waiting',
    );
    await world.awardChanges.undo(world.institutionId, award.id, actor);
    await world.awardChanges.undo(world.institutionId, award.id, actor);
    expect(await standing()).toEqual([]);
    expect(await database.stores.credentials.findByAward(world.institutionId, award.id)).toBeNull();

    // The yes was taken back with it.
    world.clock.pass(5);
    await world.runRound();
    expect(await standing()).toEqual([]);
    expect(await world.findDecision(mapping, 'anna')).toMatchObject({ reason: 'awaits-approval' });
    expect(
      (await world.reviewService.approve(world.course, mapping, anna, teacher, null)).award,
    ).not.toBeNull();
  });

  it('is too late once delivery has begun', async () => {
    const { approve } = await setUpQueue();
    const { award } = await approve();
    world.clock.pass(10);
    await expect(world.awardChanges.undo(world.institutionId, award?.id ?? '', actor)).rejects.toMatchObject({
      code: 'undo_too_late',
    });
    await world.runRound();
    expect((await standing())[0]).toMatchObject({ delivery: { state: 'issued' } });
  });

  it('of undoing and delivering at once, one wins', async () => {
    const { approve } = await setUpQueue();
    const { award } = await approve();
    if (!award) throw new Error('nothing was awarded');
    const late = { ...world.clock, at: new Date(world.clock.at.getTime() + 10 * 60_000) };
    const deliver = world.restart().awardService;
    world.clock.at = late.at;
    const [isUndone, isDelivered] = await Promise.all([
      database.stores.awards.undo(world.institutionId, award.id, 'free'),
      deliver.deliver(award),
    ]);
    const credential = await database.stores.credentials.findByAward(world.institutionId, award.id);
    expect([isUndone, isDelivered].filter(Boolean)).toHaveLength(1);
    expect(credential !== null).toBe(isDelivered);
  });
});
