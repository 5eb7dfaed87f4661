import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeFolder } from '../../../src/secrets/make-folder.js';

let place: string;
beforeAll(async () => void (place = await mkdtemp(join(tmpdir(), 'insigne-test-'))));
afterAll(() => rm(place, { recursive: true, force: true }));

const isRoot = process.getuid?.() === 0;

describe('makeFolder', () => {
  it('makes it and what is above it, for this user alone, however many ask at once', async () => {
    const folder = join(place, 'a', 'b', 'c');
    await Promise.all(Array.from({ length: 20 }, () => makeFolder(folder, 'DATA_DIR')));
    const { mode } = await stat(folder);
    expect(mode & 0o777).toBe(0o700);
    await makeFolder(folder, 'DATA_DIR');
  });

  it('says what to set where a file stands', async () => {
    const file = join(place, 'file');
    await writeFile(file, '');
    for (const path of [file, join(file, 'below')]) {
      await expect(makeFolder(path, 'DATA_DIR')).rejects.toMatchObject({
        code: 'folder_unusable',
        message: expect.stringContaining('Set DATA_DIR to one that is') as string,
        detail: { setting: 'DATA_DIR', reason: 'ENOTDIR' },
      });
    }
  });

  it.skipIf(process.platform !== 'linux')(
    'does not try for ever where nobody can make a folder',
    async () => {
      await expect(makeFolder('/proc/insigne/data', '--keep')).rejects.toMatchObject({
        code: 'folder_unusable',
        message: expect.stringContaining('--keep is /proc/insigne/data') as string,
      });
    },
  );

  it.skipIf(isRoot || process.platform === 'win32')('wants a folder that it may write to', async () => {
    const folder = join(place, 'closed');
    await makeFolder(folder, 'DATA_DIR');
    await chmod(folder, 0o500);
    await expect(makeFolder(folder, 'DATA_DIR')).rejects.toMatchObject({ detail: { reason: 'EACCES' } });
  });
});
