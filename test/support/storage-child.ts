/**
 * A process that writes to a data folder, for tests that start several of them or kill one. Run with tsx:
 * `node --import tsx storage-child.ts TASK DATA_DIR NAME [COUNT]`. It speaks in lines on standard output.
 *
 * @module
 */
import { writeSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import Database from 'libsql';
import { openClient } from '../../src/storage/embedded/client.js';

const [task, dataDir = '', name = '', count = '0'] = process.argv.slice(2);

/** At once, not when the process finds time: a line that was said stands in the pipe even if the next step is a kill. */
function say(line: string): void {
  writeSync(1, `${line}\n`);
}

const tasks: Readonly<Record<string, () => Promise<void>>> = {
  /** Writes until it is killed: each time two documents and a count, in one bulkWrite. */
  async write() {
    const database = (await openClient({ dataDir })).db();
    const writes = database.collection('writes');
    for (let index = 0; ; index += 1) {
      const id = `${name}-${index}`;
      say(`start ${id}`);
      await writes.bulkWrite([
        { insertOne: { document: { _id: `${id}-first`, by: name } } },
        { insertOne: { document: { _id: `${id}-second`, by: name } } },
        { updateOne: { filter: { _id: 'count' }, update: { $inc: { writes: 1 } }, upsert: true } },
      ]);
      say(`done ${id}`);
    }
  },

  /** Counts up and competes for keys with whoever else does. */
  async compete() {
    const client = await openClient({ dataDir });
    const counters = client.db().collection('counters');
    const keyed = client.db().collection('keyed');
    await keyed.createIndex({ key: 1 }, { unique: true });
    say('ready');
    await once(process.stdin, 'data');
    let won = 0;
    for (let index = 0; index < Number(count); index += 1) {
      await counters.updateOne({ _id: 'all' }, { $inc: { count: 1 } }, { upsert: true });
      await keyed.insertOne({ key: `key-${index}`, by: name }).then(
        () => (won += 1),
        (error: { code?: unknown }) => {
          if (error.code !== 11_000) throw error;
        },
      );
    }
    await client.close();
    say(`won ${won}`);
    process.exit(0);
  },

  /** Holds the write lock until it is spoken to. */
  async hold() {
    const database = new Database(join(dataDir, 'insigne.sqlite'));
    database.exec('BEGIN IMMEDIATE');
    say('held');
    await once(process.stdin, 'data');
    database.exec('ROLLBACK');
    database.close();
    say('released');
    process.exit(0);
  },
};

await tasks[task ?? '']?.();
