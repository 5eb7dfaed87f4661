import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose, { Schema, type Model } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, type Database } from '../../../src/storage/connect.js';

/**
 * What stores may count on, the same on either engine. It runs on the embedded one, and on a server where
 * `MONGODB_URI` names it.
 */
interface Thing {
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
  { versionKey: false, minimize: false },
);
thingSchema.index({ owner: 1, count: 1 });
thingSchema.index({ owner: 1, at: -1 });
thingSchema.index({ 'inner.state': 1 });
thingSchema.index({ tags: 1 });

const keyedSchema = new Schema<Thing>(
  { _id: { type: String, required: true }, owner: String, key: String, count: Number, at: Date },
  { versionKey: false },
);
keyedSchema.index({ owner: 1, key: 1 }, { unique: true });

const DUPLICATE_KEY = 11_000;
const NOON = new Date('2026-03-02T12:00:00Z');
const minutes = (count: number) => new Date(NOON.getTime() + count * 60_000);

function freshDatabaseUri(uri: string | undefined): string | null {
  if (!uri) return null;
  const url = new URL(uri);
  url.pathname = `/insigne_test_${randomBytes(6).toString('hex')}`;
  return url.href;
}

const mongodbUri = freshDatabaseUri(process.env['MONGODB_URI']);

