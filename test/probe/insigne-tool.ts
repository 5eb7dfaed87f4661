/**
 * Insigne as whoever installs it starts it: a process of its own with settings, and its command line for invites.
 *
 * @module
 */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { listNodeArguments } from '../support/node-arguments.js';
import { findFreePort, waitUntilAnswering } from './processes.js';
import type { ToolUnderTest } from './tool-under-test.js';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export async function createInsigneTool({ isBuilt = false } = {}): Promise<ToolUnderTest> {
  const port = await findFreePort();
  const baseUrl = `http://localhost:${port}`;
  const dataDir = await mkdtemp(join(tmpdir(), 'insigne-probe-'));
  const env = {
    PATH: process.env['PATH'] ?? '',
    BASE_URL: baseUrl,
    PORT: String(port),
    DATA_DIR: dataDir,
    ALLOW_LOOPBACK: 'true',
    LOG_LEVEL: 'silent',
  };
  let child: ChildProcess | null = null;

  function command(name: 'main' | 'admin'): string[] {
    const built = join(ROOT, 'dist', `${name}.js`);
    return isBuilt && existsSync(built) ? [built] : listNodeArguments(`src/${name}.ts`);
  }

  return {
    name: 'Insigne',
    strangersRegistration: `${baseUrl}/lti/register`,
    async start() {
      child = spawn(process.execPath, command('main'), {
        cwd: ROOT,
        env,
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      await waitUntilAnswering(`${baseUrl}/healthz`, child);
    },
    async openRegistration() {
      const { stdout } = await run(process.execPath, [...command('admin'), 'invite', '--json'], {
        cwd: ROOT,
        env,
      });
      return (JSON.parse(stdout) as { registrationUrl: string }).registrationUrl;
    },
    // The invite was the consent.
    activate: async () => {},
    isRunning: () => child !== null && child.exitCode === null && child.signalCode === null,
    async stop() {
      if (child && child.exitCode === null && child.signalCode === null) {
        const gone = once(child, 'exit');
        child.kill('SIGTERM');
        await gone;
      }
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
