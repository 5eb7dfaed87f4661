/**
 * What a document may hold here, and the two ways to look into one.
 *
 * @module
 */
import { mongo } from 'mongoose';
import { refuse } from './refuse.js';

export type Document = Record<string, unknown>;

/** `$` is for operators and places in arrays; so are digits alone. */
const NO_PATH_PART = /^\d*$|[$\0]/;

/**
 * @throws AppError `storage_unsupported` - a path that is more than names and dots
 */
export function splitPath(path: string): readonly string[] {
  const parts = path.split('.');
  for (const part of parts) {
    // What every JavaScript object has would be found in documents that do not have it.
    if (NO_PATH_PART.test(part) || part in Object.prototype) refuse(`path ${path}`);
  }
  return parts;
}

export function isPlainObject(value: unknown): value is Document {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

export function isObjectId(value: unknown): value is mongo.ObjectId {
  return value instanceof mongo.ObjectId;
}

/** The value at a path that meets no array on its way; undefined when there is none. */
export function valueAt(document: Document, parts: readonly string[]): unknown {
  let value: unknown = document;
  for (const part of parts) {
    if (!isPlainObject(value) || !Object.hasOwn(value, part)) return undefined;
    value = value[part];
  }
  return value;
}
