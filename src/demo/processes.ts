/**
 * The tool and the sandbox LMS as processes of their own, on two sites: `localhost` and `127.0.0.1`.
 *
 * @module
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { readEnv, type Env } from '../config/env.js';

/** `.js` after a build, `.ts` while developing: the children are of the same kind as this file. */
const EXTENSION = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const READY_WITHIN_MS = 30_000;
const STOP_WITHIN_MS = 10_000;

function entry(name: string): string {
  return fileURLToPath(new URL(`../${name}.${EXTENSION}`, import.meta.url));
}

export interface RunningProcess {
  readonly pid: number;
  /** What it wrote to standard error so far, its last 20 lines. */
  lastWords(): string;
  /** Asks it to stop, and insists after 10 seconds. */
  stop(): Promise<void>;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
  readonly exited: Promise<number | null>;
}

/**
 * Starts `src/{name}` and waits until it answers.
 *
 * @param readyUrl - answers 200 once the process is up
 * @throws when it ends before, or is not up within 30 seconds, with its last words
 */
export async function startProcess(
  name: string,
  env: Readonly<Record<string, string>>,
  readyUrl: string,
): Promise<RunningProcess> {
  const child = spawn(process.execPath, [...process.execArgv, entry(name)], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const running = follow(child);
  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    if (await isUp(readyUrl)) return running;
    const ended = child.exitCode !== null || child.signalCode !== null;
    if (ended || Date.now() > deadline) {
      await running.kill();
      throw new Error(`${name} did not start (${readyUrl}):\n${running.lastWords()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/**
 * Runs a line of the tool's command line, here rather than as a process of its own, which would take longer to load than to answer.
 *
 * @returns what it printed as JSON
 * @throws when it fails, with what it said
 */
export async function runAdmin<T>(args: readonly string[], env: Env): Promise<T> {
  const { runCommandLine } = await import('../admin/run-command-line.js');
  const lines: string[] = [];
  const say = (line: string): void => void lines.push(line);
  const line = { args: [...args, '--json'], env: { ...readEnv(), ...env }, out: say, complain: say };
  const status = await runCommandLine(line);
  if (status !== 0) throw new Error(`admin ${args.join(' ')} ended with ${status}: ${lines.join('\n')}`);
  return JSON.parse(lines.join('\n')) as T;
}

/** @throws when something listens on this port already */
export async function assertPortFree(host: string, port: number, setting: string): Promise<void> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    throw new Error(`port ${port} is in use: end what listens there, or set ${setting} to another port`, {
      cause: error,
    });
  } finally {
    server.close();
  }
}

function follow(child: ChildProcess): RunningProcess {
  let words = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).split('\n').slice(-20).join('\n');
  });
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  const isOver = () => child.exitCode !== null || child.signalCode !== null;
  return {
    pid: child.pid ?? -1,
    exited,
    lastWords: () => words.trim(),
    async stop() {
      if (isOver()) return;
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
      await exited;
      clearTimeout(timer);
    },
    async kill() {
      if (isOver()) return;
      child.kill('SIGKILL');
      await exited;
    },
  };
}

async function isUp(url: string): Promise<boolean> {
  try {
    const { ok, body } = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await body?.cancel();
    return ok;
  } catch {
    return false;
  }
}
