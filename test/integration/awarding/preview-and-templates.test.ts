import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Course } from '../../../src/lti/course.js';
import type { Mapping } from '../../../src/awarding/mapping.js';
import { DEFAULT_POLICIES } from '../../../src/awarding/policies.js';
import type { PreviewedLearner } from '../../../src/awarding/preview.js';
import type { Rule } from '../../../src/awarding/rule.js';
import { OWN_PLACE } from '../../../src/awarding/template.js';
import { createAwardingWorld, type AwardingWorld } from '../../support/awarding-world.js';
import { buildCourseSighting, NOON } from '../../support/build-records.js';
import { buildMember } from '../../support/fake-lms.js';
import { openTestStores, type TestStores } from '../../support/open-test-stores.js';

let database: TestStores;
let world: AwardingWorld;
beforeAll(async () => void (database = await openTestStores()));
afterAll(() => database.close());
beforeEach(async () => void (world = await createAwardingWorld(database.stores)));

const admin = { kind: 'admin', id: 'admin-1' } as const;
const WAIT = { notBefore: null, stoodHours: 0 };

function percentOf(columnKey: string, value: number): Rule {
  return { kind: 'at-least', columnKey, unit: 'percent', value };
}

/** A norm of 55 %, and `anna` 80, `ben` 52, `carl` without a grade, `dora` 30 and without an address. */
async function setUpExam() {
  const badgeClass = await world.addBadgeClass();
  const mapping = await world.addMapping(badgeClass);
  const column = world.lms.addColumn(mapping.key);
  world.lms.enrol(
    buildMember('anna'),
    buildMember('ben'),
    buildMember('carl'),
    buildMember('dora', { email: '' }),
  );
  world.lms.grade(column, 'anna', 80);
  world.lms.grade(column, 'ben', 52);
  world.lms.grade(column, 'dora', 30);
  await world.runRound();
  return { badgeClass, mapping, column };
}

const names = (list: readonly PreviewedLearner[]) => list.map(({ name }) => name?.replace('Name of ', ''));

describe('a preview', () => {
  it('says of a change who receives it, who is near, who lacks what, and the difference to today', async () => {
    const { mapping, badgeClass } = await setUpExam();
    const calls = { ...world.lms.calls };
    const before = await database.stores.decisions.listByCourse(world.institutionId, world.course.id);
    const preview = (value: number) =>
      world.previews.load(world.course, {
        badgeClassId: badgeClass.id,
        rule: percentOf(mapping.key, value),
        wait: WAIT,
        policies: DEFAULT_POLICIES,
        mappingId: mapping.id,
      });

    const lower = await preview(50);
    expect(names(lower.receives)).toEqual(['ben']);
    expect(names(lower.holds)).toEqual(['anna']);
    expect(names(lower.lacks)).toEqual(['carl', 'dora']);
    expect(names(lower.near)).toEqual([]);
    expect(names(lower.difference.added)).toEqual(['ben']);
    expect(lower.difference.dropped).toEqual([]);
    expect(lower.lacks.map(({ evaluation }) => evaluation.reason)).toEqual(['no-grade', 'below-threshold']);
    expect(lower.lacks[1]?.missing).toMatchObject([{ condition: percentOf(mapping.key, 50), measured: 30 }]);

    const higher = await preview(90);
    expect(names(higher.difference.dropped)).toEqual(['anna']);
    const near = await preview(40);
    expect(names(near.near)).toEqual(['dora']);
    expect(names((await preview(25)).noAddress)).toEqual(['dora']);

    // Nothing was asked of the LMS, and nothing was kept.
    expect(world.lms.calls).toEqual(calls);
    expect(await database.stores.decisions.listByCourse(world.institutionId, world.course.id)).toEqual(
      before,
    );
    expect(await world.listAwards()).toHaveLength(1);
  });

  it('says of a draft what would wait, and for what', async () => {
    const { mapping } = await setUpExam();
    const other = await world.addBadgeClass({ mayBeMapped: { where: 'after-approval' } });
    const draft = await world.previews.load(world.course, {
      badgeClassId: other.id,
      rule: {
        kind: 'all-of',
        of: [percentOf(mapping.key, 50), { kind: 'holds-badge', badgeClassId: mapping.badgeClassId }],
      },
      wait: WAIT,
      policies: DEFAULT_POLICIES,
      mappingId: null,
    });
    expect(names(draft.waits)).toEqual(['anna']);
    expect(draft.waits[0]?.evaluation.reason).toBe('needs-approval');
    expect(names(draft.lacks)).toEqual(['ben', 'carl', 'dora']);
    expect(draft.lacks[0]?.evaluation.reason).toBe('badge-not-held');
  });
});

