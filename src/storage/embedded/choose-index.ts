/**
 * Which index a filter is asked through. SQLite would have to guess, as it keeps no statistics here: of two indexes that
 * each fit with one field, it may take the one whose field has the same value in half of the documents.
 *
 * @module
 */
import type { Collection, Index } from './catalogue.js';
import type { FieldCondition } from './filter.js';

/**
 * @returns the paths that SQL is asked about: `_id`, or the first fields of one index; none when no index fits
 */
export function choosePaths(
  conditions: readonly FieldCondition[],
  { indexes }: Collection,
): readonly string[] {
  const isFixed = (path: string) =>
    conditions.some((condition) => condition.path === path && fixes(condition));
  const isBounded = (path: string) =>
    conditions.some((condition) => condition.path === path && isRange(condition));
  if (isFixed('_id')) return ['_id'];

  let best: { readonly paths: readonly string[]; readonly score: number } = { paths: [], score: 0 };
  for (const index of indexes) {
    const paths = index.keys.map(([path]) => path);
    const fixed = paths.findIndex((path) => !isFixed(path));
    const count = fixed === -1 ? paths.length : fixed;
    const bounded = paths.slice(count, count + 1).filter(isBounded);
    const score = rate(index, count, bounded.length > 0);
    if (score > best.score) best = { paths: [...paths.slice(0, count), ...bounded], score };
  }
  return best.paths.length === 0 && isBounded('_id') ? ['_id'] : best.paths;
}

/** Best one document, then as many fields as can be; of two alike the index that has no further fields. */
function rate({ keys, isUnique }: Index, fixed: number, isBounded: boolean): number {
  const isWhole = fixed === keys.length;
  return fixed + (isUnique && isWhole ? 100 : 0) + (isBounded ? 0.5 : 0) + (isWhole ? 0.25 : 0);
}

export function isRange({ operator }: FieldCondition): boolean {
  return operator === '$gt' || operator === '$gte' || operator === '$lt' || operator === '$lte';
}

/** Asks for certain keys of an index. */
function fixes({ operator, value }: FieldCondition): boolean {
  if (operator === '$exists') return value === false;
  return operator === '$eq' || operator === '$in' || operator === '$elemMatch';
}
