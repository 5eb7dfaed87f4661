/**
 * Sort orders, as MongoDB sorts: missing and null, numbers, text by code point, ObjectId, boolean, date.
 *
 * Source: https://www.mongodb.com/docs/manual/reference/bson-type-comparison-order/
 *
 * @module
 */
import { isObjectId, isPlainObject, splitPath, type Document } from './document.js';
import { refuse } from './refuse.js';

export interface SortKey {
  readonly path: string;
  readonly parts: readonly string[];
  readonly direction: 1 | -1;
}

/**
 * @param sort - fields and directions, as mongoose hands them over
 * @throws AppError `storage_unsupported` - `$meta`, and directions other than 1 and -1
 */
export function readSort(sort: unknown): readonly SortKey[] {
  if (sort === undefined || sort === null) return [];
  if (typeof sort !== 'object' || Array.isArray(sort)) return refuse('a sort that is no object');
  const entries: [string, unknown][] =
    sort instanceof Map ? [...(sort as Map<string, unknown>)] : Object.entries(sort);
  return entries.map(([path, direction]) => {
    if (direction !== 1 && direction !== -1) return refuse(`sort by ${JSON.stringify(direction)}`);
    return { path, parts: splitPath(path), direction };
  });
}

/**
 * @throws (the returned function) AppError `storage_unsupported` - a document that holds a list, document or binary
 *   under a sorted path
 */
export function createComparator(sort: readonly SortKey[]): (a: Document, b: Document) => number {
  return (a, b) => {
    for (const { path, parts, direction } of sort) {
      const order = compareValues(sortValueAt(a, parts, path), sortValueAt(b, parts, path));
      if (order !== 0) return order * direction;
    }
    return 0;
  };
}

/** Also for a single document, so that a sort is refused no matter how many there are. */
export function checkSortable(document: Document, sort: readonly SortKey[]): void {
  for (const { path, parts } of sort) sortValueAt(document, parts, path);
}

type Sortable = string | number | boolean | Date | { readonly toHexString: () => string } | null;

function sortValueAt(document: Document, parts: readonly string[], path: string): Sortable {
  let value: unknown = document;
  for (const part of parts) {
    if (Array.isArray(value)) return refuse(`a sort through an array (${path})`);
    if (!isPlainObject(value) || !Object.hasOwn(value, part)) return null;
    value = value[part];
  }
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (value instanceof Date || isObjectId(value)) return value;
  return refuse(`a sort by an array, document or binary (${path})`);
}

function compareValues(a: Sortable, b: Sortable): number {
  const byType = rank(a) - rank(b);
  if (byType !== 0) return byType;
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  if (isObjectId(a) && isObjectId(b)) return compareText(a.toHexString(), b.toHexString());
  return Number(a) - Number(b) || 0;
}

function rank(value: Sortable): number {
  if (value === null) return 0;
  if (typeof value === 'number') return 1;
  if (typeof value === 'string') return 2;
  if (typeof value === 'boolean') return 4;
  return value instanceof Date ? 5 : 3;
}

/** By code point, as UTF-8 sorts; JavaScript compares halves of surrogate pairs. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const unitA = a.charCodeAt(index);
    const unitB = b.charCodeAt(index);
    if (unitA !== unitB) return liftSurrogate(unitA) - liftSurrogate(unitB);
  }
  return a.length - b.length;
}

function liftSurrogate(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
