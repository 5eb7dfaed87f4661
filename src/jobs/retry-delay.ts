/**
 * How long a failed job waits.
 *
 * @module
 */

const FIRST_MS = 5_000;
const LONGEST_MS = 30 * 60_000;

/**
 * Doubles from 5 seconds to at most 30 minutes, and takes off up to a quarter, so that jobs that failed together do
 * not come back together.
 *
 * @param attempts - failures in a row, from 1
 * @param random - 0 to 1
 */
export function retryDelayMs(attempts: number, random: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempts - 1, 20));
  return Math.round(full * (1 - random / 4));
}
