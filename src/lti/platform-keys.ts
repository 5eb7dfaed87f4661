/**
 * The keys that platforms sign with, from their JWKS addresses, kept as long as the platform says.
 *
 * A launch with a `kid` that the kept set lacks makes one new fetch: platforms rotate keys. So does one whose signature the
 * kept key does not verify: some give a new key the old name. Strangers can send such launches too, so there are only so many
 * of these fetches in a minute for one address; a fetch that failed is not tried again for some seconds; callers at the same
 * time share one fetch.
 *
 * Source: 1EdTech Security Framework 1.1 §6.3 (cache headers, `kid`), §5.1.3 (RS256); RFC 7517 §4, RFC 9111 §5.2.2.
 *
 * @module
 */
import { exportJWK, importJWK, type CryptoKey, type JWK } from 'jose';
import { AppError } from '../errors/app-error.js';
import type { GuardedFetch, GuardedResponse } from '../http/guarded-fetch.js';
import { findPlatformTrouble, toPlatformTrouble } from './platform-trouble.js';
import { readRecord, unusableAnswer } from './service-answer.js';

export interface PlatformKeysDeps {
  readonly fetch: GuardedFetch;
  readonly now: () => Date;
}

interface KeySet {
  readonly keys: ReadonlyMap<string, CryptoKey>;
  readonly freshUntil: number;
}

/** What is remembered of one JWKS address. */
interface KnownAddress {
  set: KeySet | null;
  flight: Promise<KeySet> | null;
  /** When fetches for an unknown kid were made, within the last minute. */
  refetchedAt: number[];
  failure: { readonly error: Error; readonly until: number } | null;
}

export type PlatformKeys = ReturnType<typeof createPlatformKeys>;

const DEFAULT_MAX_AGE_MS = 3_600_000;
/** Also of `no-store`: a class that opens one link makes one fetch, and a key that was withdrawn is gone in seconds. */
const SHORTEST_MAX_AGE_MS = 5_000;
const LONGEST_MAX_AGE_MS = 24 * 3_600_000;
const REFETCHES_PER_MINUTE = 5;
const REST_AFTER_FAILURE_MS = 5_000;
const TIMEOUT_MS = 5_000;
const MAX_BYTES = 256 * 1024;
const MAX_KEYS = 100;
/** Registrations are few; this is a bound, not a size. */
const MAX_ADDRESSES = 1_000;

/** A key set is no service of a profile: whatever some LMS means by these, it means here. */
const KEY_SET_QUIRKS = { saysBusyWith403: true, breaksWithHtml404: true };

export function createPlatformKeys({ fetch, now }: PlatformKeysDeps) {
  const addresses = new Map<string, KnownAddress>();

  /**
   * The key with this `kid`.
   *
   * @throws {AppError} `launch_key_unknown` - the platform publishes no usable key of that name
   * @throws {AppError} `platform_unavailable`, `platform_busy`, `platform_answer_unusable`, `address_refused` - its keys
   *   cannot be had
   */
  async function getKey(jwksUrl: string, kid: string): Promise<CryptoKey> {
    const address = know(jwksUrl);
    const kept = address.set && address.set.freshUntil > now().getTime() ? address.set : null;
    const known = kept?.keys.get(kid);
    if (known) return known;
    if (kept && !address.flight && !mayRefetch(address)) throw keyUnknown();
    const fetched = await fetchOnce(address, jwksUrl);
    const key = fetched.keys.get(kid);
    if (!key) throw keyUnknown();
    return key;
  }

  /**
   * The key of this name that stands there now, when it is another than the one that was kept.
   *
   * @param kept - what `getKey` gave, and what does not verify
   * @returns null when there is none, or it was asked for too often
   * @throws {AppError} as `getKey`, but `launch_key_unknown`
   */
  async function getReplacedKey(jwksUrl: string, kid: string, kept: CryptoKey): Promise<CryptoKey | null> {
    const address = know(jwksUrl);
    const known = address.set?.keys.get(kid);
    // Another launch fetched since.
    if (known && (await isOtherKey(known, kept))) return known;
    if (!address.flight && !mayRefetch(address)) return null;
    const key = (await fetchOnce(address, jwksUrl)).keys.get(kid);
    return key && (await isOtherKey(key, kept)) ? key : null;
  }

  function know(jwksUrl: string): KnownAddress {
    const known = addresses.get(jwksUrl);
    if (known) return known;
    if (addresses.size >= MAX_ADDRESSES) addresses.clear();
    const fresh: KnownAddress = { set: null, flight: null, refetchedAt: [], failure: null };
    addresses.set(jwksUrl, fresh);
    return fresh;
  }

  /** Asked only about a set that is still fresh; notes the fetch that it permits. */
  function mayRefetch(address: KnownAddress): boolean {
    const at = now().getTime();
    address.refetchedAt = address.refetchedAt.filter((one) => at - one < 60_000);
    if (address.refetchedAt.length >= REFETCHES_PER_MINUTE) return false;
    address.refetchedAt.push(at);
    return true;
  }

  function fetchOnce(address: KnownAddress, jwksUrl: string): Promise<KeySet> {
    if (address.flight) return address.flight;
    const { failure } = address;
    if (failure && failure.until > now().getTime()) return Promise.reject(failure.error);
    const flight = fetchKeys(jwksUrl)
      .then(
        (set) => {
          address.set = set;
          address.failure = null;
          return set;
        },
        (cause: unknown) => {
          const error = cause instanceof Error ? cause : new Error('no key set', { cause });
          address.failure = { error, until: now().getTime() + REST_AFTER_FAILURE_MS };
          throw error;
        },
      )
      .finally(() => (address.flight = null));
    address.flight = flight;
    return flight;
  }

  async function fetchKeys(jwksUrl: string): Promise<KeySet> {
    const answer = await request(jwksUrl);
    const trouble = findPlatformTrouble(answer, KEY_SET_QUIRKS, now());
    if (trouble) throw trouble;
    if (answer.status !== 200) throw unusableAnswer('the key set is not there');
    const keys = await parseKeys(answer.body);
    return { keys, freshUntil: now().getTime() + readMaxAgeMs(answer.headers['cache-control']) };
  }

  async function request(jwksUrl: string): Promise<GuardedResponse> {
    try {
      return await fetch(jwksUrl, {
        headers: { accept: 'application/json' },
        timeoutMs: TIMEOUT_MS,
        maxBytes: MAX_BYTES,
      });
    } catch (error) {
      throw toPlatformTrouble(error);
    }
  }

  return { getKey, getReplacedKey };
}

