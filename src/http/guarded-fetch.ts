/**
 * The one way to fetch an address that came from outside (DESIGN §6).
 *
 * @module
 */

export interface GuardedRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** For the whole exchange; default 10,000. */
  readonly timeoutMs?: number;
  /** Of the answer's body after decoding; default 1 MiB. */
  readonly maxBytes?: number;
  readonly signal?: AbortSignal;
  /** The decoded body as bytes too: for what may be a picture. */
  readonly wantsBytes?: boolean;
}

export interface GuardedResponse {
  readonly status: number;
  /** Names in lower case; a repeated header is joined with `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** When the request wanted them. */
  readonly bytes?: Buffer;
}

/**
 * Fetches one address; never follows a redirect (a 3xx is answered as it is).
 *
 * @throws {AppError} `address_refused` - scheme, host or resolved address is not allowed
 * @throws {AppError} `fetch_failed` - no connection, broken answer
 * @throws {AppError} `fetch_timed_out` - `timeoutMs` passed or the signal fired
 * @throws {AppError} `fetch_too_large` - the body passed `maxBytes`
 */
export type GuardedFetch = (url: string, request?: GuardedRequest) => Promise<GuardedResponse>;
