/**
 * One collection, with the calls of MongoDB's driver that are on the closed list.
 *
 * @module
 */
import { setImmediate as breathe } from 'node:timers/promises';
import { mongo } from 'mongoose';
import { readBulkStep, readInsertStep, runBulkSteps, type BulkResult } from './bulk-write.js';
import { checkCollectionName, createIndex, findCollection, toIndex } from './catalogue.js';
import { createCursor, type EmbeddedCursor } from './cursor.js';
import type { Document } from './document.js';
import { readProjection, type Project } from './projection.js';
import { checkOptions, refuse } from './refuse.js';
import { buildSelect, order, readSelection, select, toFound, type Found, type Selection } from './select.js';
import { duplicateKeyError } from './server-error.js';
import { isConstraintError, type Sqlite } from './sqlite.js';
import { readUpdate } from './update.js';
import { insert, remove, toInsertable, update, type UpdateResult } from './write.js';

/** Longest that reading a large answer holds up everything else in the process. */
const LONGEST_SLICE_MS = 10;

interface Options extends Document {
  readonly sort?: unknown;
  readonly limit?: unknown;
  readonly projection?: unknown;
  readonly upsert?: unknown;
  readonly ordered?: unknown;
  readonly returnDocument?: unknown;
  readonly includeResultMetadata?: unknown;
}

export class EmbeddedCollection {
  readonly #sqlite: Sqlite;

  constructor(
    sqlite: Sqlite,
    readonly collectionName: string,
  ) {
    checkCollectionName(collectionName);
    this.#sqlite = sqlite;
  }

  async insertOne(document: Document, options?: Options): Promise<object> {
    checkOptions('insertOne', options, []);
    document._id ??= new mongo.ObjectId();
    const insertable = toInsertable(document);
    await this.#sqlite.write(() => insert(this.#sqlite, this.collectionName, insertable));
    return { acknowledged: true, insertedId: document._id };
  }

  async insertMany(documents: readonly Document[], options?: Options): Promise<object> {
    checkOptions('insertMany', options, ['ordered']);
    const steps = documents.map((document) => readInsertStep(this.collectionName, document));
    const result = await this.#runBulk(steps, options?.ordered !== false);
    return { acknowledged: true, insertedCount: result.insertedCount, insertedIds: result.insertedIds };
  }

  async bulkWrite(operations: readonly unknown[], options?: Options): Promise<BulkResult> {
    checkOptions('bulkWrite', options, ['ordered']);
    if (operations.length === 0)
      throw new mongo.MongoInvalidArgumentError('Invalid BulkOperation, Batch cannot be empty');
    const steps = operations.map((operation) => readBulkStep(this.collectionName, operation));
    return this.#runBulk(steps, options?.ordered !== false);
  }

