/**
 * Courses by how much is in them: nothing, one of everything, and many. For pages that must hold with 0, 1 and 500 rows.
 *
 * @module
 */
import { randomUUID } from 'node:crypto';
import { DEFAULT_POLICIES } from '../../src/awarding/policies.js';
import { playLaunch } from '../../src/sandbox/visitor/visitor.js';
import { NEAR_STUDENT, type FurnishedCourse } from './furnish-course.js';
import { COURSE, grade, placeBadge, runRound } from './start-course.js';

export const SIZES = ['none', 'one', 'many'] as const;
export type Size = (typeof SIZES)[number];

export interface SizedCourse {
  readonly id: string;
  /** *Badges in this course*. */
  readonly link: string;
  /** Of a badge of it; null where there is none. */
  readonly mappingKey: string | null;
  /** One of its learners, as the tool knows them. */
  readonly learnerId: string | null;
}

export type SizedCourses = Readonly<Record<Size, SizedCourse>> & {
  /** Without badges too, and with a student in it: whoever opens a page is a row of the teacher's. */
  readonly noneWithStudent: SizedCourse;
};

const MANY = 500;
const ASKS = { ...DEFAULT_POLICIES, mode: 'after-approval' } as const;

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
      policies: ASKS,
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
  // One who waits for a yes.
  control.setGrade(one.id, badge.columnId ?? '', NEAR_STUDENT, 60);

  const quiet = control.addCourse({ label: 'NUL', title: 'Nog niets', teacher: 'teacher' });
  control.addMember(quiet.id, { login: NEAR_STUDENT, role: 'learner' });
  const quietLink = control.addLink(quiet.id, plain);

  const already = control.listMembers(COURSE).filter(({ role }) => role === 'learner').length;
  for (let number = already + 1; number <= MANY; number += 1) {
    const login = `many${String(number).padStart(3, '0')}`;
    control.addMember(COURSE, { login, givenName: `Student ${number}`, familyName: 'van den Achternaam' });
  }
  const asked = await placeBadge(world, { policies: ASKS });
  for (const { login } of control.listMembers(COURSE).filter(({ role }) => role === 'learner')) {
    grade(world, asked, login, 60);
  }
  await runRound(world, 3600);
  for (let number = 1; number <= MANY; number += 1) {
    await context.stores.audit.append(institutionId, {
      id: randomUUID(),
      institutionId,
      at: new Date(world.clock.now.getTime() - number * 60_000),
      actor: { kind: 'learner', id: graded.mapping.createdBy },
      action: 'mapping.revised',
      subject: { kind: 'mapping', id: asked.mapping.id },
      detail: { version: number },
    });
  }

  const drafts = { [course.id]: 1, [graded.course.id]: MANY };
  await context.stores.institutions.change(institutionId, { teachersMayDraft: true });
  const issuer = await context.issuers.ensureFirst(context.institution);
  for (const [draftedInCourseId, count] of Object.entries(drafts)) {
    for (let number = 1; number <= count; number += 1) {
      await context.badgeClasses.create(
        institutionId,
        {
          issuerId: issuer.id,
          variant: 'extra-curricular',
          name: { nl: `Ontwerp ${number}`, en: `Design ${number}` },
          description: { nl: '', en: '' },
          criteria: { nl: '', en: '' },
          language: 'nl',
          state: 'draft',
          draftedInCourseId,
        },
        { kind: 'learner', id: graded.mapping.createdBy },
      );
    }
  }

  const findLearner = async (courseId: string): Promise<string | null> => {
    const enrolments = await context.stores.enrolments.list(institutionId, courseId);
    return enrolments.find(({ isLearner }) => isLearner)?.learnerId ?? null;
  };
  const nothing = { mappingKey: null, learnerId: null };
  return {
    none: { id: furnished.emptyCourse.id, link: furnished.emptyCourse.link, ...nothing },
    noneWithStudent: { id: quiet.id, link: quietLink.id, ...nothing },
    one: {
      id: one.id,
      link: oneLink.id,
      mappingKey: mapping.key,
      learnerId: await findLearner(course.id),
    },
    many: {
      id: COURSE,
      link: furnished.courseLink,
      mappingKey: asked.mapping.key,
      learnerId: await findLearner(graded.course.id),
    },
  };
}
