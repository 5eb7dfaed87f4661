/**
 * A badge of this course, for a teacher: the rule, how it stands, and how it works.
 *
 * @module
 */
import type { CourseBoard, MappedBadge } from '../../awarding/course-board.js';
import { listColumnKeys } from '../../awarding/rule.js';
import type { Variant } from '../../badges/badge-class.js';
import { parseProse, type Block } from '../public/prose.js';
import {
  approvalsAddress,
  badgeAddress,
  badgeImage,
  checkAddress,
  courseAddress,
  editAddress,
  learnersAddress,
} from './course-address.js';
import { capitalise, type CourseWords } from './course-words.js';
import { listApprovable } from './filter-learners.js';
import {
  presentCounts,
  presentOverview,
  presentState,
  type PresentedCounts,
  type PresentedNeed,
  type PresentedState,
} from './present-overview.js';
import { presentRule } from './present-rule.js';

export interface MappingStep {
  readonly text: string;
  /** Null for what has no end. */
  readonly isDone: boolean | null;
}

export interface PresentedMapping {
  readonly name: string;
  readonly variant: Variant;
  readonly image: string;
  readonly rule: string;
  readonly column: string;
  /** What comes with the role; null once it is there. */
  readonly columnHint: string | null;
  /** How it is awarded. */
  readonly mode: string;
  /** Null where nobody waits for a yes. */
  readonly toApprove: { readonly href: string; readonly text: string } | null;
  readonly counts: PresentedCounts;
  readonly state: PresentedState;
  readonly needs: readonly PresentedNeed[];
  /** What is to be done once: save, open once, grade; empty when all of it is. */
  readonly steps: readonly MappingStep[];
  readonly description: readonly Block[];
  readonly criteria: readonly Block[];
  readonly readAt: string;
  readonly overviewHref: string;
  readonly learnersHref: string;
  readonly key: string;
  readonly checkHref: string;
  readonly editHref: string;
  readonly publicHref: string;
  /** Null where no grade of the LMS is read. */
  readonly hiddenGrades: string | null;
  /** Null where it follows no template. */
  readonly follows: string | null;
}

export function presentMapping(badge: MappedBadge, board: CourseBoard, words: CourseWords): PresentedMapping {
  const { mapping, badgeClass } = badge;
  const { t, language, lms } = words;
  const { course, sync } = board;
  const role = mapping.columnRole;
  const here = badgeAddress(course.id, mapping.key);
  const mine: CourseBoard = { ...board, badges: [badge] };
  const overview = presentOverview(mine, words);
  const isOpened =
    course.membershipsUrl !== null || sync?.membersReadAt != null || course.linkOpenedAt !== null;
  const isSettled = mapping.seenAt !== null && isOpened && sync?.completeAt != null;
  const waiting = listApprovable(mine).length;
  return {
    name: badgeClass.name[language],
    variant: badgeClass.variant,
    image: badgeImage(badgeClass.id, language),
    rule: presentRule(badge, words),
    column: t(`role.${role}`, { lms }),
    columnHint: isSettled ? null : capitalise(t(`role.${role}.hint`, { lms })),
    mode: t(`how.mode.${mapping.policies.mode}`),
    toApprove:
      waiting > 0
        ? {
            href: `${approvalsAddress(course.id)}#m-${mapping.id}`,
            text: t('approve.count', { count: waiting }),
          }
        : null,
    counts: presentCounts(board, mapping, words),
    state: presentState(badge, words) ?? { meaning: 'is-earned', icon: 'check', word: t('state.active') },
    // What leads to this very page leads nowhere.
    needs: overview.needs.map((need) => (need.href === here ? { ...need, href: null } : need)),
    steps: isSettled
      ? []
      : [
          { text: t('mapping.after.save', { lms }), isDone: mapping.seenAt !== null },
          { text: t('mapping.after.open'), isDone: isOpened },
          { text: capitalise(t(`mapping.after.grade.${role}`, { lms })), isDone: null },
        ],
    description: parseProse(badgeClass.description[language]),
    criteria: parseProse(badgeClass.criteria[language]),
    readAt: overview.readAt,
    overviewHref: courseAddress(course.id),
    learnersHref: learnersAddress(course.id),
    key: mapping.key,
    checkHref: checkAddress(course.id),
    editHref: editAddress(course.id, mapping.key),
    publicHref: `/badges/${encodeURIComponent(badgeClass.id)}`,
    hiddenGrades:
      role === 'assessed' || listColumnKeys(mapping.rule).length === 0
        ? null
        : t('mapping.hidden-grades', { lms }),
    follows: mapping.template?.isLinked ? t('templates.follows') : null,
  };
}
