/**
 * Watches what the embedded engine is told to write while a test runs: each call that may change a document, whether it
 * finds one or not.
 *
 * @module
 */
import { vi } from 'vitest';
import { EmbeddedCollection } from '../../src/storage/embedded/collection.js';

const WRITES = [
  'insertOne',
  'insertMany',
  'updateOne',
  'updateMany',
  'findOneAndUpdate',
  'findOneAndDelete',
  'deleteOne',
  'deleteMany',
  'bulkWrite',
] as const;

/** @returns the calls in order, as `awards.insertMany` */
export async function watchWrites(work: () => Promise<unknown>): Promise<readonly string[]> {
  const calls: string[] = [];
  const spies = WRITES.map((name) => {
    const original = EmbeddedCollection.prototype[name] as (...values: unknown[]) => unknown;
    return vi.spyOn(EmbeddedCollection.prototype, name).mockImplementation(function (
      this: EmbeddedCollection,
      ...values: unknown[]
    ) {
      calls.push(`${this.collectionName}.${name}`);
      return original.apply(this, values) as never;
    });
  });
  try {
    await work();
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  return calls;
}
