/**
 * Rules from outside: a form, an import, the command line. Whatever comes in is read member by member; what is not
 * known is left out, and nothing beyond the limits is walked into.
 *
 * @module
 */
import { AppError } from '../errors/app-error.js';
import { RULE_LIMITS, type Condition, type Rule, type Unit, type WeightedColumn } from './rule.js';

/** One code a place; the editor has a sentence for each. */
export const RULE_PROBLEM_CODES = [
  'kind-unknown',
  'group-empty',
  'too-deep',
  'too-many',
  'count-out-of-range',
  'column-missing',
  'column-twice',
  'unit-unknown',
  'value-out-of-range',
  'level-out-of-range',
  'weight-out-of-range',
  'how-unknown',
  'badge-missing',
] as const;
export type RuleProblemCode = (typeof RULE_PROBLEM_CODES)[number];

export interface RuleProblem {
  /** Where in the tree: places counted from 0, joined by dots; empty at the top. */
  readonly path: string;
  readonly code: RuleProblemCode;
}

export class RuleInvalidError extends AppError {
  override readonly name = 'RuleInvalidError';

  constructor(readonly problems: readonly RuleProblem[]) {
    super('rule_invalid', 422, `the rule has problems: ${problems.map(describe).join(', ')}`);
  }
}

function describe({ path, code }: RuleProblem): string {
  return path === '' ? code : `${path} ${code}`;
}

type Members = Readonly<Record<string, unknown>>;

/**
 * Reads a rule that nobody has checked yet.
 *
 * @param raw - parsed JSON, or what a form made
 * @throws {RuleInvalidError} `rule_invalid` - with every problem and its place
 */
export function parseRule(raw: unknown): Rule {
  const reading = new Reading();
  const rule = reading.readRule(raw, [], 1);
  if (!rule || reading.problems.length > 0) throw new RuleInvalidError(reading.problems);
  return rule;
}

class Reading {
  readonly problems: RuleProblem[] = [];
  private conditions = 0;

  /** Null when it cannot be used; why is in `problems`. */
  readRule(raw: unknown, place: readonly number[], depth: number): Rule | null {
    if (depth > RULE_LIMITS.depth) return this.refuse(place, 'too-deep');
    if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
      return this.refuse(place, 'kind-unknown');
    }
    const members = raw as Members;
    switch (members['kind']) {
      case 'all-of':
      case 'any-of':
      case 'count-of':
        return this.readGroup(members['kind'], members, place, depth);
      default:
        this.conditions += 1;
        // Said once: the rest would only repeat it.
        if (this.conditions > RULE_LIMITS.conditions) {
          return this.conditions === RULE_LIMITS.conditions + 1 ? this.refuse(place, 'too-many') : null;
        }
        return this.readCondition(members, place);
    }
  }

  private readGroup(
    kind: 'all-of' | 'any-of' | 'count-of',
    members: Members,
    place: readonly number[],
    depth: number,
  ): Rule | null {
    const parts = members['of'];
    if (!Array.isArray(parts) || parts.length === 0) return this.refuse(place, 'group-empty');
    if (parts.length > RULE_LIMITS.conditions) return this.refuse(place, 'too-many');
    const of = parts.flatMap((part, index) => this.readRule(part, [...place, index], depth + 1) ?? []);
    if (kind !== 'count-of') return { kind, of };
    const least = members['least'];
    if (!isWholeBetween(least, 1, parts.length)) return this.refuse(place, 'count-out-of-range');
    return { kind, least, of };
  }

  private readCondition(members: Members, place: readonly number[]): Condition | null {
    const { kind } = members;
    switch (kind) {
      case 'at-least': {
        const columnKey = this.readColumnKey(members, place);
        const norm = this.readNorm(members, place);
        return columnKey !== null && norm ? { kind, columnKey, ...norm } : null;
      }
      case 'passed':
      case 'completed': {
        const columnKey = this.readColumnKey(members, place);
        return columnKey === null ? null : { kind, columnKey };
      }
      case 'mastery': {
        const columnKey = this.readColumnKey(members, place);
        const level = members['level'];
        if (!isBetween(level, 0, RULE_LIMITS.points)) return this.refuse(place, 'level-out-of-range');
        return columnKey === null ? null : { kind, columnKey, level };
      }
      case 'combined': {
        const how = members['how'];
        if (how !== 'best' && how !== 'sum' && how !== 'weighted-mean') {
          return this.refuse(place, 'how-unknown');
        }
        const columns = this.readColumns(members['columns'], place);
        const norm = this.readNorm(members, place);
        return columns && norm ? { kind, how, columns, ...norm } : null;
      }
      case 'holds-badge': {
        const badgeClassId = members['badgeClassId'];
        if (!isKey(badgeClassId)) return this.refuse(place, 'badge-missing');
        return { kind, badgeClassId };
      }
      default:
        return this.refuse(place, 'kind-unknown');
    }
  }

  private readColumns(raw: unknown, place: readonly number[]): WeightedColumn[] | null {
    if (!Array.isArray(raw) || raw.length === 0) return this.refuse(place, 'column-missing');
    if (raw.length > RULE_LIMITS.columns) return this.refuse(place, 'too-many');
    const columns: WeightedColumn[] = [];
    for (const one of raw as readonly unknown[]) {
      const members = typeof one === 'object' && one !== null ? (one as Members) : {};
      const { columnKey, weight = 1 } = members;
      if (!isKey(columnKey)) return this.refuse(place, 'column-missing');
      if (!isBetween(weight, 0, RULE_LIMITS.weight) || weight === 0) {
        return this.refuse(place, 'weight-out-of-range');
      }
      if (columns.some((other) => other.columnKey === columnKey)) return this.refuse(place, 'column-twice');
      columns.push({ columnKey, weight });
    }
    return columns;
  }

  private readColumnKey(members: Members, place: readonly number[]): string | null {
    const { columnKey } = members;
    return isKey(columnKey) ? columnKey : this.refuse(place, 'column-missing');
  }

  private readNorm(members: Members, place: readonly number[]): { unit: Unit; value: number } | null {
    const { unit, value } = members;
    if (unit !== 'percent' && unit !== 'points') return this.refuse(place, 'unit-unknown');
    if (!isBetween(value, 0, unit === 'percent' ? 100 : RULE_LIMITS.points)) {
      return this.refuse(place, 'value-out-of-range');
    }
    return { unit, value };
  }

  private refuse(place: readonly number[], code: RuleProblemCode): null {
    this.problems.push({ path: place.join('.'), code });
    return null;
  }
}

function isKey(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= RULE_LIMITS.key;
}

function isBetween(value: unknown, least: number, most: number): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= least && value <= most;
}

function isWholeBetween(value: unknown, least: number, most: number): value is number {
  return Number.isInteger(value) && isBetween(value, least, most);
}
