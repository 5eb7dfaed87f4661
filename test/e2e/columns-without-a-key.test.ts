/**
 * An LMS that keeps no `resourceId` of a column, or where a teacher gave the link its column by hand: the launch of the link says
 * which column is its own.
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

describe('a column that does not say which mapping it belongs to', () => {
  let world: CourseWorld;
  afterEach(() => world.close());

  it('is known by its link: its grade awards, and the badge shows in another such column', async () => {
    world = await startCourse({ sandbox: { students: 2 } });
    const unnamed = { isColumnNamed: false };
    const graded = await placeBadge(world, {}, unnamed);
    const shown = await placeBadge(
      world,
      { columnRole: 'badge', readsColumnOf: graded.mapping.key },
      unnamed,
    );
    expect(world.sandbox.control.getGradebook(COURSE).columns.map(({ resourceId }) => resourceId)).toEqual([
      null,
      null,
    ]);
    grade(world, graded, 'student01', 90);
    for (let round = 0; round < 3; round += 1) await runRound(world);

    const { stores, institution } = world.tool.context;
    const awards = await stores.awards.listByCourse(institution.id, graded.course.id);
    expect(awards).toMatchObject([{ badgeClassId: graded.mapping.badgeClassId, state: 'awarded' }]);
    const mappings = await stores.mappings.list(institution.id, graded.course.id);
    expect(mappings.map(({ state }) => state)).toEqual(['active', 'active']);
    const { grades } = world.sandbox.control.getGradebook(COURSE);
    expect(grades.filter(({ columnId }) => columnId === shown.columnId)).toMatchObject([
      { login: 'student01', score: 1, by: world.clientId },
    ]);
  });
});
