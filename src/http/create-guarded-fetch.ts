/**
 * The guarded fetch: one HTTP exchange with an address that came from outside (DESIGN §6).
 *
 * A host is resolved when a connection is made; every address it resolved to is checked, and the connection goes to
 * those and no others. What the name resolves to later plays no part: an open connection keeps the address it was
 * checked for. The name itself stays in `Host` and in the TLS handshake. Proxy variables of the environment are not
 * used: a proxy would resolve names by itself.
 *
 * @module
 */
import { lookup as systemLookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Agent, buildConnector } from 'undici';
import { AppError } from '../errors/app-error.js';
import { checkResolved, parseAddress, type AddressPolicy } from './address-policy.js';
import { ACCEPTED_CODINGS, decodeBytes, readBody } from './decode-body.js';
import type { GuardedFetch, GuardedRequest, GuardedResponse } from './guarded-fetch.js';

export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

export interface GuardedFetchDeps extends AddressPolicy {
  /** Every address of a host name; the system's resolver when not given. */
  readonly lookup?: (hostname: string) => Promise<readonly ResolvedAddress[]>;
  /** Certificates (PEM) to trust instead of the ones Node trusts. */
  readonly trustedCertificates?: string;
  /** Says who asks, on every exchange; Canvas refuses calls without one. */
  readonly userAgent?: string;
}

export type ClosableGuardedFetch = GuardedFetch & {
  /** Lets the exchanges in hand end, then closes the connections that were kept. */
  close(): Promise<void>;
};

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 1024 * 1024;
const CONNECT_TIMEOUT_MS = 10_000;
const CONNECTIONS_PER_ORIGIN = 8;

const USER_AGENT = 'Insigne';

export function createGuardedFetch(deps: GuardedFetchDeps): ClosableGuardedFetch {
  const agent = new Agent({ connect: createPinnedConnector(deps), connections: CONNECTIONS_PER_ORIGIN });
  const inHand = new Set<Promise<GuardedResponse>>();
  let isClosed = false;

  async function fetchOnce(address: string, request: GuardedRequest): Promise<GuardedResponse> {
    const url = parseAddress(address, deps);
    if (isClosed) throw new AppError('fetch_failed', 502, 'the tool is stopping', { host: url.host });
    const deadline = startDeadline(request);
    try {
      deadline.signal.throwIfAborted();
      // Raced: undici notices an abort only once it is connected.
      const headers = { 'user-agent': deps.userAgent ?? USER_AGENT, ...lowerCased(request.headers) };
      return await Promise.race([
        exchange(agent, url, { ...request, headers }, deadline.signal),
        deadline.passed,
      ]);
    } catch (error) {
      if (error instanceof AppError) throw error;
      throw new AppError('fetch_failed', 502, 'the exchange failed', describe(url, error), { cause: error });
    } finally {
      deadline.end();
    }
  }

  function guardedFetch(address: string, request: GuardedRequest = {}): Promise<GuardedResponse> {
    const fetching = fetchOnce(address, request);
    inHand.add(fetching);
    const end = (): boolean => inHand.delete(fetching);
    fetching.then(end, end);
    return fetching;
  }

  async function close(): Promise<void> {
    isClosed = true;
    await Promise.allSettled(inHand); // each has its deadline
    await agent.destroy(); // what is left was given up already, such as a name that never resolves
  }

  return Object.assign(guardedFetch, { close });
}

async function exchange(
  agent: Agent,
  url: URL,
  request: GuardedRequest,
  signal: AbortSignal,
): Promise<GuardedResponse> {
  const maxBytes = request.maxBytes ?? MAX_BYTES;
  const answer = await agent.request({
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    method: request.method ?? 'GET',
    headers: {
      'accept-encoding': ACCEPTED_CODINGS,
      ...request.headers,
    },
    body: request.body ?? null,
    signal,
  });
  const headers = joinRepeated(answer.headers);
  const { body } = answer;
  body.on('error', () => undefined); // whoever reads it gets the error; what is given up needs no one
  try {
    const bytes = await readBody(body as AsyncIterable<Uint8Array>, headers['content-length'], maxBytes);
    await nextTurn(); // undici frees a connection one turn late; without this the next exchange would open another
    const decoded = await decodeBytes(bytes, headers['content-encoding'], maxBytes);
    return {
      status: answer.statusCode,
      headers,
      body: new TextDecoder().decode(decoded), // a byte order mark at its start is gone
      ...(request.wantsBytes && { bytes: decoded }),
    };
  } finally {
    body.destroy(); // after the end this changes nothing; before it, the connection goes with what is still coming
  }
}

function createPinnedConnector(deps: GuardedFetchDeps): buildConnector.connector {
  return (target, callback) => {
    resolveHost(target.hostname, deps.lookup)
      .then((resolved) => {
        checkResolved(
          { protocol: target.protocol, host: target.host ?? target.hostname },
          resolved.map(({ address }) => address),
          deps,
        );
        const connect = buildConnector({
          timeout: CONNECT_TIMEOUT_MS,
          lookup: answerWith(resolved),
          ...(deps.trustedCertificates ? { ca: deps.trustedCertificates } : {}),
        });
        connect(target, callback);
      })
      .catch((error: unknown) =>
        callback(error instanceof Error ? error : new Error('cannot resolve'), null),
      );
  };
}

async function resolveHost(
  hostname: string,
  lookup: GuardedFetchDeps['lookup'],
): Promise<readonly ResolvedAddress[]> {
  const literal = hostname.replace(/^\[|\]$/g, '');
  const family = isIP(literal);
  if (family) return [{ address: literal, family }];
  return lookup ? lookup(hostname) : systemLookup(hostname, { all: true });
}

/** Node asks for one address or for all of them; either way it gets only what was checked. */
function answerWith(resolved: readonly ResolvedAddress[]): LookupFunction {
  return (_hostname, options, callback) => {
    if (options.all) {
      callback(
        null,
        resolved.map((one) => ({ ...one })),
      );
      return;
    }
    const [first] = resolved;
    callback(null, first?.address ?? '', first?.family ?? 0);
  };
}

/** One clock for resolving, connecting, sending and reading. */
function startDeadline({ timeoutMs = TIMEOUT_MS, signal: outer }: GuardedRequest) {
  const controller = new AbortController();
  const passed = new Promise<never>((_resolve, reject) => {
    controller.signal.addEventListener('abort', () => reject(controller.signal.reason as Error));
  });
  passed.catch(() => undefined); // it may pass when nobody waits any more
  const stop = (): void =>
    controller.abort(
      new AppError('fetch_timed_out', 504, 'the exchange took too long or was given up', { timeoutMs }),
    );
  const timer = setTimeout(stop, timeoutMs);
  outer?.addEventListener('abort', stop, { once: true });
  if (outer?.aborted) stop();
  return {
    signal: controller.signal,
    passed,
    end: () => {
      clearTimeout(timer);
      outer?.removeEventListener('abort', stop);
    },
  };
}

function lowerCased(headers: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function joinRepeated(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}

function describe(url: URL, error: unknown): Record<string, string> {
  const code =
    error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
  return { host: url.host, cause: code };
}
