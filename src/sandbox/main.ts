/**
 * Starts the sandbox LMS: `SANDBOX_PORT` (default 4000) on 127.0.0.1, playing the LMS that `SANDBOX_PROFILE` names (default `plain`).
 *
 * @module
 */
import { PROFILE_NAMES } from './profiles/find-profile.js';
import type { ProfileName } from './profiles/profile.js';
import { createSandbox } from './sandbox.js';

const DEFAULT_PORT = 4000;

const port = readPort(process.env.SANDBOX_PORT);
const profile = readProfile(process.env.SANDBOX_PROFILE);
const sandbox = await createSandbox({
  profile,
  onError: (error) => console.error(error),
});
const running = await sandbox.start(port).catch((error: unknown) => {
  const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  console.error(
    isTaken ? `Port ${port} is in use: end what listens there, or set SANDBOX_PORT to another port.` : error,
  );
  process.exit(1);
});
console.log(
  `Sandbox LMS: ${running.url}, profile ${profile} (log in as teacher, student01 … student30, or admin)`,
);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void running.close().then(() => process.exit(0)));
}

function readProfile(value: string | undefined): ProfileName {
  const profile = PROFILE_NAMES.find((name) => name === (value || 'plain'));
  if (profile === undefined) {
    console.error(`SANDBOX_PROFILE is one of ${PROFILE_NAMES.join(', ')}`);
    process.exit(1);
  }
  return profile;
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
