/**
 * How a test starts a file of this repository as a process.
 *
 * @module
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** The setting that tells workers of a test run where `compile-sources.ts` left the JavaScript. */
export const COMPILED_SOURCES = 'INSIGNE_COMPILED_SOURCES';

/**
 * How `node` is asked to run a file of this repository: what was compiled for this test run, else from its source.
 *
 * @param path - from the root: `src/admin.ts`
 */
export function listNodeArguments(path: string): string[] {
  const folder = process.env[COMPILED_SOURCES];
  return folder ? [join(folder, path.replace(/\.ts$/, '.js'))] : ['--import', 'tsx', join(ROOT, path)];
}

/** The same for `fork`, which wants the file apart. */
export function toFork(path: string): { file: string; execArgv: string[] } {
  const words = listNodeArguments(path);
  return { file: words.at(-1) ?? path, execArgv: words.slice(0, -1) };
}
