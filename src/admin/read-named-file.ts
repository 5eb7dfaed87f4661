/**
 * A file that an option of the command line names.
 *
 * @module
 */
import { readFile } from 'node:fs/promises';
import { UsageError } from './command.js';

/** @throws {UsageError} `usage` - it cannot be read */
export async function readNamedFile(option: string, path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new UsageError(`--${option}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
