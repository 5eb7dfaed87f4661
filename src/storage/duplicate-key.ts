/**
 * Unique index violations: the one way in which two writers learn that only one of them may win.
 *
 * @module
 */

/** MongoDB's code; the embedded engine uses the same. */
export const DUPLICATE_KEY = 11_000;
const MOST_TRIES = 5;

export function isDuplicateKey(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === DUPLICATE_KEY;
}

/**
 * Runs a read-compare-write again when another writer made the same record in between: the next read sees it.
 *
 * @throws what `work` throws, when it is something else or does not end
 */
export async function retryOnDuplicateKey<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isDuplicateKey(error) || tries >= MOST_TRIES) throw error;
    }
  }
}
