/**
 * The key under which a value stands in an index: in SQL, computed by SQLite from the document's text, and here, for
 * the values that a filter asks for. Keys sort as MongoDB sorts values:
 *
 *   missing and null < whole numbers < strings < ObjectId < boolean < date < odd
 *
 * *Odd* is one key for all values that SQL is not asked about: arrays (and whatever lies behind an array), embedded
 * documents, binary, fractions and numbers beyond 2^53. An index finds them as a group; mingo looks at each.
 *
 * @module
 */
import { isObjectId, isPlainObject } from './document.js';

export type Key = number | string | Buffer;

/** Below every whole number that a document may hold, and not NULL, which SQLite's unique indexes would not compare. */
export const NULL_KEY = -9_000_000_000_000_000_000;
const NULL_KEY_SQL = '-9000000000000000000';
export const ODD_KEY = Buffer.from([0xff]);
const ODD_KEY_SQL = "x'ff'";

/** Makes every date a positive number of 17 digits, so that its text sorts as it does. */
const DATE_OFFSET = 20_000_000_000_000_000n;

/** Where keys of one type begin; the end of the type before it. */
export const FIRST_TEXT_KEY = '';
export const FIRST_BLOB_KEY = Buffer.alloc(0);
export const FIRST_BOOLEAN_KEY = Buffer.from('2');
export const FIRST_DATE_KEY = Buffer.from('3');

/** Null for an odd value. */
export function toKey(value: unknown): Key | null {
  if (value === null || value === undefined) return NULL_KEY;
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value + 0 : null;
  if (typeof value === 'boolean') return Buffer.from(value ? '21' : '20');
  if (value instanceof Date) return Buffer.from(`3${BigInt(value.getTime()) + DATE_OFFSET}`);
  if (isObjectId(value)) return Buffer.from(`1${value.toHexString()}`);
  return null;
}

/** True when the value at this path of a document is odd, as `keySql` sees it. */
export function isOddAt(document: unknown, parts: readonly string[]): boolean {
  let value = document;
  for (const part of parts) {
    if (Array.isArray(value)) return true;
    if (!isPlainObject(value) || !Object.hasOwn(value, part)) return false;
    value = value[part];
  }
  return Object.is(value, -0) || toKey(value) === null;
}

/**
 * SQL for the key of the value at a path of the column `doc`. An index is declared with this expression and found by
 * it again, so it must come out the same, letter by letter, each time.
 *
 * @param parts - of an indexed path: nothing in them needs escaping
 */
export function keySql(parts: readonly string[]): string {
  const at = (...inner: readonly string[]) =>
    `'$${[...parts, ...inner].map((part) => `."${part}"`).join('')}'`;
  const behindArrays = parts
    .slice(1)
    .map(
      (_, index) =>
        `'$${parts
          .slice(0, index + 1)
          .map((part) => `."${part}"`)
          .join('')}'`,
    )
    .map((prefix) => `WHEN json_type(doc,${prefix})='array' THEN ${ODD_KEY_SQL} `)
    .join('');
  const missing = behindArrays ? `CASE ${behindArrays}ELSE ${NULL_KEY_SQL} END` : NULL_KEY_SQL;
  return (
    `CASE json_type(doc,${at()})` +
    ` WHEN 'text' THEN json_extract(doc,${at()})` +
    ` WHEN 'object' THEN coalesce(` +
    `CAST('3'||(json_extract(doc,${at('$date', '$numberLong')})+${DATE_OFFSET}) AS BLOB),` +
    `CAST(json_extract(doc,${at('$numberInt')}) AS INTEGER),` +
    `CAST(json_extract(doc,${at('$numberLong')}) AS INTEGER),` +
    `CAST('1'||json_extract(doc,${at('$oid')}) AS BLOB),` +
    `${ODD_KEY_SQL})` +
    ` WHEN 'array' THEN ${ODD_KEY_SQL}` +
    ` WHEN 'true' THEN x'3231' WHEN 'false' THEN x'3230'` +
    ` WHEN 'null' THEN ${NULL_KEY_SQL}` +
    ` ELSE ${missing} END`
  );
}
