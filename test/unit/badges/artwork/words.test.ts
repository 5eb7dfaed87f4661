import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakLines, escapeXml, estimateWidth } from '../../../../src/badges/artwork/words.js';

describe('breakLines', () => {
  it('breaks between words', () => {
    expect(breakLines('Data-analyse voor zorgprofessionals', 12, 2)).toEqual([
      'Data-analyse voor',
      'zorgprofessionals',
    ]);
  });

  it('ends in an ellipsis what does not fit', () => {
    const lines = breakLines('een twee drie vier vijf zes zeven acht negen tien', 8, 2);
    expect(lines).toHaveLength(2);
    expect(lines.at(-1)).toMatch(/…$/);
  });

  it('never makes a line wider, nor more of them, than was asked for', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.integer({ min: 3, max: 30 }),
        (text, width) => {
          const lines = breakLines(text, width, 2);
          expect(lines.length).toBeLessThanOrEqual(2);
          for (const line of lines) expect(estimateWidth(line)).toBeLessThanOrEqual(width);
        },
      ),
    );
  });

  it('never cuts a letter from its marks', () => {
    const family = '👨‍👩‍👧‍👦';
    const [line = ''] = breakLines(family.repeat(40), 9, 1);
    expect(line.endsWith('…')).toBe(true);
    expect(line.slice(0, -1).replaceAll(family, '')).toBe('');
  });
});

describe('escapeXml (XML 1.0 §2.2, §2.4)', () => {
  it('writes the five characters as references', () => {
    expect(escapeXml(`<a b="c" d='e'>&`)).toBe('&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;');
  });

  it('leaves out what XML does not allow, and what turns the direction of the text', () => {
    expect(escapeXml('a\u0000\u000b\uffff\ud83d\u202eb\tc')).toBe('ab c');
  });
});
