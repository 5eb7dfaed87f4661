/**
 * Opening the database: MongoDB where an address is given, else the embedded engine in the data folder. What comes back
 * is a mongoose connection either way; stores do not know which.
 *
 * @module
 */
import mongoose, { type Connection } from 'mongoose';

export interface OpenDatabaseOptions {
  /** Null: the embedded engine in `dataDir`. */
  readonly mongodbUri: string | null;
  readonly dataDir: string;
}

export interface Database {
  readonly connection: Connection;
  readonly engine: 'mongodb' | 'embedded';
  /** Declares the indexes of every store made on this connection; run it before the first write. */
  ensureIndexes(): Promise<void>;
  close(): Promise<void>;
}

/**
 * @throws AppError `storage_network_disk`, `storage_busy`, `storage_newer`; what MongoDB's driver throws when it can't
 *   reach the server
 */
export async function openDatabase({ mongodbUri, dataDir }: OpenDatabaseOptions): Promise<Database> {
  const connection = mongodbUri === null ? await openEmbedded(dataDir) : await openMongodb(mongodbUri);
  return {
    connection,
    engine: mongodbUri === null ? 'embedded' : 'mongodb',

    async ensureIndexes() {
      await Promise.all(Object.values(connection.models).map((model) => model.createIndexes()));
    },

    async close() {
      await connection.close();
    },
  };
}

async function openEmbedded(dataDir: string): Promise<Connection> {
  // Not loaded for MongoDB: it brings a native library.
  const { connectEmbedded } = await import('./embedded/driver.js');
  return connectEmbedded({ dataDir });
}

function openMongodb(uri: string): Promise<Connection> {
  // Acknowledged means on disk on most members, as a write to the embedded engine is on disk.
  const options = { autoIndex: false, autoCreate: false, writeConcern: { w: 'majority', j: true } } as const;
  return mongoose.createConnection(uri, options).asPromise();
}
