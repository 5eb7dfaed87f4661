import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ARTWORK_SHAPES, type ArtworkSpec } from '../../../../src/badges/artwork/artwork.js';
import { BADGE_STYLE_HASH, drawBadge, type BadgePicture } from '../../../../src/badges/artwork/draw-badge.js';
import { readContrast } from '../../../../src/badges/artwork/color.js';
import type { GlyphName } from '../../../../src/badges/artwork/glyphs.js';
import { VARIANTS } from '../../../../src/badges/badge-class.js';
import { listElements, readXml, readXmlText } from '../../../support/read-xml.js';

const spec: ArtworkSpec = { shape: 'hexagon', color: '#2b4bb5', glyph: 'lens', initials: 'OV' };
const picture: BadgePicture = {
  title: 'Onderzoeksvaardigheden',
  variant: 'regular',
  variantLabel: 'Regulier',
  state: 'earned',
  met: 1,
  of: 1,
};

const HOSTILE_TITLES = [
  '</text><script>alert(1)</script>',
  '"onload="alert(1)',
  "' onclick='x",
  '&lt;&amp;&#x0;',
  ']]><![CDATA[',
  'a\u0000b\u0008c\uffff\ud800',
  '\u202eomgekeerd',
  'x'.repeat(5_000),
  'woord '.repeat(400),
  '👩🏽‍🔬 wetenschap 👨‍👩‍👧‍👦',
  '',
  '   ',
];

function countMet(svg: string): number {
  return listElements(readXml(svg)).filter(({ attributes }) => attributes['class'] === 'met').length;
}

