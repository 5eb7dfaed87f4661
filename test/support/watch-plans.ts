/**
 * Watches what the embedded engine is asked while a test runs, and tells how SQLite goes about each question, so that a
 * query of a store that would read a whole collection is found.
 *
 * @module
 */
import { vi } from 'vitest';
import { EmbeddedCollection } from '../../src/storage/embedded/collection.js';

export interface WatchedPlan {
  /** As `awards.find`. */
  readonly call: string;
  readonly filter: unknown;
  /** One line a step, as SQLite explains it. */
  readonly steps: readonly string[];
}

type Options = Parameters<EmbeddedCollection['explain']>[1];

/** Calls that look for documents, and where their options stand. */
const CALLS = [
  ['find', 1],
  ['findOne', 1],
  ['countDocuments', 1],
  ['findOneAndDelete', 1],
  ['deleteOne', 1],
  ['deleteMany', 1],
  ['updateOne', 2],
  ['updateMany', 2],
  ['findOneAndUpdate', 2],
  ['bulkWrite', 1],
] as const;

const ONE_AT_MOST: ReadonlySet<string> = new Set([
  'findOne',
  'findOneAndDelete',
  'deleteOne',
  'updateOne',
  'findOneAndUpdate',
]);

interface Asked {
  readonly collection: EmbeddedCollection;
  readonly call: string;
  readonly filter: unknown;
  readonly options: NonNullable<Options>;
}

/** What one call asks: a `bulkWrite` asks once for each of its writes that has a filter. */
function readCall(
  collection: EmbeddedCollection,
  name: string,
  values: readonly unknown[],
  optionsAt: number,
): Asked[] {
  const call = `${collection.collectionName}.${name}`;
  if (name === 'bulkWrite') {
    const filters = (values[0] as Record<string, { filter?: unknown }>[]).flatMap(Object.values) as {
      filter?: unknown;
    }[];
    return filters.flatMap(({ filter }) =>
      filter ? [{ collection, call, filter, options: { limit: 1 } }] : [],
    );
  }
  const { sort, limit } = (values[optionsAt] ?? {}) as NonNullable<Options>;
  return [
    { collection, call, filter: values[0], options: { sort, limit: ONE_AT_MOST.has(name) ? 1 : limit } },
  ];
}

/** @returns the plans of everything that `work` asked */
export async function watchPlans(work: () => Promise<unknown>): Promise<readonly WatchedPlan[]> {
  const asked: Asked[] = [];
  const spies = CALLS.map(([name, optionsAt]) => {
    const original = EmbeddedCollection.prototype[name] as (...values: unknown[]) => unknown;
    return vi.spyOn(EmbeddedCollection.prototype, name).mockImplementation(function (
      this: EmbeddedCollection,
      ...values: unknown[]
    ) {
      asked.push(...readCall(this, name, values, optionsAt));
      return original.apply(this, values) as never;
    });
  });
  try {
    await work();
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  const plans: WatchedPlan[] = [];
  for (const { collection, call, filter, options } of asked) {
    plans.push({ call, filter, steps: await collection.explain(filter, options) });
  }
  return plans;
}

/** True when an index, or `_id`, leads to the documents: no plan reads all of a collection. */
export function isSearch({ steps }: WatchedPlan): boolean {
  return steps.length > 0 && steps.every((step) => !step.startsWith('SCAN docs_'));
}
