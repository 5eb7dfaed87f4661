/**
 * Updates: what one may say (the closed list), and what comes of it (mingo).
 *
 * mingo passes over what a server refuses (a field inside a number, counting up a text), so that is looked at first and
 * answered with the server's error. A list of new elements is made here where mingo's differs.
 *
 * Source: https://www.mongodb.com/docs/manual/reference/operator/update/
 *
 * @module
 */
import { $inc, $max, $min, $push, $set, $unset } from 'mingo/operators/update';
import { isPlainObject, splitPath, valueAt, type Document } from './document.js';
import { encode, toPlain } from './ejson.js';
import { createElementMatcher } from './filter.js';
import { refuse } from './refuse.js';
import { serverError } from './server-error.js';

export type UpdateOperator =
  '$set' | '$setOnInsert' | '$unset' | '$inc' | '$max' | '$min' | '$push' | '$addToSet' | '$pull';

export interface Change {
  readonly operator: UpdateOperator;
  readonly path: string;
  readonly parts: readonly string[];
  readonly operand: unknown;
}

export interface PushOperand {
  readonly each: readonly unknown[];
  readonly slice: number | null;
}

/**
 * @throws AppError `storage_unsupported` - anything that is not on the list; MongoServerError 40 - two changes of one
 *   path, 2 and 14 - an operand of the wrong type
 */
export function readUpdate(update: unknown): readonly Change[] {
  if (Array.isArray(update)) return refuse('an update by pipeline');
  if (!isPlainObject(update)) return refuse('an update that is no object');
  const changes = Object.entries(update).flatMap(([operator, fields]) => {
    if (!operator.startsWith('$')) return refuse('replacing a whole document');
    if (!isPlainObject(fields)) return refuse(`${operator} of anything but an object`);
    return Object.entries(fields).map(([path, operand]) => readChange(operator, path, operand));
  });
  if (Object.keys(update).length === 0) return refuse('an update without operators');
  checkConflicts(changes);
  return changes;
}

function readChange(operator: string, path: string, operand: unknown): Change {
  const parts = splitPath(path);
  const change = { path, parts };
  switch (operator) {
    case '$set':
    case '$setOnInsert':
      return { ...change, operator, operand: toPlain(operand) };
    case '$unset':
      return { ...change, operator, operand: '' };
    case '$inc':
      if (typeof operand !== 'number' || !Number.isFinite(operand)) {
        throw serverError('typeMismatch', `$inc of ${path} by anything but a number`);
      }
      return { ...change, operator, operand };
    case '$max':
    case '$min':
      if (!isComparable(operand)) return refuse(`${operator} with anything but a number or date`);
      return { ...change, operator, operand: toPlain(operand) };
    case '$push':
      return { ...change, operator, operand: readEach(operator, operand, ['$slice']) };
    case '$addToSet':
      return { ...change, operator, operand: readEach(operator, operand, []) };
    case '$pull':
      return { ...change, operator, operand: createElementMatcher(operand) };
    default:
      return refuse(`update operator ${operator}`);
  }
}

function isComparable(value: unknown): value is number | Date {
  return typeof value === 'number' || value instanceof Date;
}

function readEach(operator: string, operand: unknown, modifiers: readonly string[]): PushOperand {
  if (!isPlainObject(operand) || !Object.keys(operand).some((name) => name.startsWith('$'))) {
    return { each: [toPlain(operand)], slice: null };
  }
  const { $each, ...others } = operand;
  for (const name of Object.keys(others)) {
    if (!modifiers.includes(name)) refuse(`${operator} with ${name}`);
  }
  if (!Array.isArray($each))
    throw serverError('badValue', `the argument to $each in ${operator} must be an array`);
  const { $slice } = others;
  if ($slice !== undefined && !Number.isInteger($slice)) {
    throw serverError('badValue', 'the value for $slice must be an integer value');
  }
  return { each: Array.from($each, toPlain), slice: ($slice as number | undefined) ?? null };
}

function checkConflicts(changes: readonly Change[]): void {
  for (const [index, { path }] of changes.entries()) {
    for (const { path: other } of changes.slice(index + 1)) {
      if (path === other || path.startsWith(`${other}.`) || other.startsWith(`${path}.`)) {
        throw serverError(
          'conflictingUpdate',
          `updating the path ${other} would create a conflict at ${path}`,
        );
      }
    }
  }
}

/**
 * Applies the changes to a document, in place.
 *
 * @param isInsert - whether `$setOnInsert` counts
 * @throws MongoServerError 2, 14, 28, 66 as a server does; the document must not be used then
 */
