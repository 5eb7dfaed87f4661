/**
 * What SQL is asked for: never less than a filter lets through, as little more as an index can do.
 *
 * Only the paths of one index are asked about (`choose-index.ts`). A path under which an odd value was ever stored (`index-key.ts`) is
 * asked for with the odd ones added; mingo looks at each document that comes back.
 *
 * @module
 */
import type { Collection } from './catalogue.js';
import { isObjectId } from './document.js';
import { choosePaths, isRange } from './choose-index.js';
import type { Condition, FieldCondition } from './filter.js';
import {
  FIRST_BLOB_KEY,
  FIRST_BOOLEAN_KEY,
  FIRST_DATE_KEY,
  FIRST_TEXT_KEY,
  keySql,
  NULL_KEY,
  ODD_KEY,
  toKey,
  type Key,
} from './index-key.js';
import type { SortKey } from './order.js';

export interface Sql {
  readonly text: string;
  readonly values: readonly Key[];
}

/** Longer lists are passed as one value, so that a list's length makes no new statement. */
const MOST_PLACEHOLDERS = 8;

const NOTHING: Sql = { text: '0', values: [] };

/** Null when no index can help. */
export function narrow(conditions: readonly Condition[], collection: Collection): Sql | null {
  const fields = conditions.filter((condition) => condition.kind === 'field');
  const asked = choosePaths(fields, collection);
  const terms = asked.flatMap((path) => {
    return narrowPath(
      fields.filter((field) => field.path === path),
      collection.odd.includes(path),
    );
  });
  return terms.length > 0 ? join(terms, ' AND ') : narrowBranches(conditions, collection);
}

/** One index for each branch, if every branch has one. */
function narrowBranches(conditions: readonly Condition[], collection: Collection): Sql | null {
  for (const condition of conditions) {
    if (condition.kind !== 'or') continue;
    const branches = condition.any.map((branch) => narrow(branch, collection));
    if (branches.every((branch) => branch !== null)) return join(branches, ' OR ');
  }
  return null;
}

function narrowPath(conditions: readonly FieldCondition[], odd: boolean): Sql[] {
  const ranges = conditions.filter(isRange);
  const others = conditions.flatMap((condition) => narrowOne(condition, odd) ?? []);
  // Over a list, one element may satisfy each bound: taken together they would be too narrow.
  if (odd) return [...others, ...ranges.map((range) => withOdd(narrowRange([range]), range))];
  return [...others, ...narrowRangeByType(ranges)];
}

/** Null where SQL can't give the order: a path that is not indexed, or one with odd values. */
export function orderBy(sort: readonly SortKey[], collection: Collection): string | null {
  const { indexes, odd } = collection;
  const isIndexed = (path: string) => indexes.some(({ keys }) => keys.some(([key]) => key === path));
  if (sort.some(({ path }) => path !== '_id' && (!isIndexed(path) || odd.includes(path)))) return null;
  const keys = sort.map(
    ({ path, parts, direction }) => `${column(path, parts)} ${toSqlDirection(direction)}`,
  );
  // Rows are read in pieces, so their order must be one and the same each time; within equal keys an index is in the
  // order of rowids.
  return [...keys, `rowid ${toSqlDirection(sort.at(-1)?.direction ?? 1)}`].join(', ');
}

function toSqlDirection(direction: 1 | -1): string {
  return direction === 1 ? 'ASC' : 'DESC';
}

function column(path: string, parts: readonly string[]): string {
  return path === '_id' ? 'id' : keySql(parts);
}

function narrowOne({ path, parts, operator, value }: FieldCondition, odd: boolean): Sql | null {
  const key = column(path, parts);
  switch (operator) {
    case '$eq':
      return isOneOf(key, [value], odd);
    case '$in':
      return isOneOf(key, value as readonly unknown[], odd);
    case '$exists':
      return value === false ? isOneOf(key, [null], odd) : null;
    case '$elemMatch':
      return odd ? { text: `${key} = ?`, values: [ODD_KEY] } : NOTHING;
    default:
      return null;
  }
}

