/**
 * Many writes at once, after a read told which records are there: the second half of every "writes only what differs".
 *
 * @module
 */
import { DUPLICATE_KEY } from './duplicate-key.js';

/** Another writer made the same record after it was looked for, so what was to be inserted was not compared with it. */
class RacedInsertError extends Error {
  override readonly name = 'RacedInsertError';
  readonly code = DUPLICATE_KEY;
}

/** The part of a model that is used here. */
interface BulkWriter<Write> {
  bulkWrite(
    writes: Write[],
    options: { readonly ordered: false },
  ): Promise<{ readonly upsertedCount: number }>;
}

/**
 * Upserts are inserts here: one that finds a record after all counts as a duplicate, for `retryOnDuplicateKey`. The
 * other writes stand by then; compared anew, they differ no more.
 */
export async function writeInBulk<Write extends object>(
  model: BulkWriter<Write>,
  writes: Write[],
): Promise<void> {
  if (writes.length === 0) return;
  const { upsertedCount } = await model.bulkWrite(writes, { ordered: false });
  if (upsertedCount < writes.filter(isUpsert).length) {
    throw new RacedInsertError('another writer made the same record meanwhile');
  }
}

function isUpsert(write: { readonly updateOne?: { readonly upsert?: boolean } }): boolean {
  return write.updateOne?.upsert === true;
}
