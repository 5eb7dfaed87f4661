/**
 * A data folder for a tool of a test: in memory where the machine has a file system for that and room in it, since waiting for a
 * disk would be a fifth of what the tests take. The engine's own tests, and those of its kills, stay on the disk.
 *
 * @module
 */
import { accessSync, constants, statfsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const IN_MEMORY = '/dev/shm';
/** Some hundred folders of a few megabytes, each removed when its test ends. */
const ROOM_BYTES = 2 ** 30;

let parent: string | null = null;

export function makeDataFolder(): Promise<string> {
  parent ??= hasRoom(IN_MEMORY) ? IN_MEMORY : tmpdir();
  return mkdtemp(join(parent, 'insigne-test-'));
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
