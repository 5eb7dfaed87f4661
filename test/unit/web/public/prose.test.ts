import { describe, expect, it } from 'vitest';
import { parseProse, type Block } from '../../../../src/web/public/prose.js';

function textOf(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => {
    const lines = block.kind === 'paragraph' ? [block.runs] : block.items;
    return lines.map((runs) => runs.map(({ text }) => text).join(''));
  });
}

describe('parseProse', () => {
  it('makes a paragraph of what stands between empty lines, whatever the line ends', () => {
    expect(textOf(parseProse('Een\r\ntwee\r\n\r\n\r\ndrie\n \nvier'))).toEqual(['Een twee', 'drie', 'vier']);
  });

  it('makes lists, bulleted and numbered, also right after a paragraph', () => {
    const blocks = parseProse('De student:\n- leest\n- schrijft\n  en herschrijft\n\n1. eerst\n2) dan');
    expect(blocks.map((block) => (block.kind === 'list' ? block.isOrdered : 'paragraph'))).toEqual([
      'paragraph',
      false,
      true,
    ]);
    expect(textOf(blocks)).toEqual(['De student:', 'leest', 'schrijft en herschrijft', 'eerst', 'dan']);
  });

  it('reads bold, emphasis and headings', () => {
    const [heading, paragraph] = parseProse('# Toets\nEen **echte** toets, *mondeling*');
    expect(heading).toMatchObject({ kind: 'paragraph', runs: [{ text: 'Toets', isStrong: true }] });
    expect(paragraph).toMatchObject({
      runs: [
        { text: 'Een ', isStrong: false },
        { text: 'echte', isStrong: true },
        { text: ' toets, ' },
        { text: 'mondeling', isEmphasis: true },
      ],
    });
  });

  it('links to https alone', () => {
    const hrefs = (markdown: string) =>
      parseProse(markdown).flatMap((block) =>
        block.kind === 'paragraph' ? block.runs.map(({ href }) => href) : [],
      );
    expect(hrefs('[kader](https://example.org/kader)')).toEqual(['https://example.org/kader']);
    for (const target of [
      'javascript:alert(1)',
      'http://example.org',
      '//example.org',
      'data:text/html,x',
      '/x',
    ])
      expect(hrefs(`[kader](${target})`)).toEqual([null]);
  });

  it('keeps as text what is markup elsewhere, and marks that do not pair up', () => {
    const text = '<script>alert(1)</script> **half [x](y 2 * 3';
    expect(textOf(parseProse(text))).toEqual([text]);
  });

  it('gives nothing for nothing', () => {
    expect(parseProse('')).toEqual([]);
    expect(parseProse(' \n\n \n')).toEqual([]);
  });

  it('reads the longest criteria, made to be slow, in no time worth naming', () => {
    const steps = ['[', '*a', '**', '- ', '[a](', '# '];
    for (const step of steps) expect(parseProse(step.repeat(16_384 / step.length)).length).toBeGreaterThan(0);
  }, 2_000);
});
