/**
 * Rubrics: criteria with levels that give points, and how many points pass. A rubric belongs to a mapping; a badge class may
 * bring one that its mappings use until they have their own.
 *
 * Units: points, 0 and up; the score sent to the LMS is points out of `maximum`.
 *
 * @module
 */
import { AppError } from '../errors/app-error.js';
import type { Mapping } from './mapping.js';

export interface RubricLevel {
  readonly title: string;
  readonly points: number;
}

export interface RubricCriterion {
  readonly title: string;
  /** In the order in which they were written. */
  readonly levels: readonly RubricLevel[];
}

export interface Rubric {
  readonly criteria: readonly RubricCriterion[];
  /** The fewest points that pass. */
  readonly passPoints: number;
}

export interface RubricOwner {
  readonly kind: 'mapping' | 'badge-class';
  readonly id: string;
}

export interface RubricStore {
  find(institutionId: string, owner: RubricOwner): Promise<Rubric | null>;
  /** One per owner: a newer one replaces the older. Null takes it away. */
  save(institutionId: string, owner: RubricOwner, rubric: Rubric | null, now: Date): Promise<void>;
}

/** What a teacher chose on one criterion, in the words of then. */
export interface ChosenLevel {
  readonly criterion: string;
  readonly level: string;
  readonly points: number;
}

export interface RubricScore {
  readonly points: number;
  readonly maximum: number;
  readonly isPassed: boolean;
  readonly chosen: readonly ChosenLevel[];
}

export const MOST_CRITERIA = 10;
export const MOST_LEVELS = 6;
export const LONGEST_TITLE = 200;
const MOST_POINTS = 10_000;

export interface FoundRubric {
  readonly rubric: Rubric;
  /** `badge-class`: the mapping uses the one that its badge class brings. */
  readonly from: RubricOwner['kind'];
}

/** The mapping's own, else its badge class's; null: assessed without a rubric. */
export async function findRubric(
  rubrics: Pick<RubricStore, 'find'>,
  institutionId: string,
  mapping: Pick<Mapping, 'id' | 'badgeClassId'>,
): Promise<FoundRubric | null> {
  const own = await rubrics.find(institutionId, { kind: 'mapping', id: mapping.id });
  if (own) return { rubric: own, from: 'mapping' };
  const brought = await rubrics.find(institutionId, { kind: 'badge-class', id: mapping.badgeClassId });
  return brought && { rubric: brought, from: 'badge-class' };
}

export function maximumOf({ criteria }: Rubric): number {
  return criteria.reduce((sum, { levels }) => sum + Math.max(...levels.map(({ points }) => points)), 0);
}

/**
 * @param choices - for each criterion the place of its level
 * @throws {AppError} `rubric_incomplete` - a criterion without one of its levels
 */
export function scoreRubric(rubric: Rubric, choices: readonly (number | null)[]): RubricScore {
  const chosen = rubric.criteria.map(({ title, levels }, index) => {
    const level = levels[choices[index] ?? -1];
    if (!level) throw new AppError('rubric_incomplete', 422, 'each criterion needs one of its levels');
    return { criterion: title, level: level.title, points: level.points };
  });
  const points = chosen.reduce((sum, level) => sum + level.points, 0);
  return { points, maximum: maximumOf(rubric), isPassed: points >= rubric.passPoints, chosen };
}

export type RubricProblemKind = 'criteria' | 'title' | 'levels' | 'level-title' | 'points' | 'pass-points';

/** What is wrong, and where: places count from 0; null where the rubric as a whole is meant, or the criterion as a whole. */
export interface RubricProblem {
  readonly problem: RubricProblemKind;
  readonly criterion: number | null;
  readonly level: number | null;
}

/** In the order in which somebody reads the rubric; empty when it can be used. Points that are no number are `NaN`. */
export function listRubricProblems(rubric: Rubric): RubricProblem[] {
  const { criteria, passPoints } = rubric;
  const problems: RubricProblem[] = [];
  const add = (
    problem: RubricProblemKind,
    criterion: number | null = null,
    level: number | null = null,
  ): void => {
    problems.push({ problem, criterion, level });
  };
  if (criteria.length === 0 || criteria.length > MOST_CRITERIA) add('criteria');
  for (const [place, { title, levels }] of criteria.entries()) {
    if (!isTitle(title)) add('title', place);
    for (const [height, level] of levels.entries()) {
      if (!isTitle(level.title)) add('level-title', place, height);
      if (!(level.points >= 0 && level.points <= MOST_POINTS)) add('points', place, height);
    }
    if (levels.length < 2 || levels.length > MOST_LEVELS) add('levels', place);
  }
  const hasPoints = problems.every(({ problem }) => problem !== 'points' && problem !== 'levels');
  const maximum = hasPoints && criteria.length > 0 ? maximumOf(rubric) : Infinity;
  if (maximum <= 0) add('points', 0, 0);
  else if (!(passPoints > 0 && passPoints <= maximum)) add('pass-points');
  return problems;
}

/** @throws {AppError} `rubric_invalid` - `detail.problem` says which part */
export function checkRubric(rubric: Rubric): void {
  const [first] = listRubricProblems(rubric);
  if (first) {
    throw new AppError('rubric_invalid', 422, 'the rubric cannot be used', { problem: first.problem });
  }
}

function isTitle(text: string): boolean {
  return text.trim().length > 0 && text.length <= LONGEST_TITLE;
}
