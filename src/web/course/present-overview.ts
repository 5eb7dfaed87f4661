/**
 * A teacher's overview of a course.
 *
 * @module
 */
import type { CourseBoard, MappedBadge } from '../../awarding/course-board.js';
import { approvalsAddress } from './course-address.js';
import { listNeeds, type CourseNeed } from '../../awarding/course-needs.js';
import type { StandingCounts } from '../../awarding/standing.js';
import type { Variant } from '../../badges/badge-class.js';
import { isTextKey } from '../../language/translate.js';
import { presentRound, type PresentedRound } from '../present-round.js';
import {
  badgeAddress,
  badgeImage,
  checkAddress,
  courseAddress,
  learnerAddress,
  learnersAddress,
  mapAddress,
} from './course-address.js';
import { capitalise, type CourseWords } from './course-words.js';
import { presentRule } from './present-rule.js';
import type { Meaning } from './present-standing.js';

export interface PresentedNeed {
  readonly text: string;
  /** Where something can be done about it; null when nothing can be done here. */
  readonly href: string | null;
  readonly meaning: Meaning;
  readonly icon: string;
}

export interface PresentedCounts {
  readonly earned: number;
  readonly total: number;
  /** Of the bar, for screen readers. */
  readonly label: string;
  /** Of the bar: percent of its width. */
  readonly parts: readonly { readonly meaning: Meaning; readonly x: number; readonly width: number }[];
  /** In the order of the bar; those with nobody left out. */
  readonly legend: readonly { readonly meaning: Meaning; readonly icon: string; readonly text: string }[];
  /** Instead of it, while nobody is known. */
  readonly none: string | null;
}

export interface PresentedState {
  readonly meaning: Meaning;
  readonly icon: string;
  readonly word: string;
}

export interface OverviewBadge {
  readonly href: string;
  readonly image: string;
  readonly name: string;
  readonly variant: Variant;
  readonly rule: string;
  readonly counts: PresentedCounts;
  readonly mode: string;
  /** Null while it simply works. */
  readonly state: PresentedState | null;
}

export interface PresentedOverview {
  readonly title: string;
  readonly href: string;
  readonly needs: readonly PresentedNeed[];
  readonly badges: readonly OverviewBadge[];
  readonly readAt: string;
  /** What the last round found; null before the first. */
  readonly lastRound: PresentedRound | null;
  readonly checkHref: string;
  readonly mapHref: string;
  readonly learnersHref: string;
  readonly learnersCount: string;
  readonly learnersTotal: number;
  readonly lms: string;
}

export function presentOverview(board: CourseBoard, words: CourseWords): PresentedOverview {
  const { t, formats } = words;
  const { course, sync, learners } = board;
  const total = learners.length;
  return {
    title: t('overview.title', { course: course.title ?? t('course.this-course') }),
    href: courseAddress(course.id),
    needs: listNeeds(board).map((need) => presentNeed(need, course.id, words)),
    badges: sortByNeed(board).map((badge) => presentBadge(badge, board, words)),
    readAt: sync?.completeAt
      ? t('course.read-at', { at: formats.dateTime(sync.completeAt) })
      : t('course.never-read'),
    lastRound: board.lastRound && presentRound(board.lastRound, sync, words.lms, words),
    checkHref: checkAddress(course.id),
    mapHref: mapAddress(course.id),
    learnersHref: learnersAddress(course.id),
    learnersCount: presentLearnerCount(total, words),
    learnersTotal: total,
    lms: words.lms,
  };
}

/** Those that need their teacher first, else as they were mapped. */
function sortByNeed(board: CourseBoard): MappedBadge[] {
  const needing = new Set(
    listNeeds(board).flatMap((need) => ('badge' in need ? [need.badge.mapping.id] : [])),
  );
  const rank = ({ mapping }: MappedBadge): number => (needing.has(mapping.id) ? 0 : 1);
  return [...board.badges].sort((a, b) => rank(a) - rank(b));
}

function presentBadge(badge: MappedBadge, board: CourseBoard, words: CourseWords): OverviewBadge {
  const { mapping, badgeClass } = badge;
  const { t, language, lms } = words;
  const role = t(`role.${mapping.columnRole}`, { lms });
  return {
    href: badgeAddress(board.course.id, mapping.key),
    image: badgeImage(badgeClass.id, language),
    name: badgeClass.name[language],
    variant: badgeClass.variant,
    rule: presentRule(badge, words, 'teacher', 'list'),
    counts: presentCounts(board, mapping, words),
    mode: `${t(`how.mode.${mapping.policies.mode}`)} · ${role}`,
    state: presentState(badge, words),
  };
}

export function presentCounts(
  board: CourseBoard,
  mapping: MappedBadge['mapping'],
  { t }: CourseWords,
): PresentedCounts {
  const counts = board.count(mapping);
  const { earned, near, waiting, notYet, total } = counts;
  const { course, sync } = board;
  const isAsking = course.membershipsUrl !== null && !sync?.membersReadAt && !sync?.stop;
  const legend = [
    {
      meaning: 'is-earned',
      icon: 'check',
      count: earned,
      text: t('overview.count.earned', { count: earned }),
    },
    {
      meaning: 'is-needs',
      icon: 'clock',
      count: waiting,
      text: waiting === 1 ? t('overview.count.waiting-one') : t('overview.count.waiting', { count: waiting }),
    },
    { meaning: 'is-way', icon: 'half', count: near, text: t('overview.count.near', { count: near }) },
    { meaning: '', icon: 'circle', count: notYet, text: t('overview.count.not-yet', { count: notYet }) },
  ] as const;
  return {
    earned,
    total,
    label: t('overview.bar', { earned, total }),
    parts: listParts(counts),
    legend: legend
      .filter(({ count }) => count > 0)
      .map(({ meaning, icon, text }) => ({ meaning, icon, text })),
    none: total === 0 ? t(isAsking ? 'overview.counts.asking' : 'overview.counts.none') : null,
  };
}

