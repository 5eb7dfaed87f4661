import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openClient } from '../../../src/storage/embedded/client.js';
import { Sqlite } from '../../../src/storage/embedded/sqlite.js';
import { openEngine, type TestEngine } from '../../support/open-engine.js';

let engine: TestEngine;
beforeEach(async () => void (engine = await openEngine()));
afterEach(() => engine.close());

/** Of what was written since the file was last brought up to date; SQLite begins each page of it with a head of its own. */
async function measureLog(): Promise<number> {
  const logs = (await readdir(engine.dataDir)).filter((name) => name.endsWith('-wal'));
  const sizes = await Promise.all(logs.map(async (name) => (await stat(join(engine.dataDir, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

describe('writes that are asked for together', () => {
  it('are all there, in the order in which they were asked for', async () => {
    const things = engine.database.collection('things');
    await things.insertOne({ _id: 'list', names: [] });
    const names = Array.from({ length: 200 }, (_, index) => `n${index}`);
    await Promise.all(names.map((name) => things.updateOne({ _id: 'list' }, { $push: { names: name } })));
    expect(await things.findOne({ _id: 'list' })).toEqual({ _id: 'list', names });
  });

  it('share the wait for the disk', async () => {
    const things = engine.database.collection('things');
    await things.insertOne({ _id: 'first' });
    const empty = await measureLog();
    for (let at = 0; at < 40; at += 1) await things.insertOne({ _id: `alone-${at}` });
    const alone = (await measureLog()) - empty;
    await Promise.all(Array.from({ length: 40 }, (_, at) => things.insertOne({ _id: `together-${at}` })));
    const together = (await measureLog()) - empty - alone;
    // Each transaction writes the pages that it changed.
    expect(together).toBeLessThan(alone / 4);
  });

  it('fail each for itself', async () => {
    const things = engine.database.collection('things');
    await things.createIndex({ key: 1 }, { unique: true });
    await things.insertOne({ _id: 'a', key: 'taken' });
    const answers = await Promise.allSettled([
      things.insertOne({ _id: 'b', key: 'free' }),
      things.insertOne({ _id: 'c', key: 'taken' }),
      things.updateOne({ _id: 'a' }, { $inc: { key: 1 } }),
      things.updateOne({ _id: 'a' }, { $set: { note: 'kept' } }),
      things.insertOne({ _id: 'd', key: 'free' }),
      things.insertOne({ _id: 'e', key: 'other' }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(answers[1]).toMatchObject({ reason: { code: 11_000, keyValue: { key: 'taken' } } });
    expect(answers[4]).toMatchObject({ reason: { code: 11_000, keyValue: { key: 'free' } } });
    const kept = await things.find({}, { sort: { _id: 1 } }).toArray();
    expect(kept).toEqual([
      { _id: 'a', key: 'taken', note: 'kept' },
      { _id: 'b', key: 'free' },
      { _id: 'e', key: 'other' },
    ]);
  });

  it('are finished when the store closes behind them', async () => {
    const client = await openClient({ dataDir: engine.dataDir });
    const things = client.db().collection('things');
    const asked = Promise.all(Array.from({ length: 100 }, (_, at) => things.insertOne({ _id: `one-${at}` })));
    await client.close();
    await asked;
    expect(await engine.database.collection('things').countDocuments({})).toBe(100);
  });

  it('are finished too where an earlier one still waits for another process', async () => {
    const things = engine.database.collection('things');
    await things.insertOne({ _id: 'first' });
    const holder = await Sqlite.open(join(engine.dataDir, 'insigne.sqlite'));
    holder.exec('BEGIN IMMEDIATE');
    const client = await openClient({ dataDir: engine.dataDir });
    const asked: Promise<unknown>[] = [];
    for (let at = 0; at < 5; at += 1) {
      asked.push(
        client
          .db()
          .collection('things')
          .insertOne({ _id: `one-${at}` }),
      );
      await new Promise((resolve) => setImmediate(resolve));
    }
    const closed = client.close();
    holder.exec('COMMIT');
    holder.close();
    await closed;
    await Promise.all(asked);
    expect(await things.countDocuments({})).toBe(6);
  });
});
