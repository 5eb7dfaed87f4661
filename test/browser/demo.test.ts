import { spawn } from 'node:child_process';
import { createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildDemoEnv, listDemoArguments, runDemo } from '../support/run-demo.js';

/** The newcomer's command, on ports of its own. */
describe('npm run demo', () => {
  let keepDir: string;

  beforeAll(async () => {
    keepDir = await mkdtemp(join(tmpdir(), 'insigne-proof-'));
  });

  afterAll(() => rm(keepDir, { recursive: true, force: true }));

  it('--prove plays the main job, keeps what it found, and ends well', async () => {
    const { status, output } = await runDemo(['--prove', '--keep', keepDir]);
    expect(output).toContain('The main job held');
    expect(status).toBe(0);
    const files = await readdir(keepDir);
    expect(files).toEqual(
      expect.arrayContaining([
        'credential.jwt',
        'decisions.json',
        'gradebook.json',
        'key.json',
        'screen-01.png',
      ]),
    );

    const read = (name: string) => readFile(join(keepDir, name), 'utf8');
    const [header, payload, signature] = (await read('credential.jwt')).split('.');
    const key = createPublicKey({ key: JSON.parse(await read('key.json')) as JsonWebKey, format: 'jwk' });
    const isSigned = verify(
      'sha256',
      Buffer.from(`${header}.${payload}`),
      { key, dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature ?? '', 'base64url'),
    );
    expect(isSigned).toBe(true);
    const { decisions } = JSON.parse(await read('decisions.json')) as {
      decisions: readonly { isAwarded: boolean; reason: string; scores: string }[];
    };
    expect(decisions.filter(({ isAwarded }) => isAwarded)).toMatchObject([
      { reason: 'reached', scores: '55/100' },
    ]);
    expect(decisions.filter(({ reason }) => reason === 'below-threshold')).toMatchObject([
      { isAwarded: false, scores: '54.9/100' },
    ]);
  });

  it('--profile of an LMS that nobody knows is refused before anything starts', async () => {
    const { status, output } = await runDemo(['--profile', 'blackboard']);
    expect(output).toContain('--profile is one of plain, canvas, brightspace, moodle');
    expect(status).toBe(1);
  });

  it('--json prints one object with addresses, log-ins and the data folder, and stops when it is asked to', async () => {
    const env = await buildDemoEnv();
    const child = spawn(process.execPath, listDemoArguments(['--json']), {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exited = once(child, 'exit');
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const facts = JSON.parse(String((await lines.next()).value)) as {
      tool: { url: string };
      lms: { courseUrl: string };
      logins: readonly { role: string; url: string }[];
      dataDir: string;
    };
    expect(facts.tool.url).toBe(`http://localhost:${env['PORT']}`);
    expect(facts.logins.filter(({ role }) => role === 'teacher')).toHaveLength(1);
    expect(facts.logins.filter(({ role }) => role === 'learner')).toHaveLength(30);
    expect((await fetch(`${facts.tool.url}/readyz`)).status).toBe(200);
    expect(await readdir(facts.dataDir)).toContain('secret.key');

    child.kill('SIGTERM');
    expect((await lines.next()).done).toBe(true);
    expect(await exited).toEqual([0, null]);
    await expect(readdir(facts.dataDir)).rejects.toThrow('ENOENT');
  });

  it('a port that is taken is said so, and nothing is left running', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { status, output } = await runDemo([], { SANDBOX_PORT: String(port) });
    server.close();
    expect(output).toContain(`port ${port} is in use`);
    expect(status).toBe(1);
  });
});
