/**
 * Errors as a MongoDB server gives them, so that callers need not know which engine answered.
 *
 * Messages name fields, never values: they may end in a log.
 *
 * @module
 */
import { mongo } from 'mongoose';
import { valueAt, type Document } from './document.js';

export interface IndexKeys {
  readonly name: string;
  readonly keys: readonly (readonly [path: string, direction: 1 | -1])[];
}

/** Source: https://www.mongodb.com/docs/manual/reference/error-codes/ */
export const SERVER_CODES = {
  badValue: 2,
  typeMismatch: 14,
  pathNotViable: 28,
  conflictingUpdate: 40,
  immutableField: 66,
  indexOptionsConflict: 85,
  indexKeySpecsConflict: 86,
} as const;

const DUPLICATE_KEY = 11_000;

export function serverError(code: keyof typeof SERVER_CODES, message: string): mongo.MongoServerError {
  return new mongo.MongoServerError({ code: SERVER_CODES[code], codeName: code, message });
}

/** A unique index would hold one key twice. */
export function duplicateKeyError(
  collection: string,
  index: IndexKeys,
  document: Document | null,
): mongo.MongoServerError {
  const message = `E11000 duplicate key error collection: ${collection} index: ${index.name}`;
  const keyPattern = Object.fromEntries(index.keys);
  const keyValue = document && {
    keyValue: Object.fromEntries(
      index.keys.map(([path]) => [path, valueAt(document, path.split('.')) ?? null]),
    ),
  };
  return new mongo.MongoServerError({
    code: DUPLICATE_KEY,
    message,
    errmsg: message,
    keyPattern,
    ...keyValue,
  });
}