async function isOtherKey(one: CryptoKey, other: CryptoKey): Promise<boolean> {
  const [a, b] = await Promise.all([exportJWK(one), exportJWK(other)]);
  return a.n !== b.n || a.e !== b.e;
}

/** @throws {AppError} `platform_answer_unusable` - not a key set, or without any key that could sign a launch */
async function parseKeys(body: string): Promise<Map<string, CryptoKey>> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch (error) {
    throw unusableAnswer('the key set is not JSON', error);
  }
  const list = readRecord(parsed, 'key set')['keys'];
  if (!Array.isArray(list)) throw unusableAnswer('the key set holds no list of keys');
  const keys = new Map<string, CryptoKey>();
  for (const entry of list.slice(0, MAX_KEYS) as unknown[]) {
    const usable = await readKey(entry);
    // Two keys of one name: the first counts, whatever stands behind it.
    if (usable && !keys.has(usable.kid)) keys.set(usable.kid, usable.key);
  }
  if (keys.size === 0) throw unusableAnswer('the key set holds no key for RS256');
  return keys;
}

/** Null for keys of other kinds and uses, and for broken ones: a set may hold them beside the one that signs. */
async function readKey(entry: unknown): Promise<{ kid: string; key: CryptoKey } | null> {
  if (typeof entry !== 'object' || entry === null) return null;
  const { kty, kid, use, alg, key_ops: operations, n, e } = entry as Readonly<Record<string, unknown>>;
  if (kty !== 'RSA' || typeof kid !== 'string' || kid === '') return null;
  if (typeof n !== 'string' || typeof e !== 'string') return null;
  if (use !== undefined && use !== 'sig') return null;
  if (alg !== undefined && alg !== 'RS256') return null;
  if (Array.isArray(operations) && !operations.includes('verify')) return null;
  try {
    const jwk: JWK = { kty, n, e };
    return { kid, key: (await importJWK(jwk, 'RS256')) as CryptoKey };
  } catch {
    return null;
  }
}

function readMaxAgeMs(cacheControl: string | undefined): number {
  if (cacheControl === undefined) return DEFAULT_MAX_AGE_MS;
  if (/(?:^|[\s,])(?:no-store|no-cache)(?:$|[\s,=])/i.test(cacheControl)) return SHORTEST_MAX_AGE_MS;
  const seconds = /(?:^|[\s,])max-age="?(\d{1,10})/i.exec(cacheControl)?.[1];
  if (seconds === undefined) return DEFAULT_MAX_AGE_MS;
  return Math.min(Math.max(Number(seconds) * 1000, SHORTEST_MAX_AGE_MS), LONGEST_MAX_AGE_MS);
}

function keyUnknown(): AppError {
  return new AppError('launch_key_unknown', 401, 'the platform publishes no key of that name');
}
