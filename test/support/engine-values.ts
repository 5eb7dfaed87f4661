/**
 * Values, documents and filters as a property test draws them: few different ones, so that filters hit, and every kind
 * over which an index could go wrong.
 *
 * @module
 */
import fc from 'fast-check';
import { mongo } from 'mongoose';

export type Draft = Record<string, unknown>;

const DAY_MS = 86_400_000;
const dates = [
  0,
  -1,
  DAY_MS,
  1_700_000_000_000,
  -62_135_596_800_000,
  8_640_000_000_000_000,
  -8_640_000_000_000_000,
];
const numbers = [
  0,
  -0,
  1,
  2,
  -1,
  1.5,
  -1.5,
  0.1 + 0.2,
  0.3,
  1e-7,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 53 - 1,
  2 ** 53,
  1e21,
  Infinity,
  -Infinity,
];
const texts = [
  '',
  'a',
  'A',
  'ab',
  'b',
  'é',
  '1',
  'a\0b',
  '\u{1f600}',
  '\uffff',
  '{"$numberInt":"1"}',
  'null',
];
const objectIds = ['000000000000000000000000', 'ffffffffffffffffffffffff', '64b7f3a2c1d2e3f4a5b6c7d8'];

const number = fc.oneof(fc.constantFrom(0, 1, 2), fc.constantFrom(...numbers));
const text = fc.oneof(fc.constantFrom('a', 'b'), fc.constantFrom(...texts));
const date = fc.oneof(fc.constant(dates[0]), fc.constantFrom(...dates)).map((ms) => new Date(ms ?? 0));
const objectId = fc.constantFrom(...objectIds).map((hex) => new mongo.ObjectId(hex));

const sortable: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom<unknown>(0, 1, 'a', null) },
  { weight: 3, arbitrary: number },
  { weight: 3, arbitrary: text.filter((each) => each !== '\uffff') },
  { weight: 2, arbitrary: date },
  { weight: 2, arbitrary: fc.constant(null) },
  fc.boolean(),
);

const scalar: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 20, arbitrary: sortable },
  objectId,
  fc.constant('\uffff'),
);

/** Fields `a` and `b` hold whatever, `k` single values, `n` documents and lists of them, `t` lists. */
function drafts(single: fc.Arbitrary<unknown>): fc.Arbitrary<Draft> {
  const fields: { requiredKeys: []; noNullPrototype: true } = { requiredKeys: [], noNullPrototype: true };
  const inner = fc.record({ x: single, y: single }, fields);
  const element = fc.oneof({ weight: 6, arbitrary: single }, inner, {
    weight: 1,
    arbitrary: fc.array(single, { maxLength: 2 }),
  });
  const whatever = fc.oneof(
    { weight: 8, arbitrary: single },
    { weight: 2, arbitrary: fc.array(single, { maxLength: 3 }) },
    { weight: 1, arbitrary: fc.array(element, { maxLength: 3 }) },
    { weight: 1, arbitrary: inner },
  );
  const nested = fc.oneof(
    { weight: 5, arbitrary: fc.record({ x: whatever, y: single }, fields) },
    { weight: 2, arbitrary: fc.array(inner, { maxLength: 3 }) },
    { weight: 1, arbitrary: single },
  );
  const list = fc.array(single, { maxLength: 3 });
  const letter = fc.constantFrom('u', 'v');
  return fc.record({ a: whatever, b: whatever, k: single, s: letter, n: nested, t: list }, fields);
}

export const draft = drafts(scalar);

/** Without what mingo sorts in another way than MongoDB: ObjectIds, and text beyond U+D7FF. */
export const sortableDraft = drafts(sortable);

const PATHS = ['a', 'b', 'k', 's', 'n.x', 'n.y', 't', '_id'] as const;
const path = fc.constantFrom(...PATHS);

const ordered = fc.oneof(number, text, date, objectId);
const equalOperand = fc.oneof({ weight: 6, arbitrary: scalar }, fc.array(scalar, { maxLength: 2 }));

const condition: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: equalOperand },
  equalOperand.map((value) => ({ $eq: value })),
  equalOperand.map((value) => ({ $ne: value })),
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom('$gt', '$gte', '$lt', '$lte'), ordered)
      .map(([name, value]) => ({ [name]: value })),
  },
  { weight: 2, arbitrary: fc.tuple(ordered, ordered).map(([from, to]) => ({ $gte: from, $lt: to })) },
  { weight: 2, arbitrary: fc.array(scalar, { maxLength: 12 }).map((list) => ({ $in: list })) },
  fc.array(scalar, { maxLength: 3 }).map((list) => ({ $nin: list })),
  fc.boolean().map((value) => ({ $exists: value })),
  fc.record({ x: scalar }, { noNullPrototype: true }).map((fields) => ({ $elemMatch: fields })),
  fc
    .tuple(fc.constantFrom('$gte', '$lt'), ordered)
    .map(([name, value]) => ({ $elemMatch: { [name]: value } })),
);

const fields: fc.Arbitrary<Draft> = fc.dictionary(path, condition, {
  minKeys: 1,
  maxKeys: 2,
  noNullPrototype: true,
});

export const filter: fc.Arbitrary<Draft> = fc.oneof(
  { weight: 6, arbitrary: fields },
  fc.constant({}),
  fc.array(fields, { minLength: 1, maxLength: 3 }).map((branches) => ({ $or: branches })),
  fc.array(fields, { minLength: 1, maxLength: 2 }).map((branches) => ({ $and: branches })),
  fc
    .tuple(fields, fc.array(fields, { minLength: 1, maxLength: 2 }))
    .map(([one, branches]) => ({ ...one, $or: branches })),
);

/** Ends in `_id`, so that there is one order. */
export const sort: fc.Arbitrary<Record<string, 1 | -1>> = fc
  .tuple(
    fc.dictionary(fc.constantFrom('k', 's', 'a', 'n.y'), fc.constantFrom(1 as const, -1 as const), {
      maxKeys: 2,
      noNullPrototype: true,
    }),
    fc.constantFrom(1 as const, -1 as const),
  )
  .map(([keys, last]) => ({ ...keys, _id: last }));

const pathOf = fc.constantFrom('a', 'b', 'k', 't', 'n.x', 'n.y', 'n.z.w', 'new');
const single = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 2 }),
  fc.record({ x: scalar }, { noNullPrototype: true }),
);
const count = fc.constantFrom(1, -2, 0.5);
const comparable = fc.oneof(count, date);

function changing(operator: string, operand: fc.Arbitrary<unknown>): fc.Arbitrary<Draft> {
  return fc.tuple(pathOf, operand).map(([name, value]) => ({ [operator]: { [name]: value } }));
}

/** Updates over which mingo does what a server does, or nothing where a server refuses. */
export const change: fc.Arbitrary<Draft> = fc.oneof(
  changing('$set', single),
  changing('$unset', fc.constant('')),
  changing('$inc', count),
  changing('$max', comparable),
  changing('$min', comparable),
  changing('$push', single),
  changing('$pull', scalar),
  fc.tuple(single, count).map(([set, by]) => ({ $set: { a: set }, $inc: { 'n.y': by }, $unset: { b: '' } })),
);
