/**
 * The matrix of learners and badges.
 *
 * @module
 */
import type { CourseBoard, MappedBadge } from '../../awarding/course-board.js';
import { printInputs } from '../../awarding/input-print.js';
import {
  answerAddress,
  badgeAddress,
  badgeImage,
  courseAddress,
  learnerAddress,
  learnersAddress,
} from './course-address.js';
import type { CourseWords } from './course-words.js';
import {
  chooseBadges,
  chooseLearners,
  isApprovable,
  STANDING_FILTERS,
  writeLearnerChoice,
  type LearnerChoice,
} from './filter-learners.js';
import { answerField } from './read-answers.js';
import { presentLearnerCount } from './present-overview.js';
import { presentStanding, type PresentedStanding } from './present-standing.js';

export interface MatrixCell extends PresentedStanding {
  /** Nothing to see yet: a sign alone, with its reason for whoever asks and whoever listens. */
  readonly isQuiet: boolean;
  readonly reason: string;
  /** Where it waits for a yes: name and words of the box that selects it. */
  readonly select: { readonly field: string; readonly print: string; readonly label: string } | null;
}

export interface LearnerRow {
  readonly href: string;
  readonly name: string;
  /** One for each badge, in their order. */
  readonly cells: readonly MatrixCell[];
}

export interface MatrixBadge {
  readonly key: string;
  readonly href: string;
  readonly name: string;
  readonly image: string;
  /** Those who have it first; once more: by name again. */
  readonly sortHref: string;
  readonly isSorted: boolean;
}

export interface PresentedLearners {
  readonly choice: LearnerChoice;
  readonly isChosen: boolean;
  readonly count: string;
  /** `{count}` stands for the number that a script counts. */
  readonly countPattern: string;
  readonly href: string;
  readonly csvHref: string;
  readonly overviewHref: string;
  readonly hasLearners: boolean;
  readonly nameSort: { readonly href: string; readonly direction: 'ascending' | 'descending' | null };
  readonly states: readonly { readonly value: string; readonly text: string; readonly isChosen: boolean }[];
  /** Of the filter: all of the course. */
  readonly filterBadges: readonly Pick<MatrixBadge, 'key' | 'name'>[];
  /** Columns: where learners are chosen by how they stand, those in which they stand so. */
  readonly badges: readonly MatrixBadge[];
  readonly rows: readonly LearnerRow[];
  /** Names of icons that the cells use, each drawn once. */
  readonly icons: readonly string[];
  /** Waiting for a yes, among those that are shown. */
  readonly toApprove: number;
  readonly approveAction: string;
}

/** @param answerable - ids of the mappings on which this teacher's yes counts */
export function presentLearners(
  board: CourseBoard,
  choice: LearnerChoice,
  words: CourseWords,
  answerable: ReadonlySet<string> = new Set(board.badges.map(({ mapping }) => mapping.id)),
): PresentedLearners {
  const { t, language } = words;
  const { course, badges } = board;
  const named = board.learners.map((learner) => ({ id: learner.id, name: presentName(learner, words) }));
  const chosen = chooseLearners(board, named, choice);
  const columns = chooseBadges(board, chosen, choice);
  const rows = chosen.map(({ id, name }) => ({
    href: learnerAddress(course.id, id),
    name,
    cells: columns.map((badge) => presentCell(badge, id, name, board, answerable, words)),
  }));
  const total = named.length;
  const href = learnersAddress(course.id);
  const isChosen = choice.query !== '' || choice.state !== null;
  const { sort } = choice;
  return {
    choice,
    isChosen,
    count: isChosen ? t('learners.found', { count: rows.length, total }) : presentLearnerCount(total, words),
    countPattern: t('learners.found', { count: '{count}', total }),
    href,
    csvHref: `${href}.csv${writeLearnerChoice(choice)}`,
    overviewHref: courseAddress(course.id),
    hasLearners: total > 0,
    nameSort: {
      href: href + writeLearnerChoice(choice, { sort: sort === 'name' ? '-name' : 'name' }),
      direction: sort === 'name' ? 'ascending' : sort === '-name' ? 'descending' : null,
    },
    states: STANDING_FILTERS.map((value) => ({
      value,
      text: t(`filter.${value}`),
      isChosen: choice.state === value,
    })),
    filterBadges: badges.map(({ mapping, badgeClass }) => ({
      key: mapping.key,
      name: badgeClass.name[language],
    })),
    badges: columns.map(({ mapping, badgeClass }) => ({
      key: mapping.key,
      href: badgeAddress(course.id, mapping.key),
      name: badgeClass.name[language],
      image: badgeImage(badgeClass.id, language),
      sortHref: href + writeLearnerChoice(choice, { sort: sort === mapping.key ? 'name' : mapping.key }),
      isSorted: sort === mapping.key,
    })),
    rows,
    toApprove: rows.reduce((sum, { cells }) => sum + cells.filter(({ select }) => select).length, 0),
    approveAction: answerAddress(course.id, `from=learners${writeLearnerChoice(choice).replace('?', '&')}`),
    icons: [...new Set(rows.flatMap(({ cells }) => cells.map(({ icon }) => icon)))],
  };
}

function presentCell(
  { mapping, badgeClass }: MappedBadge,
  learnerId: string,
  learner: string,
  board: CourseBoard,
  answerable: ReadonlySet<string>,
  words: CourseWords,
): MatrixCell {
  const standing = board.getStanding(mapping, learnerId);
  const presented = presentStanding(standing, mapping.rule, words);
  const { word, short, state } = presented;
  const reason = short === null ? word : `${word}: ${short}`;
  const isQuiet = state === 'not-met' || state === 'undecided';
  if (!isApprovable(standing) || !answerable.has(mapping.id)) {
    return { ...presented, isQuiet, reason, select: null };
  }
  return {
    ...presented,
    isQuiet: false,
    reason,
    select: {
      field: answerField(mapping.id, learnerId),
      print: printInputs(standing.evaluation?.inputs ?? []),
      label: words.t('approve.select', { learner, badge: badgeClass.name[words.language] }),
    },
  };
}

/** Without a name, six characters of our own id tell two learners apart. */
export function presentName(
  { id, name }: { readonly id: string; readonly name: string | null },
  { t }: CourseWords,
): string {
  return name?.trim() || t('learners.unnamed', { code: id.slice(0, 6) });
}
