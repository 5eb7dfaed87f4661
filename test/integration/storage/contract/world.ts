/**
 * Where the contract of a storage engine is tested: two collections on a database of their own.
 *
 * @module
 */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Schema, type Model, type QueryFilter } from 'mongoose';
import { openDatabase, type Database } from '../../../../src/storage/connect.js';

export interface Thing {
  _id: string;
  owner?: string | null;
  key?: string | null;
  count?: number | null;
  at?: Date | null;
  isOpen?: boolean;
  tags?: string[];
  parts?: { name?: string; size?: number }[];
  inner?: { state?: string | null; at?: Date | null } | null;
  any?: unknown;
}

const thingSchema = new Schema<Thing>(
  {
    _id: { type: String, required: true },
    owner: String,
    key: String,
    count: Number,
    at: Date,
    isOpen: Boolean,
    tags: { type: [String], default: undefined },
    parts: { type: [new Schema({ name: String, size: Number }, { _id: false })], default: undefined },
    inner: new Schema({ state: String, at: Date }, { _id: false }),
    any: Schema.Types.Mixed,
  },
  { collection: 'things', versionKey: false, minimize: false },
);
thingSchema.index({ owner: 1, count: 1 });
thingSchema.index({ owner: 1, at: -1 });
thingSchema.index({ 'inner.state': 1 });
thingSchema.index({ tags: 1 });

const keyedSchema = new Schema<Thing>(
  { _id: { type: String, required: true }, owner: String, key: String, count: Number, at: Date },
  { collection: 'keyed_things', versionKey: false },
);
keyedSchema.index({ owner: 1, key: 1 }, { unique: true });

export const DUPLICATE_KEY = 11_000;
export const NOON = new Date('2026-03-02T12:00:00Z');

export function minutesAfterNoon(count: number): Date {
  return new Date(NOON.getTime() + count * 60_000);
}

export class ContractWorld {
  readonly owner = 'owner-1';
  #database: Database | undefined;
  #dataDir = '';

  constructor(readonly engine: 'embedded' | 'mongodb') {}

  get database(): Database {
    if (!this.#database) throw new Error('the database is not open');
    return this.#database;
  }

  get thingSchema(): typeof thingSchema {
    return thingSchema;
  }

  get Things(): Model<Thing> {
    return this.database.connection.model<Thing>('Thing', thingSchema);
  }

  /** With a unique index over owner and key. */
  get Keyed(): Model<Thing> {
    return this.database.connection.model<Thing>('Keyed', keyedSchema);
  }

  async open(): Promise<void> {
    this.#dataDir = await mkdtemp(join(tmpdir(), 'insigne-contract-'));
    const mongodbUri = this.engine === 'mongodb' ? nameFreshDatabase(process.env['MONGODB_URI'] ?? '') : null;
    this.#database = await openDatabase({ mongodbUri, dataDir: this.#dataDir });
    await this.Things.init();
    await this.Keyed.init();
    await this.database.ensureIndexes();
  }

  async clear(): Promise<void> {
    await this.Things.deleteMany({});
    await this.Keyed.deleteMany({});
  }

  async close(): Promise<void> {
    if (this.engine === 'mongodb') await this.database.connection.dropDatabase();
    await this.database.close();
    await rm(this.#dataDir, { recursive: true, force: true });
  }

  readonly id = (name: string): string => `${this.owner}:${name}`;

  /** Names of the things that a filter finds, sorted. */
  readonly namesOf = async (filter: QueryFilter<Thing>): Promise<string[]> => {
    const found = await this.Things.find({ $and: [{ owner: this.owner }, filter] }).lean();
    return found.map(({ _id }) => _id.slice(this.owner.length + 1)).sort();
  };

  readonly addAll = async (things: Record<string, Partial<Thing>>): Promise<void> => {
    const { id, owner } = this;
    await this.Things.insertMany(
      Object.entries(things).map(([name, fields]) => ({ _id: id(name), owner, ...fields })),
    );
  };
}

function nameFreshDatabase(mongodbUri: string): string {
  const url = new URL(mongodbUri);
  url.pathname = `/insigne_test_${randomBytes(6).toString('hex')}`;
  return url.href;
}
