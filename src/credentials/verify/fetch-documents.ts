/**
 * What one verification reads from strangers: keys, issuers, badge classes, status lists, a credential at its address.
 *
 * Every exchange is a guarded fetch: https, the public internet, size and time caps. On top of that one verification may make
 * so many exchanges and take so long in all, follows few redirects (each checked like the first address), and asks an address
 * once: whoever writes a credential decides how many addresses stand in it.
 *
 * @module
 */
import { hasCode } from '../../errors/app-error.js';
import type { GuardedFetch, GuardedResponse } from '../../http/guarded-fetch.js';
import { isUrl } from '../../http/parse-url.js';
import { readJsonObject, type JsonObject } from './json.js';

export const MOST_FETCHES = 12;
export const MOST_REDIRECTS = 3;
/** All exchanges of one verification together. */
const MOST_TIME_MS = 15_000;
const TIMEOUT_MS = 6_000;
/** A status list of a million credentials, most of them revoked, is some 200 kB. */
const MOST_DOCUMENT_BYTES = 1_000_000;

export type FetchedDocument =
  | { readonly kind: 'json'; readonly status: number; readonly object: JsonObject; readonly address: string }
  | { readonly kind: 'text'; readonly status: number; readonly text: string; readonly address: string }
  | { readonly kind: 'gone' | 'not-found' }
  /** No such host, no answer in time, not allowed, an error of theirs, one fetch too many. */
  | { readonly kind: 'unreachable'; readonly isRefused: boolean };

export type FetchedBytes =
  /** Gone: what is left to say of it, if anything. */
  | { readonly kind: 'bytes' | 'gone'; readonly bytes: Buffer }
  | { readonly kind: 'not-found' }
  | Extract<FetchedDocument, { kind: 'unreachable' }>;

export interface Documents {
  /** JSON where the answer is an object, else its text; a status list may be a compact text. */
  read(address: string): Promise<FetchedDocument>;
  /** Whatever is there: a picture too. */
  readBytes(address: string, maxBytes: number): Promise<FetchedBytes>;
}

const JSON_TYPES = 'application/ld+json, application/json;q=0.9, application/did+json;q=0.9, */*;q=0.1';
const CREDENTIAL_TYPES =
  'application/vc+ld+json, application/vc, application/ld+json;q=0.9, application/json;q=0.9, ' +
  'image/png;q=0.8, image/svg+xml;q=0.8, application/vc+jwt;q=0.7, text/plain;q=0.5, */*;q=0.1';

/** For one verification. */
export function openDocuments(fetch: GuardedFetch): Documents {
  const known = new Map<string, Promise<FetchedDocument>>();
  let endsAt: number | null = null;
  let fetches = 0;

  async function exchange(
    address: string,
    accept: string,
    maxBytes: number,
  ): Promise<GuardedResponse & { readonly address: string }> {
    let at = address;
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
      fetches += 1;
      endsAt ??= performance.now() + MOST_TIME_MS;
      const timeoutMs = Math.min(TIMEOUT_MS, endsAt - performance.now());
      if (fetches > MOST_FETCHES || timeoutMs <= 0) throw new TooMuch();
      const answer = await fetch(at, { headers: { accept }, timeoutMs, maxBytes, wantsBytes: true });
      const location = answer.headers['location'];
      const isRedirect = [301, 302, 303, 307, 308].includes(answer.status);
      if (!isRedirect || location === undefined) return { ...answer, address: at };
      if (!isUrl(location, at)) throw new TooMuch();
      at = new URL(location, at).href;
    }
    throw new TooMuch();
  }

  async function tryExchange(address: string, accept: string, maxBytes: number) {
    try {
      const answer = await exchange(withoutFragment(address), accept, maxBytes);
      if (answer.status === 404) return { kind: 'not-found' } as const;
      // A revoked assertion answers 410, with a body that says why or without.
      if (answer.status !== 410 && (answer.status < 200 || answer.status > 299)) return UNREACHABLE;
      return { kind: 'answer', answer } as const;
    } catch (error) {
      if (hasCode(error, 'address_refused')) return { kind: 'unreachable', isRefused: true } as const;
      const isTheirs = ['fetch_failed', 'fetch_timed_out', 'fetch_too_large'].some((code) =>
        hasCode(error, code),
      );
      if (isTheirs || error instanceof TooMuch) return UNREACHABLE;
      throw error;
    }
  }

  async function readOnce(address: string): Promise<FetchedDocument> {
    const tried = await tryExchange(address, JSON_TYPES, MOST_DOCUMENT_BYTES);
    if (tried.kind !== 'answer') return tried;
    const { status, body, address: at } = tried.answer;
    const read = readJsonObject(body.trim());
    if (read.kind === 'object') return { kind: 'json', status, object: read.object, address: at };
    if (status === 410) return { kind: 'gone' };
    return { kind: 'text', status, text: body, address: at };
  }

  return {
    read(address) {
      const key = withoutFragment(address);
      const reading = known.get(key) ?? readOnce(key);
      known.set(key, reading);
      return reading;
    },

    async readBytes(address, maxBytes) {
      const tried = await tryExchange(address, CREDENTIAL_TYPES, maxBytes);
      if (tried.kind !== 'answer') return tried;
      const { status, bytes, body } = tried.answer;
      return { kind: status === 410 ? 'gone' : 'bytes', bytes: bytes ?? Buffer.from(body, 'utf8') };
    },
  };
}

/** Whether an answer came from the site that was asked; a site that went over to https is still the same. */
export function isSameSite(asked: string, answered: string): boolean {
  const [from, to] = [new URL(asked), new URL(answered)];
  const isUpgraded =
    from.protocol === 'http:' && to.protocol === 'https:' && from.port === '' && to.port === '';
  return from.origin === to.origin || (isUpgraded && from.hostname === to.hostname);
}

const UNREACHABLE = { kind: 'unreachable', isRefused: false } as const;

class TooMuch extends Error {}

function withoutFragment(address: string): string {
  const at = address.indexOf('#');
  return at < 0 ? address : address.slice(0, at);
}