describe('badges that stack', () => {
  it('one that was earned in this round completes another in the same round', async () => {
    const { mapping } = await setUpExam();
    const dora = await world.addMapping(await world.addBadgeClass(), {
      columnRole: 'none',
      rule: { kind: 'holds-badge', badgeClassId: mapping.badgeClassId },
    });
    const third = await world.addMapping(await world.addBadgeClass(), {
      columnRole: 'none',
      placedAt: new Date(NOON.getTime() - 60_000),
      rule: {
        kind: 'all-of',
        of: [{ kind: 'holds-badge', badgeClassId: dora.badgeClassId }, percentOf(mapping.key, 10)],
      },
    });
    world.clock.pass(5);
    const { round } = await world.runRound();
    expect(round.awarded).toBe(2);
    expect((await world.findDecision(third, 'anna'))?.verdict).toBe('met');
    expect((await world.findDecision(third, 'ben'))?.reason).toBe('badge-not-held');
  });
});

describe('I6 one version of the rule a round', () => {
  it('awards nothing by a version that is no longer the one that stands', async () => {
    const { mapping, badgeClass } = await setUpExam();
    const evaluation = { verdict: 'met' as const, reason: 'reached' as const, inputs: [], turnsAt: null };
    const { id: ben } = await world.findLearner('ben');
    await world.mappingChanges.revise(
      world.course,
      mapping.id,
      { ...mapping, rule: percentOf(mapping.key, 90) },
      { kind: 'learner', id: 'teacher-1' },
      1,
    );
    const isMade = await world.awardService.award(world.course, mapping, badgeClass, ben, evaluation, {
      kind: 'tool',
    });
    expect(isMade).toBe(false);
    expect(await database.stores.mappings.findVersion(world.institutionId, mapping.id, 1)).toMatchObject({
      rule: percentOf(mapping.key, 55),
    });
    expect(await database.stores.mappings.findVersion(world.institutionId, mapping.id, 2)).toMatchObject({
      rule: percentOf(mapping.key, 90),
    });
  });

  it('of two who change it at once, one is told to look again', async () => {
    const { mapping } = await setUpExam();
    const revise = (value: number) =>
      world.mappingChanges.revise(
        world.course,
        mapping.id,
        { ...mapping, rule: percentOf(mapping.key, value) },
        { kind: 'learner', id: 'teacher-1' },
        1,
      );
    const answers = await Promise.allSettled([revise(60), revise(70)]);
    const lost = answers.filter((answer) => answer.status === 'rejected');
    expect(lost.map(({ reason }) => (reason as { code: string }).code)).toEqual(['mapping_changed']);
    const current = await database.stores.mappings.find(world.institutionId, world.course.id, mapping.id);
    expect(current?.version).toBe(2);
    expect(await database.stores.mappings.findVersion(world.institutionId, mapping.id, 2)).toMatchObject({
      rule: current?.rule,
    });
  });

  it('refuses a rule that does not fit the course', async () => {
    const { mapping } = await setUpExam();
    const problemsOf = (rule: Rule) =>
      world.mappingChanges
        .revise(world.course, mapping.id, { ...mapping, rule }, { kind: 'learner', id: 'teacher-1' }, 1)
        .then(
          () => [],
          (error: { problems: string[] }) => error.problems,
        );
    expect(await problemsOf(percentOf('elsewhere', 55))).toEqual(['column-not-readable']);
    expect(await problemsOf({ kind: 'passed', columnKey: mapping.key })).toEqual(['not-told-by-source']);
    expect(await problemsOf({ kind: 'holds-badge', badgeClassId: 'gone' })).toEqual(['badge-unknown']);
    expect(await problemsOf({ kind: 'holds-badge', badgeClassId: mapping.badgeClassId })).toEqual([
      'badge-is-itself',
    ]);
    expect(
      await problemsOf({ kind: 'at-least', columnKey: mapping.key, unit: 'points', value: 101 }),
    ).toEqual(['cannot-be-met']);
  });
});

