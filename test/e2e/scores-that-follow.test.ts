/**
 * Scores follow their learner and their column: whoever is away gets theirs on coming back, and a column that takes the place of
 * another is told what that one was told.
 */
import { afterEach, describe, expect, it } from 'vitest';
import type { ProfileName } from '../../src/sandbox/profiles/profile.js';
import {
  COURSE,
  grade,
  openLink,
  placeBadge,
  runRound,
  startCourse,
  type CourseWorld,
  type PlacedBadge,
} from '../support/start-course.js';

const STUDENT = 'student01';
const ACTOR = { kind: 'command-line' } as const;
const ALL: readonly ProfileName[] = ['plain', 'canvas', 'moodle', 'brightspace'];

describe('scores', () => {
  let world: CourseWorld;
  afterEach(() => world.close());

  const control = () => world.sandbox.control;
  const context = () => world.tool.context;
  const shownIn = (columnId: string | null) =>
    Object.fromEntries(
      control()
        .getGradebook(COURSE)
        .grades.filter((one) => one.columnId === columnId)
        .map(({ login, score }) => [login, score]),
    );
  const countTaken = () =>
    control()
      .listLog('scores')
      .filter(({ status }) => status < 300).length;
  const rounds = async (count: number, seconds = 7_200) => {
    for (let round = 0; round < count; round += 1) await runRound(world, seconds);
  };
  const goAndComeBack = async () => {
    control().removeMember(COURSE, STUDENT);
    control().clearFaults();
    await rounds(3);
    expect(await listStates()).not.toContain('posted');
    control().addMember(COURSE, { login: STUDENT, role: 'learner' });
    await rounds(2);
  };
  const listStates = async () => {
    const { stores, institution } = context();
    const [course] = await stores.courses.list(institution.id);
    const scores = await stores.badgeScores.listByCourse(institution.id, course?.id ?? '');
    return scores.map(({ passback }) => passback.state);
  };

  async function open(profile: ProfileName) {
    world = await startCourse({ sandbox: { profile, students: 3 } });
    const graded = await placeBadge(world);
    world.clock.forward(60);
    const shown = await placeBadge(world, { columnRole: 'badge', readsColumnOf: graded.mapping.key });
    await runRound(world);
    return { graded, shown };
  }

  async function assess(badge: PlacedBadge): Promise<void> {
    const { stores, institution, assessments } = context();
    const [registration] = await stores.registrations.list(institution.id);
    const sub =
      control()
        .listMembers(COURSE)
        .find(({ login }) => login === STUDENT)?.userId ?? '';
    const learner = await stores.learners.findBySub(institution.id, registration?.id ?? '', sub);
    await assessments.assess(
      badge.course,
      badge.mapping,
      { learnerId: learner?.id ?? '', isPassed: true, percent: 80, assessedBy: badge.mapping.createdBy },
      AbortSignal.timeout(5_000),
    );
  }

  it.each(ALL)('on %s wait for a learner who left before the LMS took them', async (profile) => {
    const { graded, shown } = await open(profile);
    control().setFault('scores', { kind: 'error' });
    grade(world, graded, STUDENT, 90);
    await rounds(2);
    await goAndComeBack();
    expect(shownIn(shown.columnId)).toEqual({ [STUDENT]: 1 });
  });

  it('wait for a learner who is assessed and leaves', async () => {
    world = await startCourse({ sandbox: { students: 2 } });
    const badge = await placeBadge(world, { columnRole: 'assessed' });
    await runRound(world);
    control().setFault('scores', { kind: 'error' });
    await assess(badge);
    await goAndComeBack();
    expect(shownIn(badge.columnId)).toEqual({ [STUDENT]: 80 });
  });

  it('take back what was withdrawn while its learner was away', async () => {
    const { graded, shown } = await open('plain');
    grade(world, graded, STUDENT, 90);
    await rounds(2);
    expect(shownIn(shown.columnId)).toEqual({ [STUDENT]: 1 });
    control().removeMember(COURSE, STUDENT);
    await rounds(1);
    const { stores, institution, awardChanges } = context();
    const [award] = await stores.awards.listByCourse(institution.id, graded.course.id);
    await awardChanges.withdraw(institution.id, award?.id ?? '', {
      reason: 'By mistake',
      actor: ACTOR,
      mayBeAwardedAgain: false,
    });
    await rounds(2);
    control().addMember(COURSE, { login: STUDENT, role: 'learner' });
    await rounds(2);
    expect(shownIn(shown.columnId)).toEqual({ [STUDENT]: 0 });
  });

  it('are tried again for who came back, where the LMS had refused them meanwhile', async () => {
    const { graded } = await open('plain');
    grade(world, graded, STUDENT, 90);
    await rounds(1);
    const { stores, institution } = context();
    const [score] = await stores.badgeScores.listByCourse(institution.id, graded.course.id);
    if (!score) throw new Error('nothing is owed');
    const refused = { ...score.passback, state: 'refused' as const, lastErrorCode: 'score_refused' };
    await stores.badgeScores.setPassback(institution.id, score, refused);
    // Still here: a no is a no.
    await rounds(2);
    expect(await listStates()).toEqual(['refused']);
    control().removeMember(COURSE, STUDENT);
    await rounds(1);
    expect(await listStates()).toEqual(['waiting']);
    control().addMember(COURSE, { login: STUDENT, role: 'learner' });
    await rounds(3);
    expect(await listStates()).not.toContain('refused');
  });

  it.each(ALL)('on %s go to a copy that stays when the link is deleted', async (profile) => {
    const { graded, shown } = await open(profile);
    grade(world, graded, STUDENT, 90);
    await rounds(2);
    const copy = control().duplicateLink(COURSE, shown.linkId);
    control().changeColumn(COURSE, copy.columnId ?? '', { label: 'Badge' });
    control().removeLink(COURSE, shown.linkId);
    await openLink(world, 'teacher', copy.id);
    await rounds(2);
    expect(shownIn(copy.columnId)).toEqual({ [STUDENT]: 1 });
    const taken = countTaken();
    await rounds(2);
    expect(countTaken()).toBe(taken);
  });

  it('of an assessment go to a copy, too', async () => {
    world = await startCourse({ sandbox: { students: 2 } });
    const badge = await placeBadge(world, { columnRole: 'assessed' });
    await runRound(world);
    await assess(badge);
    expect(shownIn(badge.columnId)).toEqual({ [STUDENT]: 80 });
    const copy = control().duplicateLink(COURSE, badge.linkId);
    control().removeLink(COURSE, badge.linkId);
    await openLink(world, 'teacher', copy.id);
    await rounds(2);
    expect(shownIn(copy.columnId)).toEqual({ [STUDENT]: 80 });
  });

  it('are told to each of two columns once, whichever of them a teacher calls the original', async () => {
    const { graded, shown } = await open('plain');
    grade(world, graded, STUDENT, 90);
    await rounds(2);
    const copy = control().duplicateLink(COURSE, shown.linkId);
    await openLink(world, 'teacher', copy.id);
    await rounds(1);
    const { doubleKeys, institution } = context();
    const columns = await doubleKeys.list(institution.id, shown.mapping);
    await doubleKeys.separate(
      institution.id,
      shown.course.id,
      shown.mapping.key,
      columns[1]?.id ?? '',
      shown.mapping.createdBy,
    );
    grade(world, graded, 'student02', 80);
    await rounds(3);
    for (const columnId of [shown.columnId, copy.columnId]) {
      expect(shownIn(columnId)).toEqual({ [STUDENT]: 1, student02: 1 });
    }
    expect(countTaken()).toBe(4);
  });
});
