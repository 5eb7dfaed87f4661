import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Sqlite } from '../../../../src/storage/embedded/sqlite.js';

let folder: string;
let sqlite: Sqlite;
let other: Sqlite;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'insigne-sqlite-'));
  sqlite = await Sqlite.open(join(folder, 'test.sqlite'), 40);
  other = await Sqlite.open(join(folder, 'test.sqlite'), 40);
  await sqlite.write(() => sqlite.exec('CREATE TABLE t (v)'));
});

afterEach(async () => {
  sqlite.close();
  other.close();
  await rm(folder, { recursive: true, force: true });
});

const count = (database: Sqlite) => database.read(() => database.all('SELECT count(*) FROM t')[0]?.[0]);

describe('a connection', () => {
  it('writes ahead, and waits for the disk at every commit', () => {
    expect(sqlite.all('PRAGMA journal_mode')).toEqual([['wal']]);
    expect(sqlite.all('PRAGMA synchronous')).toEqual([[2]]);
    expect(sqlite.all('PRAGMA busy_timeout')).toEqual([[0]]);
  });

  it('keeps all of a transaction or nothing', async () => {
    const failed = sqlite.write(() => {
      sqlite.run('INSERT INTO t VALUES (?)', 1);
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    expect(await count(other)).toBe(0);

    await sqlite.write(() => sqlite.run('INSERT INTO t VALUES (?)', 1));
    expect(await count(other)).toBe(1);
  });

  it('reads one snapshot, whatever another writes meanwhile', async () => {
    await sqlite.read(() => {
      expect(sqlite.all('SELECT count(*) FROM t')).toEqual([[0]]);
      // Not through `write`, which would come after this transaction.
      other.exec('BEGIN IMMEDIATE; INSERT INTO t VALUES (1); COMMIT');
      expect(sqlite.all('SELECT count(*) FROM t')).toEqual([[0]]);
    });
    expect(await count(sqlite)).toBe(1);
  });

  it('writes and reads on after it met a lock', async () => {
    other.exec('BEGIN IMMEDIATE');
    const refused = sqlite.write(() => sqlite.run('INSERT INTO t VALUES (?)', 1));
    expect(await count(sqlite)).toBe(0);
    await expect(refused).rejects.toMatchObject({ code: 'storage_busy', status: 503 });
    other.exec('COMMIT');

    await sqlite.write(() => sqlite.run('INSERT INTO t VALUES (?)', 1));
    expect(await count(other)).toBe(1);
  });

  it('sees what another writes, also after it explained how it would read', async () => {
    const text = 'SELECT v FROM t WHERE v = ?';
    await sqlite.read(() => {
      sqlite.all(text, 1);
      expect(sqlite.explain(text, 1)).toEqual(['SCAN t']);
    });
    await other.write(() => other.run('INSERT INTO t VALUES (?)', 1));

    expect(await count(sqlite)).toBe(1);
    await sqlite.write(() => sqlite.run('INSERT INTO t VALUES (?)', 2));
    expect(await count(other)).toBe(2);
  });

  it('keeps working with more kinds of statements than it remembers', async () => {
    for (let index = 0; index < 1_200; index += 1) {
      expect(await sqlite.read(() => sqlite.all(`SELECT ${index}`))).toEqual([[index]]);
    }
  });

  it('is closed once, and stays closed', async () => {
    sqlite.close();
    sqlite.close();

    await expect(count(sqlite)).rejects.toMatchObject({ code: 'storage_closed' });
    expect(await count(other)).toBe(0);
  });
});
