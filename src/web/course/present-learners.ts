/**
 * The matrix: learners down, badges across.
 *
 * @module
 */
import type { CourseBoard } from '../../awarding/course-board.js';
import {
  badgeAddress,
  badgeImage,
  courseAddress,
  learnerAddress,
  learnersAddress,
} from './course-address.js';
import type { CourseWords } from './course-words.js';
import { presentLearnerCount } from './present-overview.js';
import { presentStanding, type PresentedStanding } from './present-standing.js';

export interface LearnerRow {
  readonly href: string;
  readonly name: string;
  /** One for each badge, in their order. */
  readonly cells: readonly PresentedStanding[];
}

export interface PresentedLearners {
  readonly query: string;
  readonly count: string;
  readonly href: string;
  readonly overviewHref: string;
  readonly hasLearners: boolean;
  readonly badges: readonly { readonly href: string; readonly name: string; readonly image: string }[];
  readonly rows: readonly LearnerRow[];
}

export function presentLearners(board: CourseBoard, query: string, words: CourseWords): PresentedLearners {
  const { t, language } = words;
  const { course, badges, learners } = board;
  const wanted = fold(query);
  const rows = learners
    .map((learner) => ({ learner, name: presentName(learner, words) }))
    .filter(({ name }) => fold(name).includes(wanted))
    .map(({ learner, name }) => ({
      href: learnerAddress(course.id, learner.id),
      name,
      cells: badges.map(({ mapping }) =>
        presentStanding(board.getStanding(mapping, learner.id), mapping.rule, words),
      ),
    }));
  const total = learners.length;
  return {
    query,
    count:
      query === '' ? presentLearnerCount(total, words) : t('learners.found', { count: rows.length, total }),
    href: learnersAddress(course.id),
    overviewHref: courseAddress(course.id),
    hasLearners: total > 0,
    badges: badges.map(({ mapping, badgeClass }) => ({
      href: badgeAddress(course.id, mapping.key),
      name: badgeClass.name[language],
      image: badgeImage(badgeClass.id, language),
    })),
    rows,
  };
}

/** Without a name, six characters of our own id tell two learners apart. */
export function presentName(
  { id, name }: { readonly id: string; readonly name: string | null },
  { t }: CourseWords,
): string {
  return name?.trim() || t('learners.unnamed', { code: id.slice(0, 6) });
}

/** `Zoë` is found with `zoe`. */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase('nl').trim();
}
