import { readFile } from 'node:fs/promises';
import mongoose, { mongo, Schema, type Connection, type Model } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectEmbedded } from '../../../src/storage/embedded/driver.js';
import { openEngine, type TestEngine } from '../../support/open-engine.js';

type Call = (...values: readonly unknown[]) => unknown;
type Calls = Readonly<Record<string, Call>>;

let engine: TestEngine;
let connection: Connection;
let things: Calls;
let Things: Model<{ _id: string; name: string; list: number[] }>;

beforeAll(async () => {
  engine = await openEngine();
  connection = await connectEmbedded({ dataDir: engine.dataDir });
  const schema = new Schema({ _id: String, name: String, list: [Number] }, { versionKey: false });
  Things = connection.model('Thing', schema, 'things') as never;
  things = engine.database.collection('things') as unknown as Calls;
  await Things.create([{ _id: 'a', name: 'x', list: [1, 2] }]);
});

afterAll(async () => {
  await connection.close();
  await engine.close();
});

/** Every test here ends by seeing that nothing was changed. */
async function expectRefused(call: () => unknown, name: string): Promise<void> {
  const run = async () => {
    const answer = await call();
    const isCursor = typeof answer === 'object' && answer !== null && 'toArray' in answer;
    return isCursor ? (answer.toArray as () => Promise<unknown>)() : answer;
  };
  await expect(run()).rejects.toMatchObject({ code: 'storage_unsupported', status: 500, detail: { name } });
  expect(await Things.find({}).lean()).toEqual([{ _id: 'a', name: 'x', list: [1, 2] }]);
}

function methodsOf(driverClass: { readonly prototype: object }): string[] {
  return Object.entries(Object.getOwnPropertyDescriptors(driverClass.prototype))
    .filter(([name, { value }]) => typeof value === 'function' && name !== 'constructor')
    .map(([name]) => name);
}

const LISTED = [
  'bulkWrite',
  'countDocuments',
  'createIndex',
  'deleteMany',
  'deleteOne',
  'find',
  'findOne',
  'findOneAndDelete',
  'findOneAndUpdate',
  'insertMany',
  'insertOne',
  'listIndexes',
  'updateMany',
  'updateOne',
];

describe('calls on a collection', () => {
  it('are those that the README lists', async () => {
    const readme = await readFile(
      new URL('../../../src/storage/embedded/README.md', import.meta.url),
      'utf8',
    );
    const [, row] = /^\| calls +\| (.*) +\|$/m.exec(readme) ?? [];

    expect((row?.match(/`\w+`/g) ?? []).map((name) => name.slice(1, -1)).sort()).toEqual(LISTED);
  });

  it.each(methodsOf(mongo.Collection).filter((name) => !LISTED.includes(name)))('refuse %s', async (name) => {
    await expectRefused(() => things[name]?.({}), `collection.${name}`);
  });

  it('are at least the listed ones', () => {
    for (const name of LISTED) expect(things[name]).toBeTypeOf('function');
  });
});

describe('calls on the database and the client', () => {
  it.each(methodsOf(mongo.Db).filter((name) => name !== 'collection'))('refuse db.%s', async (name) => {
    await expectRefused(() => (engine.database as unknown as Calls)[name]?.({}), `db.${name}`);
  });

  it.each(methodsOf(mongo.MongoClient).filter((name) => name !== 'db' && name !== 'close'))(
    'refuse client.%s',
    async (name) => {
      await expectRefused(() => (connection.getClient() as unknown as Calls)[name]?.({}), `client.${name}`);
    },
  );

  it('refuse sessions and transactions through mongoose', async () => {
    await expectRefused(() => connection.startSession(), 'client.startSession');
    await expectRefused(() => connection.transaction(async () => undefined), 'client.startSession');
  });
});

