/**
 * A circuit per client: a platform that did not answer several times in a row is not asked again for a while. Then one
 * request goes out to see; when it is answered the circuit closes by itself, when not the next rest is longer.
 *
 * So a dead platform costs five timeouts and not one for every course, and is not met by all of them when it comes back.
 * An answer of any kind, a refusal included, says that the platform lives.
 *
 * Each process finds out for itself, and keeps it in memory: with several workers on one database a dead platform costs five
 * timeouts and then one trial a rest for each of them, which is still a handful. A state that they shared would be read before
 * every request to every platform and written after each that failed, and one worker that has lost its own network would
 * shut a platform out for all the others.
 *
 * Units: `retryAfterSeconds` as in RFC 9110 §10.2.3.
 * Not here: a platform that answers and asks to wait (client-queue.ts).
 *
 * @module
 */
import { AppError, hasCode } from '../errors/app-error.js';
import { platformUnavailable } from './platform-trouble.js';

export interface CircuitsDeps {
  readonly now: () => Date;
  /** Spreads the moments at which platforms are tried again; 0 to 1. */
  readonly random: () => number;
}

export interface CircuitTask<T> {
  /** The client at its platform. */
  readonly key: string;
  /** Of the caller: one that gives up says nothing about the platform. */
  readonly signal?: AbortSignal | undefined;
  readonly run: () => Promise<T>;
}

export type Circuits = ReturnType<typeof createCircuits>;

const OPENS_AFTER = 5;
const FIRST_REST_MS = 30_000;
const LONGEST_REST_MS = 10 * 60_000;

interface Circuit {
  /** Without an answer, in a row. */
  failures: number;
  opensAt: number;
  isTried: boolean;
}

export function createCircuits({ now, random }: CircuitsDeps) {
  const circuits = new Map<string, Circuit>();

  /**
   * @throws {AppError} `platform_unavailable` - the circuit is open: nothing was sent, `detail.isOurOwn` is true
   * @throws whatever the task throws
   */
  async function run<T>({ key, signal, run: task }: CircuitTask<T>): Promise<T> {
    const isTrial = enter(key);
    try {
      const result = await task();
      circuits.delete(key);
      return result;
    } catch (error) {
      note(key, error, signal);
      throw error;
    } finally {
      const circuit = circuits.get(key);
      if (circuit && isTrial) circuit.isTried = false;
    }
  }

  /** Returns true when this is the one request that tries whether the platform is back. */
  function enter(key: string): boolean {
    const circuit = circuits.get(key);
    if (!circuit || circuit.failures < OPENS_AFTER) return false;
    const leftMs = circuit.opensAt - now().getTime();
    if (leftMs > 0 || circuit.isTried) {
      const retryAfterSeconds = Math.max(1, Math.ceil(leftMs / 1000));
      throw platformUnavailable('the platform did not answer several times and is left alone', {
        retryAfterSeconds,
        isOurOwn: true,
      });
    }
    circuit.isTried = true;
    return true;
  }

  function note(key: string, error: unknown, signal: AbortSignal | undefined): void {
    if (signal?.aborted) return;
    if (!hasCode(error, 'platform_unavailable')) {
      // It answered, in whatever way; what is no error of ours says nothing about it.
      if (error instanceof AppError) circuits.delete(key);
      return;
    }
    const circuit = circuits.get(key) ?? { failures: 0, opensAt: 0, isTried: false };
    circuit.failures += 1;
    if (circuit.failures >= OPENS_AFTER) {
      const doubled = FIRST_REST_MS * 2 ** Math.min(circuit.failures - OPENS_AFTER, 20);
      circuit.opensAt = now().getTime() + Math.min(LONGEST_REST_MS, doubled) * (1 - random() / 4);
    }
    circuits.set(key, circuit);
  }

  return { run };
}
