/**
 * Filters: what one may say (the closed list), and which documents it lets through (mingo).
 *
 * A filter is first read into conditions. From those come mingo's query, the SQL that narrows (`narrow.ts`), and what an
 * upsert starts from. Where mingo is known to differ from MongoDB over some documents, such a document is refused when
 * it is met (`path-guard.ts`).
 *
 * Source: https://www.mongodb.com/docs/manual/reference/operator/query/
 *
 * @module
 */
import { Context } from 'mingo/core';
import {
  $and,
  $elemMatch,
  $eq,
  $exists,
  $gt,
  $gte,
  $in,
  $lt,
  $lte,
  $ne,
  $nin,
  $or,
} from 'mingo/operators/query';
import { Query } from 'mingo/query';
import type { Options } from 'mingo/types';
import { isObjectId, isPlainObject, splitPath, valueAt, type Document } from './document.js';
import { toPlain } from './ejson.js';
import { createGuard } from './path-guard.js';
import { refuse } from './refuse.js';

export type FieldOperator =
  '$eq' | '$ne' | '$gt' | '$gte' | '$lt' | '$lte' | '$in' | '$nin' | '$exists' | '$elemMatch';

export interface FieldCondition {
  readonly kind: 'field';
  readonly path: string;
  readonly parts: readonly string[];
  readonly operator: FieldOperator;
  /** A plain value; for `$elemMatch` the conditions on one element. */
  readonly value: unknown;
}

export interface ElementCondition {
  /** False where the element itself is compared, as in `{ $gte: 1 }`. */
  readonly isObject: boolean;
  readonly all: readonly Condition[];
}

export type Condition =
  FieldCondition | { readonly kind: 'or'; readonly any: readonly (readonly Condition[])[] };

const CONTEXT = Context.init().addQueryOps({
  $and,
  $elemMatch,
  $eq,
  $exists,
  $gt,
  $gte,
  $in: createIn,
  $lt,
  $lte,
  $ne,
  $nin,
  $or,
});

/** mingo's `$in`, which goes through the whole list for each document, with a short way for text among text. */
function createIn(selector: string, value: unknown, options: Options): (document: unknown) => boolean {
  const decide = $in(selector, value, options) as (document: unknown) => boolean;
  const list = value as readonly unknown[];
  if (!list.every((each) => typeof each === 'string')) return decide;
  const texts = new Set(list);
  const parts = selector.split('.');
  return (document) => {
    const own = valueAt(document as Document, parts);
    return typeof own === 'string' ? texts.has(own) : decide(document);
  };
}

/** Stands for the element itself where it is no document. */
const ELEMENT = 'element';

/**
 * @returns conditions that all hold
 * @throws AppError `storage_unsupported` - anything that is not on the list
 */
export function readFilter(filter: unknown): readonly Condition[] {
  if (filter === undefined || filter === null) return [];
  if (typeof filter !== 'object') return refuse('a filter that is no object');
  return Object.entries(filter).flatMap(([name, value]: [string, unknown]) => {
    if (name === '$and') return readBranches(name, value).flat();
    if (name === '$or') return [{ kind: 'or' as const, any: readBranches(name, value) }];
    if (name.startsWith('$')) return refuse(`operator ${name}`);
    return readField(name, value);
  });
}

function readBranches(operator: string, value: unknown): (readonly Condition[])[] {
  if (!Array.isArray(value) || value.length === 0) return refuse(`${operator} over no list`);
  return value.map(readFilter);
}

function readField(path: string, value: unknown): Condition[] {
  const parts = splitPath(path);
  if (!isPlainObject(value)) return [readCondition(path, parts, '$eq', value)];
  const operators = Object.entries(value);
  if (operators.length === 0 || operators.some(([name]) => !name.startsWith('$'))) {
    return refuse(`a whole embedded document in a filter (${path})`);
  }
  return operators.map(([operator, operand]) => readCondition(path, parts, operator, operand));
}

