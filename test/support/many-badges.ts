/**
 * Courses by how many badges are in them, at an institution with as many badge classes: for pages of which badges are the rows.
 *
 * @module
 */
import { isOffered } from '../../src/badges/badge-class.js';
import { playLaunch } from '../../src/sandbox/visitor/visitor.js';
import { PASSED_STUDENT } from './furnish-course.js';
import { COURSE, grade, placeBadge, runRound, type CourseWorld } from './start-course.js';

export interface CourseOfBadges {
  readonly id: string;
  readonly link: string;
}

export interface ManyBadges {
  /** Its student holds one badge and is still to earn the others. */
  readonly course: CourseOfBadges;
  /** A copy of it, in which its teacher opened one of the copied links. */
  readonly copy: CourseOfBadges;
  readonly learnerId: string;
}

/** Leaves this many badge classes on offer, for as long as `work` takes. */
export async function whereOffered<T>(
  { tool }: CourseWorld,
  count: number,
  work: () => Promise<T>,
): Promise<T> {
  const { institution, badgeClassEditing, badgeClasses } = tool.context;
  const setArchived = async (id: string, isArchived: boolean): Promise<void> => {
    const { revision } = await badgeClasses.get(institution.id, id);
    await badgeClassEditing.setArchived(institution.id, id, revision, isArchived, { kind: 'command-line' });
  };
  const others = (await badgeClasses.list(institution.id)).filter(isOffered).slice(count);
  for (const { id } of others) await setArchived(id, true);
  try {
    return await work();
  } finally {
    for (const { id } of others) await setArchived(id, false);
  }
}

/** Badge classes until there are `count`, each of them mapped in the course and read from the column of its first. */
export async function addManyBadges(world: CourseWorld, count: number): Promise<ManyBadges> {
  const { context, baseUrl } = world.tool;
  const { control } = world.sandbox;
  const { id: institutionId } = context.institution;
  const first = await placeBadge(world);
  grade(world, first, PASSED_STUDENT, 80);
  await runRound(world);
  const issuer = await context.issuers.ensureFirst(context.institution);
  const mapOne = async (number: number): Promise<void> => {
    const badgeClass = await context.badgeClasses.create(
      institutionId,
      {
        issuerId: issuer.id,
        variant: 'extra-curricular',
        name: { nl: `Vaardigheid ${number}`, en: `Skill ${number}` },
        description: { nl: 'Wat je laat zien.', en: 'What you show.' },
        criteria: { nl: 'Je liet het zien.', en: 'You showed it.' },
        language: 'nl',
      },
      { kind: 'command-line' },
    );
    await context.mappings.place(
      first.course,
      {
        badgeClassId: badgeClass.id,
        columnRole: 'none',
        unit: 'percent',
        value: 90,
        columnMaximum: 1,
        readsColumnOf: first.mapping.key,
        wait: { notBefore: null, stoodHours: 0 },
        hasNoLink: true,
      },
      first.mapping.createdBy,
    );
  };
  await Promise.all(Array.from({ length: count - 1 }, (_, index) => mapOne(index + 2)));
  await runRound(world);

  const plain = { clientId: world.clientId, title: 'Badges', url: `${baseUrl}/lti/launch` };
  const link = control.addLink(COURSE, plain);
  const copy = control.addCourse({ label: 'KOPIE', title: 'Kopie', copyOf: COURSE, teacher: 'teacher' });
  const copied = control.listLinks(copy.id).find(({ custom }) => custom['insigne_mapping'] !== undefined);
  if (!copied) throw new Error('the copy has no link of the old course');
  await playLaunch(world.sandboxUrl, { user: 'teacher', course: copy.id, link: copied.id });
  const enrolments = await context.stores.enrolments.list(institutionId, first.course.id);
  const learner = enrolments.find(({ isLearner }) => isLearner);
  return {
    course: { id: COURSE, link: link.id },
    copy: { id: copy.id, link: copied.id },
    learnerId: learner?.learnerId ?? '',
  };
}
