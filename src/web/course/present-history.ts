/**
 * What happened in a course, for its teachers.
 *
 * @module
 */
import type {
  CourseHistory,
  CourseHistoryEntry,
  HistoryActor,
  HistoryPlace,
} from '../../awarding/course-history.js';
import { courseAddress, historyAddress, learnerAddress, learnersAddress } from './course-address.js';
import type { CourseWords } from './course-words.js';
import { presentName } from './present-learners.js';

export interface PresentedEvent {
  readonly at: string;
  readonly icon: string;
  readonly text: string;
  readonly by: string;
  readonly reason: string | null;
  /** The learner it is about; null for a mapping, or where it is about several. */
  readonly href: string | null;
  /** What one round did for several learners at once stands as one event; empty for all others. */
  readonly people: readonly { readonly name: string; readonly href: string }[];
}

export interface PresentedHistory {
  readonly overviewHref: string;
  readonly learnersHref: string;
  /** Newest first, by day. */
  readonly days: readonly { readonly day: string; readonly events: readonly PresentedEvent[] }[];
  /** Null when there is nothing older. */
  readonly olderHref: string | null;
  /** Null on the first page. */
  readonly newestHref: string | null;
}

const ICONS: Readonly<Record<CourseHistoryEntry['kind'], string>> = {
  mapped: 'plus',
  copied: 'plus',
  separated: 'plus',
  changed: 'pencil',
  'looked-at': 'check',
  'permission-asked': 'clock',
  'permission-given': 'check',
  'permission-refused': 'close',
  'rubric-saved': 'pencil',
  'rubric-removed': 'pencil',
  'handed-in': 'share',
  'assessed-passed': 'check',
  'assessed-not-yet': 'clock',
  approved: 'check',
  declined: 'close',
  awarded: 'badge',
  undone: 'undo',
  kept: 'check',
  reissued: 'refresh',
  withdrawn: 'close',
  expired: 'clock',
  'allowed-again': 'check',
};

export function presentHistory(
  { course, entries, next }: CourseHistory,
  isFirst: boolean,
  words: CourseWords,
): PresentedHistory {
  const days: { day: string; events: PresentedEvent[] }[] = [];
  for (const group of groupByRound(entries)) {
    const [entry] = group;
    if (!entry) continue;
    const day = words.formats.date(entry.at);
    if (days.at(-1)?.day !== day) days.push({ day, events: [] });
    const event = presentEvent(entry, course.id, words);
    days
      .at(-1)
      ?.events.push(group.length < FEWEST_TOGETHER ? event : joinEvents(event, group, course.id, words));
    if (group.length < FEWEST_TOGETHER) {
      for (const other of group.slice(1)) days.at(-1)?.events.push(presentEvent(other, course.id, words));
    }
  }
  const here = historyAddress(course.id);
  return {
    overviewHref: courseAddress(course.id),
    learnersHref: learnersAddress(course.id),
    days,
    olderHref: next && `${here}?after=${writePlace(next)}`,
    newestHref: isFirst ? null : here,
  };
}

/** So many of one kind at one time are told together. */
const FEWEST_TOGETHER = 4;

/** Neighbours that the rule did for one badge in one minute. */
function groupByRound(entries: readonly CourseHistoryEntry[]): CourseHistoryEntry[][] {
  const groups: CourseHistoryEntry[][] = [];
  for (const entry of entries) {
    const last = groups.at(-1)?.at(-1);
    const isSame =
      last !== undefined &&
      entry.learner !== null &&
      entry.by.kind === 'tool' &&
      last.by.kind === 'tool' &&
      last.kind === entry.kind &&
      last.badgeClass.id === entry.badgeClass.id &&
      last.at.getTime() - entry.at.getTime() < 60_000;
    if (isSame) groups.at(-1)?.push(entry);
    else groups.push([entry]);
  }
  return groups;
}

function joinEvents(
  event: PresentedEvent,
  group: readonly CourseHistoryEntry[],
  courseId: string,
  words: CourseWords,
): PresentedEvent {
  const [first] = group;
  const badge = first?.badgeClass.name[words.language] ?? '';
  const learner = words.t('learners.count', { count: group.length });
  return {
    ...event,
    text: first ? words.t(`history.${first.kind}`, { badge, learner, version: '' }) : event.text,
    href: null,
    people: group.flatMap((one) =>
      one.learner
        ? [{ name: presentName(one.learner, words), href: learnerAddress(courseId, one.learner.id) }]
        : [],
    ),
  };
}

function presentEvent(entry: CourseHistoryEntry, courseId: string, words: CourseWords): PresentedEvent {
  const { t, language, formats } = words;
  const { kind, learner, version, reason } = entry;
  return {
    at: formats.time(entry.at),
    icon: ICONS[kind],
    text: t(`history.${kind}`, {
      badge: entry.badgeClass.name[language],
      learner: learner ? presentName(learner, words) : '',
      version: version ?? '',
    }),
    by: sayActor(entry.by, words),
    reason,
    href: learner && learnerAddress(courseId, learner.id),
    people: [],
  };
}

function sayActor(by: HistoryActor, words: CourseWords): string {
  switch (by.kind) {
    case 'person':
      return words.t('history.by', { name: presentName(by.person, words) });
    case 'administrator':
      return words.t('history.by-administrator');
    case 'tool':
      return words.t('history.by-rule');
  }
}

export function readPlace(text: string): HistoryPlace | null {
  const match = /^(\d{1,15})-([\w-]{1,64})$/.exec(text);
  return match ? { at: new Date(Number(match[1])), id: match[2] ?? '' } : null;
}

function writePlace({ at, id }: HistoryPlace): string {
  return `${at.getTime()}-${encodeURIComponent(id)}`;
}
