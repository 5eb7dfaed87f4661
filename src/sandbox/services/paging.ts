/**
 * Pages of a list, joined by `Link` headers.
 *
 * `limit` is a wish: a page is never larger than the platform's own size. Every other parameter of the address is kept in the links,
 * and `rel="next"` is not the first of them: order means nothing (RFC 8288 §3).
 *
 * Source: LTI AGS 2.0 §3.2.6, NRPS 2.0 §2.4.1
 *
 * @module
 */
import type { Request, Response } from 'express';
import { AppError } from '../../errors/app-error.js';

export interface Paging {
  readonly baseUrl: string;
  readonly largestPage: number;
  /** Moodle's: typographic quotes, and an address as it would stand in HTML. */
  readonly isBroken?: boolean;
}

/** @throws {AppError} `input_invalid` 400 - `limit` or `page` is not a whole number from 1 */
export function sendPage<T>(
  req: Request,
  res: Response,
  all: readonly T[],
  { baseUrl, largestPage, isBroken = false }: Paging,
  send: (page: readonly T[]) => void,
): void {
  const page = readWhole(req, 'page') ?? 1;
  const { half: isHalf = false } = res.locals as { half?: boolean };
  if (isHalf && page > 1) throw new AppError('fault', 500, 'a fault was set');
  const size = isHalf
    ? Math.ceil(all.length / 2)
    : Math.min(readWhole(req, 'limit') ?? largestPage, largestPage);
  const entries = all.slice((page - 1) * size, page * size);
  const links = [link(req, baseUrl, 1, 'first')];
  if (page > 1) links.push(link(req, baseUrl, page - 1, 'prev'));
  if (isHalf || page * size < all.length) links.push(link(req, baseUrl, page + 1, 'next'));
  if (links.length > 1) res.set('Link', isBroken ? breakLinks(links) : links.join(', '));
  send(entries);
}

function link(req: Request, baseUrl: string, page: number, rel: string): string {
  const url = new URL(req.originalUrl, baseUrl);
  url.searchParams.set('page', String(page));
  return `<${url.href}>; rel="${rel}"`;
}

/** Node writes headers as Latin-1: the bytes of UTF-8 go through one by one. */
function breakLinks(links: readonly string[]): string {
  const broken = links.map((one) => one.replaceAll('&', '&amp;').replace(/"([a-z]+)"$/, '“$1”'));
  return Buffer.from(broken.join(', '), 'utf8').toString('latin1');
}

function readWhole(req: Request, name: string): number | undefined {
  const value = req.query[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || !/^[1-9]\d{0,6}$/.test(value)) {
    throw new AppError('input_invalid', 400, `${name} must be a whole number from 1`);
  }
  return Number(value);
}
