/**
 * What a document may hold here, and the two ways to look into one.
 *
 * @module
 */
import { mongo } from 'mongoose';
import { refuse } from './refuse.js';

export type Document = Record<string, unknown>;

/** Names that a dotted path is made of. Digits alone would mean a place in an array, which is not on the list. */
const PATH_PART = /^[A-Za-z_][\w-]*$/;

/**
 * @throws AppError `storage_unsupported` - a path with anything else than names and dots
 */
export function splitPath(path: string): readonly string[] {
  const parts = path.split('.');
  for (const part of parts) {
    if (!PATH_PART.test(part) || part === '__proto__') refuse(`path ${path}`);
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
