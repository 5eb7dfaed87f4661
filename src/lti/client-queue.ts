/**
 * A queue per client: how many requests a platform is working on for this tool at once, and how long it is left alone after
 * it asked for that. Platforms have queues of their own, so that a slow one holds up nobody else.
 *
 * Units: `retryAfterSeconds` as in RFC 9110 §10.2.3.
 * Not here: trying again (the job that asked comes back later).
 *
 * @module
 */
import { AppError } from '../errors/app-error.js';
import { platformUnavailable } from './platform-trouble.js';

export interface ClientQueuesDeps {
  readonly now: () => Date;
  /** 0 to 1. */
  readonly random: () => number;
}

export interface QueuedTask<T> {
  /** The client at its platform. */
  readonly key: string;
  /** Tasks of this client that may run at once. */
  readonly atOnce: number;
  readonly signal?: AbortSignal | undefined;
  readonly run: () => Promise<T>;
}

export type ClientQueues = ReturnType<typeof createClientQueues>;

const FIRST_REST_MS = 2_000;
const LONGEST_REST_MS = 10 * 60_000;

interface Line {
  running: number;
  readonly waiting: (() => void)[];
  /** Refusals in a row. */
  refusals: number;
  restsUntil: number;
}

export function createClientQueues({ now, random }: ClientQueuesDeps) {
  const lines = new Map<string, Line>();

  /**
   * Runs a task when it is its turn, first come first served.
   *
   * @throws {AppError} `platform_busy` - the platform asked to be left alone and the time is not over: nothing was sent
   * @throws {AppError} `platform_unavailable` - the caller gave up while waiting
   */
  async function run<T>({ key, atOnce, signal, run: task }: QueuedTask<T>): Promise<T> {
    const line = lines.get(key) ?? { running: 0, waiting: [], refusals: 0, restsUntil: 0 };
    lines.set(key, line);
    await takeTurn(line, atOnce, signal);
    try {
      checkRest(line);
      const result = await task();
      line.refusals = 0;
      return result;
    } catch (error) {
      if (error instanceof AppError && error.code === 'platform_busy' && !isOurOwn(error)) rest(line, error);
      throw error;
    } finally {
      line.running -= 1;
      line.waiting.shift()?.();
      if (line.running === 0 && line.restsUntil <= now().getTime() && line.refusals === 0) lines.delete(key);
    }
  }

  function checkRest(line: Line): void {
    const leftMs = line.restsUntil - now().getTime();
    if (leftMs <= 0) return;
    const retryAfterSeconds = Math.ceil(leftMs / 1000);
    throw new AppError('platform_busy', 503, 'the platform asked to wait', {
      retryAfterSeconds,
      isOurOwn: true,
    });
  }

  /** As long as it asked for; else longer each time, with a spread so that clients do not come back together. */
  function rest(line: Line, error: AppError): void {
    const asked = error.detail['retryAfterSeconds'];
    const doubled = FIRST_REST_MS * 2 ** Math.min(line.refusals, 20);
    const restMs = typeof asked === 'number' ? asked * 1000 : doubled * (1 - random() / 4);
    line.refusals += 1;
    line.restsUntil = Math.max(line.restsUntil, now().getTime() + Math.min(restMs, LONGEST_REST_MS));
  }

  return { run };
}

function isOurOwn(error: AppError): boolean {
  return error.detail['isOurOwn'] === true;
}

/** A turn is counted before the one who waits wakes up, so that nobody slips in between. */
async function takeTurn(line: Line, atOnce: number, signal: AbortSignal | undefined): Promise<void> {
  const gaveUp = (): Error => platformUnavailable('the wait for a turn was given up');
  if (signal?.aborted) throw gaveUp();
  if (line.running < atOnce) {
    line.running += 1;
    return;
  }
  await new Promise<void>((resolve, reject) => {
    const leave = (): void => {
      const index = line.waiting.indexOf(start);
      if (index >= 0) line.waiting.splice(index, 1);
      reject(gaveUp());
    };
    const start = (): void => {
      signal?.removeEventListener('abort', leave);
      line.running += 1;
      resolve();
    };
    line.waiting.push(start);
    signal?.addEventListener('abort', leave, { once: true });
  });
}
