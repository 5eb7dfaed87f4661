/**
 * Starts the sandbox LMS: `SANDBOX_PORT` (default 4000) on 127.0.0.1.
 *
 * @module
 */
import { createSandbox } from './sandbox.js';

const DEFAULT_PORT = 4000;

const port = readPort(process.env.SANDBOX_PORT);
const sandbox = await createSandbox({ onError: (error) => console.error(error) });
const running = await sandbox.start(port);
console.log(`Sandbox LMS: ${running.url} (log in as teacher, student01 … student30, or admin)`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void running.close().then(() => process.exit(0)));
}

function readPort(value: string | undefined): number {
  if (value === undefined || value === '') return DEFAULT_PORT;
  const port = Number(value);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    console.error('SANDBOX_PORT must be a port number');
    process.exit(1);
  }
  return port;
}
