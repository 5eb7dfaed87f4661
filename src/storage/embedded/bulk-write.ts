/**
 * Several writes in one transaction. Each succeeds or fails on its own, as on a server: an ordered list stops at the
 * first that fails, an unordered one goes on; what was written before stays.
 *
 * Source: https://www.mongodb.com/docs/manual/reference/method/db.collection.bulkWrite/
 *
 * @module
 */
import { mongo } from 'mongoose';
import { isPlainObject, type Document } from './document.js';
import { checkOptions, refuse } from './refuse.js';
import { readSelection } from './select.js';
import type { Sqlite } from './sqlite.js';
import { readUpdate } from './update.js';
import { insert, remove, toInsertable, update } from './write.js';

interface Tally {
  readonly insertedIds: Record<number, unknown>;
  readonly upsertedIds: Record<number, unknown>;
  readonly writeErrors: WriteError[];
  insertedCount: number;
  matchedCount: number;
  modifiedCount: number;
  deletedCount: number;
}

/** What the driver's class of this name tells; the driver does not export it. */
export interface BulkResult extends Omit<Tally, 'writeErrors'> {
  readonly ok: 1;
  readonly upsertedCount: number;
  getWriteErrors(): readonly WriteError[];
  hasWriteErrors(): boolean;
}

/** As the driver's class of this name: the facts are in `err`, where mongoose changes `index`. */
class WriteError {
  constructor(
    readonly err: {
      readonly code: number;
      index: number;
      readonly errmsg: string;
      readonly keyPattern: unknown;
      readonly keyValue: unknown;
    },
  ) {}

  get code(): number {
    return this.err.code;
  }

  get index(): number {
    return this.err.index;
  }

  get errmsg(): string {
    return this.err.errmsg;
  }
}

/** One write, checked; it runs inside the transaction. */
export type BulkStep = (sqlite: Sqlite, index: number, tally: Tally) => void;

/** @throws AppError `storage_unsupported` - a kind of write or an option that is not on the list */
export function readBulkStep(collectionName: string, operation: unknown): BulkStep {
  const [entry, ...others] = isPlainObject(operation) ? Object.entries(operation) : [];
  if (!entry || others.length > 0) return refuse('a bulkWrite operation that is no single one');
  const [kind, argument] = entry as [string, Document];
  switch (kind) {
    case 'insertOne': {
      checkOptions('bulkWrite insertOne', argument, ['document']);
      return readInsertStep(collectionName, argument.document as Document);
    }
    case 'updateOne':
    case 'updateMany': {
      checkOptions(`bulkWrite ${kind}`, argument, ['filter', 'update', 'upsert']);
      const selection = readSelection(argument.filter, kind === 'updateOne' ? { limit: 1 } : {});
      const changes = readUpdate(argument.update);
      return (sqlite, index, tally) => {
        const result = update(sqlite, collectionName, selection, changes, argument.upsert === true);
        tally.matchedCount += result.matchedCount;
        tally.modifiedCount += result.modifiedCount;
        if (result.isUpserted) tally.upsertedIds[index] = result.upsertedId;
      };
    }
    case 'deleteOne':
    case 'deleteMany': {
      checkOptions(`bulkWrite ${kind}`, argument, ['filter']);
      const selection = readSelection(argument.filter, kind === 'deleteOne' ? { limit: 1 } : {});
      return (sqlite, _index, tally) => {
        tally.deletedCount += remove(sqlite, collectionName, selection).length;
      };
    }
    default:
      return refuse(`bulkWrite ${kind}`);
  }
}

/** As the drivers do, the document is given an `_id` where it has none. */
export function readInsertStep(collectionName: string, document: Document): BulkStep {
  document._id ??= new mongo.ObjectId();
  const insertable = toInsertable(document);
  return (sqlite, index, tally) => {
    insert(sqlite, collectionName, insertable);
    tally.insertedCount += 1;
    tally.insertedIds[index] = insertable._id;
  };
}

/**
 * Runs the steps; inside a write transaction.
 *
 * @returns the result, and the error that the caller throws once it is committed
 */
export function runBulkSteps(
  sqlite: Sqlite,
  steps: readonly BulkStep[],
  isOrdered: boolean,
): { readonly result: BulkResult; readonly error: Error | null } {
  const tally: Tally = {
    insertedIds: {},
    upsertedIds: {},
    writeErrors: [],
    insertedCount: 0,
    matchedCount: 0,
    modifiedCount: 0,
    deletedCount: 0,
  };
  for (const [index, step] of steps.entries()) {
    try {
      step(sqlite, index, tally);
    } catch (error) {
      if (!(error instanceof mongo.MongoServerError)) throw error;
      const { code, message: errmsg, keyPattern, keyValue } = error;
      tally.writeErrors.push(new WriteError({ code: Number(code), index, errmsg, keyPattern, keyValue }));
      if (isOrdered) break;
    }
  }
  const result = toResult(tally);
  return { result, error: toError(tally.writeErrors, result) };
}

function toResult({ writeErrors, ...counts }: Tally): BulkResult {
  return {
    ok: 1,
    ...counts,
    upsertedCount: Object.keys(counts.upsertedIds).length,
    getWriteErrors: () => writeErrors,
    hasWriteErrors: () => writeErrors.length > 0,
  };
}

function toError(writeErrors: readonly WriteError[], result: BulkResult): Error | null {
  const [first] = writeErrors;
  if (!first) return null;
  const { code, errmsg, keyPattern, keyValue } = first.err;
  const described = { message: errmsg, code, writeErrors } as unknown as mongo.AnyError;
  const error = new mongo.MongoBulkWriteError(described, result as unknown as mongo.BulkWriteResult);
  return Object.assign(error, keyPattern === undefined ? {} : { keyPattern, keyValue });
}
