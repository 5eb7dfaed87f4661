/**
 * An unmodified ltijs tool in a child process, with its defaults or with what its users are told to add.
 *
 * @module
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findFreePort, waitUntilAnswering } from './processes.js';
import type { ToolUnderTest } from './tool-under-test.js';

const FILE = fileURLToPath(new URL('ltijs-tool.mjs', import.meta.url));

/** @param isHardened - with a handler for rejections nobody caught, cookies for frames of other sites, and handlers of its own */
export async function createLtijsTool({ isHardened }: { isHardened: boolean }): Promise<ToolUnderTest> {
  const port = await findFreePort();
  const url = `http://localhost:${port}`;
  const folder = await mkdtemp(join(tmpdir(), 'ltijs-probe-'));
  const options = JSON.stringify({ port, store: join(folder, 'store.json'), isHardened });
  let child: ChildProcess | null = null;
  const isRunning = () => child !== null && child.exitCode === null && child.signalCode === null;

  return {
    name: `ltijs 5.9.9, ${isHardened ? 'an error handler and recommended settings' : 'defaults'}`,
    strangersRegistration: `${url}/register`,
    async start() {
      // What it writes when it falls is counted, not read.
      child = fork(FILE, [options], { execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
      await waitUntilAnswering(`${url}/keys`, child);
    },
    // It has no invites: whoever runs it opens the address in the LMS, and says yes afterwards.
    openRegistration: async () => `${url}/register`,
    async activate(issuer, clientId) {
      if (!child || !isRunning()) return;
      const answered = once(child, 'message');
      child.send({ issuer, clientId });
      await Promise.race([answered, once(child, 'exit')]);
    },
    isRunning,
    async stop() {
      if (child && isRunning()) {
        const gone = once(child, 'exit');
        child.kill('SIGKILL');
        await gone;
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}
