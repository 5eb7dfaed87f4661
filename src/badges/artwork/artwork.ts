/**
 * What a badge looks like, in a few words that are stored with its badge class.
 *
 * Chosen from title and variant alone, so the same badge class always gets the same picture.
 * Not here: the drawing itself (draw-badge.ts).
 *
 * @module
 */
import { createHash } from 'node:crypto';
import type { Variant } from '../badge-class.js';
import { findGlyph, type GlyphName } from './glyphs.js';

export const ARTWORK_SHAPES = ['hexagon', 'shield', 'circle', 'ribbon'] as const;
export type ArtworkShape = (typeof ARTWORK_SHAPES)[number];

export interface ArtworkSpec {
  readonly shape: ArtworkShape;
  /** `#rrggbb`; the drawing makes its tones from it, so any colour will do. */
  readonly color: string;
  /** Null: the initials are drawn in its place. */
  readonly glyph: GlyphName | null;
  /** One or two letters. */
  readonly initials: string;
}

/** Far enough apart to tell two badges of one course from each other. */
const COLORS = [
  '#2b4bb5',
  '#0f6f7c',
  '#7a3a9a',
  '#b0451f',
  '#2f7340',
  '#a8325e',
  '#5b5f1d',
  '#1f6aa5',
] as const;

/** One shape a variant, so that a row of badges can be read without its words; extra-curricular has two. */
const SHAPES: Readonly<Record<Variant, readonly ArtworkShape[]>> = {
  regular: ['hexagon'],
  microcredential: ['shield'],
  'extra-curricular': ['circle', 'ribbon'],
};

/** Words that say nothing by their first letter. */
const SMALL_WORDS = new Set(
  'de het een der des van voor met en of in op aan uit bij tot naar te the a an of for with and or in on at to from'.split(
    ' ',
  ),
);

export function chooseArtwork({ title, variant }: { title: string; variant: Variant }): ArtworkSpec {
  const [forColor, forShape] = createHash('sha256').update(title.normalize('NFC')).digest();
  return {
    shape: pick(SHAPES[variant] ?? SHAPES.regular, forShape), // an unknown variant is refused elsewhere
    color: pick(COLORS, forColor),
    glyph: findGlyph(title),
    initials: readInitials(title),
  };
}

/** First letters of the first two words that say something: `Data-analyse voor zorgprofessionals` gives `DZ`. */
export function readInitials(title: string): string {
  const words = title.normalize('NFC').match(/[\p{L}\p{M}\p{N}]+(?:[-’'][\p{L}\p{M}\p{N}]+)*/gu) ?? [];
  const telling = words.filter((word) => !SMALL_WORDS.has(word.toLowerCase()));
  const letters = (telling.length > 0 ? telling : words)
    .slice(0, 2)
    .map((word) => firstLetter(word).toLocaleUpperCase('nl'));
  return letters.join('') || '•';
}

/** A letter with its marks is one letter. */
function firstLetter(word: string): string {
  return new Intl.Segmenter('nl').segment(word)[Symbol.iterator]().next().value?.segment ?? '';
}

function pick<T>(choices: readonly T[], byte: number | undefined): T {
  const choice = choices[(byte ?? 0) % choices.length];
  if (choice === undefined) throw new RangeError('nothing to choose from');
  return choice;
}
