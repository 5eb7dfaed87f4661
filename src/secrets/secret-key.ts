/**
 * The tool's secret key as a file in the data folder, for installs that set no `SECRET_KEY`.
 *
 * The file is written whole under another name and then linked to its own: a link is made by exactly one of several
 * processes that start at once, the others read the winner's key, and nobody ever reads half of one.
 *
 * @module
 */
import { randomBytes } from 'node:crypto';
import { chmod, link, open, readFile, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../errors/app-error.js';
import { makeFolder } from './make-folder.js';
import { randomToken } from './random-token.js';

const FILE_NAME = 'secret.key';
const KEY_BYTES = 32;
const OWNER_ONLY = 0o600;

/**
 * Reads the key, or makes it at the first start. The folder is made when absent; the file is for its owner alone.
 *
 * @param dataDir - the tool's data folder
 * @returns 32 bytes, the same for every process that opens this folder
 * @throws {AppError} `folder_unusable`; `secret_key_unusable` - the file is there and is not a key (it is never replaced: what was sealed
 *   with it would be lost), others may read it and that cannot be changed, or the file system has no hard links
 */
export async function loadOrCreateSecretKey(dataDir: string): Promise<Buffer> {
  await makeFolder(dataDir, 'DATA_DIR');
  const path = join(dataDir, FILE_NAME);
  return (await readKey(path)) ?? (await createKey(dataDir, path));
}

async function createKey(dataDir: string, path: string): Promise<Buffer> {
  const draft = join(dataDir, `.${FILE_NAME}.${randomToken(8)}`);
  await writeDurably(draft, `${randomBytes(KEY_BYTES).toString('base64')}\n`);
  try {
    await link(draft, path);
    await syncFolder(dataDir);
  } catch (error) {
    // Another process was first, and its key is the key.
    if (!isErrno(error, 'EEXIST'))
      throw unusable('the file system of the data folder cannot hold the key', error);
  } finally {
    await unlink(draft);
  }
  const key = await readKey(path);
  if (!key) throw unusable(`${FILE_NAME} in the data folder vanished while starting`);
  return key;
}

async function readKey(path: string): Promise<Buffer | null> {
  let text: string;
  try {
    text = await readFile(path, 'ascii');
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return null;
    throw error;
  }
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== KEY_BYTES || key.toString('base64') !== text.trim()) {
    throw unusable(`${FILE_NAME} in the data folder is not a key of this tool`);
  }
  await closeToOthers(path);
  return key;
}

/** A copy back from a backup may have lost the mode. */
async function closeToOthers(path: string): Promise<void> {
  if (process.platform === 'win32') return; // no modes there; the folder's access list decides
  const { mode } = await stat(path);
  if ((mode & 0o077) === 0) return;
  try {
    await chmod(path, OWNER_ONLY);
  } catch (error) {
    throw unusable(`${FILE_NAME} in the data folder can be read by others: make it mode 600`, error);
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', OWNER_ONLY);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** So that the name, too, survives a power cut. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return; // a folder cannot be opened there
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function unusable(message: string, cause?: unknown): AppError {
  return new AppError('secret_key_unusable', 500, message, {}, { cause });
}

function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
