/**
 * When to try again what failed.
 *
 * @module
 */

const FIRST_MS = 5_000;
const LONGEST_MS = 30 * 60_000;

/**
 * Doubles from 5 seconds to at most 30 minutes.
 *
 * @param attempts - failures in a row, from 1
 */
export function retryAt(now: Date, attempts: number): Date {
  return new Date(now.getTime() + Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempts - 1, 20)));
}
