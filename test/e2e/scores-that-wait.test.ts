/**
 * Scores that an LMS does not take as they come: Canvas until the assignment is published, Moodle where a teacher graded by hand.
 * Nothing is lost, and the learner's page says what stands in the way.
 */
import { afterEach, describe, expect, it } from 'vitest';
import type { ProfileName } from '../../src/sandbox/profiles/profile.js';
import { playLaunch } from '../../src/sandbox/visitor/visitor.js';
import { readText } from '../integration/web-course/read-text.js';
import {
  COURSE,
  grade,
  placeBadge,
  placeShownBadge,
  runRound,
  startCourse,
  type CourseWorld,
  type PlacedBadge,
} from '../support/start-course.js';

const STUDENT = 'student01';

describe('a score of an award', () => {
  let world: CourseWorld;
  let shown: PlacedBadge;
  afterEach(() => world.close());

  async function open(profile: ProfileName, { published = true } = {}): Promise<PlacedBadge> {
    world = await startCourse({ sandbox: { profile, students: 2 } });
    const badge = await placeBadge(world);
    shown = await placeShownBadge(world, badge, { published });
    return badge;
  }

  async function readPassback() {
    const { context } = world.tool;
    const scores = await context.stores.badgeScores.listByCourse(context.institution.id, shown.course.id);
    return scores.find(({ mappingId }) => mappingId === shown.mapping.id)?.passback;
  }

  const readGrade = () =>
    world.sandbox.control
      .getGradebook(COURSE)
      .grades.find(({ columnId, login }) => columnId === shown.columnId && login === STUDENT);

  /** What the teacher reads about this student. */
  async function readLearnerPage(): Promise<string> {
    const { control } = world.sandbox;
    control.setLocale('teacher', 'en');
    const { visitor, page } = await playLaunch(world.sandboxUrl, { user: 'teacher', link: shown.linkId });
    const course = /^.*\/courses\/[^/?#]+/.exec(page.url)?.[0] ?? '';
    const { html } = await visitor.get(`${course}/learners`);
    const name = control.listMembers(COURSE).find(({ login }) => login === STUDENT)?.name ?? '';
    const address = new RegExp(`href="([^"]*/learners/[^"/]+)"[^>]*>[^<]*${name}`).exec(html)?.[1] ?? '';
    return readText((await visitor.get(new URL(address, course).href)).html);
  }

  it('waits on Canvas until the assignment is published, says so, and is posted by itself then', async () => {
    const badge = await open('canvas', { published: false });
    grade(world, badge, STUDENT, 90);
    await runRound(world);
    await runRound(world);
    expect(await readPassback()).toMatchObject({ state: 'waiting', lastErrorCode: 'column_unpublished' });
    expect(readGrade()).toBeUndefined();
    expect(await readLearnerPage()).toMatch(/publish/i);
    world.sandbox.control.changeLink(COURSE, shown.linkId, { published: true });
    for (let round = 0; round < 3; round += 1) await runRound(world, 3_600);
    expect(await readPassback()).toMatchObject({ state: 'posted', lastErrorCode: null });
    expect(readGrade()).toMatchObject({ score: 1, by: world.clientId });
  });

  it('stands back on Moodle where a teacher graded by hand, and the page shows the conflict', async () => {
    const badge = await open('moodle');
    world.sandbox.control.setGrade(COURSE, shown.columnId ?? '', STUDENT, 0.5);
    grade(world, badge, STUDENT, 90);
    await runRound(world);
    await runRound(world);
    expect(await readPassback()).toMatchObject({ state: 'overridden' });
    expect(readGrade()).toMatchObject({ score: 0.5, by: 'teacher' });
    expect(await readLearnerPage()).toMatch(/Moodle keeps/);
  });
});
