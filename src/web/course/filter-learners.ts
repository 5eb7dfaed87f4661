/**
 * Which learners of a course a teacher looks at, and in which order: search, filter and sort of the matrix. Pure.
 *
 * The same choice serves the page, its CSV and the approvals, so that what is selected is what was seen.
 *
 * @module
 */
import type { CourseBoard, MappedBadge } from '../../awarding/course-board.js';
import { printInputs } from '../../awarding/input-print.js';
import type { Standing, StandingState } from '../../awarding/standing.js';
import { parseChoice, readFields } from './form-fields.js';

/** How a learner may stand on a badge, in the words of the filter. */
export const STANDING_FILTERS = ['approve', 'earned', 'near', 'waiting', 'not-yet', 'stopped'] as const;
export type StandingFilter = (typeof STANDING_FILTERS)[number];

export interface LearnerChoice {
  readonly query: string;
  /** Key of the mapping that `state` is about; empty for any. */
  readonly badge: string;
  /** Null for all. */
  readonly state: StandingFilter | null;
  /** `name`, `-name`, or the key of a mapping: those who have it first, then those who are near. */
  readonly sort: string;
}

export interface NamedLearner {
  readonly id: string;
  readonly name: string;
}

const FILTER_OF_STATE: Readonly<Record<StandingState, StandingFilter>> = {
  earned: 'earned',
  near: 'near',
  waiting: 'waiting',
  'not-met': 'not-yet',
  unknown: 'not-yet',
  undecided: 'not-yet',
  stopped: 'stopped',
};

export function readLearnerChoice(query: unknown): LearnerChoice {
  const { q, badge, state, sort } = readFields(query, ['q', 'badge', 'state', 'sort']);
  return { query: q, badge, state: parseChoice(state, STANDING_FILTERS), sort: sort || 'name' };
}

/** The choice as the query of an address, with some of it changed; empty for the page as it is opened. */
export function writeLearnerChoice(choice: LearnerChoice, changes: Partial<LearnerChoice> = {}): string {
  const { query, badge, state, sort } = { ...choice, ...changes };
  const params = new URLSearchParams();
  if (query) params.set('q', query);
  if (badge) params.set('badge', badge);
  if (state) params.set('state', state);
  if (sort !== 'name') params.set('sort', sort);
  const text = params.toString();
  return text && `?${text}`;
}

/** @param learners - by name, as the board has them */
export function chooseLearners<Learner extends NamedLearner>(
  board: Pick<CourseBoard, 'badges' | 'getStanding'>,
  learners: readonly Learner[],
  { query, badge, state, sort }: LearnerChoice,
): Learner[] {
  const wanted = foldName(query);
  const asked = board.badges.filter(({ mapping }) => badge === '' || mapping.key === badge);
  const chosen = learners.filter(
    ({ id, name }) =>
      foldName(name).includes(wanted) &&
      (state === null || asked.some((one) => filterOf(board, one, id) === state)),
  );
  if (sort === '-name') return chosen.reverse();
  const sortBadge = board.badges.find(({ mapping }) => mapping.key === sort);
  if (!sortBadge) return chosen;
  const rank = (id: string) => STANDING_FILTERS.indexOf(filterOf(board, sortBadge, id));
  return chosen
    .map((learner) => ({ learner, rank: rank(learner.id) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ learner }) => learner);
}

/** The badges that a choice is about: those on which somebody stands as asked; all of them where nothing is asked. */
export function chooseBadges(
  board: Pick<CourseBoard, 'badges' | 'getStanding'>,
  chosen: readonly Pick<NamedLearner, 'id'>[],
  { badge, state }: LearnerChoice,
): readonly MappedBadge[] {
  if (state === null) return board.badges;
  const about = board.badges.filter(
    (one) =>
      (badge === '' || one.mapping.key === badge) &&
      chosen.some(({ id }) => filterOf(board, one, id) === state),
  );
  return about.length > 0 ? about : board.badges;
}

function filterOf(
  board: Pick<CourseBoard, 'getStanding'>,
  { mapping }: MappedBadge,
  learnerId: string,
): StandingFilter {
  const standing = board.getStanding(mapping, learnerId);
  return isApprovable(standing) ? 'approve' : FILTER_OF_STATE[standing.state];
}

/** Waits for a person's yes. */
export function isApprovable({ award, evaluation }: Pick<Standing, 'award' | 'evaluation'>): boolean {
  return award === null && evaluation?.reason === 'awaits-approval';
}

/** Everything in the course that waits for a yes, with the results that are looked at. */
export function listApprovable({
  badges,
  learners,
  getStanding,
}: Pick<CourseBoard, 'badges' | 'learners' | 'getStanding'>) {
  return badges.flatMap(({ mapping }) =>
    learners
      .map(({ id }) => ({ id, standing: getStanding(mapping, id) }))
      .filter(({ standing }) => isApprovable(standing))
      .map(({ id, standing }) => ({
        mapping,
        learnerId: id,
        print: printInputs(standing.evaluation?.inputs ?? []),
      })),
  );
}

/** `Zoë` is found with `zoe`. */
export function foldName(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase('nl').trim();
}
