/**
 * The sources as JavaScript, for tests that start processes: compiled once for a whole run. A process that starts from TypeScript
 * compiles some six hundred files first, which takes longer than what most of these tests want to see.
 *
 * @module
 */
import { build } from 'esbuild';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { COMPILED_SOURCES } from './node-arguments.js';
import { listFiles } from './repository-files.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** vitest's global set-up; the first project of a run compiles for all of them. */
export async function setup(): Promise<void> {
  if (process.env[COMPILED_SOURCES]) return;
  const folder = await mkdtemp(join(tmpdir(), 'insigne-compiled-'));
  const files = ['src', 'test/support', 'test/soak'].flatMap((name) => listFiles(name, '.ts'));
  await build({
    absWorkingDir: ROOT,
    entryPoints: files.map(({ path }) => path),
    outbase: '.',
    outdir: folder,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
  });
  // What the code looks for beside itself: packages, pages, and what is served as it is.
  await mkdir(join(folder, 'src/sandbox'), { recursive: true });
  for (const name of [
    'node_modules',
    'package.json',
    'views',
    'public',
    'src/sandbox/views',
    'src/sandbox/assets',
  ]) {
    await symlink(join(ROOT, name), join(folder, name));
  }
  process.env[COMPILED_SOURCES] = folder;
}

export async function teardown(): Promise<void> {
  const folder = process.env[COMPILED_SOURCES];
  delete process.env[COMPILED_SOURCES];
  if (folder) await rm(folder, { recursive: true, force: true });
}
