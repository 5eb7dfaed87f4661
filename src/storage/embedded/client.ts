/**
 * The engine as mongoose sees it: a client with one database of collections.
 *
 * @module
 */
import { open } from 'node:fs/promises';
import path from 'node:path';
import { mongo } from 'mongoose';
import { AppError } from '../../errors/app-error.js';
import { createCatalogue } from './catalogue.js';
import { EmbeddedCollection } from './collection.js';
import { openFolder } from './folder.js';
import { unsupported } from './refuse.js';
import { Sqlite } from './sqlite.js';

const FILE_NAME = 'insigne.sqlite';
/** Raised when the file's own layout changes, so that an older program does not write to it. */
const LAYOUT = 1;

export interface EmbeddedOptions {
  readonly dataDir: string;
  /** How long a lock of another process is waited for. */
  readonly mostBusyMs?: number;
}

export interface EmbeddedClient {
  db(): EmbeddedDatabase;
  close(): Promise<void>;
}

export interface EmbeddedDatabase {
  readonly databaseName: string;
  collection(name: string): EmbeddedCollection;
}

/**
 * Opens the folder, which several processes may have open at once.
 *
 * @throws AppError `storage_network_disk`, `storage_busy`, `storage_newer` (written by a later release)
 */
export async function openClient({ dataDir, mostBusyMs }: EmbeddedOptions): Promise<EmbeddedClient> {
  const folder = await openFolder(dataDir);
  const file = path.join(folder, FILE_NAME);
  await makePrivateFile(file);
  const sqlite = await Sqlite.open(file, mostBusyMs);
  try {
    await prepareFile(sqlite);
  } catch (error) {
    sqlite.close();
    throw error;
  }
  const database: EmbeddedDatabase = refuseOthers('db', mongo.Db.prototype, {
    databaseName: 'insigne',
    collection: (name) =>
      refuseOthers('collection', mongo.Collection.prototype, new EmbeddedCollection(sqlite, name)),
  });
  return refuseOthers('client', mongo.MongoClient.prototype, {
    db: () => database,
    async close() {
      await sqlite.settle();
      sqlite.close();
    },
  });
}

/** SQLite gives its other files the rights of this one; the folder may have stood before, open to others. */
async function makePrivateFile(file: string): Promise<void> {
  try {
    // Only where there is none: closing a file that this process has open elsewhere would let go of SQLite's locks on it
    // (https://www.sqlite.org/howtocorrupt.html §2.2).
    await (await open(file, 'wx', 0o600)).close();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}

async function prepareFile(sqlite: Sqlite): Promise<void> {
  const layout = await sqlite.read(() => Number(sqlite.all('PRAGMA user_version')[0]?.[0]));
  if (layout === LAYOUT) return;
  if (layout > LAYOUT) {
    throw new AppError('storage_newer', 500, 'the data folder was written by a later release', { layout });
  }
  await sqlite.write(() => {
    createCatalogue(sqlite);
    sqlite.exec(`PRAGMA user_version = ${LAYOUT}`);
  });
}

/** Calls that answer at once, not by a promise. */
const SYNCHRONOUS: ReadonlySet<string> = new Set([
  'admin',
  'aggregate',
  'initializeOrderedBulkOp',
  'initializeUnorderedBulkOp',
  'listCollections',
  'listSearchIndexes',
  'runCursorCommand',
  'startSession',
  'watch',
]);

/** Gives `target` every other method of the driver's class: one that refuses, with its name. */
function refuseOthers<T extends object>(kind: string, driverClass: object, target: T): T {
  for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(driverClass))) {
    if (name in target || typeof value !== 'function') continue;
    const refused = unsupported.bind(null, `${kind}.${name}`);
    Object.defineProperty(target, name, {
      value: SYNCHRONOUS.has(name)
        ? () => {
            throw refused();
          }
        : () => Promise.reject(refused()),
    });
  }
  return target;
}
