/**
 * What happened in a course, for its teachers.
 *
 * @module
 */
import type { CourseHistory, CourseHistoryEntry, HistoryPerson } from '../../awarding/course-history.js';
import { courseAddress, learnerAddress, learnersAddress } from './course-address.js';
import type { CourseWords } from './course-words.js';
import { presentName } from './present-learners.js';

export interface PresentedHistory {
  readonly overviewHref: string;
  readonly learnersHref: string;
  readonly entries: readonly {
    readonly at: string;
    readonly text: string;
    readonly by: string;
    /** The learner it is about; null for a mapping. */
    readonly href: string | null;
  }[];
  readonly isCut: boolean;
}

export function presentHistory(history: CourseHistory, words: CourseWords): PresentedHistory {
  const { id } = history.course;
  return {
    overviewHref: courseAddress(id),
    learnersHref: learnersAddress(id),
    entries: history.entries.map((entry) => ({
      at: words.formats.dateTime(entry.at),
      text: sayEvent(entry, words),
      by: entry.by
        ? words.t('history.by', { name: presentName(entry.by, words) })
        : words.t('history.by-rule'),
      href: entry.learner && learnerAddress(id, entry.learner.id),
    })),
    isCut: history.isCut,
  };
}

function sayEvent(entry: CourseHistoryEntry, words: CourseWords): string {
  const { t, language } = words;
  const badge = entry.badgeClass.name[language];
  const learner = sayPerson(entry.learner, words);
  switch (entry.kind) {
    case 'mapped':
      return t('history.mapped', { badge });
    case 'changed':
      return t('history.changed', { badge, version: entry.version });
    case 'assessed':
      return t(entry.isPassed ? 'history.assessed-passed' : 'history.assessed-not-yet', { badge, learner });
    case 'awarded':
    case 'withdrawn':
      return t(`history.${entry.kind}`, { badge, learner });
  }
}

function sayPerson(person: HistoryPerson | null, words: CourseWords): string {
  return person ? presentName(person, words) : '';
}
