/**
 * Single writes, inside a write transaction that the caller holds.
 *
 * @module
 */
import { findCollection, getCollection, noteOdd, tableOf, type Collection } from './catalogue.js';
import { isObjectId, type Document } from './document.js';
import { encode, toPlain } from './ejson.js';
import { toKey, type Key } from './index-key.js';
import { refuse } from './refuse.js';
import { select, type Found, type Selection } from './select.js';
import { duplicateKeyError } from './server-error.js';
import { isConstraintError, type Sqlite } from './sqlite.js';
import { applyUpdate, type Change } from './update.js';
import { buildUpserted } from './upsert.js';

export interface UpdateResult {
  readonly matchedCount: number;
  readonly modifiedCount: number;
  readonly upsertedId: unknown;
  readonly isUpserted: boolean;
  /** The first document, as it was and as it is; null where there is none. */
  readonly before: Document | null;
  readonly after: Document | null;
}

/** The document as it will be stored, `_id` first. */
export function toInsertable(document: Document): Document {
  const { _id, ...fields } = toPlain(document) as Document;
  return { _id, ...fields };
}

/** @throws MongoServerError 11000 */
export function insert(sqlite: Sqlite, collectionName: string, document: Document): void {
  const collection = noteOdd(sqlite, getCollection(sqlite, collectionName), document);
  guardUnique(collection, document, () => {
    const key = toIdKey(document._id);
    sqlite.run(`INSERT INTO ${tableOf(collectionName)} (id, doc) VALUES (?, ?)`, key, encode(document));
  });
}

/**
 * Updates what the selection finds, or inserts when it finds nothing and `isUpsert`. Documents before one that fails stay
 * updated, as on a server.
 *
 * @throws MongoServerError 11000 and those of `applyUpdate`
 */
export function update(
  sqlite: Sqlite,
  collectionName: string,
  selection: Selection,
  changes: readonly Change[],
  isUpsert: boolean,
): UpdateResult {
  const collection = isUpsert
    ? getCollection(sqlite, collectionName)
    : findCollection(sqlite, collectionName);
  const found = collection ? select(sqlite, collection, selection) : [];
  if (found.length === 0 && isUpsert) {
    const upserted = buildUpserted(selection.conditions, changes);
    insert(sqlite, collectionName, upserted);
    return {
      matchedCount: 0,
      modifiedCount: 0,
      upsertedId: upserted._id,
      isUpserted: true,
      before: null,
      after: upserted,
    };
  }
  let modifiedCount = 0;
  let first: { readonly before: Document; readonly after: Document } | null = null;
  for (const each of found) {
    const { document: after, isModified } = updateOne(sqlite, collectionName, each, changes);
    if (isModified) modifiedCount += 1;
    first ??= { before: each.document, after };
  }
  return {
    matchedCount: found.length,
    modifiedCount,
    upsertedId: null,
    isUpserted: false,
    before: first?.before ?? null,
    after: first?.after ?? null,
  };
}

function updateOne(
  sqlite: Sqlite,
  collectionName: string,
  { rowId, text, document }: Found,
  changes: readonly Change[],
): { readonly document: Document; readonly isModified: boolean } {
  const updated = structuredCloneDocument(document);
  applyUpdate(updated, changes, false);
  const updatedText = encode(updated);
  if (updatedText === text) return { document: updated, isModified: false };
  const collection = noteOdd(sqlite, getCollection(sqlite, collectionName), updated);
  guardUnique(collection, updated, () => {
    sqlite.run(`UPDATE ${tableOf(collectionName)} SET doc = ? WHERE rowid = ?`, updatedText, rowId);
  });
  return { document: updated, isModified: true };
}

function structuredCloneDocument(document: Document): Document {
  return toPlain(document) as Document;
}

/** @returns what was deleted */
export function remove(sqlite: Sqlite, collectionName: string, selection: Selection): readonly Document[] {
  const collection = findCollection(sqlite, collectionName);
  if (!collection) return [];
  const found = select(sqlite, collection, selection);
  for (const { rowId } of found) {
    sqlite.run(`DELETE FROM ${tableOf(collectionName)} WHERE rowid = ?`, rowId);
  }
  return found.map(({ document }) => document);
}

function toIdKey(id: unknown): Key {
  const isAllowed = typeof id === 'string' || isObjectId(id) || Number.isSafeInteger(id);
  const key = isAllowed ? toKey(id) : null;
  return key ?? refuse('an _id that is no text, ObjectId or whole number');
}

/** Turns SQLite's error about an index into MongoDB's. */
function guardUnique(collection: Collection, document: Document, write: () => void): void {
  try {
    write();
  } catch (error) {
    if (!isConstraintError(error)) throw error;
    const { name, indexes } = collection;
    const index = indexes.find((each) => error.message.includes(`'${name}:${each.name}'`));
    throw duplicateKeyError(name, index ?? { name: '_id_', keys: [['_id', 1]] }, document);
  }
}