describe.each(mongodbUri === null ? ['embedded'] : ['embedded', 'mongodb'])(
  'a store on the engine: %s',
  (engine) => {
    let dataDir: string;
    let database: Database;
    let Things: Model<Thing>;
    let Keyed: Model<Thing>;
    /** A value of its own for each test, so that they share collections without meeting. */
    let owner: string;

    beforeAll(async () => {
      dataDir = await mkdtemp(join(tmpdir(), 'insigne-contract-'));
      database = await openDatabase({ mongodbUri: engine === 'mongodb' ? mongodbUri : null, dataDir });
      Things = database.connection.model('Thing', thingSchema, 'things');
      Keyed = database.connection.model('Keyed', keyedSchema, 'keyed_things');
      await database.ensureIndexes();
    });

    afterAll(async () => {
      if (engine === 'mongodb') await database.connection.dropDatabase();
      await database.close();
      await rm(dataDir, { recursive: true, force: true });
    });

    beforeEach(() => {
      owner = randomUUID();
    });

    function id(name: string): string {
      return `${owner}:${name}`;
    }

    /** Names of the things that a filter finds among this test's, sorted. */
    async function namesOf(filter: mongoose.QueryFilter<Thing>): Promise<string[]> {
      const found = await Things.find({ $and: [{ owner }, filter] }).lean();
      return found.map(({ _id }) => _id.slice(owner.length + 1)).sort();
    }

    async function addAll(things: Record<string, Partial<Thing>>): Promise<void> {
      await Things.insertMany(
        Object.entries(things).map(([name, fields]) => ({ _id: id(name), owner, ...fields })),
      );
    }

    it('says which engine it is', () => {
      expect(database.engine).toBe(engine);
    });

    describe('documents', () => {
      it('come back as they went in', async () => {
        const thing = {
          _id: id('whole'),
          owner,
          key: null,
          count: -1.5,
          at: NOON,
          isOpen: false,
          tags: ['a', ''],
          parts: [{ name: 'p', size: 2 ** 40 }, {}],
          inner: { state: null, at: minutes(1) },
          any: {
            list: [1, [2, { deep: null }]],
            text: 'é\u{1f600}\0',
            'with.dot': -0,
            empty: {},
            date: NOON,
          },
        };
        await Things.create([thing]);

        expect(await Things.findById(thing._id).lean()).toEqual(thing);
        expect((await Things.findById(thing._id))?.toObject()).toEqual(thing);
      });

      it('are changed by save() where they differ', async () => {
        await addAll({ saved: { tags: ['a'], count: 1, key: 'k' } });
        const thing = await Things.findById(id('saved')).orFail();
        thing.tags?.push('b');
        thing.count = 2;
        thing.key = undefined as never;
        await thing.save();

        expect(await Things.findById(id('saved')).lean()).toEqual({
          _id: id('saved'),
          owner,
          tags: ['a', 'b'],
          count: 2,
        });
      });

      it('get an ObjectId where they have no id', async () => {
        const Nameless = database.connection.model('Nameless', new Schema({ owner: String }), 'nameless');
        const made = await Nameless.create({ owner });

        expect(made._id).toBeInstanceOf(mongoose.Types.ObjectId);
        expect(await Nameless.findById(made._id).lean()).toMatchObject({ owner });
        expect(await Nameless.find({ _id: { $in: [made._id] } }).lean()).toHaveLength(1);
      });

      it('are counted, and found to exist', async () => {
        await addAll({ a: { count: 1 }, b: { count: 2 } });

        expect(await Things.countDocuments({ owner })).toBe(2);
        expect(await Things.countDocuments({ owner, count: { $gt: 5 } })).toBe(0);
        expect(await Things.exists({ owner, count: 2 })).toEqual({ _id: id('b') });
        expect(await Things.exists({ owner, count: 3 })).toBeNull();
      });

      it('show the fields that are asked for', async () => {
        await addAll({ a: { count: 1, key: 'k' } });

        expect(await Things.findOne({ owner }).select('count').lean()).toEqual({ _id: id('a'), count: 1 });
        expect(await Things.findOne({ owner }).select('-owner -count').lean()).toEqual({
          _id: id('a'),
          key: 'k',
        });
        expect(await Things.findOne({ owner }).select({ key: 1, _id: 0 }).lean()).toEqual({ key: 'k' });
      });
    });

    describe('filters', () => {
      it('take null for null and for nothing at all', async () => {
        await addAll({ none: {}, null: { count: null }, one: { count: 1 } });

        expect(await namesOf({ count: null })).toEqual(['none', 'null']);
        expect(await namesOf({ count: { $ne: null } })).toEqual(['one']);
        expect(await namesOf({ count: { $in: [null, 1] } })).toEqual(['none', 'null', 'one']);
        expect(await namesOf({ count: { $exists: true } })).toEqual(['null', 'one']);
        expect(await namesOf({ count: { $exists: false } })).toEqual(['none']);
      });

      it('compare numbers as numbers, fractions and large ones too', async () => {
        await addAll({
          a: { count: -1 },
          b: { count: 0 },
          c: { count: 0.5 },
          d: { count: 9 },
          e: { count: 2 ** 53 },
          f: {},
        });

        expect(await namesOf({ count: { $gt: 0 } })).toEqual(['c', 'd', 'e']);
        expect(await namesOf({ count: { $gte: 0, $lt: 9 } })).toEqual(['b', 'c']);
        expect(await namesOf({ count: { $lte: 0.5 } })).toEqual(['a', 'b', 'c']);
        expect(await namesOf({ count: -0 })).toEqual(['b']);
        expect(await namesOf({ count: 2 ** 53 })).toEqual(['e']);
        expect(await namesOf({ count: { $lt: -1.5 } })).toEqual([]);
      });

      it('compare dates as dates, and with nothing else', async () => {
        await addAll({
          before: { at: new Date(-1) },
          noon: { at: NOON },
          after: { at: minutes(1) },
          null: { at: null },
          none: {},
        });

        expect(await namesOf({ at: { $lt: NOON } })).toEqual(['before']);
        expect(await namesOf({ at: { $lte: NOON } })).toEqual(['before', 'noon']);
        expect(await namesOf({ at: NOON })).toEqual(['noon']);
        expect(await namesOf({ at: { $gt: new Date(0) } })).toEqual(['after', 'noon']);
      });

      it('never compare values of two types', async () => {
        await addAll({
          text: { any: '5' },
          number: { any: 5 },
          date: { any: new Date(5) },
          yes: { any: true },
          list: { any: [5] },
        });

        expect(await namesOf({ any: 5 })).toEqual(['list', 'number']);
        expect(await namesOf({ any: { $gte: 5 } })).toEqual(['list', 'number']);
        expect(await namesOf({ any: { $lte: '5' } })).toEqual(['text']);
        expect(await namesOf({ any: { $lt: new Date(6) } })).toEqual(['date']);
        expect(await namesOf({ any: { $ne: 5 } })).toEqual(['date', 'text', 'yes']);
      });

      it('look into lists', async () => {
        await addAll({ ab: { tags: ['a', 'b'] }, b: { tags: ['b'] }, empty: { tags: [] }, none: {} });

        expect(await namesOf({ tags: 'a' })).toEqual(['ab']);
        expect(await namesOf({ tags: { $ne: 'a' } })).toEqual(['b', 'empty', 'none']);
        expect(await namesOf({ tags: { $in: ['a', 'x'] } })).toEqual(['ab']);
        expect(await namesOf({ tags: { $nin: ['a', 'b'] } })).toEqual(['empty', 'none']);
        expect(await namesOf({ tags: ['b'] })).toEqual(['b']);
        expect(await namesOf({ tags: [] })).toEqual(['empty']);
        expect(await namesOf({ tags: { $gt: 'a' } })).toEqual(['ab', 'b']);
      });

      it('look into documents, and into lists of them', async () => {
        await addAll({
          open: {
            inner: { state: 'open' },
            parts: [
              { name: 'x', size: 1 },
              { name: 'y', size: 9 },
            ],
          },
          shut: { inner: { state: 'shut' }, parts: [{ name: 'x', size: 9 }] },
          bare: { inner: {}, parts: [] },
          none: {},
        });

        expect(await namesOf({ 'inner.state': 'open' })).toEqual(['open']);
        expect(await namesOf({ 'inner.state': null })).toEqual(['bare', 'none']);
        expect(await namesOf({ 'parts.name': 'x', 'parts.size': 9 })).toEqual(['open', 'shut']);
        expect(await namesOf({ parts: { $elemMatch: { name: 'x', size: 9 } } })).toEqual(['shut']);
        expect(await namesOf({ parts: { $elemMatch: { size: { $gt: 1, $lt: 5 } } } })).toEqual([]);
        expect(await namesOf({ 'parts.size': { $gt: 1, $lt: 5 } })).toEqual(['open']);
      });

      it('join conditions', async () => {
        await addAll({ a: { count: 1, key: 'k' }, b: { count: 2, key: 'k' }, c: { count: 2 } });

        expect(await namesOf({ $or: [{ count: 1 }, { key: { $exists: false } }] })).toEqual(['a', 'c']);
        expect(await namesOf({ $and: [{ count: 2 }, { key: 'k' }] })).toEqual(['b']);
        expect(await namesOf({ count: 2, $or: [{ key: 'k' }, { key: 'l' }] })).toEqual(['b']);
      });

      it('find many by id', async () => {
        const names = Array.from({ length: 300 }, (_, index) => `n${index}`);
        await addAll(Object.fromEntries(names.map((name) => [name, {}])));

        const asked = [...names.slice(10, 290).map(id), 'unknown'];
        expect(await Things.find({ _id: { $in: asked } }).lean()).toHaveLength(280);
        expect(await Things.find({ _id: { $in: [] } }).lean()).toEqual([]);
      });
    });

    describe('sort, limit and cursor', () => {
      it('sort by several fields, nothing before everything', async () => {
        await addAll({
          a: { count: 2, at: NOON },
          b: { count: 2, at: minutes(1) },
          c: { count: 1 },
          d: { count: null },
          e: {},
        });
        const sorted = async (sort: Record<string, 1 | -1>) => {
          const found = await Things.find({ owner }).sort(sort).lean();
          return found.map(({ _id }) => _id.slice(owner.length + 1)).join('');
        };

        expect(await sorted({ count: 1, at: -1, _id: 1 })).toBe('decba');
        expect(await sorted({ count: -1, at: 1, _id: -1 })).toBe('abced');
      });

      it('sort values of several types as MongoDB does', async () => {
        await addAll({
          f: { any: NOON },
          e: { any: false },
          d: { any: new mongoose.Types.ObjectId() },
          c: { any: '\uffff' },
          b: { any: 3 },
          a: { any: null },
          g: { any: minutes(1) },
          cc: { any: '\u{1f600}' },
          bb: { any: 3.5 },
        });
        const found = await Things.find({ owner }).sort({ any: 1 }).lean();

        expect(found.map(({ _id }) => _id.slice(owner.length + 1))).toEqual([
          'a',
          'b',
          'bb',
          'c',
          'cc',
          'd',
          'e',
          'f',
          'g',
        ]);
      });

      it('end at the limit, also where an index gives the order', async () => {
        await addAll(
          Object.fromEntries(
            Array.from({ length: 60 }, (_, index) => [
              `t${index}`,
              { at: minutes(index % 30), count: index },
            ]),
          ),
        );
        const latest = await Things.find({ owner, count: { $gte: 1 } })
          .sort({ at: -1, _id: 1 })
          .limit(4)
          .lean();

        expect(latest.map(({ count }) => count)).toEqual([29, 59, 28, 58]);
        expect((await Things.findOne({ owner }).sort({ at: -1, count: -1 }).lean())?.count).toBe(59);
        expect(
          await Things.find({ owner, count: { $lt: 40 } })
            .limit(50)
            .lean(),
        ).toHaveLength(40);
      });

      it('read by cursor, all of it once', async () => {
        await addAll(
          Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`c${index}`, { count: index }])),
        );
        const counts: unknown[] = [];
        for await (const thing of Things.find({ owner }).sort({ count: 1 }).lean().cursor())
          counts.push(thing.count);

        expect(counts).toEqual(Array.from({ length: 25 }, (_, index) => index));
      });
    });

    describe('unique indexes', () => {
      it('refuse the second of two with code 11000, and say which key', async () => {
        await Keyed.create([{ _id: id('a'), owner, key: 'k' }]);

        await expect(Keyed.create([{ _id: id('b'), owner, key: 'k' }])).rejects.toMatchObject({
          code: DUPLICATE_KEY,
          keyPattern: { owner: 1, key: 1 },
          keyValue: { owner, key: 'k' },
        });
        await expect(Keyed.create([{ _id: id('a'), owner, key: 'l' }])).rejects.toMatchObject({
          code: DUPLICATE_KEY,
          keyPattern: { _id: 1 },
        });
        expect(await Keyed.countDocuments({ owner })).toBe(1);
      });

      it('take null and nothing at all for one and the same value', async () => {
        await Keyed.create([{ _id: id('a'), owner }]);

        await expect(Keyed.create([{ _id: id('b'), owner, key: null }])).rejects.toMatchObject({
          code: DUPLICATE_KEY,
        });
      });

      it('tell text from what looks like it', async () => {
        await Keyed.create([{ _id: id('a'), owner, key: 'a' }]);
        await Keyed.create([{ _id: id('b'), owner, key: 'A' }]);
        await Keyed.create([{ _id: id('c'), owner, key: 'a\0' }]);
        await Keyed.create([{ _id: id('d'), owner, key: '{"$numberInt":"1"}' }]);

        expect(await Keyed.countDocuments({ owner })).toBe(4);
      });

      it('hold for updates and upserts', async () => {
        await Keyed.create([
          { _id: id('a'), owner, key: 'k' },
          { _id: id('b'), owner, key: 'l' },
        ]);

        await expect(Keyed.updateOne({ _id: id('b') }, { $set: { key: 'k' } })).rejects.toMatchObject({
          code: DUPLICATE_KEY,
        });
        await expect(
          Keyed.updateOne({ _id: id('c') }, { $set: { owner, key: 'k' } }, { upsert: true }),
        ).rejects.toMatchObject({ code: DUPLICATE_KEY });
        expect((await Keyed.findById(id('b')).lean())?.key).toBe('l');
        expect(await Keyed.findById(id('c')).lean()).toBeNull();
      });

      it('free a key that was changed or deleted', async () => {
        await Keyed.create([{ _id: id('a'), owner, key: 'k' }]);
        await Keyed.updateOne({ _id: id('a') }, { $set: { key: 'other' } });
        await Keyed.create([{ _id: id('b'), owner, key: 'k' }]);
        await Keyed.deleteOne({ _id: id('b') });
        await Keyed.create([{ _id: id('c'), owner, key: 'k' }]);

        expect(await Keyed.countDocuments({ owner })).toBe(2);
      });

      it('let one of many win that come at once', async () => {
        const tries = Array.from({ length: 20 }, (_, index) =>
          Keyed.create([{ _id: id(`t${index}`), owner, key: 'k' }]),
        );
        const ended = await Promise.allSettled(tries);

        expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      });

      it('are not made over what breaks them', async () => {
        const name = `broken_${owner.replaceAll('-', '')}`;
        const Broken = database.connection.model(
          name,
          new Schema({ _id: String, key: String }, { versionKey: false }),
          name,
        );
        await Broken.create([
          { _id: 'a', key: 'k' },
          { _id: 'b', key: 'k' },
        ]);

        await expect(Broken.collection.createIndex({ key: 1 }, { unique: true })).rejects.toMatchObject({
          code: DUPLICATE_KEY,
        });
        expect(await Broken.collection.createIndex({ key: 1 })).toBe('key_1');
        expect(await Broken.collection.createIndex({ key: 1 })).toBe('key_1');
        await expect(Broken.collection.createIndex({ key: 1 }, { unique: true })).rejects.toMatchObject({
          code: 86,
        });
        await expect(Broken.collection.createIndex({ key: 1 }, { name: 'another' })).rejects.toMatchObject({
          code: 85,
        });
      });

      it('are listed', async () => {
        const indexes = (await Keyed.listIndexes()) as { key: unknown; unique?: boolean }[];

        expect(indexes.map(({ key, unique }) => ({ key, unique: unique ?? false }))).toEqual([
          { key: { _id: 1 }, unique: false },
          { key: { owner: 1, key: 1 }, unique: true },
        ]);
      });
    });

    describe('updates', () => {
      it('count what they match and what they change', async () => {
        await addAll({ a: { count: 1 }, b: { count: 1 }, c: { count: 5 } });

        expect(await Things.updateOne({ owner, count: 1 }, { $set: { key: 'k' } })).toMatchObject({
          matchedCount: 1,
          modifiedCount: 1,
          upsertedCount: 0,
          upsertedId: null,
        });
        expect(await Things.updateMany({ owner }, { $set: { key: 'k' } })).toMatchObject({
          matchedCount: 3,
          modifiedCount: 2,
        });
        expect(await Things.updateMany({ owner }, { $set: { key: 'k' } })).toMatchObject({
          matchedCount: 3,
          modifiedCount: 0,
        });
        expect(await Things.updateOne({ owner, count: 99 }, { $set: { key: 'k' } })).toMatchObject({
          matchedCount: 0,
          modifiedCount: 0,
        });
      });

      it('set, unset and count up, deep inside too', async () => {
        await addAll({ a: { count: 1, key: 'k', inner: { state: 'open', at: NOON } } });
        await Things.updateOne(
          { _id: id('a') },
          {
            $set: { 'inner.state': 'shut', 'any.deep.er': 1 },
            $unset: { key: '', 'inner.at': '' },
            $inc: { count: 2, 'any.n': -1 },
          },
        );

        expect(await Things.findById(id('a')).lean()).toEqual({
          _id: id('a'),
          owner,
          count: 3,
          inner: { state: 'shut' },
          any: { deep: { er: 1 }, n: -1 },
        });
      });

      it('keep the larger, keep the smaller', async () => {
        await addAll({ a: { count: 5, at: NOON }, b: {}, c: { count: null } });
        await Things.updateMany({ owner }, { $max: { count: 3, at: minutes(1) } });
        expect((await Things.findById(id('a')).lean())?.count).toBe(5);
        expect(await Things.findById(id('b')).lean()).toMatchObject({ count: 3, at: minutes(1) });
        expect((await Things.findById(id('c')).lean())?.count).toBe(3);

        await Things.updateMany({ owner }, { $min: { count: 4, at: NOON } });
        expect((await Things.find({ owner }).sort({ _id: 1 }).lean()).map(({ count }) => count)).toEqual([
          4, 3, 3,
        ]);
        expect((await Things.findById(id('a')).lean())?.at).toEqual(NOON);
      });

      it('put into lists and take out of them', async () => {
        await addAll({ a: { tags: ['x', 'x'] }, b: {} });
        const tagsOf = async (name: string) => (await Things.findById(id(name)).lean())?.tags;

        await Things.updateMany({ owner }, { $push: { tags: 'y' } });
        expect([await tagsOf('a'), await tagsOf('b')]).toEqual([['x', 'x', 'y'], ['y']]);
        await Things.updateMany({ owner }, { $addToSet: { tags: { $each: ['y', 'z', 'z'] } } });
        expect([await tagsOf('a'), await tagsOf('b')]).toEqual([
          ['x', 'x', 'y', 'z'],
          ['y', 'z'],
        ]);
        await Things.updateMany({ owner }, { $push: { tags: { $each: ['1', '2'], $slice: -3 } } });
        expect([await tagsOf('a'), await tagsOf('b')]).toEqual([
          ['z', '1', '2'],
          ['z', '1', '2'],
        ]);
        await Things.updateMany({ owner }, { $pull: { tags: { $in: ['1', 'z'] } } });
        expect([await tagsOf('a'), await tagsOf('b')]).toEqual([['2'], ['2']]);
        await Things.updateMany({ owner }, { $pull: { tags: '2' } });
        expect([await tagsOf('a'), await tagsOf('b')]).toEqual([[], []]);
      });

      it('cut a list that they make', async () => {
        await addAll({ a: {} });
        await Things.updateOne({ _id: id('a') }, { $push: { tags: { $each: ['1', '2', '3'], $slice: -2 } } });

        expect((await Things.findById(id('a')).lean())?.tags).toEqual(['2', '3']);
      });

      it('take documents out of lists by their fields', async () => {
        await addAll({
          a: {
            parts: [
              { name: 'x', size: 1 },
              { name: 'x', size: 2 },
              { name: 'y', size: 1 },
            ],
          },
        });
        await Things.updateOne({ _id: id('a') }, { $pull: { parts: { name: 'x', size: { $gt: 1 } } } });

        expect((await Things.findById(id('a')).lean())?.parts).toEqual([
          { name: 'x', size: 1 },
          { name: 'y', size: 1 },
        ]);
      });

      it.each([
        ['count up what is no number', { $inc: { key: 1 } }, 14],
        ['count up null', { $inc: { nothing: 1 } }, 14],
        ['make a field inside a text', { $set: { 'key.inner': 1 } }, 28],
        ['make a field inside null', { $set: { 'nothing.inner': 1 } }, 28],
        ['push onto what is no list', { $push: { key: 1 } }, 2],
        ['pull from what is no list', { $pull: { key: 1 } }, 2],
        ['change one path twice', { $set: { key: 1 }, $inc: { key: 1 } }, 40],
        ['change a path and what is inside it', { $set: { any: 1, 'any.x': 1 } }, 40],
        ['change the id', { $set: { _id: 'another' } }, 66],
      ])('refuse to %s', async (_, change, code) => {
        await Things.collection.insertOne({ _id: id('a'), owner, key: 'k', nothing: null } as never);

        await expect(
          Things.collection.updateOne({ _id: id('a') } as never, change as never),
        ).rejects.toMatchObject({ code });
        expect(await Things.collection.findOne({ _id: id('a') } as never)).toEqual({
          _id: id('a'),
          owner,
          key: 'k',
          nothing: null,
        });
      });
    });

    describe('upserts', () => {
      it('insert what the filter says and the update adds', async () => {
        const result = await Things.updateOne(
          { _id: id('a'), owner, 'inner.state': 'open', count: { $gte: 3 } },
          { $set: { key: 'k' }, $setOnInsert: { count: 7 }, $inc: { 'any.n': 2 } },
          { upsert: true },
        );

        expect(result).toMatchObject({
          matchedCount: 0,
          modifiedCount: 0,
          upsertedCount: 1,
          upsertedId: id('a'),
        });
        expect(await Things.findById(id('a')).lean()).toEqual({
          _id: id('a'),
          owner,
          inner: { state: 'open' },
          key: 'k',
          count: 7,
          any: { n: 2 },
        });
      });

      it('leave what stands, but for what is set', async () => {
        await addAll({ a: { count: 1 } });
        const result = await Things.updateOne(
          { _id: id('a') },
          { $setOnInsert: { count: 9 }, $set: { key: 'k' } },
          { upsert: true },
        );

        expect(result).toMatchObject({ matchedCount: 1, modifiedCount: 1, upsertedCount: 0 });
        expect(await Things.findById(id('a')).lean()).toEqual({ _id: id('a'), owner, count: 1, key: 'k' });
      });

      it('take the id from what is set on insert', async () => {
        await Keyed.updateOne({ owner, key: 'k' }, { $setOnInsert: { _id: id('a') } }, { upsert: true });
        await Keyed.updateOne({ owner, key: 'k' }, { $setOnInsert: { _id: id('b') } }, { upsert: true });

        expect(await Keyed.find({ owner }).lean()).toEqual([{ _id: id('a'), owner, key: 'k' }]);
      });

      it('fail with 11000 where the record stands but does not match', async () => {
        await addAll({ a: { at: minutes(5) } });

        await expect(
          Things.updateOne({ _id: id('a'), at: { $lte: NOON } }, { $set: { key: 'k' } }, { upsert: true }),
        ).rejects.toMatchObject({ code: DUPLICATE_KEY });
      });
    });

    describe('find and change at once', () => {
      it('takes the first by order, and gives it back as it was or as it is', async () => {
        await addAll({ a: { count: 3 }, b: { count: 1 }, c: { count: 2 } });
        const change = { $set: { key: 'k' }, $inc: { count: 10 } };
        const before = await Things.findOneAndUpdate({ owner }, change, { sort: { count: 1 } }).lean();
        const after = await Things.findOneAndUpdate({ owner }, change, {
          sort: { count: 1 },
          returnDocument: 'after',
        }).lean();

        expect(before).toEqual({ _id: id('b'), owner, count: 1 });
        expect(after).toEqual({ _id: id('c'), owner, count: 12, key: 'k' });
      });

      it('inserts where nothing stands', async () => {
        const change = { $setOnInsert: { count: 1 }, $set: { owner } };
        expect(await Things.findOneAndUpdate({ _id: id('a') }, change, { upsert: true }).lean()).toBeNull();
        expect(
          await Things.findOneAndUpdate({ _id: id('b') }, change, {
            upsert: true,
            returnDocument: 'after',
          }).lean(),
        ).toEqual({ _id: id('b'), owner, count: 1 });
        expect(
          await Things.findOneAndUpdate({ _id: id('c') }, change, { returnDocument: 'after' }).lean(),
        ).toBeNull();
      });

      it('is done by one of many that come at once', async () => {
        await addAll({ a: { count: 1 } });
        const taken = await Promise.all(
          Array.from({ length: 20 }, (_, index) =>
            Things.findOneAndUpdate({ owner, key: null }, { $set: { key: `t${index}` } }).lean(),
          ),
        );

        expect(taken.filter((thing) => thing !== null)).toHaveLength(1);
      });

      it('deletes the first by order', async () => {
        await addAll({ a: { count: 3 }, b: { count: 1 } });

        expect(await Things.findOneAndDelete({ owner }, { sort: { count: 1 } }).lean()).toMatchObject({
          _id: id('b'),
        });
        expect(await Things.findOneAndDelete({ owner, count: 99 }).lean()).toBeNull();
        expect(await namesOf({})).toEqual(['a']);
      });
    });

    describe('deletes', () => {
      it('take one, or all that match', async () => {
        await addAll({ a: { count: 1 }, b: { count: 1 }, c: { count: 1 }, d: { count: 2 } });

        expect(await Things.deleteOne({ owner, count: 1 })).toMatchObject({ deletedCount: 1 });
        expect(await Things.deleteMany({ owner, count: 1 })).toMatchObject({ deletedCount: 2 });
        expect(await Things.deleteOne({ owner, count: 1 })).toMatchObject({ deletedCount: 0 });
        expect(await namesOf({})).toEqual(['d']);
      });
    });

    describe('several writes at once', () => {
      it('say what came of them', async () => {
        await addAll({ a: { count: 1 }, b: { count: 1 }, c: { count: 1 } });
        const result = await Things.bulkWrite([
          { insertOne: { document: { _id: id('d'), owner } } },
          { updateOne: { filter: { _id: id('a') }, update: { $inc: { count: 1 } } } },
          { updateOne: { filter: { _id: id('e') }, update: { $setOnInsert: { owner } }, upsert: true } },
          { updateMany: { filter: { owner, count: 1 }, update: { $set: { key: 'k' } } } },
          { deleteOne: { filter: { _id: id('b') } } },
          { deleteMany: { filter: { owner, count: 99 } } },
        ]);

        expect(result).toMatchObject({
          insertedCount: 1,
          matchedCount: 3,
          modifiedCount: 3,
          upsertedCount: 1,
          deletedCount: 1,
          insertedIds: { 0: id('d') },
          upsertedIds: { 2: id('e') },
        });
        expect(await namesOf({})).toEqual(['a', 'c', 'd', 'e']);
      });

      const writes = () => [
        { updateOne: { filter: { _id: id('b') }, update: { $set: { owner, key: 'b' } }, upsert: true } },
        { updateOne: { filter: { _id: id('c') }, update: { $set: { owner, key: 'a' } }, upsert: true } },
        { insertOne: { document: { _id: id('d'), owner, key: 'd' } } },
      ];

      it('go on after one that fails when the order does not matter', async () => {
        await Keyed.create([{ _id: id('a'), owner, key: 'a' }]);
        const error: unknown = await Keyed.bulkWrite(writes(), { ordered: false }).catch(
          (reason: unknown) => reason,
        );

        expect(error).toBeInstanceOf(Error);
        expect(error).toMatchObject({ code: DUPLICATE_KEY, insertedCount: 1, upsertedCount: 1 });
        expect((error as { writeErrors: { index: number }[] }).writeErrors.map(({ index }) => index)).toEqual(
          [1],
        );
        expect(await Keyed.countDocuments({ owner })).toBe(3);
      });

      it('stop at one that fails when it does', async () => {
        await Keyed.create([{ _id: id('a'), owner, key: 'a' }]);

        await expect(Keyed.bulkWrite(writes())).rejects.toMatchObject({
          code: DUPLICATE_KEY,
          upsertedCount: 1,
          insertedCount: 0,
        });
        expect(await Keyed.countDocuments({ owner })).toBe(2);
      });

      it('insert many, up to one that fails or around it', async () => {
        const many = (prefix: string) =>
          ['1', '2', '2', '3'].map((key, index) => ({
            _id: id(`${prefix}${index}`),
            owner: `${owner}${prefix}`,
            key,
          }));

        await expect(Keyed.insertMany(many('x'))).rejects.toMatchObject({ code: DUPLICATE_KEY });
        expect(await Keyed.countDocuments({ owner: `${owner}x` })).toBe(2);
        await expect(Keyed.insertMany(many('y'), { ordered: false })).rejects.toMatchObject({
          code: DUPLICATE_KEY,
        });
        expect(await Keyed.countDocuments({ owner: `${owner}y` })).toBe(3);
      });
    });

    describe('models', () => {
      it('are the same when asked for twice', () => {
        expect(database.connection.model('Thing', thingSchema, 'things')).toBeDefined();
        expect(database.connection.model<Thing>('Thing')).toBe(Things);
      });
    });
  },
);
