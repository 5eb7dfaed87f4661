/**
 * The sources as JavaScript, for tests that start processes: put together once for a whole run. A process that starts from
 * TypeScript compiles some six hundred files first, and one that loads as many files of JavaScript reads them one by one; either takes
 * longer than what most of these tests want to see. Packages stay outside, as they are.
 *
 * @module
 */
import { build } from 'esbuild';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { COMPILED_SOURCES } from './node-arguments.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What tests start, and what those start. */
const STARTED = [
  'src/main',
  'src/admin',
  'src/sandbox/main',
  'src/demo/main',
  'test/support/killable-tool',
  'test/support/storage-child',
  'test/soak/worker',
];

/** Looked for beside whoever starts it. */
const WORKER = 'src/credentials/json-ld/canonicalize-worker';

/** All code is here, as deep as most of it was: what it looks for two folders up is where it would be. */
const SHARED = 'src/shared';

function placeShared(name: string): string {
  return `${SHARED}/${name === WORKER ? basename(name) : name.replaceAll('/', '-')}`;
}

/** vitest's global set-up; the first project of a run compiles for all of them. */
export async function setup(): Promise<void> {
  if (process.env[COMPILED_SOURCES]) return;
  const folder = await mkdtemp(join(tmpdir(), 'insigne-compiled-'));
  await build({
    absWorkingDir: ROOT,
    entryPoints: [...STARTED, WORKER].map((name) => ({ in: `${name}.ts`, out: placeShared(name) })),
    outdir: folder,
    bundle: true,
    splitting: true,
    chunkNames: `${SHARED}/[name]-[hash]`,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
  });
  for (const name of STARTED) {
    const file = join(folder, `${name}.js`);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(
      file,
      `import ${JSON.stringify(pathToFileURL(join(folder, `${placeShared(name)}.js`)))};\n`,
    );
  }
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
