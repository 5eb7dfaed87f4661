/**
 * What can go wrong when a platform is asked something, as codes that the rest of the tool acts upon.
 *
 * `platform_unavailable`: it will heal, ask again later. `platform_busy`: it asked us to wait. `platform_answer_unusable`:
 * it answered, but not what the specification says. `token_refused`: it does not let this tool in.
 *
 * @module
 */
import { AppError, type ErrorDetail } from '../errors/app-error.js';
import type { GuardedResponse } from '../http/guarded-fetch.js';
import { unusableAnswer } from './service-answer.js';

/** Statuses that say "not now" about the platform, not about the question. */
const PASSING_STATUSES = [408, 425];

/** Canvas answers 403 with this text where others answer 429. */
const RATE_LIMIT_TEXT = /rate limit exceeded/i;

export function platformUnavailable(message: string, detail: ErrorDetail = {}, cause?: unknown): AppError {
  return new AppError('platform_unavailable', 503, message, detail, { cause });
}

export function tokenRefused(message: string, detail: ErrorDetail = {}): AppError {
  return new AppError('token_refused', 502, message, detail);
}

/** Turns what guarded fetch throws into what it means for a platform; other errors stay as they are. */
export function toPlatformTrouble(error: unknown): unknown {
  if (!(error instanceof AppError)) return error;
  if (error.code === 'fetch_failed' || error.code === 'fetch_timed_out') {
    return platformUnavailable('the platform did not answer', { ...error.detail, reason: error.code }, error);
  }
  if (error.code === 'fetch_too_large')
    return unusableAnswer('the answer of the platform is too large', error);
  return error;
}

/**
 * Trouble of the platform itself, told by the status alone.
 *
 * @returns null when the answer is about the question that was asked
 */
export function findPlatformTrouble(answer: GuardedResponse, now: Date): AppError | null {
  const { status, headers, body } = answer;
  const retryAfterSeconds = readRetryAfter(headers['retry-after'], now);
  const isBusy =
    status === 429 ||
    (status === 503 && retryAfterSeconds !== null) ||
    (status === 403 && RATE_LIMIT_TEXT.test(body));
  if (isBusy) {
    const detail = { status, ...(retryAfterSeconds === null ? {} : { retryAfterSeconds }) };
    return new AppError('platform_busy', 503, 'the platform asks to wait', detail);
  }
  if (status >= 500 || PASSING_STATUSES.includes(status)) {
    return platformUnavailable('the platform is in trouble', { status });
  }
  // Moodle dresses an exception inside a service as its HTML page "not found": nothing was said about the thing asked for.
  if (status === 404 && isHtml(headers)) return platformUnavailable('the service broke', { status });
  if (status >= 300 && status < 400) return unusableAnswer('the service answered with a redirect');
  return null;
}

/** Source: RFC 9110 §10.2.3: seconds, or a date. */
function readRetryAfter(value: string | undefined, now: Date): number | null {
  if (value === undefined) return null;
  if (/^\d{1,9}$/.test(value.trim())) return Number(value);
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - now.getTime()) / 1000));
}

function isHtml(headers: Readonly<Record<string, string>>): boolean {
  return /^text\/html\b/i.test(headers['content-type'] ?? '');
}