describe('calls on a cursor', () => {
  it.each(methodsOf(mongo.FindCursor).filter((name) => !['next', 'toArray', 'close'].includes(name)))(
    'refuse %s',
    async (name) => {
      const cursor = things['find']?.({}) as Calls;
      await expectRefused(() => cursor[name]?.(1), `cursor.${name}`);
    },
  );
});

const FILTER_OPERATORS = ['$eq', '$ne', '$gt', '$gte', '$lt', '$lte', '$in', '$nin', '$exists', '$elemMatch'];

describe('filters', () => {
  it.each([
    ...[
      '$all',
      '$size',
      '$mod',
      '$regex',
      '$options',
      '$type',
      '$not',
      '$bitsAllSet',
      '$bitsAnySet',
      '$bitsAllClear',
    ],
    ...['$bitsAnyClear', '$geoWithin', '$geoIntersects', '$near', '$nearSphere', '$rename', '$unheardOf'],
  ])('refuse the operator %s', async (operator) => {
    await expectRefused(() => things['find']?.({ name: { [operator]: 1 } }), `operator ${operator}`);
    await expectRefused(
      () => things['deleteMany']?.({ $or: [{ name: { [operator]: 1 } }] }),
      `operator ${operator}`,
    );
    await expectRefused(
      () => things['updateMany']?.({ list: { $elemMatch: { [operator]: 1 } } }, { $set: { name: 'y' } }),
      `operator ${operator}`,
    );
  });

  it.each(['$nor', '$expr', '$where', '$text', '$comment', '$jsonSchema', '$sampleRate', '$unheardOf'])(
    'refuse %s',
    async (operator) => {
      await expectRefused(() => things['find']?.({ [operator]: [{}] }), `operator ${operator}`);
      await expectRefused(
        () => things['countDocuments']?.({ $and: [{ [operator]: [{}] }] }),
        `operator ${operator}`,
      );
    },
  );

  it.each<[string, unknown, string]>([
    ['a document', { name: { first: 'x' } }, 'a whole embedded document in a filter (name)'],
    ['an empty document', { name: {} }, 'a whole embedded document in a filter (name)'],
    ['a pattern', { name: /x/ }, 'a value of type RegExp'],
    ['a pattern in a list', { name: { $in: [/x/] } }, 'a value of type RegExp'],
    ['a list in a list', { list: { $in: [[1, 2]] } }, '$in with a list, document or binary inside'],
    ['a document in a list', { list: { $nin: [{ a: 1 }] } }, '$nin with a list, document or binary inside'],
    ['a document in an equal list', { list: [{ a: 1 }] }, '$eq with a list, document or binary inside'],
    ['binary', { name: Buffer.from('x') }, '$eq with a list, document or binary inside'],
    ['no list', { name: { $in: 'x' } }, '$in without a list'],
    ['no branches', { $or: [] }, '$or over no list'],
    ['NaN', { name: NaN }, 'the number NaN'],
    [
      'a bound that is null',
      { name: { $gte: null } },
      '$gte with anything but a number, text, date or ObjectId',
    ],
    [
      'a bound that is a boolean',
      { name: { $lt: true } },
      '$lt with anything but a number, text, date or ObjectId',
    ],
    ['a bound beyond U+D7FF', { name: { $lt: '\u{1f600}' } }, '$lt with text beyond U+D7FF'],
    ['existence by number', { name: { $exists: 1 } }, '$exists of anything but true and false'],
    ['a place in a list', { 'list.0': 1 }, 'path list.0'],
    ['a path of its prototype', { 'name.constructor': 1 }, 'path name.constructor'],
    ['an empty part of a path', { 'name..x': 1 }, 'path name..x'],
    ['no object', 'name', 'a filter that is no object'],
    ['$elemMatch of nothing', { list: { $elemMatch: {} } }, '$elemMatch without conditions'],
  ])('refuse %s', async (_, filter, name) => {
    await expectRefused(() => things['find']?.(filter), name);
    await expectRefused(() => things['updateOne']?.(filter, { $set: { name: 'y' } }), name);
  });

  it.each<[string, object, object, string]>([
    [
      'a list in a list',
      { n: [[{ x: 1 }]] },
      { 'n.x': 1 },
      'an array inside an array under the filtered path n.x',
    ],
    [
      'lists in a list of documents',
      { n: [{ x: [1] }] },
      { 'n.x': 1 },
      'an array inside an array under the filtered path n.x',
    ],
    ['null behind a list', { n: [{}] }, { 'n.x': null }, 'null or $exists behind an array (n.x)'],
    [
      'existence behind a list',
      { n: [{}] },
      { 'n.x': { $exists: true } },
      'null or $exists behind an array (n.x)',
    ],
    [
      'a path through a date',
      { n: new Date() },
      { 'n.x': 1 },
      'a path through a date, ObjectId or binary (n.x)',
    ],
    [
      'fields of elements that have none',
      { n: [1] },
      { n: { $elemMatch: { x: 1 } } },
      '$elemMatch with fields over elements that have none (n)',
    ],
  ])('refuse %s, over which mingo and MongoDB differ', async (_, document, filter, name) => {
    const collection = engine.database.collection('odd_ones');
    await collection.insertOne({ _id: 'odd', ...document });

    await expect(collection.find(filter).toArray()).rejects.toMatchObject({
      code: 'storage_unsupported',
      detail: { name },
    });
    await expect(collection.deleteOne(filter)).rejects.toMatchObject({
      code: 'storage_unsupported',
      detail: { name },
    });
    expect(await collection.deleteOne({ _id: 'odd' })).toMatchObject({ deletedCount: 1 });
  });

  it('take every operator that the README lists, and no other', async () => {
    const readme = await readFile(
      new URL('../../../src/storage/embedded/README.md', import.meta.url),
      'utf8',
    );
    const [, row] = /^\| filter operators +\| (.*) +\|$/m.exec(readme) ?? [];

    expect((row?.match(/\$\w+/g) ?? []).sort()).toEqual([...FILTER_OPERATORS, '$and', '$or'].sort());
  });
});

