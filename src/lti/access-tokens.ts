/**
 * Access tokens for a platform's services: client credentials with a signed assertion.
 *
 * One token serves everything the tool does at a registration, so that a round over a course costs one token request
 * per lifetime and not one per service. A platform that refuses the whole set (`invalid_scope`: an admin withheld
 * something) is asked for exactly what each task needs instead.
 *
 * Source: 1EdTech Security Framework 1.1 §4.1 https://www.imsglobal.org/spec/security/v1p1/#using-oauth-2-0-client-credentials-grant;
 * RFC 7523 §2.2, §3 (assertion); RFC 6749 §4.4, §5 (grant, answers).
 *
 * @module
 */
import { randomUUID } from 'node:crypto';
import { SignJWT, type CryptoKey } from 'jose';
import type { GuardedFetch, GuardedResponse } from '../http/guarded-fetch.js';
import { findProfile } from '../platforms/profile.js';
import type { Registration } from '../platforms/registration.js';
import { LINE_ITEM_READ_SCOPE, LINE_ITEM_SCOPE, RESULT_READ_SCOPE, SCORE_SCOPE } from './ags/ags-scopes.js';
import { MEMBERSHIP_READ_SCOPE } from './nrps/nrps-scopes.js';
import {
  findPlatformTrouble,
  platformUnavailable,
  tokenRefused,
  toPlatformTrouble,
} from './platform-trouble.js';
import { readRecord, readText, unusableAnswer } from './service-answer.js';

export interface AccessTokensDeps {
  readonly fetch: GuardedFetch;
  readonly toolKeys: { getSigningKey(): Promise<{ readonly kid: string; readonly privateKey: CryptoKey }> };
  readonly now: () => Date;
}

export interface TokenOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called for every token request that this call sent; requests shared with other callers count once. */
  readonly onRequest?: () => void;
}

export interface AccessToken {
  readonly value: string;
  readonly scopes: readonly string[];
  /** When it is no longer handed out: a little before the platform forgets it. */
  readonly renewAt: Date;
}

export type AccessTokens = ReturnType<typeof createAccessTokens>;

/** All that the tool does at a platform. */
export const TOOL_SCOPES: readonly string[] = [
  MEMBERSHIP_READ_SCOPE,
  LINE_ITEM_READ_SCOPE,
  RESULT_READ_SCOPE,
  SCORE_SCOPE,
];

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const ASSERTION_SECONDS = 300;
/** Moodle refuses an assertion from even one second ahead of its own clock. */
const CLOCK_SKEW_SECONDS = 10;
const TIMEOUT_MS = 15_000;
/** RFC 6749 §5.1 leaves the lifetime to the platform's documentation when the answer does not say it. */
const DEFAULT_LIFETIME_SECONDS = 300;
const LONGEST_LIFETIME_SECONDS = 3600;
const RENEW_BEFORE_SECONDS = 60;

export function createAccessTokens({ fetch, toolKeys, now }: AccessTokensDeps) {
  const held = new Map<string, AccessToken[]>();
  const flights = new Map<string, Promise<AccessToken | 'scopes-refused'>>();
  /** Registrations that refused the whole set. */
  const narrow = new Set<string>();

  /**
   * A token that covers these scopes, from the cache when one lives. Callers at the same time share one request.
   *
   * @param scopes - what the task at hand needs, all of it
   * @throws {AppError} `token_refused`, `platform_unavailable`, `platform_busy`, `platform_answer_unusable`,
   *   `address_refused`
   */
  async function getToken(
    registration: Registration,
    scopes: readonly string[],
    options: TokenOptions = {},
  ): Promise<AccessToken> {
    const owner = keyOf(registration);
    const known = findHeld(owner, scopes);
    if (known) return known;

    const asked = narrow.has(owner) ? [...scopes].sort() : widen(scopes);
    const flightKey = [owner, ...asked].join(' ');
    let flight = flights.get(flightKey);
    if (!flight) {
      options.onRequest?.();
      flight = request(registration, owner, asked, scopes.length < asked.length);
      flights.set(flightKey, flight);
      const land = (): boolean => flights.delete(flightKey);
      flight.then(land, land);
    }
    const token = await waitFor(flight, options.signal);
    if (token === 'scopes-refused') return getToken(registration, scopes, options); // now for these alone
    const missing = scopes.filter((scope) => !covers(token.scopes, scope));
    if (missing.length > 0) {
      throw tokenRefused('the platform grants less than is needed', { missing: missing.join(' ') });
    }
    return token;
  }

  /** Drops a token that a service refused; one that has replaced it meanwhile stays. */
  function forget(registration: Registration, token: AccessToken): void {
    const owner = keyOf(registration);
    held.set(
      owner,
      (held.get(owner) ?? []).filter((one) => one.value !== token.value),
    );
  }

  function findHeld(owner: string, scopes: readonly string[]): AccessToken | undefined {
    const at = now();
    const living = (held.get(owner) ?? []).filter((token) => token.renewAt > at);
    held.set(owner, living);
    return living.find((token) => scopes.every((scope) => covers(token.scopes, scope)));
  }

  async function request(
    registration: Registration,
    owner: string,
    scopes: readonly string[],
    mayNarrow: boolean,
  ): Promise<AccessToken | 'scopes-refused'> {
    const body = await buildForm(registration, scopes);
    const answer = await send(registration.tokenUrl, body);
    const trouble = findPlatformTrouble(answer, findProfile(registration).services, now());
    if (trouble) throw trouble;
    if (answer.status >= 400) {
      const error = readErrorCode(answer.body);
      if (error === 'invalid_scope' && mayNarrow) {
        narrow.add(owner);
        return 'scopes-refused';
      }
      throw tokenRefused('the platform gave no token', { status: answer.status, error });
    }
    const token = parseToken(answer, scopes, now());
    held.set(owner, [...(held.get(owner) ?? []), token]);
    return token;
  }

  async function send(url: string, body: string): Promise<GuardedResponse> {
    try {
      return await fetch(url, {
        method: 'POST',
        headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
        body,
        timeoutMs: TIMEOUT_MS,
      });
    } catch (error) {
      throw toPlatformTrouble(error);
    }
  }

  async function buildForm(registration: Registration, scopes: readonly string[]): Promise<string> {
    const { kid, privateKey } = await toolKeys.getSigningKey();
    const issuedAt = Math.floor(now().getTime() / 1000) - CLOCK_SKEW_SECONDS;
    const assertion = await new SignJWT()
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid })
      .setIssuer(registration.clientId)
      .setSubject(registration.clientId)
      .setAudience(findAudience(registration))
      .setJti(randomUUID())
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + ASSERTION_SECONDS)
      .sign(privateKey);
    return new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: ASSERTION_TYPE,
      client_assertion: assertion,
      scope: scopes.join(' '),
    }).toString();
  }

  return { getToken, forget };
}