describe('drift, and a person’s look', () => {
  it('stops awarding by itself, says why, and goes on after a look', async () => {
    const { mapping, column } = await setUpExam();
    world.lms.grade(column, 'ben', 60);
    world.lms.addColumn(mapping.key, { lineItemUrl: column.lineItemUrl, label: 'Resit' });
    world.clock.pass(5);
    const { round } = await world.runRound();
    expect(round).toMatchObject({ awarded: 0, unknown: 4, reasons: { 'needs-look': 4 } });
    const find = () => database.stores.mappings.find(world.institutionId, world.course.id, mapping.id);
    expect(await find()).toMatchObject({ state: 'needs-look', stateReason: 'label-changed' });
    expect(await world.findDecision(mapping, 'ben')).toMatchObject({
      verdict: 'unknown',
      reason: 'needs-look',
    });

    const by = { kind: 'learner', id: 'teacher-1' } as const;
    expect(await world.mappingChanges.look(world.course, mapping.id, by)).toEqual({
      state: 'active',
      stateReason: null,
    });
    world.clock.pass(5);
    expect((await world.runRound()).round.awarded).toBe(1);
    expect(await find()).toMatchObject({
      state: 'active',
      baseline: [expect.objectContaining({ label: 'Resit' })],
    });
  });

  it('a look does not set right what is still wrong', async () => {
    const { mapping, column } = await setUpExam();
    world.lms.removeColumn(column);
    world.clock.pass(5);
    await world.runRound();
    expect(
      await world.mappingChanges.look(world.course, mapping.id, { kind: 'learner', id: 'teacher-1' }),
    ).toEqual({ state: 'needs-look', stateReason: 'column-missing' });
  });
});

