import fc from 'fast-check';
import { find } from 'mingo';
import { update } from 'mingo/updater';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EmbeddedCollection } from '../../../src/storage/embedded/collection.js';
import { decode, encode } from '../../../src/storage/embedded/ejson.js';
import { change, draft, filter, sort, sortableDraft, type Draft } from '../../support/engine-values.js';
import { openEngine, type TestEngine } from '../../support/open-engine.js';

let engine: TestEngine;
let collections = 0;
beforeAll(async () => void (engine = await openEngine()));
afterAll(() => engine.close());

/** SQLite reads all of its schema again whenever that changes; more tables would make this slow, and no better. */
const MOST_COLLECTIONS = 20;

const INDEXES = [{ a: 1 }, { b: -1, s: 1 }, { s: 1, k: 1 }, { k: -1 }, { 'n.x': 1 }, { t: 1, k: 1 }];

/** The drafts, stored; half of the indexes are there before the documents, half come after. */
async function store(
  drafts: readonly Draft[],
): Promise<{ collection: EmbeddedCollection; documents: Draft[] }> {
  collections += 1;
  if (collections % MOST_COLLECTIONS === 0) {
    await engine.close();
    engine = await openEngine();
  }
  const collection = engine.database.collection(`drafts_${collections}`);
  const documents = drafts.map((fields, index) => ({
    _id: `id-${String(index).padStart(2, '0')}`,
    ...fields,
  }));
  for (const index of INDEXES.slice(0, 3)) await collection.createIndex(index);
  if (documents.length > 0) await collection.insertMany(documents);
  for (const index of INDEXES.slice(3)) await collection.createIndex(index);
  return { collection, documents };
}

/** Null where the engine says that it does not answer. */
async function answer<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    expect(error).toMatchObject({ code: 'storage_unsupported' });
    return null;
  }
}

function idsOf(documents: readonly Draft[]): unknown[] {
  return documents.map(({ _id }) => _id);
}

function valueAt(document: Draft, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, part) => (value as Draft | null | undefined)?.[part], document);
}

describe('the embedded engine and mingo', () => {
  it('let the same documents through every filter', async () => {
    const count = { answered: 0, refused: 0, some: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.array(draft, { maxLength: 25, size: 'max' }),
        fc.array(filter, { minLength: 12, maxLength: 12 }),
        async (drafts, filters) => {
          const { collection, documents } = await store(drafts);
          for (const each of filters) {
            const found = await answer(() => collection.find(each).toArray());
            if (!found) {
              count.refused += 1;
              continue;
            }
            const expected = find(documents, each).all() as Draft[];
            expect(idsOf(found).sort()).toEqual(idsOf(expected).sort());
            expect(await collection.countDocuments(each)).toBe(expected.length);
            expect(await collection.findOne(each)).toEqual(found.length === 0 ? null : expect.anything());
            count.answered += 1;
            if (expected.length > 0 && expected.length < documents.length) count.some += 1;
          }
        },
      ),
      { numRuns: 150 },
    );
    console.log(
      `filters: ${count.answered} answered, ${count.some} of them with some but not all; ${count.refused} refused`,
    );
    // Most filters are answered, and many of them let through some but not all.
    expect(count.answered).toBeGreaterThan(count.refused);
    expect(count.some).toBeGreaterThan(100);
  });

  it('give the same documents in the same order, however many are asked for', async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(sortableDraft, { maxLength: 40, size: 'max' }),
        fc.array(fc.tuple(filter, sort, fc.integer({ min: 1, max: 20 })), { minLength: 6, maxLength: 6 }),
        async (drafts, questions) => {
          const { collection, documents } = await store(drafts);
          for (const [asked, order, limit] of questions) {
            const found = await answer(() => collection.find(asked, { sort: order, limit }).toArray());
            if (!found) continue;
            // mingo tells missing from null when it sorts; MongoDB does not.
            const keyed = (find(documents, asked).all() as Draft[]).map((document) => {
              const keys = Object.keys(order).map((path, index) => [
                `k${index}`,
                valueAt(document, path) ?? null,
              ]);
              return { _id: document['_id'], ...Object.fromEntries(keys) } as Draft;
            });
            const byKey = Object.fromEntries(
              Object.values(order).map((direction, index) => [`k${index}`, direction]),
            );
            const expected = find(keyed, {}).sort(byKey).limit(limit).all() as Draft[];
            expect(idsOf(found)).toEqual(idsOf(expected));
            // Without a limit it meets every document, and may refuse one of them.
            const all = await answer(() => collection.find(asked, { sort: order }).toArray());
            if (all) expect(idsOf(all).slice(0, limit)).toEqual(idsOf(expected));
            compared += 1;
          }
        },
      ),
      { numRuns: 150 },
    );
    expect(compared).toBeGreaterThan(100);
  });

  it('give back every document as it was put in', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(draft, { maxLength: 10 }), async (drafts) => {
        const { collection, documents } = await store(drafts);
        expect(await collection.find({}, { sort: { _id: 1 } }).toArray()).toEqual(documents);
      }),
      { numRuns: 60 },
    );
  });

  it('change documents alike, where the engine does not refuse', async () => {
    let changed = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(draft, { minLength: 1, maxLength: 6, size: 'max' }),
        fc.array(change, { minLength: 6, maxLength: 6 }),
        async (drafts, changes) => {
          const { collection, documents } = await store(drafts);
          for (const each of changes) {
            for (const document of documents) {
              const asked = { _id: document['_id'] };
              const before = await collection.findOne(asked);
              const result = await collection.updateOne(asked, each).catch((error: unknown) => {
                // As a server refuses it, or because it is not on the list; mingo passes over some of these.
                expect(error).toMatchObject({
                  code: expect.toBeOneOf(['storage_unsupported', 2, 14, 28]) as unknown,
                });
                return null;
              });
              const after = await collection.findOne(asked);
              if (!result) {
                expect(after).toEqual(before);
                continue;
              }
              const expected = structuredCloneOf(before);
              update(expected, each, [], {}, { cloneMode: 'deep' });
              expect(after).toEqual(expected);
              changed += (result as { modifiedCount: number }).modifiedCount;
            }
          }
        },
      ),
      { numRuns: 60 },
    );
    expect(changed).toBeGreaterThan(50);
  });
});

