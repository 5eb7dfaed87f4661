import { describe, expect, it } from 'vitest';
import { flag, text } from '../../../src/admin/command.js';
import { readOptions } from '../../../src/admin/read-options.js';

const OPTIONS = { compromised: text, from: text, rotate: flag } as const;

describe('options of a command line', () => {
  it.each([
    [['--compromised', '-AbC', '--from', '2027-03-01'], { compromised: '-AbC', from: '2027-03-01' }],
    [['--compromised', '--AbC'], { compromised: '--AbC' }],
    [['--compromised=-AbC'], { compromised: '-AbC' }],
    [['--from', '-1', '--rotate'], { from: '-1', rotate: true }],
    [[], {}],
  ])('%j', (args, values) => {
    expect(readOptions(args, OPTIONS)).toEqual(values);
  });

  it.each([
    [['--compromised']],
    [['--compromised', '--from', 'x']],
    [['--rotate', '-x']],
    [['--other', 'x']],
  ])('%j is refused', (args) => {
    expect(() => readOptions(args, OPTIONS)).toThrow(/--compromised|-x|--other/);
  });
});
