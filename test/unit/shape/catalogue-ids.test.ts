/** Every id of the negative catalogue (L, T, C, E, D, S, R, N) is the name of a test: a case that is dropped is missed here. */
import { describe, expect, it } from 'vitest';
import { listFiles } from '../../support/repository-files.js';

const LAST: Readonly<Record<string, number>> = { L: 16, T: 36, C: 19, E: 4, D: 13, S: 20, R: 13, N: 8 };
const IDS = Object.entries(LAST).flatMap(([letter, last]) =>
  Array.from({ length: last }, (_, index) => `${letter}${index + 1}`),
);
/** `it('S6 S7 …'`, `…])('C15 …'` of tables, and cases whose `id` is the name of their test. */
const NAMES = [/\b(?:it|test)\(\s*['"`](.*)/g, /\]\)\(\s*['"`](.*)/g, /\bid: '([A-Z]\d+)'/g];

function listNamed(text: string): string[] {
  const names = NAMES.flatMap((pattern) => [...text.matchAll(pattern)].map(([, name = '']) => name));
  return names.flatMap((name) => /^(?:[A-Z]\d+(?:[ :,]+|$))+/.exec(name)?.[0].match(/[A-Z]\d+/g) ?? []);
}

describe('the negative catalogue', () => {
  it('has 129 ids, and a test that is named with each of them', () => {
    const named = new Set(
      listFiles('test/integration', '.ts')
        .concat(listFiles('test/unit', '.ts'))
        .flatMap(({ text }) => listNamed(text)),
    );
    expect(IDS).toHaveLength(129);
    expect(IDS.filter((id) => !named.has(id))).toEqual([]);
  });

  it('would miss one', () => {
    expect(listNamed("it('S6 S7 follows next', …\n  ])('C15 does not let %s', …\n    id: 'T1',")).toEqual([
      'S6',
      'S7',
      'C15',
      'T1',
    ]);
    expect(listNamed("it('says what L1 is')")).toEqual([]);
  });
});
