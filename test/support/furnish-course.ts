/**
 * A course with something of everything: a badge that is earned, nearly earned and not, one that is assessed in the tool,
 * one that waits for permission, a link of unknown origin, and a second course that is empty.
 *
 * @module
 */
import type { Mapping } from '../../src/awarding/mapping.js';
import { COURSE, grade, placeBadge, runRound, type CourseWorld, type PlacedBadge } from './start-course.js';

export const PASSED_STUDENT = 'student01';
export const NEAR_STUDENT = 'student02';
export const UNGRADED_STUDENT = 'student03';

export interface FurnishedCourse {
  readonly world: CourseWorld;
  /** The teacher grades it in the LMS. */
  readonly graded: PlacedBadge;
  /** The teacher assesses it in the tool. */
  readonly assessed: PlacedBadge;
  /** It waits for the institution. */
  readonly waiting: PlacedBadge;
  /** A link to the course, without a badge. */
  readonly courseLink: string;
  /** A link that was copied from who knows where. */
  readonly foreignLink: string;
  /** A course of the same teacher without badges, and its link. */
  readonly emptyCourse: { readonly id: string; readonly link: string };
}

export async function furnishCourse(world: CourseWorld): Promise<FurnishedCourse> {
  const { context } = world.tool;
  const { id: institutionId } = context.institution;
  const seeded = await context.seed();
  const issuer = await context.issuers.ensureFirst(context.institution);
  const presenting = await context.badgeClasses.create(
    institutionId,
    {
      issuerId: issuer.id,
      variant: 'extra-curricular',
      name: { nl: 'Presenteren voor publiek', en: 'Presenting to an Audience' },
      description: { nl: 'Je houdt een zaal bij de les.', en: 'You keep a room with you.' },
      criteria: { nl: 'Je gaf drie presentaties.', en: 'You gave three presentations.' },
      language: 'nl',
    },
    { kind: 'command-line' },
  );
  const microcredential = seeded.find(({ variant }) => variant === 'microcredential');

  const graded = await placeBadge(world);
  const assessed = await placeBadge(world, { badgeClassId: presenting.id, columnRole: 'assessed' });
  const waiting = await placeBadge(world, {
    badgeClassId: microcredential?.id ?? '',
    wait: { notBefore: new Date('2026-12-17T23:00:00Z'), stoodHours: 24 },
  });
  grade(world, graded, PASSED_STUDENT, 80);
  grade(world, graded, NEAR_STUDENT, 54.9);
  grade(world, waiting, PASSED_STUDENT, 90);
  await runRound(world);

  const { control } = world.sandbox;
  const { clientId } = world;
  const plain = { clientId, title: 'Badges', url: `${world.tool.baseUrl}/lti/launch` };
  const other = control.addCourse({ label: 'DATA-2', title: 'Data en duiding', teacher: 'teacher' });
  return {
    world,
    graded,
    assessed,
    waiting,
    courseLink: control.addLink(COURSE, plain).id,
    foreignLink: control.addLink(COURSE, { ...plain, custom: { insigne_mapping: 'x'.repeat(22) } }).id,
    emptyCourse: { id: other.id, link: control.addLink(other.id, plain).id },
  };
}

/** A mapping that the teacher placed, and whose form in the LMS was never saved. */
export async function placeUnsaved({ world, graded }: FurnishedCourse): Promise<Mapping> {
  const { mapping, course } = graded;
  return world.tool.context.mappings.place(
    course,
    {
      badgeClassId: mapping.badgeClassId,
      columnRole: 'badge',
      unit: 'points',
      value: 60,
      columnMaximum: 1,
      readsColumnOf: mapping.key,
      wait: { notBefore: null, stoodHours: 0 },
    },
    mapping.createdBy,
  );
}
