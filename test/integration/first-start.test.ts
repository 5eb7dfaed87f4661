import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFreePort } from '../probe/processes.js';
import { openConsole, PASSWORD } from '../support/console-visitor.js';
import { listNodeArguments } from '../support/node-arguments.js';

let dataDir: string;
let port: number;
const running: ChildProcess[] = [];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'insigne-first-'));
  port = await findFreePort();
});
afterAll(async () => {
  for (const child of running) {
    if (child.exitCode !== null) continue;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }
  await rm(dataDir, { recursive: true, force: true });
});

/** `npm start`, and what it says until this shows or it ends. */
async function start(until: RegExp): Promise<string> {
  const env = {
    PATH: process.env['PATH'] ?? '',
    PORT: String(port),
    BASE_URL: `http://localhost:${port}`,
    DATA_DIR: dataDir,
    ALLOW_LOOPBACK: 'true',
    LOG_LEVEL: 'silent',
  };
  const child = spawn(process.execPath, listNodeArguments('src/main.ts'), { env });
  running.push(child);
  let said = '';
  return new Promise((resolve) => {
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      if (until.test(said)) resolve(said);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('close', () => resolve(said));
  });
}

describe('the first start', { timeout: 120_000 }, () => {
  it('prints a link that sets up the console once, and says in words when its port is taken', async () => {
    const said = await start(/link=[\w-]{43}\n/);
    const [, link = ''] = /\/admin\/welcome\?link=([\w-]{43})\n/.exec(said) ?? [];
    expect(said).toContain(`Set up the console (works once, for three days):\nhttp://localhost:${port}/`);

    const visitor = openConsole(`http://localhost:${port}`);
    expect((await visitor.get(`/admin/welcome?link=${link}`)).html).toContain('Welcome to Insigne');
    const person = { name: 'Olga', email: 'olga@school.example', password: PASSWORD };
    expect((await visitor.post('/admin/welcome', { link, ...person })).location).toBe('/admin');
    expect((await visitor.get('/admin')).status).toBe(200);
    expect((await openConsole(`http://localhost:${port}`).get(`/admin/welcome?link=${link}`)).status).toBe(
      403,
    );

    const second = await start(/never/);
    expect(second).toContain(`Port ${port} is in use`);
    expect(second).not.toMatch(/\n\s+at |welcome\?link=/);
  });
});
