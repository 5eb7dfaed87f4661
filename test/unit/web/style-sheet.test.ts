import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readContrast } from '../../../src/badges/artwork/color.js';

const css = readFileSync(new URL('../../../public/insigne.css', import.meta.url), 'utf8');

/** The tokens of a scheme: those of the first `:root`, with what the dark one changes. */
function readTokens(scheme: 'light' | 'dark'): Map<string, string> {
  const blocks = [...css.matchAll(/:root \{([^}]*)\}/g)].map(([, body = '']) => body);
  const [light = '', dark = ''] = blocks;
  const read = (body: string) => [...body.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/gi)];
  const tokens = new Map<string, string>();
  for (const [, name = '', value = ''] of [...read(light), ...(scheme === 'dark' ? read(dark) : [])])
    tokens.set(name, value);
  return tokens;
}

const MEANINGS = ['earned', 'way', 'needs', 'stopped'];
const PAPERS = ['paper', 'paper-raised', 'paper-sunk'];

/** What is read, and what it is read on. */
const TEXT_PAIRS = [
  ...PAPERS.flatMap((paper) =>
    ['ink', 'ink-muted', 'accent', 'accent-strong', ...MEANINGS].map((ink) => [ink, paper]),
  ),
  ...MEANINGS.flatMap((meaning) => [
    [meaning, `${meaning}-soft`],
    ['ink', `${meaning}-soft`],
    ['accent', `${meaning}-soft`],
  ]),
  ['ink', 'accent-soft'],
  ['accent', 'accent-soft'],
  ['accent-strong', 'accent-soft'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
] as [string, string][];

describe('the style sheet', () => {
  describe.each(['light', 'dark'] as const)('%s', (scheme) => {
    const tokens = readTokens(scheme);

    it.each(TEXT_PAIRS)('%s on %s can be read: 4.5 to 1', (ink, ground) => {
      expect(readContrast(tokens.get(ink) ?? '', tokens.get(ground) ?? '')).toBeGreaterThanOrEqual(4.5);
    });

    it.each(PAPERS)('edges and the focus ring are seen on %s: 3 to 1', (paper) => {
      for (const part of ['edge', 'accent'])
        expect(readContrast(tokens.get(part) ?? '', tokens.get(paper) ?? '')).toBeGreaterThanOrEqual(3);
    });
  });

  it('reads a token of each kind in each scheme, so that the pairs above are not empty', () => {
    expect(readTokens('light').get('ink')).not.toBe(readTokens('dark').get('ink'));
    for (const scheme of ['light', 'dark'] as const) {
      const tokens = readTokens(scheme);
      for (const name of new Set(TEXT_PAIRS.flat())) expect(tokens.get(name)).toMatch(/^#[0-9a-f]{6}$/);
    }
  });

  it('asks no other host for anything', () => {
    expect(css).not.toMatch(/https?:|@import/);
    const addresses = [...css.matchAll(/url\(([^)]*)\)/g)].map(([, address = '']) => address);
    expect(addresses.length).toBeGreaterThan(0);
    expect(addresses.filter((address) => !/^'fonts\/[\w.-]+'$/.test(address))).toEqual([]);
  });

  it('stands still for who asks for less motion', () => {
    expect(css).toMatch(
      /prefers-reduced-motion: reduce\)\s*\{[^}]*transition: none !important;\s*animation: none !important/,
    );
  });

  it('names in its head every class that it styles', () => {
    const head = css.slice(0, css.indexOf('*/'));
    const styled = new Set(
      [...css.slice(head.length).matchAll(/\.([a-z][\w-]*)/g)].map(([, name = '']) => name),
    );
    // The layout's own, and files.
    const own =
      /^(page-|owner-logo|is-public|skip-link|icon|icon-chevron|woff2|w3|credential-|answer|prose|drop-zone|is-over)/;
    const missing = [...styled].filter((name) => !own.test(name) && !head.includes(name));
    expect(missing).toEqual([]);
  });
});