export function applyUpdate(document: Document, changes: readonly Change[], isInsert: boolean): void {
  for (const change of changes) {
    if (change.operator === '$setOnInsert' && !isInsert) continue;
    if (change.parts[0] === '_id') setId(document, change);
    else if (isViable(document, change)) applyChange(document, change);
  }
}

function applyChange(document: Document, { operator, path, parts, operand }: Change): void {
  const current = valueAt(document, parts);
  switch (operator) {
    case '$set':
    case '$setOnInsert':
      return setValue(document, path, operand);
    case '$unset':
      return modify(document, '$unset', path, '');
    case '$inc':
      return increase(document, path, current, operand as number);
    case '$max':
    case '$min':
      if (current !== undefined && current !== null && typeOf(current) !== typeOf(operand)) {
        return refuse(`${operator} between values of two types (${path})`);
      }
      return modify(document, operator, path, operand);
    case '$push':
      return push(document, path, current, operand as PushOperand);
    case '$addToSet':
      return push(document, path, current, withoutKnown(current, operand as PushOperand));
    case '$pull':
      return pull(document, path, current, operand as (element: unknown) => boolean);
  }
}

/**
 * mingo's operators themselves: its `update` puts every operator that it knows together anew at each call, which took
 * half of the time of a round.
 */
const MODIFIERS: Readonly<Record<Modifier, (fields: Document) => (document: Document) => unknown>> = {
  $inc: (fields) => $inc(fields as Record<string, number>),
  $max,
  $min,
  $push,
  $set,
  $unset: (fields) => $unset(fields as Record<string, ''>),
};
type Modifier = '$inc' | '$max' | '$min' | '$push' | '$set' | '$unset';

function modify(document: Document, operator: Modifier, path: string, operand: unknown): void {
  MODIFIERS[operator]({ [path]: operand })(document);
}

/** A copy of the value: the same change may be made in many documents. */
export function setValue(document: Document, path: string, value: unknown): void {
  modify(document, '$set', path, toPlain(value));
}

function typeOf(value: unknown): string {
  return value instanceof Date ? 'date' : typeof value;
}

function increase(document: Document, path: string, current: unknown, by: number): void {
  if (current !== undefined && typeof current !== 'number') {
    throw serverError('typeMismatch', `cannot apply $inc to the non-numeric field ${path}`);
  }
  const sum = (current ?? 0) + by;
  const isExact = Number.isSafeInteger(sum) || !Number.isInteger(sum);
  if (!Number.isFinite(sum) || !isExact) refuse(`$inc beyond 2^53 (${path})`);
  modify(document, '$inc', path, by);
}

function push(document: Document, path: string, current: unknown, { each, slice }: PushOperand): void {
  if (current !== undefined && !Array.isArray(current)) {
    throw serverError('badValue', `the field ${path} must be an array`);
  }
  // mingo does not cut a list that it makes itself.
  if (current === undefined) setValue(document, path, []);
  const cut = slice === null ? {} : { $slice: slice };
  modify(document, '$push', path, { $each: each.map(toPlain), ...cut });
}

/** mingo would also drop what stands in the list twice already, and not tell `{a, b}` from `{b, a}`. */
function withoutKnown(current: unknown, { each }: PushOperand): PushOperand {
  const known = new Set(Array.isArray(current) ? current.map(encode) : []);
  const fresh = each.filter((value) => {
    const text = encode(value);
    if (known.has(text)) return false;
    known.add(text);
    return true;
  });
  return { each: fresh, slice: null };
}

function pull(
  document: Document,
  path: string,
  current: unknown,
  isPulled: (element: unknown) => boolean,
): void {
  if (current === undefined) return;
  if (!Array.isArray(current))
    throw serverError('badValue', `cannot apply $pull to the non-array field ${path}`);
  const kept = current.filter((element) => !isPulled(element));
  setValue(document, path, kept);
}

function setId(document: Document, { operator, path, operand }: Change): void {
  const isSet = path === '_id' && (operator === '$set' || operator === '$setOnInsert');
  if (isSet && !Object.hasOwn(document, '_id')) document._id = operand;
  else if (!isSet || encode(document._id) !== encode(operand)) {
    throw serverError(
      'immutableField',
      `performing an update on the path ${path} would modify the field _id`,
    );
  }
}

/** Whether each part of the path but the last is a document, or absent so that it can be made. */
function isViable(document: Document, { operator, path, parts }: Change): boolean {
  let value: unknown = document;
  for (const part of parts) {
    if (!isPlainObject(value)) {
      // Nothing is there to be taken away.
      if (operator === '$unset' || operator === '$pull') return false;
      throw serverError('pathNotViable', `cannot create the field ${part} of the path ${path}`);
    }
    if (!Object.hasOwn(value, part)) return true;
    value = value[part];
  }
  return true;
}
