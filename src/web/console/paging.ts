/**
 * Long lists, a page at a time, narrowed by a word.
 *
 * @module
 */
import type { Request } from 'express';
import { readFields } from '../course/form-fields.js';

export interface PageOfList<T> {
  readonly items: readonly T[];
  readonly q: string;
  /** Addresses of the neighbours; null where there is none. */
  readonly previous: string | null;
  readonly next: string | null;
  /** Of all that match. */
  readonly count: number;
  /** A list that fits on one page needs no search. */
  readonly isLong: boolean;
}

const PER_PAGE = 50;

/**
 * @param text - what of an item is searched
 * @param path - of the page itself
 */
export function pickPage<T>(
  req: Request,
  all: readonly T[],
  text: (item: T) => string,
  path: string,
): PageOfList<T> {
  const { q, page } = readFields(req.query, ['q', 'page']);
  const wanted = q.toLowerCase();
  const matching = wanted === '' ? all : all.filter((item) => text(item).toLowerCase().includes(wanted));
  const last = Math.max(0, Math.ceil(matching.length / PER_PAGE) - 1);
  const at = Math.min(last, /^\d{1,5}$/.test(page) ? Number(page) : 0);
  const to = (number: number): string =>
    `${path}?${new URLSearchParams({ q, page: String(number) }).toString()}`;
  return {
    items: matching.slice(at * PER_PAGE, (at + 1) * PER_PAGE),
    q,
    previous: at > 0 ? to(at - 1) : null,
    next: at < last ? to(at + 1) : null,
    count: matching.length,
    isLong: all.length > PER_PAGE,
  };
}