describe('updates', () => {
  it.each(['$rename', '$mul', '$pop', '$pullAll', '$bit', '$currentDate', '$replaceWith', '$unheardOf'])(
    'refuse %s',
    async (operator) => {
      await expectRefused(
        () => things['updateOne']?.({}, { [operator]: { name: 1 } }),
        `update operator ${operator}`,
      );
      await expectRefused(
        () => things['bulkWrite']?.([{ updateMany: { filter: {}, update: { [operator]: { name: 1 } } } }]),
        `update operator ${operator}`,
      );
    },
  );

  it.each<[string, unknown, string]>([
    ['a pipeline', [{ $set: { name: 'y' } }], 'an update by pipeline'],
    ['a whole document', { name: 'y' }, 'replacing a whole document'],
    ['nothing', {}, 'an update without operators'],
    ['no object', null, 'an update that is no object'],
    ['an operator of no object', { $set: 1 }, '$set of anything but an object'],
    ['the first that matched', { $set: { 'list.$': 1 } }, 'path list.$'],
    ['all elements', { $set: { 'list.$[]': 1 } }, 'path list.$[]'],
    ['filtered elements', { $set: { 'list.$[e]': 1 } }, 'path list.$[e]'],
    ['a place in a list', { $set: { 'list.1': 1 } }, 'path list.1'],
    ['a path of its prototype', { $set: { '__proto__.x': 1 } }, 'path __proto__.x'],
    ['sorting a list', { $push: { list: { $each: [1], $sort: 1 } } }, '$push with $sort'],
    ['a place to push to', { $push: { list: { $each: [1], $position: 0 } } }, '$push with $position'],
    [
      'a modifier of another operator',
      { $addToSet: { list: { $each: [1], $slice: 1 } } },
      '$addToSet with $slice',
    ],
    ['pulling a list', { $pull: { list: [1] } }, '$pull of a whole list'],
    ['the larger of texts', { $max: { name: 'z' } }, '$max with anything but a number or date'],
    ['the larger of two types', { $max: { name: 1 } }, '$max between values of two types (name)'],
    ['counting beyond 2^53', { $inc: { count: 2 ** 60 } }, '$inc beyond 2^53 (count)'],
  ])('refuse %s', async (_, change, name) => {
    await expectRefused(() => things['updateOne']?.({ _id: 'a' }, change), name);
    await expectRefused(() => things['findOneAndUpdate']?.({ _id: 'a' }, change), name);
  });

  it.each<[string, unknown, string]>([
    ['$or', { $or: [{ _id: 'n' }] }, 'an upsert with $or'],
    ['a list of one', { _id: { $in: ['n'] } }, 'an upsert with $in of one value'],
    ['two values', { name: 'n', $and: [{ name: 'm' }] }, 'an upsert with two values for name'],
  ])('refuse an upsert from %s', async (_, filter, name) => {
    await expectRefused(() => things['updateOne']?.(filter, { $set: { list: [] } }, { upsert: true }), name);
  });
});

