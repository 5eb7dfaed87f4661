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
import type { ServicesProfile } from '../platforms/profile.js';
import { unusableAnswer } from './service-answer.js';

/** Statuses that say "not now" about the platform, not about the question. */
const PASSING_STATUSES = [408, 425];

/** Some answer 403 with this text where others answer 429. */
const RATE_LIMIT_TEXT = /rate limit exceeded/i;

export function platformUnavailable(message: string, detail: ErrorDetail = {}, cause?: unknown): AppError {
  return new AppError('platform_unavailable', 503, message, detail, { cause });
}

export function tokenRefused(message: string, detail: ErrorDetail = {}): AppError {
  return new AppError('token_refused', 502, message, detail);
}

/**
 * The platform does what its profile does not expect. Nothing is concluded from it, and it is tried again: the profile may
 * be chosen wrongly.
 */
export function unexpectedQuirk(quirk: string): AppError {
  const message = 'the platform does not behave as its profile says';
  return new AppError('platform_answer_unusable', 502, message, { quirk });
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
 * @param services - what is expected of this platform
 * @returns null when the answer is about the question that was asked
 */
export function findPlatformTrouble(
  answer: GuardedResponse,
  services: Pick<ServicesProfile, 'saysBusyWith403' | 'breaksWithHtml404'>,
  now: Date,
): AppError | null {
  const { status, headers, body } = answer;
  const retryAfterSeconds = readRetryAfter(headers['retry-after'], now);
  const isRateLimit403 = status === 403 && RATE_LIMIT_TEXT.test(body);
  if (isRateLimit403 && !services.saysBusyWith403) return unexpectedQuirk('busy-with-403');
  const isBusy = status === 429 || (status === 503 && retryAfterSeconds !== null) || isRateLimit403;
  if (isBusy) {
    const detail = { status, ...(retryAfterSeconds === null ? {} : { retryAfterSeconds }) };
    return new AppError('platform_busy', 503, 'the platform asks to wait', detail);
  }
  if (status >= 500 || PASSING_STATUSES.includes(status)) {
    return platformUnavailable('the platform is in trouble', { status });
  }
  // A service answers in JSON. An exception inside it may be dressed as the page "not found": nothing was said about the
  // thing asked for.
  if (status === 404 && isHtml(headers)) {
    return services.breaksWithHtml404
      ? platformUnavailable('the service broke', { status })
      : unexpectedQuirk('html-404');
  }
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
