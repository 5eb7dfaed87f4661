/**
 * All stores on a database of their own: the embedded engine in a folder of its own, or a fresh database on the server
 * that `MONGODB_URI` names.
 *
 * @module
 */
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { Connection } from 'mongoose';
import { openDatabase } from '../../src/storage/connect.js';
import { createStores, type Stores } from '../../src/storage/stores.js';
import { makeDataFolder } from './make-data-folder.js';

export interface TestStores {
  readonly stores: Stores;
  readonly connection: Connection;
  readonly dataDir: string;
  /** Opens the same data once more, as another process would. */
  reopen(): Promise<{ stores: Stores; close(): Promise<void> }>;
  close(): Promise<void>;
}

/** @param dataDir - default one that may be in memory */
export async function openTestStores(dataDir?: string): Promise<TestStores> {
  const folder = dataDir ?? (await makeDataFolder());
  const mongodbUri = nameFreshDatabase(process.env['MONGODB_URI']);
  const database = await openDatabase({ mongodbUri, dataDir: folder });
  const stores = createStores(database.connection);
  await database.ensureIndexes();
  return {
    stores,
    connection: database.connection,
    dataDir: folder,
    async reopen() {
      const again = await openDatabase({ mongodbUri, dataDir: folder });
      return { stores: createStores(again.connection), close: () => again.close() };
    },
    async close() {
      if (mongodbUri) await database.connection.dropDatabase();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function nameFreshDatabase(mongodbUri: string | undefined): string | null {
  if (!mongodbUri) return null;
  const url = new URL(mongodbUri);
  url.pathname = `/insigne_test_${randomBytes(6).toString('hex')}`;
  return url.href;
}