describe('options', () => {
  const session = new mongo.ObjectId();
  const everywhere = {
    session,
    collation: { locale: 'nl' },
    hint: { _id: 1 },
    comment: 'x',
    maxTimeMS: 5,
    let: { x: 1 },
    readConcern: 'majority',
    writeConcern: { w: 2 },
    readPreference: 'secondary',
    unheardOf: 1,
  };
  const calls: [string, readonly unknown[], object][] = [
    [
      'find',
      [{}],
      {
        skip: 1,
        tailable: true,
        allowDiskUse: true,
        min: {},
        max: {},
        returnKey: true,
        showRecordId: true,
        explain: true,
      },
    ],
    ['findOne', [{}], { skip: 1, limit: 1 }],
    ['countDocuments', [{}], { skip: 1, limit: 1 }],
    ['insertOne', [{ _id: 'b' }], { bypassDocumentValidation: true, ignoreUndefined: true }],
    ['insertMany', [[{ _id: 'b' }]], { bypassDocumentValidation: true }],
    ['updateOne', [{}, { $set: { name: 'y' } }], { arrayFilters: [], sort: { name: 1 } }],
    ['updateMany', [{}, { $set: { name: 'y' } }], { arrayFilters: [] }],
    ['findOneAndUpdate', [{}, { $set: { name: 'y' } }], { arrayFilters: [] }],
    ['findOneAndDelete', [{}], { explain: true }],
    ['deleteOne', [{}], { explain: true }],
    ['deleteMany', [{}], { explain: true }],
    ['bulkWrite', [[{ deleteMany: { filter: {} } }]], { bypassDocumentValidation: true, let: { x: 1 } }],
    ['listIndexes', [], { batchSize: 1 }],
  ];
  const cases = calls.flatMap(([method, values, own]) =>
    Object.entries({ ...everywhere, ...own }).map(
      ([option, value]) => [method, option, values, value] as const,
    ),
  );

  it.each(cases)('of %s refuse %s', async (method, option, values, value) => {
    await expectRefused(() => things[method]?.(...values, { [option]: value }), `${method} option ${option}`);
  });

  it.each(calls)('of %s may be there without a value', async (method, values) => {
    if (!/^(find|findOne|countDocuments|listIndexes)$/.test(method)) return;
    const answer = things[method]?.(...values, { session: undefined, hint: null });
    await (typeof answer === 'object' && answer !== null && 'toArray' in answer
      ? (answer as Calls)['toArray']?.()
      : answer);
  });

  it.each<[string, () => unknown, string]>([
    [
      'a sort by score',
      () => things['find']?.({}, { sort: { name: { $meta: 'textScore' } } }),
      'sort by {"$meta":"textScore"}',
    ],
    ['a sort by word', () => things['find']?.({}, { sort: 'name' }), 'a sort that is no object'],
    [
      'a sort by a list',
      () => things['find']?.({}, { sort: { list: 1 } }),
      'a sort by an array, document or binary (list)',
    ],
    [
      'a sort through a list',
      () => things['find']?.({}, { sort: { 'list.x': 1 } }),
      'a sort through an array (list.x)',
    ],
    ['a limit below 0', () => things['find']?.({}, { limit: -1 }), 'a limit below 0'],
    [
      'a projection by operator',
      () => things['find']?.({}, { projection: { list: { $slice: 1 } } }),
      'projection of list by an expression',
    ],
    ['a projection of the match', () => things['find']?.({}, { projection: { 'list.$': 1 } }), 'path list.$'],
    [
      'a projection inside',
      () => things['find']?.({}, { projection: { 'name.x': 1 } }),
      'projection of name.x',
    ],
    [
      'a projection of both kinds',
      () => things['find']?.({}, { projection: { name: 1, list: 0 } }),
      'a projection that includes and excludes',
    ],
    [
      'an update of an odd kind',
      () => things['bulkWrite']?.([{ replaceOne: { filter: {}, replacement: {} } }]),
      'bulkWrite replaceOne',
    ],
    [
      'two updates in one',
      () => things['bulkWrite']?.([{ deleteOne: { filter: {} }, insertOne: { document: {} } }]),
      'a bulkWrite operation that is no single one',
    ],
    [
      'an option inside bulkWrite',
      () =>
        things['bulkWrite']?.([
          { updateOne: { filter: {}, update: { $set: { name: 'y' } }, arrayFilters: [{}] } },
        ]),
      'bulkWrite updateOne option arrayFilters',
    ],
    [
      'another document to return',
      () => things['findOneAndUpdate']?.({}, { $set: { name: 'y' } }, { returnDocument: 'both' }),
      'findOneAndUpdate option returnDocument of this value',
    ],
  ])('refuse %s', async (_, call, name) => {
    await expectRefused(call, name);
  });

  it.each<[string, () => unknown, string]>([
    ['skip', () => Things.find({}).skip(1), 'find option skip'],
    ['collation', () => Things.find({}).collation({ locale: 'nl' }), 'find option collation'],
    ['hint', () => Things.find({}).hint({ name: 1 }), 'find option hint'],
    ['aggregate', () => Things.aggregate([{ $match: {} }]), 'collection.aggregate'],
    ['distinct', () => Things.distinct('name'), 'collection.distinct'],
    ['replaceOne', () => Things.replaceOne({ _id: 'a' }, { name: 'y' }), 'collection.replaceOne'],
    ['estimatedDocumentCount', () => Things.estimatedDocumentCount(), 'collection.estimatedDocumentCount'],
    [
      'array filters',
      () => Things.updateOne({}, { $set: { name: 'y' } }, { arrayFilters: [{ x: 1 }] }),
      'updateOne option arrayFilters',
    ],
  ])('refuse %s through mongoose', async (_, call, name) => {
    await expectRefused(call, name);
  });
});

