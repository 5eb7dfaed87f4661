/**
 * Making a folder that is this user's alone.
 *
 * Not with `recursive`: on file systems that make no folders (`/proc`) Node 20 then tries for ever.
 *
 * @module
 */
import { access, constants, mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { AppError } from '../errors/app-error.js';

const OWNER_ONLY = 0o700;

/**
 * Makes the folder and those above it, where they are not there.
 *
 * @param setting - what names it, for the words of the error: `DATA_DIR`
 * @throws {AppError} `folder_unusable` - it can't be made, is no folder, or this user may not write to it
 */
export async function makeFolder(path: string, setting: string): Promise<void> {
  const folder = resolve(path);
  try {
    await makeUpTo(folder);
    if (!(await stat(folder)).isDirectory()) throw Object.assign(new Error('a file'), { code: 'ENOTDIR' });
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const reason = readCode(error) ?? 'unknown';
    throw new AppError(
      'folder_unusable',
      500,
      `${setting} is ${folder}, and that is no folder that this user can write to (${reason}). Set ${setting} to one that is, or give this user the right.`,
      { setting, reason },
      { cause: error },
    );
  }
}

async function makeUpTo(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: OWNER_ONLY });
  } catch (error) {
    if (readCode(error) === 'EEXIST') return;
    const above = dirname(folder);
    if (readCode(error) !== 'ENOENT' || above === folder) throw error;
    await makeUpTo(above);
    await mkdir(folder, { mode: OWNER_ONLY }).catch((second: unknown) => {
      // Another process was first.
      if (readCode(second) !== 'EEXIST') throw second;
    });
  }
}

function readCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
