import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectEmbedded } from '../../../src/storage/embedded/driver.js';
import { openEngine, type TestEngine } from '../../support/open-engine.js';
import { startStorageChild, type StorageChild } from '../../support/start-child.js';

let engine: TestEngine;
let children: StorageChild[];

beforeEach(async () => {
  engine = await openEngine();
  children = [];
});

afterEach(async () => {
  await Promise.all(children.filter(({ process }) => process.exitCode === null).map((child) => child.kill()));
  await engine.close();
});

function start(...words: readonly string[]): StorageChild {
  const child = startStorageChild(...words);
  children.push(child);
  return child;
}

async function startHolder(): Promise<StorageChild> {
  const holder = start('hold', engine.dataDir);
  expect(await holder.nextLine()).toBe('held');
  return holder;
}

describe('several processes on one folder', () => {
  it('count exactly, and give each key to one of them', async () => {
    const each = 250;
    const racers = ['a', 'b', 'c'].map((name) => start('compete', engine.dataDir, name, String(each)));
    for (const racer of racers) expect(await racer.nextLine()).toBe('ready');
    for (const racer of racers) racer.say('go');
    const won = await Promise.all(
      racers.map(async (racer) => Number((await racer.nextLine()).slice('won '.length))),
    );

    const counter = await engine.database.collection('counters').findOne({ _id: 'all' });
    expect(counter).toEqual({ _id: 'all', count: racers.length * each });
    expect(won.reduce((sum, wins) => sum + wins)).toBe(each);
    expect(await engine.database.collection('keyed').countDocuments({})).toBe(each);
  }, 60_000);

  it('keep to an index that another made after they had written', async () => {
    const other = await engine.reopen();
    const [mine, theirs] = [engine.database.collection('things'), other.collection('things')];
    await mine.insertOne({ _id: 'a', key: 'k' });
    expect(await mine.find({ key: 'k' }).toArray()).toHaveLength(1);
    await theirs.createIndex({ key: 1 }, { unique: true });

    await expect(mine.insertOne({ _id: 'b', key: 'k' })).rejects.toMatchObject({
      code: 11_000,
      keyPattern: { key: 1 },
    });
    expect(await mine.explain({ key: 'k' })).toEqual([expect.stringContaining('USING INDEX things:key_1')]);
    expect(await mine.createIndex({ key: 1 }, { unique: true })).toBe('key_1');
  });

  it('see a collection, a document and a list under an index as soon as another wrote it', async () => {
    const other = await engine.reopen();
    const [mine, theirs] = [engine.database.collection('things'), other.collection('things')];
    expect(await mine.find({ tag: 'x' }).toArray()).toEqual([]);
    await theirs.createIndex({ tag: 1 });
    await theirs.insertOne({ _id: 'plain', tag: 'x' });
    expect(await mine.find({ tag: 'x' }).toArray()).toEqual([{ _id: 'plain', tag: 'x' }]);
    await theirs.insertOne({ _id: 'list', tag: ['x', 'y'] });

    expect(await mine.countDocuments({ tag: 'x' })).toBe(2);
    expect(await mine.find({ tag: 'y' }).toArray()).toEqual([{ _id: 'list', tag: ['x', 'y'] }]);
    await theirs.deleteMany({});
    expect(await mine.findOne({})).toBeNull();
  });

  it('open a fresh folder at the same moment', async () => {
    const clients = await Promise.all([engine.reopen(), engine.reopen(), engine.reopen()]);
    await Promise.all(
      clients.map((database, index) => database.collection('things').insertOne({ _id: `c${index}` })),
    );

    expect(await engine.database.collection('things').countDocuments({})).toBe(3);
  });
});

describe('a lock that another process holds', () => {
  it('is waited for while this process goes on', async () => {
    const holder = await startHolder();
    let isWritten = false;
    const write = engine.database
      .collection('things')
      .insertOne({ _id: 'a' })
      .then(() => (isWritten = true));
    // Were the wait one of SQLite's, nothing below would run before it ended, and the holder would never let go.
    for (let turn = 0; turn < 200; turn += 1) await new Promise(setImmediate);
    expect(isWritten).toBe(false);
    expect(await engine.database.collection('things').find({}).toArray()).toEqual([]);
    holder.say('release');
    await write;

    expect(await engine.database.collection('things').find({}).toArray()).toEqual([{ _id: 'a' }]);
  });

  it('is gone when its holder is killed', async () => {
    const holder = await startHolder();
    const write = engine.database.collection('things').insertOne({ _id: 'a' });
    await holder.kill();
    await write;

    expect(await engine.database.collection('things').countDocuments({})).toBe(1);
  });

  it('is not waited for without end', async () => {
    const impatient = await openEngine({ mostBusyMs: 30 });
    const holder = start('hold', impatient.dataDir);
    await holder.nextLine();
    const write = impatient.database.collection('things').insertOne({ _id: 'a' });

    await expect(write).rejects.toMatchObject({ code: 'storage_busy', status: 503 });
    await holder.kill();
    await impatient.database.collection('things').insertOne({ _id: 'b' });
    expect(await impatient.database.collection('things').find({}).toArray()).toEqual([{ _id: 'b' }]);
    await impatient.close();
  });
});

describe('closing', () => {
  it('refuses what comes after, and leaves the folder to others', async () => {
    const connection = await connectEmbedded({ dataDir: engine.dataDir });
    const collection = connection.db?.collection('things');
    await collection?.insertOne({ _id: 'a' } as never);
    await connection.close();

    await expect(collection?.findOne({})).rejects.toMatchObject({ code: 'storage_closed' });
    expect(await engine.database.collection('things').countDocuments({})).toBe(1);
    const again = await connectEmbedded({ dataDir: engine.dataDir });
    expect(await again.db?.collection('things').countDocuments({})).toBe(1);
    await again.close();
  });
});
