import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openEngine, type TestEngine } from '../../support/open-engine.js';
import { startStorageChild } from '../../support/start-child.js';

const KILLS = 20;
const ACKNOWLEDGED = 1_000;
const FEWEST_WRITES_A_LIFE = 40;

let engine: TestEngine;
beforeAll(async () => void (engine = await openEngine()));
afterAll(() => engine.close());

interface Life {
  readonly done: readonly string[];
  /** Begun and not acknowledged when the kill came; null when the kill came between two writes. */
  readonly inFlight: string | null;
}

/** Lets a process write for a while, and kills it. */
async function liveAndDie(name: string): Promise<Life> {
  const child = startStorageChild('write', engine.dataDir, name);
  const heard: string[] = [];
  const hear = async () => heard.push(await child.nextLine());
  const enough = FEWEST_WRITES_A_LIFE + Math.floor(Math.random() * 30);
  while (heard.filter((line) => line.startsWith('done')).length < enough) await hear();
  while (!heard.at(-1)?.startsWith('start')) await hear();
  // Not always at the same place: some die as a write begins, some a moment later.
  const turns = Math.floor(Math.random() * 300);
  for (let turn = 0; turn < turns; turn += 1) await new Promise(setImmediate);
  heard.push(...(await child.kill()));

  const idsOf = (word: string) => {
    return heard.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));
  };
  const done = idsOf('done');
  const last = idsOf('start').at(-1);
  return { done, inFlight: last !== undefined && last !== done.at(-1) ? last : null };
}

it('loses no acknowledged write, and keeps no half of one, when its writer is killed in the middle', async () => {
  const acknowledged: string[] = [];
  const inFlight: string[] = [];
  for (let life = 0; inFlight.length < KILLS || acknowledged.length < ACKNOWLEDGED; life += 1) {
    // Two at once: a kill of one must not hurt the other either.
    const lives = await Promise.all([liveAndDie(`a${life}`), liveAndDie(`b${life}`)]);
    for (const { done, inFlight: begun } of lives) {
      acknowledged.push(...done);
      if (begun !== null) inFlight.push(begun);
    }
  }

  const stored = new Set(
    (await engine.database.collection('writes').find({}).toArray()).map(({ _id }) => _id),
  );
  const lost = acknowledged.filter((id) => !stored.has(`${id}-first`) || !stored.has(`${id}-second`));
  const survived = inFlight.filter((id) => stored.has(`${id}-first`));
  console.log(
    `${acknowledged.length} acknowledged writes, ${lost.length} lost; ` +
      `${inFlight.length} kills with a write in flight, ${survived.length} of those writes were finished`,
  );

  expect(acknowledged.length).toBeGreaterThanOrEqual(ACKNOWLEDGED);
  expect(inFlight.length).toBeGreaterThanOrEqual(KILLS);
  expect(lost).toEqual([]);
  for (const id of inFlight) expect(stored.has(`${id}-second`)).toBe(stored.has(`${id}-first`));
  const count = await engine.database.collection('writes').findOne({ _id: 'count' });
  expect(count).toEqual({ _id: 'count', writes: acknowledged.length + survived.length });
  expect(stored.size).toBe(2 * (acknowledged.length + survived.length) + 1);
  const raw = new Database(join(engine.dataDir, 'insigne.sqlite'));
  expect(raw.prepare('PRAGMA integrity_check').all()).toEqual([
    expect.objectContaining({ integrity_check: 'ok' }),
  ]);
  raw.close();
}, 120_000);
