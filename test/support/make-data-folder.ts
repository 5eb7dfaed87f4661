/**
 * A data folder for a tool of a test: in memory where the machine has a file system for that and room in it, since waiting for a
 * disk would be a fifth of what the tests take. The engine's own tests, and those of its kills, stay on the disk.
 *
 * It is as one that a tool was stopped on before anybody used it: tables and indexes are there, and nothing in them. Declaring
 * some hundred indexes for each of some hundred tools would take longer than what most tests do with them. What a tool does on
 * a folder that is really empty, the first of a process and the demo show.
 *
 * @module
 */
import { accessSync, constants, statfsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../src/storage/connect.js';
import { createStores } from '../../src/storage/stores.js';

const IN_MEMORY = '/dev/shm';
/** Some hundred folders of a few megabytes, each removed when its test ends. */
const ROOM_BYTES = 2 ** 30;

let parent: string | null = null;
let prepared: Promise<readonly PreparedFile[]> | null = null;

interface PreparedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

export async function makeDataFolder(): Promise<string> {
  prepared ??= prepareFiles();
  const [folder, files] = await Promise.all([makeFolder(), prepared]);
  await Promise.all(files.map(({ name, bytes }) => writeFile(join(folder, name), bytes)));
  return folder;
}

function makeFolder(): Promise<string> {
  parent ??= hasRoom(IN_MEMORY) ? IN_MEMORY : tmpdir();
  return mkdtemp(join(parent, 'insigne-test-'));
}

/** Once in a process. */
async function prepareFiles(): Promise<PreparedFile[]> {
  const folder = await makeFolder();
  try {
    const database = await openDatabase({ mongodbUri: null, dataDir: folder });
    createStores(database.connection);
    await database.ensureIndexes();
    await database.close();
    const names = await readdir(folder);
    return await Promise.all(
      names.map(async (name) => ({ name, bytes: await readFile(join(folder, name)) })),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function hasRoom(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize > ROOM_BYTES;
  } catch {
    return false;
  }
}