describe('drawBadge', () => {
  it('gives well-formed XML for every shape, variant, state and hostile title', () => {
    for (const shape of ARTWORK_SHAPES) {
      for (const variant of VARIANTS) {
        for (const title of HOSTILE_TITLES) {
          for (const state of ['earned', 'unearned'] as const) {
            const svg = drawBadge(
              { ...spec, shape },
              { ...picture, title, variant, variantLabel: title, state },
            );
            const elements = listElements(readXml(svg));
            expect(elements.map(({ name }) => name)).not.toContain('script');
            expect(
              elements
                .flatMap(({ attributes }) => Object.keys(attributes))
                .filter((name) => /^on/.test(name)),
            ).toEqual([]);
            expect(svg.length).toBeLessThan(13_000);
          }
        }
      }
    }
  });

  it('is well formed whatever a title, label and initials hold', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 80 }),
        fc.constantFrom(...ARTWORK_SHAPES),
        fc.constantFrom('earned', 'unearned'),
        (text, shape, state) => {
          const drawn = drawBadge(
            { ...spec, shape, glyph: null, initials: text },
            { ...picture, title: text, variantLabel: text, state },
          );
          expect(readXml(drawn).name).toBe('svg');
        },
      ),
    );
  });

  it('names itself by the whole title and the variant, also where the drawn words are cut', () => {
    const title =
      'Een heel lange titel die nooit in twee regels past omdat er zo veel woorden in staan & meer';
    const svg = readXml(drawBadge(spec, { ...picture, title }));
    const named = listElements(svg).find(({ name }) => name === 'title');
    expect(svg.attributes).toMatchObject({ role: 'img', 'aria-labelledby': named?.attributes['id'] });
    expect(named && readXmlText(named)).toBe(`${title} · Regulier`);
  });

  it('writes the title along the rim of a circle, and below where it is too long for that', () => {
    const circle = { ...spec, shape: 'circle' } as const;
    const along = drawBadge(circle, { ...picture, title: 'Actief studentlid' });
    const below = drawBadge(circle, { ...picture, title: 'Actief studentlid van de opleidingscommissie' });
    expect(listElements(readXml(along)).some(({ name }) => name === 'textPath')).toBe(true);
    expect(listElements(readXml(below)).some(({ name }) => name === 'textPath')).toBe(false);
  });

  it('draws what is not earned in a tone for light and one for dark paper, both at 3 : 1 at least', () => {
    for (const color of ['#2b4bb5', '#ffee00', '#101010', '#5b5f1d']) {
      const svg = readXml(drawBadge({ ...spec, color }, { ...picture, state: 'unearned' }));
      const [day, night] = listElements(svg)
        .filter(({ name }) => name === 'use')
        .map(({ attributes }) => attributes['color'] ?? '');
      expect(readContrast(day ?? '', '#fbfaf7')).toBeGreaterThanOrEqual(3);
      expect(readContrast(night ?? '', '#15171c')).toBeGreaterThanOrEqual(5.5);
    }
  });

  it('draws no words where the page has them', () => {
    const svg = readXml(drawBadge(spec, { ...picture, hasWords: false }));
    expect(listElements(svg).filter(({ name }) => name === 'text')).toEqual([]);
  });

  it('fills the rim by the conditions met, each a part of its own', () => {
    const unearned = { ...picture, state: 'unearned' } as const;
    expect(countMet(drawBadge(spec, { ...unearned, met: 0, of: 3 }))).toBe(0);
    expect(countMet(drawBadge(spec, { ...unearned, met: 2, of: 3 }))).toBe(2);
    expect(countMet(drawBadge(spec, { ...unearned, met: 3, of: 3 }))).toBe(3);
  });

  it('fills the rim without seams when there are many conditions', () => {
    const svg = drawBadge(spec, { ...picture, state: 'unearned', met: 10, of: 40 });
    expect(countMet(svg)).toBe(1);
    expect(svg).toContain('stroke-dasharray="25 75"');
  });

  it.each([
    [-1, 3, 0],
    [7, 3, 3],
    [Number.NaN, 3, 0],
    [1, 0, 1],
    [1, Number.NaN, 1],
  ])('takes %d met of %d for %d parts', (met, of, parts) => {
    expect(countMet(drawBadge(spec, { ...picture, state: 'unearned', met, of }))).toBe(parts);
  });

  it('tells earned from unearned by filled shapes, not by colour alone', () => {
    const filled = (state: BadgePicture['state']) =>
      listElements(readXml(drawBadge(spec, { ...picture, state }))).filter(
        ({ name, attributes }) => name === 'path' && /^#(?!fff)/.test(attributes['fill'] ?? ''),
      ).length;
    expect(filled('earned')).toBeGreaterThan(0);
    expect(filled('unearned')).toBe(0);
  });

  it('draws another mark for each variant', () => {
    const drawn = VARIANTS.map((variant) => drawBadge(spec, { ...picture, variant }));
    expect(new Set(drawn).size).toBe(VARIANTS.length);
  });

  it('draws the initials when there is no sign, or one that it does not know', () => {
    const initials = (glyph: ArtworkSpec['glyph']) =>
      listElements(readXml(drawBadge({ ...spec, glyph }, { ...picture, hasWords: false }))).some(
        (element) => element.name === 'text' && readXmlText(element) === 'OV',
      );
    expect(initials(null)).toBe(true);
    expect(initials('gone' as GlyphName)).toBe(true);
    expect(initials('lens')).toBe(false);
  });

  it('keeps white letters readable on any colour, the palest and a mistyped one too', () => {
    for (const color of ['#ffffff', '#ffee00', '#000000', '#7a3a9a', 'red']) {
      const fills = listElements(readXml(drawBadge({ ...spec, color }, picture))).flatMap(
        ({ name, attributes }) =>
          name === 'path' && /^#(?!fff)/.test(attributes['fill'] ?? '') ? [attributes['fill'] ?? ''] : [],
      );
      expect(fills.length).toBeGreaterThan(0);
      for (const fill of fills) expect(readContrast(fill, '#ffffff')).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('keeps the line drawing visible on light and on dark paper', () => {
    for (const color of ['#ffffff', '#2b4bb5', '#000000']) {
      const svg = readXml(drawBadge({ ...spec, color }, { ...picture, state: 'unearned', met: 1, of: 2 }));
      const line = listElements(svg).find(({ attributes }) => attributes['class'] === 'met')?.attributes[
        'stroke'
      ];
      expect(readContrast(line ?? '', '#fbfaf7')).toBeGreaterThanOrEqual(3);
      expect(readContrast(line ?? '', '#15171c')).toBeGreaterThanOrEqual(3);
    }
  });

  it('gives the same bytes for the same badge', () => {
    expect(drawBadge(spec, picture)).toBe(drawBadge({ ...spec }, { ...picture }));
  });

  it('asks nothing of another host, and its one style is the one that the policy allows', () => {
    const svg = drawBadge(spec, picture);
    expect(svg.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(
      /https?:|url\((?!#)|@import|<image|<use/,
    );
    const style = listElements(readXml(svg)).filter(({ name }) => name === 'style');
    const hashes = style.map((element) => createHash('sha256').update(readXmlText(element)).digest('base64'));
    expect(hashes.map((hash) => `'sha256-${hash}'`)).toEqual([BADGE_STYLE_HASH]);
  });
});
