import fc from 'fast-check';
import { find } from 'mingo';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EmbeddedCollection } from '../../../src/storage/embedded/collection.js';
import { draft, filter, sort, sortableDraft, type Draft } from '../../support/engine-values.js';
import { openEngine, type TestEngine } from '../../support/open-engine.js';

let engine: TestEngine;
let collections = 0;
beforeAll(async () => void (engine = await openEngine()));
afterAll(() => engine.close());

/** SQLite reads all of its schema again whenever that changes; more tables would make this slow, and no better. */
const MOST_COLLECTIONS = 20;

const INDEXES = [{ a: 1 }, { s: 1, b: -1 }, { s: 1, k: 1 }, { k: -1 }, { 'n.x': 1 }, { t: 1, a: 1 }];

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
    expect(count.some).toBeGreaterThan(200);
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
    expect(compared).toBeGreaterThan(200);
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
});
