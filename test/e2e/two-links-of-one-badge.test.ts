/**
 * Two links of one badge class in one course: the badge is awarded once, and each link that shows it in the gradebook does.
 */
import { afterEach, describe, expect, it } from 'vitest';
import {
  COURSE,
  grade,
  placeBadge,
  runRound,
  startCourse,
  type CourseWorld,
} from '../support/start-course.js';

describe('two links of one badge class', () => {
  let world: CourseWorld;
  afterEach(() => world.close());

  const listShown = (columnId: string | null) =>
    world.sandbox.control
      .getGradebook(COURSE)
      .grades.filter((one) => one.columnId === columnId)
      .map(({ login, score, by }) => ({ login, score, isOurs: by === world.clientId }));

  const listAwards = (courseId: string) =>
    world.tool.context.stores.awards.listByCourse(world.tool.context.institution.id, courseId);

  const countTaken = () =>
    world.sandbox.control.listLog('scores').filter(({ status }) => status < 300).length;

  it('shows in the second one’s column what the first one’s grade awarded', async () => {
    world = await startCourse({ sandbox: { students: 3 } });
    const graded = await placeBadge(world);
    world.clock.forward(60);
    const shown = await placeBadge(world, { columnRole: 'badge', readsColumnOf: graded.mapping.key });
    grade(world, graded, 'student02', 55);
    grade(world, graded, 'student03', 54);
    for (let round = 0; round < 3; round += 1) await runRound(world);

    expect(await listAwards(graded.course.id)).toMatchObject([{ mappingId: graded.mapping.id }]);
    expect(listShown(shown.columnId)).toEqual([{ login: 'student02', score: 1, isOurs: true }]);
    expect(countTaken()).toBe(1);
  });

  it('shows it whichever link stood first, and takes it back from both columns', async () => {
    world = await startCourse({ sandbox: { students: 2 } });
    const graded = await placeBadge(world);
    const other = (await world.tool.context.seed()).find(({ variant }) => variant === 'regular');
    const { context } = world.tool;
    const { id: institutionId } = context.institution;
    const badgeClassId = 'in-two-columns';
    await context.badgeClasses.create(
      institutionId,
      { ...(other as NonNullable<typeof other>), id: badgeClassId, mayBeMapped: { where: 'any-course' } },
      { kind: 'command-line' },
    );
    const columns = [];
    for (let link = 0; link < 2; link += 1) {
      const draft = { badgeClassId, columnRole: 'badge', readsColumnOf: graded.mapping.key } as const;
      columns.push((await placeBadge(world, draft)).columnId);
    }
    grade(world, graded, 'student01', 90);
    for (let round = 0; round < 3; round += 1) await runRound(world);
    const awards = (await listAwards(graded.course.id)).filter((one) => one.badgeClassId === badgeClassId);
    expect(awards).toHaveLength(1);
    for (const column of columns) {
      expect(listShown(column)).toEqual([{ login: 'student01', score: 1, isOurs: true }]);
    }

    await context.awardChanges.withdraw(institutionId, awards[0]?.id ?? '', {
      reason: 'By mistake',
      actor: { kind: 'command-line' },
      mayBeAwardedAgain: true,
    });
    for (let round = 0; round < 2; round += 1) await runRound(world);
    for (const column of columns) {
      expect(listShown(column)).toEqual([{ login: 'student01', score: 0, isOurs: true }]);
    }
    expect(countTaken()).toBe(4);
  });

  it.each(['canvas', 'moodle', 'brightspace'] as const)('shows it on %s', async (profile) => {
    world = await startCourse({ sandbox: { profile, students: 2 } });
    const graded = await placeBadge(world);
    world.clock.forward(60);
    const shown = await placeBadge(world, { columnRole: 'badge', readsColumnOf: graded.mapping.key });
    grade(world, graded, 'student01', 90);
    for (let round = 0; round < 3; round += 1) await runRound(world);
    expect(await listAwards(graded.course.id)).toMatchObject([{ mappingId: graded.mapping.id }]);
    expect(listShown(shown.columnId)).toEqual([{ login: 'student01', score: 1, isOurs: true }]);
  });
});
