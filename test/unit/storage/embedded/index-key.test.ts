import fc from 'fast-check';
import Database from 'libsql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encode, toPlain } from '../../../../src/storage/embedded/ejson.js';
import { isOddAt, keySql, ODD_KEY, toKey, type Key } from '../../../../src/storage/embedded/index-key.js';
import { createComparator } from '../../../../src/storage/embedded/order.js';
import { valueAt } from '../../../../src/storage/embedded/document.js';
import { draft, sortableDraft, type Draft } from '../../../support/engine-values.js';

let database: InstanceType<typeof Database>;
beforeAll(() => void (database = new Database(':memory:')));
afterAll(() => void database.close());

/** Asked in SQL: libsql ends text that it hands over at the first zero byte. */
function ask(sql: string, ...values: readonly (Key | string)[]): number | null {
  const [row] = database
    .prepare(sql)
    .raw()
    .all([...values]) as [[number | null]];
  return row[0];
}

function hasKey(document: Draft, parts: readonly string[], key: Key): boolean {
  return ask(`SELECT ${keySql(parts)} = ?2 FROM (SELECT ?1 AS doc)`, encode(toPlain(document)), key) === 1;
}

/** -1, 0 or 1, as SQLite sorts. */
function compareInSql(a: Draft, b: Draft, parts: readonly string[]): number | null {
  const keys = `SELECT (SELECT ${keySql(parts)} FROM (SELECT ?1 AS doc)) AS a, (SELECT ${keySql(parts)} FROM (SELECT ?2 AS doc)) AS b`;
  return ask(`SELECT (a > b) - (a < b) FROM (${keys})`, encode(toPlain(a)), encode(toPlain(b)));
}

const paths = fc
  .constantFrom('a', 'k', 'n', 'n.x', 't', 'absent', 'n.absent.x')
  .map((path) => path.split('.'));

describe('keys of an index', () => {
  it('are the same in SQL and here', () => {
    fc.assert(
      fc.property(draft, paths, (document, parts) => {
        const expected = isOddAt(document, parts) ? ODD_KEY : toKey(valueAt(document, parts));
        expect(expected !== null && hasKey(document, parts, expected)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('sort as the values do', () => {
    const compare = createComparator([{ path: 'k', parts: ['k'], direction: 1 }]);
    fc.assert(
      fc.property(sortableDraft, sortableDraft, (a, b) => {
        fc.pre(!isOddAt(a, ['k']) && !isOddAt(b, ['k']));
        expect(compareInSql(a, b, ['k'])).toBe(Math.sign(compare(a, b)));
      }),
      { numRuns: 1_000 },
    );
  });

  it.each<[string, unknown]>([
    ['a fraction', 0.5],
    ['zero below zero', -0],
    ['a number beyond 2^53', 2 ** 53],
    ['a list', []],
    ['a document', {}],
    ['binary', Buffer.from('x')],
  ])('are one and the same for what SQL is not asked about: %s', (_, value) => {
    expect(hasKey({ v: value }, ['v'], ODD_KEY)).toBe(true);
    expect(isOddAt(toPlain({ v: value }), ['v'])).toBe(true);
  });

  it('tell text from what it looks like', () => {
    const texts = ['1', '{"$numberInt":"1"}', 'null', '', '\0', 'a\0b', 'a'];
    for (const stored of texts) {
      for (const asked of texts) expect(hasKey({ v: stored }, ['v'], asked)).toBe(stored === asked);
    }
    expect(hasKey({ v: 1 }, ['v'], '1')).toBe(false);
  });
});