function isOneOf(key: string, values: readonly unknown[], odd: boolean): Sql {
  if (values.length === 0) return NOTHING;
  const keys = values.map(toKey).filter((each) => each !== null);
  if (odd) keys.push(ODD_KEY);
  if (keys.length === 0) return NOTHING;
  if (keys.length === 1) return { text: `${key} = ?`, values: keys };
  if (keys.length <= MOST_PLACEHOLDERS) {
    return { text: `${key} IN (${keys.map(() => '?').join(',')})`, values: keys };
  }
  const list = keys
    .filter((each) => each !== ODD_KEY)
    .map((each) => (Buffer.isBuffer(each) ? { b: each.toString() } : each));
  const oddToo = odd ? ` UNION ALL SELECT x'ff'` : '';
  return {
    text:
      `${key} IN (SELECT CASE type WHEN 'object' THEN CAST(json_extract(value,'$.b') AS BLOB) ELSE value END` +
      ` FROM json_each(?)${oddToo})`,
    values: [JSON.stringify(list)],
  };
}

const COMPARISON = { $gt: '>', $gte: '>=', $lt: '<', $lte: '<=' } as const;

interface Bracket {
  readonly from: readonly ['>' | '>=', Key];
  readonly to: Key;
}

/** A bound compares with values of its own type only. */
function bracketOf(value: unknown): Bracket {
  if (typeof value === 'number') return { from: ['>', NULL_KEY], to: FIRST_TEXT_KEY };
  if (typeof value === 'string') return { from: ['>=', FIRST_TEXT_KEY], to: FIRST_BLOB_KEY };
  if (isObjectId(value)) return { from: ['>=', FIRST_BLOB_KEY], to: FIRST_BOOLEAN_KEY };
  return { from: ['>=', FIRST_DATE_KEY], to: ODD_KEY };
}

function narrowRangeByType(conditions: readonly FieldCondition[]): Sql[] {
  const byType = new Map<Key, FieldCondition[]>();
  for (const condition of conditions) {
    const { to } = bracketOf(condition.value);
    byType.set(to, [...(byType.get(to) ?? []), condition]);
  }
  return [...byType.values()].map(narrowRange);
}

/** Bounds of one type; the type's own end where a side has none, so that an index reads no more than that. */
function narrowRange(conditions: readonly FieldCondition[]): Sql {
  const [first] = conditions;
  if (!first) return NOTHING;
  const key = column(first.path, first.parts);
  const { from, to } = bracketOf(first.value);
  const terms = conditions.map(({ operator, value }): Sql => {
    // A fraction has no key of its own, but lies between whole numbers.
    const bound = typeof value === 'number' ? value : toKey(value);
    return {
      text: `${key} ${COMPARISON[operator as keyof typeof COMPARISON]} ?`,
      values: bound === null ? [] : [bound],
    };
  });
  const hasLower = conditions.some(({ operator }) => operator === '$gt' || operator === '$gte');
  const hasUpper = conditions.some(({ operator }) => operator === '$lt' || operator === '$lte');
  if (!hasLower) terms.push({ text: `${key} ${from[0]} ?`, values: [from[1]] });
  if (!hasUpper) terms.push({ text: `${key} < ?`, values: [to] });
  return join(terms, ' AND ');
}

function withOdd(sql: Sql, { path, parts }: FieldCondition): Sql {
  return join([sql, { text: `${column(path, parts)} = ?`, values: [ODD_KEY] }], ' OR ');
}

function join(terms: readonly Sql[], by: ' AND ' | ' OR '): Sql {
  const [first] = terms;
  if (first && terms.length === 1) return first;
  return {
    text: terms.map(({ text }) => `(${text})`).join(by),
    values: terms.flatMap(({ values }) => values),
  };
}