describe('templates', () => {
  async function setUpProgramme(sections = 3) {
    const badgeClass = await world.addBadgeClass();
    const draft = {
      name: 'First year',
      badgeClassId: badgeClass.id,
      columnRole: 'grade' as const,
      columnMaximum: 100,
      rule: percentOf(OWN_PLACE, 55),
      places: [],
      wait: WAIT,
      policies: DEFAULT_POLICIES,
    };
    const template = await world.templates.create(world.institutionId, draft, admin);
    const courses: Course[] = [];
    const mappings: Mapping[] = [];
    for (let index = 0; index < sections; index += 1) {
      const course = await world.stores.courses.remember(
        world.institutionId,
        buildCourseSighting({ registrationId: world.registration.id, contextId: `section-${index}` }),
        NOON,
      );
      courses.push(course);
      mappings.push(
        await world.templates.take(course, template.id, { places: {}, isLinked: index > 0 }, 'teacher-1'),
      );
    }
    const stricter = { ...draft, rule: percentOf(OWN_PLACE, 70) };
    const revise = (fromVersion = 1) =>
      world.templates.revise(world.institutionId, template.id, stricter, admin, fromVersion);
    const versionsOf = async () =>
      Promise.all(
        mappings.map(async ({ id, courseId }) => {
          const mapping = await world.stores.mappings.find(world.institutionId, courseId, id);
          return mapping && `${mapping.version} ${JSON.stringify(mapping.rule).match(/"value":(\d+)/)?.[1]}`;
        }),
      );
    return { badgeClass, template, courses, mappings, draft, revise, versionsOf };
  }

  it('are taken as they are or as a copy; a change waits, shows its difference, and reaches those that follow', async () => {
    const { template, courses, mappings, revise, versionsOf } = await setUpProgramme();
    expect(mappings[0]).toMatchObject({
      rule: percentOf(mappings[0]?.key ?? '', 55),
      template: { isLinked: false },
    });
    await revise();
    expect(await versionsOf()).toEqual(['1 55', '1 55', '1 55']);
    const differences = await world.templates.preview(world.institutionId, template.id);
    expect(differences.map(({ course }) => course.id).sort()).toEqual(
      [courses[1]?.id, courses[2]?.id].sort(),
    );

    const applied = await world.templates.apply(world.institutionId, template.id, 2, admin);
    expect(applied.map(({ errorCode }) => errorCode)).toEqual([null, null]);
    expect(await versionsOf()).toEqual(['1 55', '2 70', '2 70']);
    // Applied twice, nothing changes.
    expect(await world.templates.apply(world.institutionId, template.id, 2, admin)).toEqual([]);
    expect(await versionsOf()).toEqual(['1 55', '2 70', '2 70']);
  });

  it('show in each course who would gain and who would lose', async () => {
    const { badgeClass, template, draft } = await setUpProgramme(0);
    const mapping = await world.templates.take(
      world.course,
      template.id,
      { places: {}, isLinked: true },
      'teacher-1',
    );
    const column = world.lms.addColumn(mapping.key);
    world.lms.enrol(buildMember('anna'), buildMember('ben'));
    world.lms.grade(column, 'anna', 80);
    world.lms.grade(column, 'ben', 52);
    await world.runRound();
    await world.templates.revise(
      world.institutionId,
      template.id,
      { ...draft, rule: percentOf(OWN_PLACE, 50) },
      admin,
      1,
    );
    const [difference] = await world.templates.preview(world.institutionId, template.id);
    expect(names(difference?.preview.difference.added ?? [])).toEqual(['ben']);
    expect(badgeClass.id).toBe(mapping.badgeClassId);
  });

  it('applying that stopped halfway is finished by the course’s next round', async () => {
    const { template, courses, revise, versionsOf } = await setUpProgramme();
    await revise();
    // The process died after it said that the version applies.
    await world.stores.templates.setApplied(world.institutionId, template.id, 2);
    const [, second] = courses;
    await world.rounds.run(world.institutionId, second?.id ?? '', 'schedule');
    expect(await versionsOf()).toEqual(['1 55', '2 70', '1 55']);
    await world.templates.apply(world.institutionId, template.id, 2, admin);
    expect(await versionsOf()).toEqual(['1 55', '2 70', '2 70']);
  });

  it('a course that changes what it took goes its own way', async () => {
    const { template, courses, mappings, revise, versionsOf } = await setUpProgramme();
    const [, course] = courses;
    const [, mapping] = mappings;
    if (!course || !mapping) throw new Error('no section');
    await world.mappingChanges.revise(
      course,
      mapping.id,
      { rule: percentOf(mapping.key, 80), wait: WAIT, policies: DEFAULT_POLICIES },
      { kind: 'learner', id: 'teacher-1' },
      1,
    );
    await revise();
    await world.templates.apply(world.institutionId, template.id, 2, admin);
    expect(await versionsOf()).toEqual(['1 55', '2 80', '2 70']);
  });

  it('of two who change one at once, one is told; what is not usable is refused', async () => {
    const { template, draft, revise } = await setUpProgramme(0);
    const answers = await Promise.allSettled([revise(), revise()]);
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(revise(1)).rejects.toMatchObject({ code: 'template_changed' });
    await expect(
      world.templates.create(
        world.institutionId,
        { ...draft, rule: percentOf('report', 55), name: ' ' },
        admin,
      ),
    ).rejects.toMatchObject({ code: 'template_invalid', problems: ['name', 'places'] });
    await world.templates.retire(world.institutionId, template.id, true, admin);
    await expect(
      world.templates.take(world.course, template.id, { places: {}, isLinked: true }, 'teacher-1'),
    ).rejects.toMatchObject({ code: 'template_not_found' });
  });

  it('a linked course that a change does not fit stops, says so in its round, and goes on once somebody changed it', async () => {
    const { draft } = await setUpProgramme(0);
    const exam = await world.addMapping(await world.addBadgeClass());
    const column = world.lms.addColumn(exam.key);
    world.lms.enrol(buildMember('anna'), buildMember('ben'));
    world.lms.grade(column, 'anna', 80);
    const onReport = {
      ...draft,
      columnRole: 'none' as const,
      columnMaximum: null,
      rule: percentOf('report', 55),
      places: [{ name: 'report', label: 'Verslag' }],
    };
    const template = await world.templates.create(world.institutionId, onReport, admin);
    const taken = await world.templates.take(
      world.course,
      template.id,
      { places: { report: exam.key }, isLinked: true, hasNoLink: true },
      'teacher-1',
    );
    await world.runRound();
    const awarded = (await world.listAwards()).length;
    const find = () => database.stores.mappings.find(world.institutionId, world.course.id, taken.id);
    expect(await find()).toMatchObject({ state: 'active', seenAt: world.clock.at });

    // The next version asks for a column that this course was never asked to name.
    const both: Rule = { kind: 'all-of', of: [percentOf('report', 55), percentOf('lab', 55)] };
    const places = [...onReport.places, { name: 'lab', label: 'Practicum' }];
    await world.templates.revise(
      world.institutionId,
      template.id,
      { ...onReport, rule: both, places },
      admin,
      1,
    );
    expect(await world.templates.apply(world.institutionId, template.id, 2, admin)).toMatchObject([
      { mappingId: taken.id, errorCode: 'rule_unfit', isNews: true },
    ]);
    world.lms.grade(column, 'ben', 90);
    world.clock.pass(5);
    const { round } = await world.runRound();
    expect(round.reasons['needs-look']).toBe(2);
    expect(await find()).toMatchObject({ state: 'needs-look', stateReason: 'template-unfit', version: 1 });
    expect(await world.findDecision(taken, 'ben')).toMatchObject({
      verdict: 'unknown',
      reason: 'needs-look',
    });
    // A look sets nothing right, and the next round has no news.
    const by = { kind: 'learner', id: 'teacher-1' } as const;
    expect(await world.mappingChanges.look(world.course, taken.id, by)).toMatchObject({
      stateReason: 'template-unfit',
    });
    expect((await world.templates.catchUp(world.course))[0]).toMatchObject({ isNews: false });

    await world.mappingChanges.revise(
      world.course,
      taken.id,
      { rule: taken.rule, wait: WAIT, policies: DEFAULT_POLICIES },
      by,
      1,
    );
    expect(await find()).toMatchObject({ state: 'active', template: { isLinked: false } });
    world.clock.pass(5);
    await world.runRound();
    // Ben, for the exam's own badge and for this one.
    expect((await world.listAwards()).length).toBe(awarded + 2);
  });

  it('a place is filled by a column of the course', async () => {
    const { draft } = await setUpProgramme(0);
    const exam = await world.addMapping(await world.addBadgeClass());
    const template = await world.templates.create(
      world.institutionId,
      {
        ...draft,
        columnRole: 'none',
        columnMaximum: null,
        rule: percentOf('report', 55),
        places: [{ name: 'report', label: 'Verslag' }],
      },
      admin,
    );
    await expect(
      world.templates.take(world.course, template.id, { places: {}, isLinked: true }, 'teacher-1'),
    ).rejects.toMatchObject({ code: 'template_unfilled' });
    const taken = await world.templates.take(
      world.course,
      template.id,
      { places: { report: exam.key }, isLinked: true },
      'teacher-1',
    );
    expect(taken.rule).toEqual(percentOf(exam.key, 55));
  });
});
