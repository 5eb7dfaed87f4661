/**
 * Whether a rule fits a course: its columns can be read there, they tell what is asked, its badges exist. Pure but for the
 * badge classes.
 *
 * @module
 */
import type { BadgeClassStore } from '../badges/badge-class.js';
import { SOURCE_TELLS, type Reading } from '../outcomes/outcome.js';
import { canBeMet } from './can-be-met.js';
import type { Mapping } from './mapping.js';
import { readsOwnColumn } from './column-role.js';
import {
  listConditionColumns,
  listConditions,
  listHeldBadgeClassIds,
  type Condition,
  type Rule,
} from './rule.js';

export const RULE_FIT_PROBLEMS = [
  'column-not-readable',
  'not-told-by-source',
  'badge-unknown',
  'badge-is-itself',
  'cannot-be-met',
] as const;
export type RuleFitProblem = (typeof RULE_FIT_PROBLEMS)[number];

export interface RuleFitFacts {
  readonly institutionId: string;
  /** Of the mapping that the rule is for. */
  readonly badgeClassId: string;
  /** All of the course, the mapping itself included when it stands. */
  readonly mappings: readonly Pick<Mapping, 'key' | 'columnRole' | 'columnMaximum'>[];
  readonly badgeClasses: Pick<BadgeClassStore, 'find'>;
  /** What a column counts to, as the LMS says it; null while it was not seen. */
  readonly maximum?: (columnKey: string) => number | null;
}

const ASKS: Readonly<Record<Condition['kind'], Reading | null>> = {
  'at-least': 'score',
  combined: 'score',
  passed: 'pass',
  completed: 'completion',
  mastery: 'level',
  'holds-badge': null,
};

export async function findRuleProblems(rule: Rule, facts: RuleFitFacts): Promise<RuleFitProblem[]> {
  const problems = new Set<RuleFitProblem>();
  for (const condition of listConditions(rule)) {
    for (const columnKey of listConditionColumns(condition)) {
      const source = facts.mappings.find(({ key }) => key === columnKey);
      if (!source || !readsOwnColumn(source.columnRole)) problems.add('column-not-readable');
    }
    const asks = ASKS[condition.kind];
    // Columns of this tool are the one source that a course has without a connection to the LMS's own API.
    if (asks && !SOURCE_TELLS['tool-column'].includes(asks)) problems.add('not-told-by-source');
  }
  const there = new Set<string>();
  for (const badgeClassId of listHeldBadgeClassIds(rule)) {
    if (badgeClassId === facts.badgeClassId) problems.add('badge-is-itself');
    else if (await facts.badgeClasses.find(facts.institutionId, badgeClassId)) there.add(badgeClassId);
    else problems.add('badge-unknown');
  }
  const reach = {
    maximum: (columnKey: string) =>
      facts.maximum?.(columnKey) ??
      facts.mappings.find(({ key }) => key === columnKey)?.columnMaximum ??
      null,
    isBadgeThere: (badgeClassId: string) => there.has(badgeClassId),
  };
  if (problems.size === 0 && !canBeMet(rule, reach)) problems.add('cannot-be-met');
  return [...problems];
}