describe('indexes', () => {
  it.each<[string, object, string]>([
    ['text', { name: 'text' }, 'index kind "text"'],
    ['hashed', { name: 'hashed' }, 'index kind "hashed"'],
    ['2dsphere', { name: '2dsphere' }, 'index kind "2dsphere"'],
    ['wildcard', { '$**': 1 }, 'an index over $**'],
    ['place in a list', { 'list.0': 1 }, 'an index over list.0'],
    ['_id', { _id: 1, name: 1 }, 'an index over _id besides its own'],
    ['no field', {}, 'an index over no field'],
  ])('refuse the kind: %s', async (_, spec, name) => {
    await expectRefused(() => things['createIndex']?.(spec), name);
  });

  it.each([
    'expireAfterSeconds',
    'partialFilterExpression',
    'collation',
    'hidden',
    'weights',
    'wildcardProjection',
    'storageEngine',
    'unheardOf',
  ])('refuse the option %s', async (option) => {
    await expectRefused(
      () => things['createIndex']?.({ name: 1 }, { [option]: 5 }),
      `createIndex option ${option}`,
    );
  });

  it('refuse sparse ones', async () => {
    await expectRefused(
      () => things['createIndex']?.({ name: 1 }, { sparse: true }),
      'createIndex option sparse',
    );
  });

  it('refuse what mongoose declares for expiry', async () => {
    const schema = new Schema({ at: { type: Date, expires: 60 } });
    const Expiring = connection.model('Expiring', schema, 'expiring');

    await expect(Expiring.createIndexes()).rejects.toMatchObject({
      detail: { name: 'createIndex option expireAfterSeconds' },
    });
  });

  const name = 'an array, object or fraction under the unique index u_1';

  it.each([[['x']], [{ x: 1 }], [0.5], [-0], [[]]])('refuse %j under a unique one', async (value) => {
    const collection = engine.database.collection('unique_ones');
    await collection.createIndex({ u: 1 }, { unique: true });

    await expect(collection.insertOne({ u: value })).rejects.toMatchObject({ detail: { name } });
    await collection.insertOne({ _id: 'plain', u: 1 });
    await expect(collection.updateOne({ _id: 'plain' }, { $set: { u: value } })).rejects.toMatchObject({
      detail: { name },
    });
    expect(await collection.deleteOne({ _id: 'plain', u: 1 })).toMatchObject({ deletedCount: 1 });
  });

  it('refuse a unique one where such a value stands already', async () => {
    const collection = engine.database.collection('late_ones');
    await collection.insertOne({ u: [1] });

    await expect(collection.createIndex({ u: 1 }, { unique: true })).rejects.toMatchObject({
      detail: { name },
    });
  });
});

