/**
 * The running pair: the tool and the sandbox LMS, with badge classes and an institution to try.
 *
 * @module
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertPortFree, runAdmin, startProcess, type RunningProcess } from './processes.js';
import { createSandboxClient, type SandboxClient } from './sandbox-client.js';

export interface PairOptions {
  /** Which LMS the sandbox plays: `plain`, `canvas`, `brightspace` or `moodle`. */
  readonly profile: string;
  readonly toolPort: number;
  readonly sandboxPort: number;
  /** Null: a folder of its own, gone when the pair stops. */
  readonly dataDir: string | null;
  /** Seconds, as the tool takes them. */
  readonly syncEvery: string;
}

export interface SeededBadgeClass {
  readonly id: string;
  readonly variant: string;
  readonly mayBeMapped: string;
  readonly name: string;
}

export interface Pair {
  readonly profile: string;
  readonly toolUrl: string;
  readonly sandboxUrl: string;
  readonly dataDir: string;
  readonly badgeClasses: readonly SeededBadgeClass[];
  readonly sandbox: SandboxClient;
  /** The address of a new invite, as an admin gives it to the LMS's administrator. */
  makeInvite(): Promise<string>;
  /** Runs a command of the tool's command line on the pair's data. */
  runAdmin<T>(args: readonly string[]): Promise<T>;
  /** Resolves when one of the two ends by itself, with what it said last. */
  readonly broken: Promise<string>;
  stop(): Promise<void>;
}

const INSTITUTION = { nl: 'Hogeschool Voorbeeld', en: 'Example University of Applied Sciences' };

export async function startPair(options: PairOptions): Promise<Pair> {
  const { toolPort, sandboxPort } = options;
  await assertPortFree('127.0.0.1', sandboxPort, 'SANDBOX_PORT');
  await assertPortFree('localhost', toolPort, 'PORT');
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'insigne-demo-')));
  const toolUrl = `http://localhost:${toolPort}`;
  const sandboxUrl = `http://127.0.0.1:${sandboxPort}`;
  const env = {
    PORT: String(toolPort),
    BASE_URL: toolUrl,
    CREDENTIAL_URL: toolUrl,
    DATA_DIR: dataDir,
    SYNC_EVERY: options.syncEvery,
    ALLOW_LOOPBACK: 'true',
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'warn',
  };

  const running: RunningProcess[] = [];
  async function stop(): Promise<void> {
    await Promise.all(running.map((one) => one.stop()));
    if (!options.dataDir) await rm(dataDir, { recursive: true, force: true });
  }
  try {
    // One after the other on the first run of a folder: the command line finds an institution and keys that stand.
    running.push(
      await startProcess(
        'sandbox/main',
        { SANDBOX_PORT: String(sandboxPort), SANDBOX_PROFILE: options.profile },
        `${sandboxUrl}/healthz`,
      ),
    );
    running.push(await startProcess('main', env, `${toolUrl}/readyz`));
    await runAdmin(['institution', '--name-nl', INSTITUTION.nl, '--name-en', INSTITUTION.en], env);
    const { badgeClasses } = await runAdmin<{ badgeClasses: readonly SeededBadgeClass[] }>(['seed'], env);
    const sandbox = createSandboxClient(sandboxUrl);
    return {
      profile: options.profile,
      toolUrl,
      sandboxUrl,
      dataDir,
      badgeClasses,
      sandbox,
      makeInvite: async () => (await runAdmin<{ registrationUrl: string }>(['invite'], env)).registrationUrl,
      runAdmin: (args) => runAdmin(args, env),
      broken: Promise.race(
        running.map((one) => one.exited.then((status) => `a process ended (${status}): ${one.lastWords()}`)),
      ),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
