/**
 * The engine behind mongoose's `setDriver`: mongoose's own connection and collection, over our client.
 *
 * Source: https://mongoosejs.com/docs/api/mongoose.html#Mongoose.prototype.setDriver()
 *
 * @module
 */
import { Mongoose, STATES, type Connection } from 'mongoose';
import { openClient, type EmbeddedClient, type EmbeddedOptions } from './client.js';

/** What mongoose's connection has beyond its published types. */
interface DriverConnection extends Connection {
  config: Record<string, unknown>;
  name: string;
  readyState: number;
  onOpen(): void;
}

type DriverClass<T> = new (...values: unknown[]) => T;

/**
 * A mongoose connection to the embedded engine. Indexes are made when asked for (`model.createIndexes()`), not on their
 * own.
 *
 * @throws AppError as `openClient`
 */
export async function connectEmbedded(options: EmbeddedOptions): Promise<Connection> {
  const client = await openClient(options);
  // An instance of its own, so that the driver of everybody else's mongoose stays what it is.
  const mongoose = new Mongoose({ autoIndex: false, autoCreate: false });
  mongoose.setDriver({
    Collection: mongoose.Collection,
    Connection: createConnectionClass(mongoose, client),
  });
  return mongoose.createConnection('embedded:').asPromise();
}

function createConnectionClass(mongoose: Mongoose, client: EmbeddedClient): DriverClass<Connection> {
  const Base = mongoose.Connection as unknown as DriverClass<DriverConnection>;

  return class EmbeddedConnection extends Base {
    readonly #schemas = new Map<string, unknown>();

    /** Called by mongoose's `openUri`. */
    async createClient(uri: string): Promise<this> {
      Object.assign(this.config, { autoIndex: false, autoCreate: false });
      this.readyState = STATES.connecting;
      Object.assign(this, {
        _connectionString: uri,
        client,
        db: client.db(),
        host: 'embedded',
        name: 'insigne',
      });
      this.onOpen();
      return this;
    }

    /**
     * Mongoose copies a schema that was made by another instance, so it would not know it again; here the second call
     * with one schema gives the same model, as on the instance's own connections.
     */
    override model(...values: unknown[]): never {
      const make = super.model.bind(this) as (...values: unknown[]) => never;
      const [name, schema] = values;
      if (typeof name !== 'string' || schema === undefined) return make(...values);
      if (this.#schemas.get(name) === schema && values.length === 2) return make(name);
      const model = make(...values);
      this.#schemas.set(name, schema);
      return model;
    }
  };
}