describe('values', () => {
  class Money {
    readonly _bsontype = 'Money';
  }

  it.each<[string, unknown, string]>([
    ['NaN', NaN, 'the number NaN'],
    ['an invalid date', new Date(NaN), 'an invalid date'],
    ['a bigint', 1n, 'a value of type bigint'],
    ['a symbol', Symbol('x'), 'a value of type symbol'],
    ['a function', () => 1, 'a value of type function'],
    ['a pattern', /x/, 'a value of type RegExp'],
    ['a Decimal128', mongoose.Types.Decimal128.fromString('1.5'), 'a value of type Decimal128'],
    ['a Long', mongo.Long.fromNumber(1), 'a value of type Long'],
    ['a Timestamp', new mongo.Timestamp({ t: 1, i: 1 }), 'a value of type Timestamp'],
    ['a type of another driver', new Money(), 'a value of type Money'],
    ['an operator as a key', { $date: 1 }, 'the key $date'],
    ['a key that is no property', JSON.parse('{"__proto__": 1}'), 'the key __proto__'],
  ])('refuse %s, at the top and inside', async (_, value, name) => {
    await expectRefused(() => things['insertOne']?.({ _id: 'b', value }), name);
    await expectRefused(() => things['insertMany']?.([{ _id: 'b', value: [{ value }] }]), name);
    await expectRefused(() => things['updateOne']?.({ _id: 'a' }, { $set: { value } }), name);
    await expectRefused(() => things['updateOne']?.({ _id: 'a' }, { $push: { list: { x: value } } }), name);
  });

  it.each([[null], [1.5], [true], [new Date()], [['a']], [{ a: 1 }]])('refuse %j as an _id', async (_id) => {
    await expectRefused(
      () => things['insertOne']?.({ _id: _id ?? [] }),
      'an _id that is no text, ObjectId or whole number',
    );
  });

  it('refuse the name of a collection that would need escaping', () => {
    expect(() => engine.database.collection('a"b')).toThrow(
      expect.objectContaining({ code: 'storage_unsupported' }),
    );
  });
});
