import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/storage/connect.js';
import { findFreePort } from '../probe/processes.js';
import { listNodeArguments } from '../support/node-arguments.js';

let place: string;
beforeAll(async () => void (place = await mkdtemp(join(tmpdir(), 'insigne-mistakes-'))));
afterAll(() => rm(place, { recursive: true, force: true }));

async function buildEnv(change: Readonly<Record<string, string>>): Promise<NodeJS.ProcessEnv> {
  const port = await findFreePort();
  return {
    PATH: process.env['PATH'],
    PORT: String(port),
    BASE_URL: `http://localhost:${port}`,
    ALLOW_LOOPBACK: 'true',
    LOG_LEVEL: 'silent',
    ...change,
  };
}

/** `npm start` with a mistake in it: what it says, and its status. */
async function start(change: Readonly<Record<string, string>>): Promise<{ said: string; status: unknown }> {
  const child = spawn(process.execPath, listNodeArguments('src/main.ts'), { env: await buildEnv(change) });
  let said = '';
  const hear = (chunk: Buffer): void => void (said += chunk.toString());
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const [status] = (await once(child, 'close')) as unknown[];
  return { said, status };
}

describe('a start with a mistake in its settings', () => {
  it.skipIf(process.platform !== 'linux')('says so where no folder can be made', async () => {
    const { said, status } = await start({ DATA_DIR: '/proc/insigne' });
    expect(status).toBe(1);
    expect(said).toContain('Insigne did not start. DATA_DIR is /proc/insigne, and that is no folder');
    expect(said).not.toMatch(/\n\s+at /);
  });

  it('says so where DATA_DIR is a file', async () => {
    const file = join(place, 'file');
    await writeFile(file, '');
    const { said, status } = await start({ DATA_DIR: file });
    expect(status).toBe(1);
    expect(said).toContain(`DATA_DIR is ${file}`);
    expect(said).not.toMatch(/\n\s+at /);
  });

  it('says so where the data is no database, and leaves it as it is', async () => {
    const file = join(place, 'insigne.sqlite');
    await writeFile(
      file,
      'not a database at all, and longer than a header of one hundred bytes. '.repeat(20),
    );
    const { said, status } = await start({ DATA_DIR: place });
    expect(status).toBe(1);
    expect(said).toContain(`${file} is no database that can be read`);
    expect(said).not.toMatch(/\n\s+at /);
  });

  it('says so where MONGODB_URI is no address', async () => {
    await expect(openDatabase({ mongodbUri: 'mongodb://', dataDir: place })).rejects.toMatchObject({
      code: 'storage_unreachable',
      message: expect.stringContaining('MONGODB_URI') as string,
    });
  });
});

describe('a tool that npm started', () => {
  it.skipIf(process.platform === 'win32')('ends with npm, whose shell passes no signal on', async () => {
    const dataDir = join(place, 'data');
    const env = await buildEnv({ DATA_DIR: dataDir, npm_lifecycle_event: 'start' });
    const words = [process.execPath, ...listNodeArguments('src/main.ts')];
    // More than one command, so that no shell becomes the tool itself.
    const shell = spawn('sh', ['-c', '"$0" "$@"; exit $?', ...words], { env });
    let said = '';
    const isUp = new Promise<void>((resolve) => {
      shell.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (said.includes('/admin/welcome?link=')) resolve();
      });
    });
    // Its output closes when the last process that holds it has ended.
    const ended = once(shell, 'close');
    await Promise.race([isUp, ended]);
    expect((await fetch(`http://localhost:${env['PORT']}/healthz`)).status).toBe(200);
    shell.kill('SIGKILL');
    await ended;
    await expect(fetch(`http://localhost:${env['PORT']}/healthz`)).rejects.toThrow();
  });
});
