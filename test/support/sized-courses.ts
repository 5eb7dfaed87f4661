/**
 * Courses by how much is in them: nothing, one of everything, and many. For pages that must hold with 0, 1 and 500 rows.
 *
 * @module
 */
import { playLaunch } from '../../src/sandbox/visitor/visitor.js';
import { NEAR_STUDENT, type FurnishedCourse } from './furnish-course.js';
import { COURSE, runRound } from './start-course.js';

export const SIZES = ['none', 'one', 'many'] as const;
export type Size = (typeof SIZES)[number];

export interface SizedCourse {
  readonly id: string;
  /** *Badges in this course*. */
  readonly link: string;
}

export type SizedCourses = Readonly<Record<Size, SizedCourse>> & {
  /** Without badges too, and with a student in it: whoever opens a page is a row of the teacher's. */
  readonly noneWithStudent: SizedCourse;
};

const MANY = 500;

export async function addSizedCourses(furnished: FurnishedCourse): Promise<SizedCourses> {
  const { world, graded } = furnished;
  const { control } = world.sandbox;
  const { context } = world.tool;
  const { id: institutionId } = context.institution;
  const plain = {
    clientId: world.clientId,
    title: 'Badges',
    url: `${world.tool.baseUrl}/lti/launch`,
  };

  const known = new Set((await context.stores.courses.list(institutionId)).map(({ id }) => id));
  const one = control.addCourse({ label: 'EEN', title: 'Eén van alles', teacher: 'teacher' });
  control.addMember(one.id, { login: NEAR_STUDENT, role: 'learner' });
  const oneLink = control.addLink(one.id, plain);
  await playLaunch(world.sandboxUrl, { user: 'teacher', course: one.id, link: oneLink.id });
  const course = (await context.stores.courses.list(institutionId)).find(({ id }) => !known.has(id));
  if (!course) throw new Error('the launch made no course');
  const mapping = await context.mappings.place(
    course,
    {
      badgeClassId: graded.mapping.badgeClassId,
      columnRole: 'grade',
      unit: 'percent',
      value: 55,
      columnMaximum: 100,
      readsColumnOf: null,
      wait: { notBefore: null, stoodHours: 0 },
    },
    graded.mapping.createdBy,
  );
  const badge = control.addLink(one.id, {
    ...plain,
    title: 'Badge',
    custom: { insigne_mapping: mapping.key },
    lineItem: { scoreMaximum: 100, label: 'Badge', resourceId: mapping.key, tag: 'grade' },
  });
  await playLaunch(world.sandboxUrl, { user: 'teacher', course: one.id, link: badge.id });
  control.setGrade(one.id, badge.columnId ?? '', NEAR_STUDENT, 50);

  const quiet = control.addCourse({ label: 'NUL', title: 'Nog niets', teacher: 'teacher' });
  control.addMember(quiet.id, { login: NEAR_STUDENT, role: 'learner' });
  const quietLink = control.addLink(quiet.id, plain);

  const already = control.listMembers(COURSE).filter(({ role }) => role === 'learner').length;
  for (let number = already + 1; number <= MANY; number += 1) {
    const login = `many${String(number).padStart(3, '0')}`;
    control.addMember(COURSE, { login, givenName: `Student ${number}`, familyName: 'van den Achternaam' });
  }
  await runRound(world, 3600);
  return {
    none: { id: furnished.emptyCourse.id, link: furnished.emptyCourse.link },
    noneWithStudent: { id: quiet.id, link: quietLink.id },
    one: { id: one.id, link: oneLink.id },
    many: { id: COURSE, link: furnished.courseLink },
  };
}