  find(filter?: unknown, options?: Options): EmbeddedCursor {
    checkOptions('find', options, ['sort', 'limit', 'projection', 'batchSize']);
    const selection = readSelection(filter, options ?? {});
    const project = readProjection(options?.projection);
    return createCursor(() => this.#findAll(selection, project));
  }

  async findOne(filter?: unknown, options?: Options): Promise<Document | null> {
    checkOptions('findOne', options, ['sort', 'projection']);
    const selection = readSelection(filter, { sort: options?.sort, limit: 1 });
    const project = readProjection(options?.projection);
    const [found] = await this.#sqlite.read(() => {
      const collection = findCollection(this.#sqlite, this.collectionName);
      return collection ? select(this.#sqlite, collection, selection) : [];
    });
    return found ? project(found.document) : null;
  }

  async countDocuments(filter?: unknown, options?: Options): Promise<number> {
    checkOptions('countDocuments', options, []);
    const selection = readSelection(filter, {});
    return (await this.#findAll(selection, () => ({}))).length;
  }

  async updateOne(filter: unknown, changes: unknown, options?: Options): Promise<object> {
    checkOptions('updateOne', options, ['upsert']);
    return toUpdateResult(await this.#update(readSelection(filter, { limit: 1 }), changes, options));
  }

  async updateMany(filter: unknown, changes: unknown, options?: Options): Promise<object> {
    checkOptions('updateMany', options, ['upsert']);
    return toUpdateResult(await this.#update(readSelection(filter, {}), changes, options));
  }

  async findOneAndUpdate(filter: unknown, changes: unknown, options?: Options): Promise<unknown> {
    checkOptions('findOneAndUpdate', options, [
      'sort',
      'upsert',
      'projection',
      'returnDocument',
      'includeResultMetadata',
    ]);
    const returned = options?.returnDocument ?? 'before';
    if (returned !== 'before' && returned !== 'after')
      return refuse('findOneAndUpdate option returnDocument of this value');
    const project = readProjection(options?.projection);
    const selection = readSelection(filter, { sort: options?.sort, limit: 1 });
    const result = await this.#update(selection, changes, options);
    const value = result[returned] && project(result[returned]);
    if (options?.includeResultMetadata !== true) return value;
    const upserted = result.isUpserted ? { upserted: result.upsertedId } : {};
    const lastErrorObject = {
      n: value || result.isUpserted ? 1 : 0,
      updatedExisting: result.matchedCount > 0,
      ...upserted,
    };
    return { lastErrorObject, value, ok: 1 };
  }

  async findOneAndDelete(filter: unknown, options?: Options): Promise<unknown> {
    checkOptions('findOneAndDelete', options, ['sort', 'projection', 'includeResultMetadata']);
    const project = readProjection(options?.projection);
    const [removed] = await this.#remove(readSelection(filter, { sort: options?.sort, limit: 1 }));
    const value = removed ? project(removed) : null;
    if (options?.includeResultMetadata !== true) return value;
    return { lastErrorObject: { n: value ? 1 : 0 }, value, ok: 1 };
  }

  async deleteOne(filter: unknown, options?: Options): Promise<object> {
    checkOptions('deleteOne', options, []);
    const removed = await this.#remove(readSelection(filter, { limit: 1 }));
    return { acknowledged: true, deletedCount: removed.length };
  }

  async deleteMany(filter: unknown, options?: Options): Promise<object> {
    checkOptions('deleteMany', options, []);
    const removed = await this.#remove(readSelection(filter, {}));
    return { acknowledged: true, deletedCount: removed.length };
  }

  async createIndex(spec: unknown, options?: Document): Promise<string> {
    const index = toIndex(spec, options);
    return this.#sqlite.write(() => {
      try {
        return createIndex(this.#sqlite, this.collectionName, index);
      } catch (error) {
        if (isConstraintError(error)) throw duplicateKeyError(this.collectionName, index, null);
        throw error;
      }
    });
  }

  listIndexes(options?: Options): EmbeddedCursor {
    checkOptions('listIndexes', options, []);
    return createCursor(async () => {
      const collection = await this.#sqlite.read(() => findCollection(this.#sqlite, this.collectionName));
      const declared = (collection?.indexes ?? []).map(({ name, keys, isUnique }) => {
        return { v: 2, key: Object.fromEntries(keys), name, ...(isUnique && { unique: true }) };
      });
      return [{ v: 2, key: { _id: 1 }, name: '_id_' }, ...declared];
    });
  }

  /** How SQLite goes about a find: one line a step; none for a collection that is not there. For tests. */
  async explain(filter: unknown, options: Options = {}): Promise<readonly string[]> {
    const selection = readSelection(filter, options);
    const collection = await this.#sqlite.read(() => findCollection(this.#sqlite, this.collectionName));
    if (!collection) return [];
    const { text, values } = buildSelect(selection, collection);
    return this.#sqlite.explain(selection.limit === null ? text : `${text} LIMIT 16 OFFSET 0`, ...values);
  }

  async #runBulk(steps: Parameters<typeof runBulkSteps>[1], isOrdered: boolean): Promise<BulkResult> {
    const { result, error } = await this.#sqlite.write(() => runBulkSteps(this.#sqlite, steps, isOrdered));
    if (error) throw error;
    return result;
  }

  async #update(selection: Selection, changes: unknown, options?: Options): Promise<UpdateResult> {
    const read = readUpdate(changes);
    const outcome = await this.#sqlite.write(() => {
      try {
        return update(this.#sqlite, this.collectionName, selection, read, options?.upsert === true);
      } catch (error) {
        // Documents before the one that fails stay updated, as on a server, so this is committed.
        if (error instanceof mongo.MongoServerError) return error;
        throw error;
      }
    });
    if (outcome instanceof mongo.MongoServerError) throw outcome;
    return outcome;
  }

  #remove(selection: Selection): Promise<readonly Document[]> {
    return this.#sqlite.write(() => remove(this.#sqlite, this.collectionName, selection));
  }

  async #findAll(selection: Selection, project: Project): Promise<Document[]> {
    if (selection.limit !== null) {
      const found = await this.#sqlite.read(() => {
        const collection = findCollection(this.#sqlite, this.collectionName);
        return collection ? select(this.#sqlite, collection, selection) : [];
      });
      return found.map(({ document }) => project(document));
    }
    const rows = await this.#sqlite.read(() => {
      const collection = findCollection(this.#sqlite, this.collectionName);
      if (!collection) return [];
      const { text, values } = buildSelect(selection, collection);
      return this.#sqlite.all(text, ...values);
    });
    const found: Found[] = [];
    let sliceStartedAt = performance.now();
    for (const row of rows) {
      found.push(...toFound(row, selection));
      if (performance.now() - sliceStartedAt > LONGEST_SLICE_MS) {
        await breathe();
        sliceStartedAt = performance.now();
      }
    }
    return order(found, selection).map(({ document }) => project(document));
  }
}

function toUpdateResult({ matchedCount, modifiedCount, upsertedId, isUpserted }: UpdateResult): object {
  return { acknowledged: true, matchedCount, modifiedCount, upsertedCount: isUpserted ? 1 : 0, upsertedId };
}