/** What the platform or its admin named; some LMSs have one of their own that their pages do not show. */
function findAudience(registration: Registration): string {
  const { tokenAudience, tokenUrl } = registration;
  if (tokenAudience !== tokenUrl) return tokenAudience;
  return findProfile(registration).services.tokenAudience ?? tokenUrl;
}

/** A registration whose endpoints were brought up to date starts anew. */
function keyOf(registration: Registration): string {
  const { id, clientId, tokenUrl } = registration;
  return JSON.stringify([id, clientId, tokenUrl, findAudience(registration)]);
}

/** Reading line items is part of managing them: where the task needs the one, the other is not asked for as well. */
function widen(scopes: readonly string[]): string[] {
  const all = new Set([...TOOL_SCOPES, ...scopes]);
  if (scopes.includes(LINE_ITEM_SCOPE)) all.delete(LINE_ITEM_READ_SCOPE);
  return [...all].sort();
}

function covers(granted: readonly string[], scope: string): boolean {
  return granted.includes(scope) || (scope === LINE_ITEM_READ_SCOPE && granted.includes(LINE_ITEM_SCOPE));
}

function parseToken(answer: GuardedResponse, asked: readonly string[], at: Date): AccessToken {
  const raw = readRecord(parseJson(answer.body), 'token answer');
  const value = raw['access_token'];
  // RFC 6750 §2.1; anything else could not go into a header.
  if (typeof value !== 'string' || !/^[A-Za-z0-9\-._~+/]+=*$/.test(value)) {
    throw unusableAnswer('the token answer holds no token');
  }
  const type = readText(raw['token_type']);
  if (type !== null && type.toLowerCase() !== 'bearer') {
    throw unusableAnswer('the token answer holds a token of another type');
  }
  const lifetime = readLifetime(raw['expires_in']);
  const usable = lifetime - Math.min(RENEW_BEFORE_SECONDS, lifetime / 5);
  return {
    value,
    scopes: readText(raw['scope'])?.split(/\s+/) ?? asked, // RFC 6749 §5.1: not said means as asked
    renewAt: new Date(at.getTime() + usable * 1000),
  };
}

function readLifetime(value: unknown): number {
  const seconds = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof seconds !== 'number' || !Number.isFinite(seconds)) return DEFAULT_LIFETIME_SECONDS;
  return Math.min(Math.max(seconds, 0), LONGEST_LIFETIME_SECONDS);
}

/** Platforms answer JSON whatever content type they say (Moodle: `text/html`). */
function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw unusableAnswer('the token answer is not JSON', error);
  }
}

/** RFC 6749 §5.2 codes alone; platforms put free text there too, which may quote what we sent. */
function readErrorCode(body: string): string {
  try {
    const raw: unknown = JSON.parse(body);
    const error = typeof raw === 'object' && raw !== null && 'error' in raw ? raw.error : null;
    return typeof error === 'string' && /^[a-z_]{1,40}$/.test(error) ? error : 'other';
  } catch {
    return 'other'; // Moodle's answer can be broken JSON
  }
}

/** The shared request goes on without a caller who gave up. */
async function waitFor<T>(flight: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return flight;
  const gaveUp = (): Error => platformUnavailable('the wait for a token was given up');
  if (signal.aborted) throw gaveUp();
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(gaveUp());
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([flight, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
