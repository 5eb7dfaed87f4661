/**
 * Finding documents: SQL narrows, mingo decides, the rest is sorted here.
 *
 * @module
 */
import { tableOf, type Collection } from './catalogue.js';
import type { Document } from './document.js';
import { decode } from './ejson.js';
import { createMatcher, readFilter, type Condition } from './filter.js';
import { narrow, orderBy, type Sql } from './narrow.js';
import { checkSortable, createComparator, readSort, type SortKey } from './order.js';
import { refuse } from './refuse.js';
import type { Sqlite } from './sqlite.js';

export interface Selection {
  readonly conditions: readonly Condition[];
  readonly matches: (document: Document) => boolean;
  readonly sort: readonly SortKey[];
  /** Null: all. */
  readonly limit: number | null;
}

export interface Found {
  readonly rowId: number;
  readonly text: string;
  readonly document: Document;
}

/** Where a limit ends the reading, this many rows are read first, and then more at a time. */
const FIRST_CHUNK = 16;
const CHUNK_GROWTH = 8;

/** @throws AppError `storage_unsupported` - anything that is not on the list */
export function readSelection(
  filter: unknown,
  options: { readonly sort?: unknown; readonly limit?: unknown },
): Selection {
  const conditions = readFilter(filter);
  const { sort, limit } = options;
  return { conditions, matches: createMatcher(conditions), sort: readSort(sort), limit: readLimit(limit) };
}

function readLimit(limit: unknown): number | null {
  // For a server, 0 means no limit.
  if (limit === undefined || limit === null || limit === 0) return null;
  return Number.isSafeInteger(limit) && (limit as number) > 0 ? (limit as number) : refuse('a limit below 0');
}

/** SQL for the rows that may match; with an order where a limit and an index make that worth it. */
export function buildSelect(
  selection: Selection,
  collection: Collection,
): Sql & { readonly isOrdered: boolean } {
  const where = narrow(selection.conditions, collection);
  const order =
    selection.limit !== null && selection.sort.length > 0 ? orderBy(selection.sort, collection) : null;
  const text =
    `SELECT rowid, doc FROM ${tableOf(collection.name)}` +
    (where ? ` WHERE ${where.text}` : '') +
    (order ? ` ORDER BY ${order}` : '');
  return { text, values: where?.values ?? [], isOrdered: order !== null };
}

/** Everything that matches, sorted and limited; inside a transaction. */
export function select(sqlite: Sqlite, collection: Collection, selection: Selection): readonly Found[] {
  const { limit, sort } = selection;
  const { text, values, isOrdered } = buildSelect(selection, collection);
  if (limit !== null && (sort.length === 0 || isOrdered)) {
    return selectFirst(sqlite, { text, values }, selection, limit);
  }
  const found = sqlite.all(text, ...values).flatMap((row) => toFound(row, selection));
  return order(found, selection);
}

function selectFirst(
  sqlite: Sqlite,
  { text, values }: Sql,
  selection: Selection,
  limit: number,
): readonly Found[] {
  const found: Found[] = [];
  let offset = 0;
  for (let chunk = Math.max(FIRST_CHUNK, limit); ; chunk *= CHUNK_GROWTH) {
    const rows = sqlite.all(`${text} LIMIT ? OFFSET ?`, ...values, chunk, offset);
    for (const row of rows) {
      found.push(...toFound(row, selection));
      if (found.length === limit) return found;
    }
    if (rows.length < chunk) return found;
    offset += rows.length;
  }
}

/** One document, or none where it does not match. */
export function toFound([rowId, text]: readonly unknown[], { matches, sort }: Selection): readonly Found[] {
  const document = decode(text as string);
  if (!matches(document)) return [];
  checkSortable(document, sort);
  return [{ rowId: rowId as number, text: text as string, document }];
}

export function order(found: Found[], { sort, limit }: Selection): readonly Found[] {
  if (sort.length > 0) {
    const compare = createComparator(sort);
    found.sort((a, b) => compare(a.document, b.document));
  }
  return limit === null ? found : found.slice(0, limit);
}
