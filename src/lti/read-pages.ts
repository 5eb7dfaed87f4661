/**
 * Reading a container of a service whole: page after page until the platform names no next one.
 *
 * Whatever cannot be read to its end is an error, never a shorter list: somebody who is missing from it would be taken
 * for gone.
 *
 * Source: LTI NRPS 2.0 §2.4, LTI AGS 2.0 §3.2.4 and §3.3.6 (limit, `Link` with rel `next`).
 *
 * @module
 */
import type { GuardedResponse } from '../http/guarded-fetch.js';
import { isUrl } from '../http/parse-url.js';
import { findNextLink, isBrokenLinkHeader } from './link-header.js';
import { tokenRefused, unexpectedQuirk } from './platform-trouble.js';
import { unusableAnswer } from './service-answer.js';
import type { ServiceCaller, ServiceRequest } from './service-client.js';

/** A course of 25,000 members at Canvas's 50 a page. */
const MAX_PAGES = 500;
const MAX_ENTRIES = 100_000;

/**
 * @param parsePage - the JSON of one page into its entries; throws `platform_answer_unusable`
 * @returns the entries of all pages, in the order of the platform
 * @throws {AppError} as `ServiceCaller.send`; `platform_answer_unusable` also when the pages do not end, or the next one
 *   is at another origin
 */
export async function readPages<T>(
  caller: ServiceCaller,
  first: Pick<ServiceRequest, 'url' | 'scope' | 'accept'>,
  parsePage: (json: unknown) => readonly T[],
): Promise<T[]> {
  const entries: T[] = [];
  const seen = new Set<string>();
  let url: string | null = first.url;
  while (url !== null) {
    if (seen.has(url)) throw unusableAnswer('the pages run in a circle');
    if (seen.size >= MAX_PAGES || entries.length > MAX_ENTRIES)
      throw unusableAnswer('there is no end to the pages');
    seen.add(url);
    const answer = await caller.send({ ...first, url });
    for (const entry of parsePage(parseBody(answer))) entries.push(entry);
    if (!caller.services.hasBrokenLinkHeaders && isBrokenLinkHeader(answer.headers['link'])) {
      throw unexpectedQuirk('broken-link-header');
    }
    url = findNextUrl(answer, url, first.url);
  }
  return entries;
}

/** Asks for pages of so many entries; the rest of the address stays as the platform wrote it. */
export function addLimit(url: string, limit: number | null): string {
  if (limit === null) return url;
  return `${url}${url.includes('?') ? '&' : '?'}limit=${limit}`;
}

function parseBody({ status, body }: GuardedResponse): unknown {
  if (status === 403) throw tokenRefused('the service does not let this tool in', { status });
  if (status !== 200) throw unusableAnswer(`the service answered ${status}`);
  try {
    return JSON.parse(body);
  } catch (error) {
    throw unusableAnswer('the answer of the service is not JSON', error);
  }
}

/** A next page elsewhere would carry the token, and the course's data, away from the platform. */
function findNextUrl(answer: GuardedResponse, current: string, first: string): string | null {
  const target = findNextLink(answer.headers['link']);
  if (target === null) return null;
  if (!isUrl(target, current)) throw unusableAnswer('the address of the next page is not an address');
  const next = new URL(target, current);
  if (next.origin !== new URL(first).origin) throw unusableAnswer('the next page is at another origin');
  return next.href;
}
