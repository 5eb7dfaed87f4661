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
] as const;

const ONE_AT_MOST: ReadonlySet<string> = new Set([
  'findOne',
  'findOneAndDelete',
  'deleteOne',
  'updateOne',
  'findOneAndUpdate',
]);

/** @returns the plans of everything that `work` asked, `bulkWrite` left out: it is asked by `_id` or not at all */
export async function watchPlans(work: () => Promise<unknown>): Promise<readonly WatchedPlan[]> {
  const asked: {
    collection: EmbeddedCollection;
    call: string;
    filter: unknown;
    options: NonNullable<Options>;
  }[] = [];
  const spies = CALLS.map(([name, optionsAt]) => {
    const original = EmbeddedCollection.prototype[name] as (...values: unknown[]) => unknown;
    return vi.spyOn(EmbeddedCollection.prototype, name).mockImplementation(function (
      this: EmbeddedCollection,
      ...values: unknown[]
    ) {
      const { sort, limit } = (values[optionsAt] ?? {}) as NonNullable<Options>;
      const options = { sort, limit: ONE_AT_MOST.has(name) ? 1 : limit };
      asked.push({ collection: this, call: `${this.collectionName}.${name}`, filter: values[0], options });
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

/** Reads every document of a collection. */
export function isScan({ steps }: WatchedPlan): boolean {
  return steps.some((step) => step.startsWith('SCAN docs_') && !step.includes('USING INDEX'));
}