function readCondition(
  path: string,
  parts: readonly string[],
  operator: string,
  operand: unknown,
): FieldCondition {
  const field = { kind: 'field', path, parts } as const;
  switch (operator) {
    case '$eq':
    case '$ne':
      return { ...field, operator, value: readEqualOperand(operator, operand) };
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return { ...field, operator, value: readRangeOperand(operator, operand) };
    case '$in':
    case '$nin':
      if (!Array.isArray(operand)) return refuse(`${operator} without a list`);
      return { ...field, operator, value: Array.from(operand, (value) => readScalar(operator, value)) };
    case '$exists':
      if (typeof operand !== 'boolean') return refuse('$exists of anything but true and false');
      return { ...field, operator, value: operand };
    case '$elemMatch':
      return { ...field, operator, value: readElementCondition(operand) };
    default:
      return refuse(`operator ${operator}`);
  }
}

function readElementCondition(operand: unknown): ElementCondition {
  if (!isPlainObject(operand) || Object.keys(operand).length === 0)
    return refuse('$elemMatch without conditions');
  const isObject = !Object.keys(operand).every(
    (name) => name.startsWith('$') && name !== '$and' && name !== '$or',
  );
  return { isObject, all: isObject ? readFilter(operand) : readField(ELEMENT, operand) };
}

function readEqualOperand(operator: string, operand: unknown): unknown {
  // A list equals a list of the same values, and matches a list that holds it as an element.
  if (Array.isArray(operand)) return Array.from(operand, (value) => readScalar(operator, value));
  return readScalar(operator, operand);
}

function readScalar(operator: string, operand: unknown): unknown {
  const value = toPlain(operand);
  const isScalar = typeof value !== 'object' || value === null || value instanceof Date || isObjectId(value);
  return isScalar ? value : refuse(`${operator} with a list, document or binary inside`);
}

/** From here on, JavaScript and MongoDB sort text differently. */
const FIRST_SURROGATE = /[\ud800-\uffff]/;

function readRangeOperand(operator: string, operand: unknown): unknown {
  const value = toPlain(operand);
  if (typeof value === 'string') {
    return FIRST_SURROGATE.test(value) ? refuse(`${operator} with text beyond U+D7FF`) : value;
  }
  const isOrdered = typeof value === 'number' || value instanceof Date || isObjectId(value);
  return isOrdered ? value : refuse(`${operator} with anything but a number, text, date or ObjectId`);
}

/**
 * @returns whether a document is let through
 * @throws (the returned function) AppError `storage_unsupported` - a document over which mingo and MongoDB differ
 */
export function createMatcher(conditions: readonly Condition[]): (document: Document) => boolean {
  if (conditions.length === 0) return () => true;
  const query = new Query(toCriteria(conditions), { context: CONTEXT, scriptEnabled: false });
  const guard = createGuard(conditions);
  return (document) => {
    guard(document);
    return query.test(document);
  };
}

/** The filter as mingo takes it, in its longest form. */
export function toCriteria(conditions: readonly Condition[]): Document {
  const all = conditions.map((condition): Document => {
    if (condition.kind === 'or') return { $or: condition.any.map(toCriteria) };
    const { path, operator, value } = condition;
    if (operator !== '$elemMatch') return { [path]: { [operator]: value } };
    const { isObject, all } = value as ElementCondition;
    if (isObject) return { [path]: { $elemMatch: toCriteria(all) } };
    const operators = (all as readonly FieldCondition[]).map((each) => [each.operator, each.value] as const);
    return { [path]: { $elemMatch: Object.fromEntries(operators) } };
  });
  return all.length === 0 ? {} : { $and: all };
}

/**
 * The operand of a `$pull`: a value, conditions on one, or conditions on the fields of a document.
 *
 * @returns whether an element of a list is meant
 */
export function createElementMatcher(operand: unknown): (element: unknown) => boolean {
  if (Array.isArray(operand)) return refuse('$pull of a whole list');
  if (!isPlainObject(operand)) {
    const matches = createMatcher(readField(ELEMENT, operand));
    return (element) => matches({ [ELEMENT]: element });
  }
  const { isObject, all } = readElementCondition(operand);
  const matches = createMatcher(all);
  return isObject
    ? (element) => isPlainObject(element) && matches(element)
    : (element) => matches({ [ELEMENT]: element });
}
