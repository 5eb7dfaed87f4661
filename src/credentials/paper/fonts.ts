/**
 * The tool's letters for paper and pictures: two files for each weight, Latin and what goes beyond it (Ł, ő, ș), and which of them
 * has which letter. A letter that neither has is drawn as an empty box, never left out.
 *
 * @module
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type * as fontkit from 'fontkit';
import { unwrapWoff } from '../bake/woff-font.js';

export type Weight = 400 | 700;

export interface PaperFont {
  /** Name inside a document. */
  readonly name: string;
  /** TTF. */
  readonly bytes: Buffer;
  readonly font: fontkit.Font;
}

export interface TextRun {
  readonly font: PaperFont;
  readonly text: string;
}

const PACKAGE = '@fontsource/atkinson-hyperlegible-next';
const PARTS = ['latin', 'latin-ext'] as const;
const require = createRequire(import.meta.url);

const loaded = new Map<Weight, readonly PaperFont[]>();

/** The one to look in first, and the one to fall back on. */
export function loadFonts(weight: Weight): readonly PaperFont[] {
  const known = loaded.get(weight) ?? PARTS.map((part) => loadFont(part, weight));
  loaded.set(weight, known);
  return known;
}

/** Whether the two files together draw all of it. */
export function hasLetters(text: string, weight: Weight): boolean {
  const fonts = loadFonts(weight);
  return [...text.normalize('NFC')].every((letter) => {
    const codePoint = letter.codePointAt(0) ?? 0;
    return /^\s$/.test(letter) || fonts.some((one) => one.font.hasGlyphForCodePoint(codePoint));
  });
}

/** The text in pieces of one font each, in composed letters: a piece never splits a letter from its accent. */
export function splitRuns(text: string, weight: Weight): readonly TextRun[] {
  const fonts = loadFonts(weight);
  const runs: { font: PaperFont; text: string }[] = [];
  for (const letter of text.normalize('NFC')) {
    const codePoint = letter.codePointAt(0) ?? 0;
    const last = runs.at(-1);
    // Spaces and marks stay with what is before them.
    const isAnywhere = /^[\s\p{M}]$/u.test(letter) && last?.font.font.hasGlyphForCodePoint(codePoint);
    const font = isAnywhere
      ? last?.font
      : (fonts.find((one) => one.font.hasGlyphForCodePoint(codePoint)) ?? last?.font ?? fonts[0]);
    if (!font) continue;
    if (last?.font === font) last.text += letter;
    else runs.push({ font, text: letter });
  }
  return runs;
}

function loadFont(part: (typeof PARTS)[number], weight: Weight): PaperFont {
  const file = `${PACKAGE}/files/atkinson-hyperlegible-next-${part}-${weight}-normal.woff`;
  const bytes = unwrapWoff(readFileSync(require.resolve(file)));
  // Loaded by the first letter that is drawn: every start would wait for it.
  const { create } = require('fontkit') as typeof fontkit;
  return { name: `${part}-${weight}`, bytes, font: create(bytes) };
}
