/**
 * What collections and indexes there are. It stands in the database and is read inside each transaction, so that no
 * process works with what another has changed.
 *
 * A collection is one table: `id`, the key of `_id`, and `doc`, the document as text. An index is one SQL index over the
 * keys of its fields (`index-key.ts`). `odd` names the indexed paths under which an odd value was ever stored; where
 * there is none, SQL may be asked for exactly one key, and for its order.
 *
 * @module
 */
import { isOddAt, keySql, ODD_KEY } from './index-key.js';
import type { Document } from './document.js';
import { checkOptions, refuse } from './refuse.js';
import { serverError, type IndexKeys } from './server-error.js';
import type { Sqlite } from './sqlite.js';

export interface Index extends IndexKeys {
  readonly isUnique: boolean;
}

export interface Collection {
  readonly name: string;
  readonly indexes: readonly Index[];
  readonly odd: readonly string[];
}

const COLLECTION_NAME = /^[A-Za-z][\w-]*$/;
const INDEX_NAME = /^[\w.-]+$/;
/** Paths that stand in SQL as they are. */
const INDEXED_PATH = /^[A-Za-z_][\w-]*(\.[A-Za-z_][\w-]*)*$/;

export function createCatalogue(sqlite: Sqlite): void {
  sqlite.exec(
    'CREATE TABLE IF NOT EXISTS catalogue (name TEXT PRIMARY KEY, state TEXT NOT NULL) WITHOUT ROWID',
  );
}

/** @throws AppError `storage_unsupported` - a name that would need escaping */
export function checkCollectionName(name: string): void {
  if (!COLLECTION_NAME.test(name)) refuse(`collection name ${name}`);
}

export function tableOf(collectionName: string): string {
  return `"docs_${collectionName}"`;
}

/** Null when nothing was ever written to it. */
export function findCollection(sqlite: Sqlite, name: string): Collection | null {
  const [row] = sqlite.all('SELECT state FROM catalogue WHERE name = ?', name);
  if (!row) return null;
  return { name, ...(JSON.parse(row[0] as string) as Omit<Collection, 'name'>) };
}

/** Inside a write transaction. */
export function getCollection(sqlite: Sqlite, name: string): Collection {
  const known = findCollection(sqlite, name);
  if (known) return known;
  const collection: Collection = { name, indexes: [], odd: [] };
  // `id` has no type, so that keys stay what they are.
  sqlite.exec(`CREATE TABLE ${tableOf(name)} (id PRIMARY KEY NOT NULL, doc TEXT NOT NULL)`);
  sqlite.run('INSERT INTO catalogue (name, state) VALUES (?, ?)', name, toState(collection));
  return collection;
}

/**
 * Notes what is odd about a document before it is written.
 *
 * @throws AppError `storage_unsupported` - an odd value under a unique index, whose likes SQL could not tell apart
 */
export function noteOdd(sqlite: Sqlite, collection: Collection, document: Document): Collection {
  let noted = collection;
  for (const index of collection.indexes) {
    for (const [path] of index.keys) {
      if (noted.odd.includes(path) && !index.isUnique) continue;
      if (!isOddAt(document, path.split('.'))) continue;
      if (index.isUnique) refuse(`an array, object or fraction under the unique index ${index.name}`);
      noted = { ...noted, odd: [...noted.odd, path] };
    }
  }
  if (noted !== collection) saveCollection(sqlite, noted);
  return noted;
}

/**
 * Declares an index; the same one again changes nothing.
 *
 * @returns its name
 * @throws AppError `storage_unsupported` - a kind of index or an option that is not on the list; MongoServerError 85,
 *   86 - one of this name or over these fields stands already and differs; what SQLite throws when a unique index
 *   meets two equal keys
 */
export function createIndex(sqlite: Sqlite, collectionName: string, wanted: Index): string {
  const collection = getCollection(sqlite, collectionName);
  for (const index of collection.indexes) {
    const isSameKeys = JSON.stringify(index.keys) === JSON.stringify(wanted.keys);
    if (index.name === wanted.name) {
      if (isSameKeys && index.isUnique === wanted.isUnique) return index.name;
      throw serverError('indexKeySpecsConflict', `an index ${wanted.name} stands already and differs`);
    }
    if (isSameKeys) {
      throw serverError(
        'indexOptionsConflict',
        `index ${index.name} stands already over the fields of ${wanted.name}`,
      );
    }
  }
  const odd = findOdd(sqlite, collection, wanted);
  if (wanted.isUnique && odd.length > 0) {
    refuse(`an array, object or fraction under the unique index ${wanted.name}`);
  }
  saveCollection(sqlite, {
    ...collection,
    indexes: [...collection.indexes, wanted],
    odd: [...new Set([...collection.odd, ...odd])],
  });
  const columns = wanted.keys.map(([path, direction]) => {
    return `${keySql(path.split('.'))} ${direction === 1 ? 'ASC' : 'DESC'}`;
  });
  sqlite.exec(
    `CREATE ${wanted.isUnique ? 'UNIQUE ' : ''}INDEX ${sqlIndexName(collectionName, wanted.name)} ` +
      `ON ${tableOf(collectionName)} (${columns.join(', ')})`,
  );
  return wanted.name;
}

export function sqlIndexName(collectionName: string, indexName: string): string {
  return `"${collectionName}:${indexName}"`;
}

function findOdd(sqlite: Sqlite, collection: Collection, { keys }: Index): string[] {
  const paths = keys.map(([path]) => path).filter((path) => !collection.odd.includes(path));
  return paths.filter((path) => {
    const found = sqlite.all(
      `SELECT 1 FROM ${tableOf(collection.name)} WHERE ${keySql(path.split('.'))} = ? LIMIT 1`,
      ODD_KEY,
    );
    return found.length > 0;
  });
}

/**
 * Reads an index as mongoose declares it.
 *
 * @throws AppError `storage_unsupported` - a kind of index or an option that is not on the list
 */
export function toIndex(spec: unknown, options: Document = {}): Index {
  const keys = Object.entries((spec ?? {}) as Document).map(([path, direction]) => {
    if (!INDEXED_PATH.test(path)) refuse(`an index over ${path}`);
    if (path === '_id' || path.startsWith('_id.')) refuse('an index over _id besides its own');
    if (direction !== 1 && direction !== -1) refuse(`index kind ${JSON.stringify(direction)}`);
    return [path, direction] as const;
  });
  if (keys.length === 0) refuse('an index over no field');
  const { unique, name, sparse, ...others } = options;
  // Mongoose writes `background: true`, which servers have ignored since 4.2.
  checkOptions('createIndex', others, ['background']);
  if (sparse === true) refuse('createIndex option sparse');
  const given = name ?? keys.flat().join('_');
  if (typeof given !== 'string' || !INDEX_NAME.test(given)) refuse('an index of this name');
  return { name: given, keys, isUnique: unique === true };
}

function saveCollection(sqlite: Sqlite, collection: Collection): void {
  sqlite.run('UPDATE catalogue SET state = ? WHERE name = ?', toState(collection), collection.name);
}

function toState({ indexes, odd }: Collection): string {
  return JSON.stringify({ indexes, odd });
}
