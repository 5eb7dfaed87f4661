/**
 * Authorised requests to a platform's services.
 *
 * Requests of one caller go one after another, a client sends no more at once than its platform likes (client-queue.ts), and
 * a platform that does not answer is left alone for a while (circuit.ts).
 * Every request carries exactly one media type in `Accept`: there are platforms that refuse lists.
 *
 * Source: 1EdTech Security Framework 1.1 §4.1; RFC 6750 §2.1.
 * Not here: retries (the job that asked comes back later), paging (read-pages.ts).
 *
 * @module
 */
import type { GuardedFetch, GuardedResponse } from '../http/guarded-fetch.js';
import { findProfile, type ServicesProfile } from '../platforms/profile.js';
import type { Registration } from '../platforms/registration.js';
import type { AccessToken, AccessTokens } from './access-tokens.js';
import { createCircuits } from './circuit.js';
import { createClientQueues } from './client-queue.js';
import { findPlatformTrouble, tokenRefused, toPlatformTrouble } from './platform-trouble.js';
import { checkServiceAddress } from './service-address.js';

export interface ServiceClientDeps {
  readonly fetch: GuardedFetch;
  readonly accessTokens: Pick<AccessTokens, 'getToken' | 'forget'>;
  readonly now: () => Date;
  /** For one request to a service; default 30,000: a page of a large gradebook takes a slow LMS many seconds. */
  readonly timeoutMs?: number;
  /** Spreads the rests of clients that were asked to wait; 0 to 1. */
  readonly random?: () => number;
}

export interface ServiceRequest {
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly scope: string;
  /** One media type. */
  readonly accept: string;
  readonly contentType?: string;
  readonly body?: string;
}

/** One task at one platform: its requests are counted together and end with one signal. */
export interface ServiceCaller {
  /** Sent so far, tokens included. */
  readonly requests: number;
  /** How this platform differs. */
  readonly services: ServicesProfile;
  /**
   * Sends one request. A 401 is answered once with a fresh token.
   *
   * @returns the answer, whatever its status says about the thing asked for (2xx, 4xx)
   * @throws {AppError} `platform_unavailable`, `platform_busy`, `platform_answer_unusable`, `token_refused`,
   *   `address_refused`
   */
  send(request: ServiceRequest): Promise<GuardedResponse>;
}

export interface ServiceTask {
  /** Everything the task needs, so that one token serves it. */
  readonly scopes: readonly string[];
  readonly signal?: AbortSignal | undefined;
}

export type ServiceClient = ReturnType<typeof createServiceClient>;

/** Moodle needs long for a course of a thousand members. */
const TIMEOUT_MS = 30_000;
/** Moodle answers all members on one page. */
const MAX_BYTES = 16 * 1024 * 1024;

export function createServiceClient({
  fetch,
  accessTokens,
  now,
  timeoutMs = TIMEOUT_MS,
  random = Math.random,
}: ServiceClientDeps) {
  const queues = createClientQueues({ now, random });
  const circuits = createCircuits({ now, random });

  function open(registration: Registration, { scopes, signal }: ServiceTask): ServiceCaller {
    const { services: profile } = findProfile(registration);
    let requests = 0;
    const count = (): void => {
      requests += 1;
    };

    async function send(request: ServiceRequest): Promise<GuardedResponse> {
      checkServiceAddress(registration, request.url);
      return circuits.run({ key: registration.id, signal, run: () => sendAuthorised(request) });
    }

    async function sendAuthorised(request: ServiceRequest): Promise<GuardedResponse> {
      const needed = scopes.includes(request.scope) ? scopes : [request.scope];
      const getToken = (): Promise<AccessToken> =>
        accessTokens.getToken(registration, needed, { signal, onRequest: count });

      const token = await getToken();
      const answer = await takeTurn(request, token);
      if (answer.status !== 401) return answer;
      accessTokens.forget(registration, token); // withdrawn before its time, or the platform lost its store
      const second = await takeTurn(request, await getToken());
      if (second.status !== 401) return second;
      throw tokenRefused('the service refuses a fresh token', { status: 401 });
    }

    /** Tokens are fetched outside the queue: they come from another service, and several callers share one. */
    function takeTurn(request: ServiceRequest, token: AccessToken): Promise<GuardedResponse> {
      return queues.run({
        key: registration.id,
        atOnce: profile.parallelRequests,
        signal,
        run: () => exchange(request, token),
      });
    }

    async function exchange(request: ServiceRequest, token: AccessToken): Promise<GuardedResponse> {
      const { method = 'GET', url, accept, contentType, body } = request;
      count();
      let answer: GuardedResponse;
      try {
        answer = await fetch(url, {
          method,
          headers: {
            authorization: `Bearer ${token.value}`,
            accept,
            ...(contentType ? { 'content-type': contentType } : {}),
          },
          ...(body === undefined ? {} : { body }),
          timeoutMs,
          maxBytes: MAX_BYTES,
          ...(signal ? { signal } : {}),
        });
      } catch (error) {
        throw toPlatformTrouble(error);
      }
      const trouble = findPlatformTrouble(answer, profile, now());
      if (trouble) throw trouble;
      return answer;
    }

    return {
      send,
      services: profile,
      get requests() {
        return requests;
      },
    };
  }

  return { open };
}
