/**
 * When to try again what failed.
 *
 * @module
 */
import { AppError } from '../errors/app-error.js';

const FIRST_MS = 5_000;
const LONGEST_MS = 30 * 60_000;

/**
 * Doubles from 5 seconds to at most 30 minutes, and adds up to a quarter, so that what failed together does not come back
 * together; never sooner than the platform asked for.
 *
 * @param attempts - failures in a row, from 1
 * @param error - what failed; `platform_busy` may carry `retryAfterSeconds`
 * @param random - 0 to 1
 */
export function retryAt(now: Date, attempts: number, error?: unknown, random = 0): Date {
  const delayMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempts - 1, 20));
  return new Date(now.getTime() + Math.round(Math.max(delayMs, readAskedMs(error)) * (1 + random / 4)));
}

function readAskedMs(error: unknown): number {
  const seconds = error instanceof AppError ? error.detail['retryAfterSeconds'] : 0;
  // A day at most: a platform that names a year has made a mistake.
  return typeof seconds === 'number' ? Math.min(seconds, 86_400) * 1000 : 0;
}
