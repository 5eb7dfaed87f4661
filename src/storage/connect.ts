/**
 * Opening the database: MongoDB where an address is given, else the embedded engine in the data folder. What comes back
 * is a mongoose connection either way; stores do not know which.
 *
 * @module
 */
import mongoose, { type Connection } from 'mongoose';
import { AppError } from '../errors/app-error.js';

/** Long enough for a set that elects its first member anew. */
const MONGODB_WITHIN_MS = 15_000;

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
 * @throws AppError `folder_unusable`, `storage_network_disk`, `storage_busy`, `storage_newer`, `storage_unreadable`;
 *   `storage_unreachable` - MongoDB does not answer within 15 seconds, or its address is none
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

async function openMongodb(uri: string): Promise<Connection> {
  // Acknowledged means on disk on most members, as a write to the embedded engine is on disk.
  const options = {
    autoIndex: false,
    autoCreate: false,
    writeConcern: { w: 'majority', j: true },
    serverSelectionTimeoutMS: MONGODB_WITHIN_MS,
  } as const;
  try {
    return await mongoose.createConnection(uri, options).asPromise();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `MONGODB_URI names a MongoDB that can't be used: ${reason}. Is it running, and may this machine reach it? Without MONGODB_URI the data is kept in DATA_DIR.`;
    throw new AppError('storage_unreachable', 503, message, {}, { cause: error });
  }
}
