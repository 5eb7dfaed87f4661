/**
 * The school of the soak: an LMS with many courses and learners, each course with badges whose rules differ. Everything is
 * arranged as people arrange it: the tool is registered, links are added and opened.
 */
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.js';
import { createVisitor, playLaunch } from '../../src/sandbox/visitor/visitor.js';
import type { Mapping } from '../../src/awarding/mapping.js';
import type { Context } from '../../src/context.js';
import type { Course } from '../../src/lti/course.js';
import type { NaiveRule } from '../support/naive-evaluator.js';
import type { RunningTool } from '../support/start-tool.js';

/**
 * What each course has: two columns that teachers grade, a badge on each, one on both, one that shows in the gradebook. A
 * lower result takes the one on both away, and leaves the others.
 */
export const BADGES = ['exam', 'paper', 'both', 'shown'] as const;
export const WITHDRAWN_WHEN_LOWERED: readonly string[] = ['both'];
export type BadgeName = (typeof BADGES)[number];

export interface SchoolCourse {
  /** At the LMS. */
  readonly id: string;
  readonly course: Course;
  readonly mappings: ReadonlyMap<BadgeName, Mapping>;
  readonly rules: ReadonlyMap<BadgeName, NaiveRule>;
  /** Ids at the LMS of the columns, by key of the mapping they came with. */
  readonly columns: ReadonlyMap<string, string>;
  readonly logins: readonly string[];
}

export interface School {
  readonly sandbox: Sandbox;
  readonly clientId: string;
  readonly courses: readonly SchoolCourse[];
  close(): Promise<void>;
}

export interface SchoolSize {
  readonly courses: number;
  readonly learners: number;
}

export async function furnishSchool(
  { context, baseUrl }: RunningTool,
  { courses, learners }: SchoolSize,
  onCourse: (done: number) => void,
): Promise<School> {
  const sandbox = await createSandbox({ students: 0 });
  const lms = await sandbox.start();
  const { control } = sandbox;
  control.changeSettings({ pageSizes: { members: 40, lineitems: 50, results: 60 } });
  const invite = await context.invites.create(context.institution.id, { kind: 'command-line' });
  const { registrationUrl } = control.openRegistration({ toolUrl: invite.url });
  await createVisitor().get(registrationUrl ?? '');
  const [registered] = control.listTools();
  if (!registered) throw new Error('the tool is not registered');
  const { clientId } = registered;
  const badgeClassIds = await makeBadgeClasses(context);

  const made: SchoolCourse[] = [];
  for (let number = 1; number <= courses; number += 1) {
    const { id } = control.addCourse({ label: `C${number}`, title: `Cursus ${number}`, teacher: 'teacher' });
    // Learners are in several courses, as in a school.
    const logins = Array.from(
      { length: learners },
      (_, index) => `l${(number * 37 + index) % (learners * 8)}`,
    );
    for (const login of logins) control.addMember(id, { login });
    const plain = control.addLink(id, { clientId, title: 'Badges' });
    await playLaunch(lms.url, { user: 'teacher', course: id, link: plain.id });
    control.removeLink(id, plain.id);
    const known = await context.stores.courses.list(context.institution.id);
    const course = known.find(({ title }) => title === `Cursus ${number}`);
    if (!course) throw new Error('the launch made no course');
    made.push(await furnishCourse(id, course, logins));
    onCourse(number);
  }

  async function furnishCourse(id: string, course: Course, logins: string[]): Promise<SchoolCourse> {
    const { id: institutionId } = context.institution;
    const [teacher] = await context.stores.enrolments.list(institutionId, course.id);
    const place = (name: BadgeName, draft: Partial<Parameters<typeof context.mappings.place>[1]>) =>
      context.mappings.place(
        course,
        {
          badgeClassId: badgeClassIds[name],
          columnRole: 'grade',
          unit: 'percent',
          value: 55,
          columnMaximum: 100,
          readsColumnOf: null,
          wait: { notBefore: null, stoodHours: 0 },
          ...draft,
        },
        teacher?.learnerId ?? '',
      );
    const exam = await place('exam', {});
    const paper = await place('paper', { value: 7, unit: 'points', columnMaximum: 10 });
    const shown = await place('shown', { columnRole: 'badge', readsColumnOf: exam.key, value: 80 });
    const both = {
      ...exam,
      id: `${exam.id}-both`,
      key: `${exam.key}-both`,
      badgeClassId: badgeClassIds.both,
      columnRole: 'none' as const,
      columnMaximum: null,
      policies: { ...exam.policies, lowered: 'withdraw' as const },
      rule: {
        kind: 'any-of' as const,
        of: [
          { kind: 'at-least' as const, columnKey: exam.key, unit: 'percent' as const, value: 90 },
          {
            kind: 'all-of' as const,
            of: [
              { kind: 'at-least' as const, columnKey: exam.key, unit: 'percent' as const, value: 55 },
              { kind: 'at-least' as const, columnKey: paper.key, unit: 'percent' as const, value: 55 },
            ],
          },
        ],
      },
    };
    await context.stores.mappings.create(institutionId, both);
    await context.stores.mappings.markSeen(institutionId, both.id, new Date());

    const columns = new Map<string, string>();
    for (const mapping of [exam, paper, shown]) {
      const link = control.addLink(id, {
        clientId,
        title: `Badge ${mapping.badgeClassId}`,
        url: `${baseUrl}/lti/launch`,
        custom: { insigne_mapping: mapping.key },
        lineItem: {
          scoreMaximum: mapping.columnMaximum ?? 1,
          resourceId: mapping.key,
          tag: mapping.columnRole === 'badge' ? 'badge' : 'grade',
        },
      });
      columns.set(mapping.key, link.columnId ?? '');
      if (mapping === exam) await playLaunch(lms.url, { user: 'teacher', course: id, link: link.id });
    }
    const mappings = new Map<BadgeName, Mapping>([
      ['exam', exam],
      ['paper', paper],
      ['both', both],
      ['shown', shown],
    ]);
    const rules = new Map([...mappings].map(([name, { rule }]) => [name, rule as NaiveRule]));
    const found = await context.stores.courses.find(institutionId, course.id);
    return { id, course: found ?? course, mappings, rules, columns, logins };
  }

  return { sandbox, clientId, courses: made, close: lms.close };
}

async function makeBadgeClasses(context: Context): Promise<Record<BadgeName, string>> {
  const seeded = await context.seed();
  const pattern = seeded.find(({ variant }) => variant === 'extra-curricular');
  if (!pattern) throw new Error('no badge class to begin with');
  for (const id of BADGES) {
    await context.badgeClasses.create(
      context.institution.id,
      { ...pattern, id, mayBeMapped: { where: 'any-course' } },
      { kind: 'command-line' },
    );
  }
  return { exam: 'exam', paper: 'paper', both: 'both', shown: 'shown' };
}
