import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadOrCreateSecretKey } from '../../../src/secrets/secret-key.js';

const run = promisify(execFile);
const MODULE = fileURLToPath(new URL('../../../src/secrets/secret-key.ts', import.meta.url));

describe('loadOrCreateSecretKey', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'insigne-key-'));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('makes 32 bytes at the first start and gives the same afterwards', async () => {
    const key = await loadOrCreateSecretKey(folder);
    expect(key).toHaveLength(32);
    expect((await loadOrCreateSecretKey(folder)).equals(key)).toBe(true);
  });

  it('makes the folder when it is absent', async () => {
    const key = await loadOrCreateSecretKey(join(folder, 'a', 'b'));
    expect((await loadOrCreateSecretKey(join(folder, 'a', 'b'))).equals(key)).toBe(true);
  });

  it('makes one file that only its owner may read, and leaves no draft behind', async () => {
    await loadOrCreateSecretKey(folder);
    expect(await readdir(folder)).toEqual(['secret.key']);
    expect((await stat(join(folder, 'secret.key'))).mode & 0o777).toBe(0o600);
  });

  it('gives one key to many callers at once', async () => {
    const keys = await Promise.all(Array.from({ length: 20 }, () => loadOrCreateSecretKey(folder)));
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1);
    expect(await readdir(folder)).toEqual(['secret.key']);
  });

  it('gives one key to several processes that start at once', async () => {
    const script = `import { loadOrCreateSecretKey } from ${JSON.stringify(MODULE)};
      process.stdout.write((await loadOrCreateSecretKey(process.argv[1])).toString('hex'));`;
    const answers = await Promise.all(
      Array.from({ length: 4 }, () =>
        run(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script, folder]),
      ),
    );
    const keys = new Set(answers.map(({ stdout }) => stdout));
    expect([...keys]).toEqual([(await loadOrCreateSecretKey(folder)).toString('hex')]);
  });

  it.each([
    ['an empty file', ''],
    ['a short key', Buffer.alloc(16).toString('base64')],
    ['a long key', Buffer.alloc(33).toString('base64')],
    ['other text', 'this is not a key, though it is text of some length'],
  ])('refuses %s and leaves it as it is', async (_name, text) => {
    await writeFile(join(folder, 'secret.key'), text, { mode: 0o600 });
    await expect(loadOrCreateSecretKey(folder)).rejects.toMatchObject({ code: 'secret_key_unusable' });
    expect(await readFile(join(folder, 'secret.key'), 'utf8')).toBe(text);
  });

  it('closes a file that others may read', async () => {
    const key = await loadOrCreateSecretKey(folder);
    await chmod(join(folder, 'secret.key'), 0o644);
    expect((await loadOrCreateSecretKey(folder)).equals(key)).toBe(true);
    expect((await stat(join(folder, 'secret.key'))).mode & 0o777).toBe(0o600);
  });
});
