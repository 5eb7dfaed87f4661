/**
 * A student's badges of one course: held, on the way, possible.
 *
 * @module
 */
import type { OwnBadge, OwnBadgesOfCourse } from '../../awarding/own-badges.js';
import type { Variant } from '../../badges/badge-class.js';
import { badgeAddress, badgeImage } from '../course/course-address.js';
import type { CourseWords } from '../course/course-words.js';
import {
  presentConditions,
  presentStop,
  sayRow,
  type CredentialStanding,
  type PresentedStop,
} from './present-own-badge.js';

/** A badge that another one asks for: a stack fills up with them. */
export interface StackPart {
  readonly name: string;
  readonly image: string;
  readonly isHeld: boolean;
}

export interface OwnBadgeRow {
  readonly href: string;
  readonly name: string;
  readonly variant: Variant;
  readonly image: string;
  readonly sentence: string;
  /** Why what was earned does not hold now; null where it does. */
  readonly stopped: PresentedStop | null;
  /** Null for a badge that asks for no others. */
  readonly stack: { readonly text: string; readonly parts: readonly StackPart[] } | null;
}

export interface PresentedOwnBadges {
  readonly title: string;
  /** Those with something in them. */
  readonly groups: readonly {
    readonly title: string;
    readonly id: string;
    readonly rows: readonly OwnBadgeRow[];
  }[];
  readonly readAt: string;
}

const GROUPS = ['held', 'way', 'possible'] as const;
type Group = (typeof GROUPS)[number];

/** @param credentials - by award id */
export function presentOwnBadges(
  own: OwnBadgesOfCourse,
  words: CourseWords,
  credentials: ReadonlyMap<string, CredentialStanding> = new Map(),
): PresentedOwnBadges {
  const { t, formats } = words;
  const { course, readAt } = own;
  const badges = own.badges.filter(isFirstOfItsAward);
  const groups = GROUPS.map((id) => ({
    id,
    title: t(`student.group.${id}`),
    rows: badges
      .filter((one) => chooseGroup(one) === id)
      .map((one) => presentRow(one, course.id, words, credentials)),
  }));
  return {
    title: t('student.title', { course: course.title ?? t('course.this-course') }),
    groups: groups.filter(({ rows }) => rows.length > 0),
    readAt: readAt ? t('course.read-at', { at: formats.dateTime(readAt) }) : t('course.never-read'),
  };
}

/** What was earned once stands there once, however many links lead to it. */
function isFirstOfItsAward(
  { standing: { award } }: OwnBadge,
  index: number,
  all: readonly OwnBadge[],
): boolean {
  return award === null || all.findIndex(({ standing }) => standing.award?.id === award.id) === index;
}

/** On the way: there is a grade, or the badge only waits. A grade that does not count yet is not told by the group. */
function chooseGroup({ standing, settlesAt }: OwnBadge): Group {
  const { state, evaluation } = standing;
  if (state === 'earned') return 'held';
  if (settlesAt) return 'possible';
  if (state === 'near' || state === 'waiting') return 'way';
  return state === 'not-met' && evaluation?.inputs[0]?.score != null ? 'way' : 'possible';
}

function presentRow(
  own: OwnBadge,
  courseId: string,
  words: CourseWords,
  credentials: ReadonlyMap<string, CredentialStanding>,
): OwnBadgeRow {
  const { badgeClass, mapping } = own.badge;
  const credential = own.standing.award && credentials.get(own.standing.award.id);
  const conditions = presentConditions(own, words);
  const progress = {
    met: conditions.filter(({ state }) => state === 'met').length,
    of: conditions.length,
  };
  return {
    href: badgeAddress(courseId, mapping.key),
    name: badgeClass.name[words.language],
    variant: badgeClass.variant,
    image: badgeImage(badgeClass.id, words.language, own.standing.award ? undefined : progress),
    sentence: sayRow(own, words),
    stopped: credential ? presentStop(credential, words) : null,
    stack: presentStack(own, words),
  };
}

function presentStack({ badge, standing }: OwnBadge, { t, language }: CourseWords): OwnBadgeRow['stack'] {
  if (badge.heldBadgeClasses.length === 0) return null;
  const inputs = standing.award?.inputs ?? standing.evaluation?.inputs ?? [];
  const parts = badge.heldBadgeClasses.map(({ id, name }) => {
    const isHeld = inputs.some(
      (input) => input.source === 'badge' && input.columnKey === id && input.isPassed === true,
    );
    return {
      name: name[language],
      image: badgeImage(id, language, isHeld ? undefined : { met: 0, of: 1 }),
      isHeld,
    };
  });
  const held = parts.filter(({ isHeld }) => isHeld).length;
  return { text: t('student.stack', { held, of: parts.length }), parts };
}
