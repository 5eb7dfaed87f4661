/**
 * Rules: which outcomes earn a badge class, as a tree. Groups join what is asked; conditions are its leaves.
 *
 * Shapes: `Rule` is what mappings and templates keep. A single condition is a rule too: records from before there were
 *         groups hold one `at-least`, and read as they stand.
 * Units:  percent 0–100 of the maximum; points as the LMS counts them; `level` as a scale counts its levels.
 * Not here: whether a learner meets a rule (judge-rule.ts), what it is called (say-rule.ts), untrusted input
 *         (parse-rule.ts).
 *
 * @module
 */

export type Unit = 'percent' | 'points';

/** At least this much on one column. `columnKey` is the mapping key in that column's `resourceId`. */
export interface AtLeastCondition {
  readonly kind: 'at-least';
  readonly columnKey: string;
  readonly unit: Unit;
  /** Percent of the maximum (0–100), or points as the LMS counts them. */
  readonly value: number;
}

/** A pass as the LMS says it, whatever the grade. */
export interface PassedCondition {
  readonly kind: 'passed';
  readonly columnKey: string;
}

/** Completed as the LMS says it. */
export interface CompletedCondition {
  readonly kind: 'completed';
  readonly columnKey: string;
}

/** At least this level of a scale, counted as the LMS counts its levels. */
export interface MasteryCondition {
  readonly kind: 'mastery';
  readonly columnKey: string;
  readonly level: number;
}

export interface WeightedColumn {
  readonly columnKey: string;
  /** Above 0; counts in the weighted mean only. */
  readonly weight: number;
}

/** The best, the sum or the weighted mean of several columns. */
export interface CombinedCondition {
  readonly kind: 'combined';
  readonly how: 'best' | 'sum' | 'weighted-mean';
  readonly columns: readonly WeightedColumn[];
  readonly unit: Unit;
  readonly value: number;
}

/** Holds another badge class of the institution, earned wherever: so badges stack. */
export interface HoldsBadgeCondition {
  readonly kind: 'holds-badge';
  readonly badgeClassId: string;
}

export type Condition =
  | AtLeastCondition
  | PassedCondition
  | CompletedCondition
  | MasteryCondition
  | CombinedCondition
  | HoldsBadgeCondition;

export const CONDITION_KINDS = [
  'at-least',
  'passed',
  'completed',
  'mastery',
  'combined',
  'holds-badge',
] as const satisfies readonly Condition['kind'][];

export interface AllOfRule {
  readonly kind: 'all-of';
  readonly of: readonly Rule[];
}

export interface AnyOfRule {
  readonly kind: 'any-of';
  readonly of: readonly Rule[];
}

export interface CountOfRule {
  readonly kind: 'count-of';
  /** So many of them, from 1. */
  readonly least: number;
  readonly of: readonly Rule[];
}

export type Group = AllOfRule | AnyOfRule | CountOfRule;

export type Rule = Group | Condition;

/** What a rule may hold at most; a person reads it as one sentence. */
export const RULE_LIMITS = {
  /** Groups within groups: a condition alone is 1 deep. */
  depth: 4,
  /** Conditions in all. */
  conditions: 24,
  /** Of one combination. */
  columns: 20,
  /** Characters of a key or id. */
  key: 128,
  points: 1_000_000,
  weight: 1_000,
} as const;

export function isGroup(rule: Rule): rule is Group {
  return rule.kind === 'all-of' || rule.kind === 'any-of' || rule.kind === 'count-of';
}

/** The leaves, in the order in which they are read. */
export function listConditions(rule: Rule): Condition[] {
  return isGroup(rule) ? rule.of.flatMap(listConditions) : [rule];
}

/** Keys of the columns that one condition reads. */
export function listConditionColumns(condition: Condition): string[] {
  switch (condition.kind) {
    case 'holds-badge':
      return [];
    case 'combined':
      return condition.columns.map(({ columnKey }) => columnKey);
    default:
      return [condition.columnKey];
  }
}

/** Keys of all columns that a rule reads, each once, in the order in which they are read. */
export function listColumnKeys(rule: Rule): string[] {
  return [...new Set(listConditions(rule).flatMap(listConditionColumns))];
}

/** Badge classes that must be held, each once. */
export function listHeldBadgeClassIds(rule: Rule): string[] {
  const ids = listConditions(rule).flatMap((one) => (one.kind === 'holds-badge' ? [one.badgeClassId] : []));
  return [...new Set(ids)];
}

/** How many of a group's parts must be met. */
export function countNeeded(group: Group): number {
  if (group.kind === 'all-of') return group.of.length;
  return group.kind === 'any-of' ? 1 : group.least;
}

/** The same rule with other column keys: a copy for another course, or a template's places filled in. */
export function replaceColumnKeys(rule: Rule, replace: (columnKey: string) => string): Rule {
  if (isGroup(rule)) return { ...rule, of: rule.of.map((one) => replaceColumnKeys(one, replace)) };
  switch (rule.kind) {
    case 'holds-badge':
      return rule;
    case 'combined':
      return {
        ...rule,
        columns: rule.columns.map((one) => ({ ...one, columnKey: replace(one.columnKey) })),
      };
    default:
      return { ...rule, columnKey: replace(rule.columnKey) };
  }
}