/** ObjectIds are values that never change; everything else is copied. */
function structuredCloneOf(value: unknown): Draft {
  return decode(encode(value));
}

describe('a unique index', () => {
  it('holds through any row of inserts, updates and deletes', async () => {
    let refused = 0;
    const key = fc.constantFrom<unknown>(null, undefined, 0, 1, 'a', '1', new Date(1), true);
    const step = fc.record({
      kind: fc.constantFrom('insert', 'update', 'delete'),
      id: fc.nat(5),
      owner: fc.constantFrom('u', 'v'),
      key,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40, size: 'max' }), async (steps) => {
        const { collection } = await store([]);
        await collection.createIndex({ owner: 1, key: 1 }, { unique: true });
        const standing = new Map<number, string>();
        for (const { kind, id, owner, key } of steps) {
          const value = key === undefined ? {} : { key };
          const asText = JSON.stringify([owner, key instanceof Date ? { date: key } : (key ?? null)]);
          const isTaken = [...standing].some(
            ([other, text]) => text === asText && (kind === 'insert' || other !== id),
          );
          if (kind === 'delete') {
            await collection.deleteOne({ _id: id });
            standing.delete(id);
            continue;
          }
          const write =
            kind === 'insert'
              ? collection.insertOne({ _id: id, owner, ...value })
              : collection.updateOne(
                  { _id: id },
                  key === undefined ? { $set: { owner }, $unset: { key: 1 } } : { $set: { owner, key } },
                );
          const isRefused = await write.then(
            () => false,
            (error: unknown) => {
              expect(error).toMatchObject({ code: 11_000 });
              return true;
            },
          );
          const isExpected = kind === 'insert' ? isTaken || standing.has(id) : isTaken && standing.has(id);
          expect(isRefused).toBe(isExpected);
          if (isRefused) refused += 1;
          else if (kind === 'insert' || standing.has(id)) standing.set(id, asText);
        }
        expect(await collection.countDocuments({})).toBe(standing.size);
      }),
      { numRuns: 60 },
    );
    expect(refused).toBeGreaterThan(50);
  });
});