/** Somebody is seen, however many there are: a part is never narrower than one percent. */
const NARROWEST = 1;

function listParts({ earned, near, waiting, total }: StandingCounts): PresentedCounts['parts'] {
  if (total === 0) return [];
  const parts: { meaning: Meaning; x: number; width: number }[] = [];
  let x = 0;
  for (const [meaning, count] of [
    ['is-earned', earned],
    ['is-needs', waiting],
    ['is-way', near],
  ] as const) {
    if (count === 0) continue;
    const width = Math.min(100 - x, Math.max(NARROWEST, Math.round((count / total) * 10_000) / 100));
    parts.push({ meaning, x, width });
    x += width;
  }
  return parts;
}

/** Null for a mapping that is active and was seen. */
export function presentState({ mapping }: MappedBadge, { t }: CourseWords): PresentedState | null {
  if (mapping.state === 'needs-look')
    return { meaning: 'is-stopped', icon: 'stop', word: t('state.needs-look') };
  if (mapping.state === 'waiting-for-approval') {
    return { meaning: 'is-needs', icon: 'clock', word: t('state.waiting-for-approval') };
  }
  return mapping.seenAt ? null : { meaning: 'is-way', icon: 'clock', word: t('state.placed') };
}

export function presentLearnerCount(count: number, { t }: CourseWords): string {
  return count === 1 ? t('learners.count-one') : t('learners.count', { count });
}

const NEED_SIGNS: Readonly<Record<CourseNeed['kind'], { readonly meaning: Meaning; readonly icon: string }>> =
  {
    'stopped-since': { meaning: 'is-stopped', icon: 'warning' },
    'needs-look': { meaning: 'is-stopped', icon: 'stop' },
    'score-refused': { meaning: 'is-needs', icon: 'warning' },
    'to-approve': { meaning: 'is-needs', icon: 'clock' },
    lowered: { meaning: 'is-needs', icon: 'warning' },
    'to-assess': { meaning: 'is-needs', icon: 'pencil' },
    issuing: { meaning: 'is-stopped', icon: 'warning' },
    'not-seen': { meaning: 'is-needs', icon: 'pencil' },
    'open-once': { meaning: 'is-needs', icon: 'external' },
    'members-withheld': { meaning: 'is-needs', icon: 'external' },
    approval: { meaning: 'is-needs', icon: 'clock' },
  };

function presentNeed(need: CourseNeed, courseId: string, words: CourseWords): PresentedNeed {
  const text = capitalise(sayNeed(need, words));
  return { text, href: findNeedAddress(need, courseId), ...NEED_SIGNS[need.kind] };
}

function sayNeed(need: CourseNeed, { t, formats, language, lms }: CourseWords): string {
  switch (need.kind) {
    case 'stopped-since': {
      const key = `needs.stopped.${need.code}`;
      const since = formats.dateTime(need.since);
      return t(isTextKey(key) ? key : 'needs.stopped-since', { lms, since, code: need.code });
    }
    case 'issuing':
      return t('needs.issuing', { code: need.code });
    case 'needs-look': {
      const badge = need.badge.badgeClass.name[language];
      const key = `needs.${need.reason ?? 'other'}`;
      // A reason that somebody else's code gave has no sentence of its own.
      return t(isTextKey(key) ? key : 'needs.other', { badge, lms, code: need.reason ?? 'needs_look' });
    }
    case 'score-refused':
      return t('needs.score-refused', {
        lms,
        badge: need.badge.badgeClass.name[language],
        code: need.code,
      });
    case 'to-approve':
    case 'lowered':
      return t(`needs.${need.kind}`, {
        count: formats.number(need.count),
        badge: need.badge.badgeClass.name[language],
      });
    case 'to-assess':
      return t('needs.to-assess', { badge: need.badge.badgeClass.name[language], count: need.count });
    case 'members-withheld':
      return t('needs.members-withheld', { lms });
    case 'not-seen':
    case 'open-once':
    case 'approval':
      return t(`needs.${need.kind}`, { lms, badge: need.badge.badgeClass.name[language] });
  }
}

function findNeedAddress(need: CourseNeed, courseId: string): string | null {
  switch (need.kind) {
    case 'stopped-since':
    case 'members-withheld':
    case 'issuing':
      // Where it can be tried again.
      return `${courseAddress(courseId)}#check`;
    case 'to-approve':
    case 'lowered':
      return `${approvalsAddress(courseId)}#m-${need.badge.mapping.id}`;
    case 'score-refused':
    case 'to-assess':
      return learnerAddress(courseId, need.learnerId);
    case 'needs-look':
    case 'not-seen':
    case 'open-once':
    case 'approval':
      return badgeAddress(courseId, need.badge.mapping.key);
  }
}

/** What a teacher reads after *Check now*. */
export interface CheckNotice {
  readonly isDone: boolean;
  readonly text: string;
  /** The same page, asked for again. */
  readonly href: string;
}

/**
 * @param since - when it was asked; null when it was not
 * @param page - that it is shown on
 */
export function presentCheck(
  board: CourseBoard,
  since: Date | null,
  words: CourseWords,
  page = courseAddress(board.course.id),
): CheckNotice | null {
  if (!since) return null;
  const { t, lms } = words;
  const lastRoundAt = board.sync?.lastRoundAt ?? null;
  const isDone = lastRoundAt !== null && lastRoundAt >= since;
  return {
    isDone,
    text: isDone ? t('overview.checked') : t('overview.checking', { lms }),
    href: `${page}?since=${since.getTime()}`,
  };
}
