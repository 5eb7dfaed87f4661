/**
 * The repository's own files, for tests about its shape.
 *
 * @module
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** What tools make, and what lies here by chance. */
const NOT_OURS = ['node_modules', '.git', 'dist', 'data', 'coverage', '.env'];

export interface RepositoryFile {
  /** From the root, with slashes. */
  readonly path: string;
  readonly text: string;
}

/** @param folder - from the root; `.` for all */
export function listFiles(folder: string, extension = ''): RepositoryFile[] {
  const list = (directory: string): string[] =>
    readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
      const path = join(directory, entry.name);
      if (NOT_OURS.includes(entry.name) || entry.name.endsWith('.log')) return [];
      if (entry.isDirectory()) return list(path);
      return entry.isFile() && path.endsWith(extension) ? [path] : [];
    });
  return list(join(ROOT, folder)).map((path) => ({
    path: relative(ROOT, path).split(sep).join('/'),
    text: readFileSync(path, 'utf8'),
  }));
}

export function readRepositoryFile(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}
