/**
 * Ending with the `npm` that started this process.
 *
 * npm passes a signal on to the shell that runs a script, and a shell may end without passing it on: what it started would
 * live on, hold its port and its data, and belong to nobody. Such a process finds itself under another parent.
 *
 * @module
 */

import { isStartedByNpm } from './env.js';

const LOOK_EVERY_MS = 500;

/** Does nothing for a process that npm did not start. The signal is `SIGTERM`, as if npm had passed it on. */
export function endWithNpm(): void {
  if (!isStartedByNpm()) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, LOOK_EVERY_MS);
  timer.unref();
}
