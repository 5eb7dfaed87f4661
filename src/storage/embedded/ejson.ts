/**
 * Documents as canonical Extended JSON text, and back.
 *
 * The same text and the same values as bson's `EJSON.stringify(value, { relaxed: false })` and `EJSON.parse(text)` for
 * what is allowed here (a test compares them), several times faster, and strict: a value of another type is refused
 * when it is written, so nothing comes back as something else.
 *
 * Source: MongoDB Extended JSON (v2) https://www.mongodb.com/docs/manual/reference/mongodb-extended-json/
 *
 * @module
 */
import { mongo } from 'mongoose';
import { isObjectId, type Document } from './document.js';
import { refuse } from './refuse.js';

const INT32_MIN = -(2 ** 31);
const INT32_MAX = 2 ** 31 - 1;

/**
 * Plain values as the drivers would write them: what mongoose wraps is unwrapped, `undefined` becomes null.
 *
 * @throws AppError `storage_unsupported` - a value of a type that is not on the list
 */
export function toPlain(value: unknown): unknown {
  switch (typeof value) {
    case 'string':
      return toWellFormed(value);
    case 'boolean':
      return value;
    case 'number':
      return Number.isNaN(value) ? refuse('the number NaN') : value;
    case 'undefined':
      return null;
    case 'object':
      return value === null ? null : toPlainObject(value);
    default:
      return refuse(`a value of type ${typeof value}`);
  }
}

function toPlainObject(value: object): unknown {
  if (Array.isArray(value)) return Array.from(value, toPlain);
  if (value instanceof Date) {
    return Number.isNaN(value.getTime()) ? refuse('an invalid date') : new Date(value.getTime());
  }
  if (isObjectId(value)) return value;
  if (value instanceof mongo.Binary) return value;
  if (value instanceof Uint8Array && !('toBSON' in value)) return new mongo.Binary(value);
  if ('toBSON' in value && typeof value.toBSON === 'function') {
    return toPlain((value.toBSON as () => unknown)());
  }
  if (value instanceof Map) return toPlainObject(Object.fromEntries(value as Map<string, unknown>));
  if ('_bsontype' in value) return refuse(`a value of type ${String(value._bsontype)}`);
  if (value instanceof RegExp) return refuse('a value of type RegExp');
  const plain: Document = {};
  for (const [key, entry] of Object.entries(value)) {
    // `$` would be taken for Extended JSON when it is read; the other is no property at all in JavaScript.
    if (key.startsWith('$') || key === '__proto__' || key.includes('\0')) refuse(`the key ${key}`);
    if (typeof entry === 'function') refuse('a value of type function');
    plain[toWellFormed(key)] = toPlain(entry);
  }
  return plain;
}

/** Half a surrogate pair has no UTF-8; drivers and SQLite would each put something else there. */
function toWellFormed(text: string): string {
  return /[\ud800-\udfff]/.test(text) ? Buffer.from(text, 'utf8').toString('utf8') : text;
}

/** Text of a value that `toPlain` made. */
export function encode(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'number') return encodeNumber(value);
  if (Array.isArray(value)) return `[${value.map(encode).join(',')}]`;
  if (value instanceof Date) return `{"$date":{"$numberLong":"${value.getTime()}"}}`;
  if (isObjectId(value)) return `{"$oid":"${value.toHexString()}"}`;
  if (value instanceof mongo.Binary) {
    const subType = value.sub_type.toString(16).padStart(2, '0');
    return `{"$binary":{"base64":"${value.toString('base64')}","subType":"${subType}"}}`;
  }
  const entries = Object.entries(value as Document);
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${encode(entry)}`).join(',')}}`;
}

function encodeNumber(value: number): string {
  if (Object.is(value, -0)) return '{"$numberDouble":"-0.0"}';
  if (!Number.isSafeInteger(value)) return `{"$numberDouble":"${value}"}`;
  if (value >= INT32_MIN && value <= INT32_MAX) return `{"$numberInt":"${value}"}`;
  return `{"$numberLong":"${value}"}`;
}

/** The document that `encode` wrote. */
export function decode(text: string): Document {
  return revive(JSON.parse(text)) as Document;
}

function revive(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) value[index] = revive(value[index]);
    return value;
  }
  const object = value as Document;
  for (const key in object) {
    if (key.startsWith('$')) return reviveTyped(object);
    const entry = object[key];
    if (typeof entry === 'object' && entry !== null) object[key] = revive(entry);
  }
  return object;
}

interface Typed {
  readonly $numberInt?: string;
  readonly $numberLong?: string;
  readonly $numberDouble?: string;
  readonly $date?: { readonly $numberLong: string };
  readonly $oid?: string;
  readonly $binary?: { readonly base64: string; readonly subType: string };
}

function reviveTyped(typed: Typed): unknown {
  const number = typed.$numberInt ?? typed.$numberLong ?? typed.$numberDouble;
  if (number !== undefined) return Number(number);
  if (typed.$date) return new Date(Number(typed.$date.$numberLong));
  if (typed.$oid !== undefined) return new mongo.ObjectId(typed.$oid);
  if (typed.$binary) {
    const { base64, subType } = typed.$binary;
    return new mongo.Binary(Buffer.from(base64, 'base64'), Number.parseInt(subType, 16));
  }
  return refuse(`stored Extended JSON of type ${Object.keys(typed).join()}`);
}
