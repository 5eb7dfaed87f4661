/**
 * The picture of a badge, as SVG.
 *
 * Earned: two tones of its colour, a sign or initials, the title along the rim or below, the variant's mark with its
 * word. Not earned: a line drawing whose rim has a part for each condition, filled for each that is met; its lines are
 * of another tone on dark paper.
 * Below 120 px wide the words go and the shape takes their room, so that it is crisp at 32 px and at 600 px.
 * The same input gives the same bytes. No font, image or script from elsewhere; all text is escaped.
 * Not here: which shape and colour (artwork.ts), the address it is served at (web/public/badge-router.ts).
 *
 * @module
 */
import { createHash } from 'node:crypto';
import type { Variant } from '../badge-class.js';
import type { ArtworkSpec } from './artwork.js';
import { toTone } from './color.js';
import { GLYPHS } from './glyphs.js';
import { OUTLINES, type Outline } from './shapes.js';
import { breakLines, escapeXml, estimateWidth, tidy } from './words.js';

export interface BadgePicture {
  readonly title: string;
  readonly variant: Variant;
  /** The variant's word in the reader's language. */
  readonly variantLabel: string;
  readonly state: 'earned' | 'unearned';
  /** Conditions met, of all there are; only an unearned badge shows them. */
  readonly met: number;
  readonly of: number;
  /** False where the title stands beside the picture already; default true. */
  readonly hasWords?: boolean;
  /** For a renderer that can't set these letters itself: they are drawn, and none of them along a rim. */
  readonly drawLetters?: DrawLetters;
}

/** One line of text as outlines, its middle at `x`, on the line `y`; made smaller where it would be wider than it may. */
export type DrawLetters = (
  text: string,
  place: {
    readonly x: number;
    readonly y: number;
    readonly size: number;
    readonly isBold: boolean;
    readonly fill: string;
    readonly mostWidth: number;
  },
) => string;

/** The most parts a rim is cut into; more conditions fill it without seams. */
const MOST_SEAMS = 12;

const INK = '#1e222b';

/** The same in every badge, so one hash in a Content-Security-Policy allows it. */
export const BADGE_STYLE = [
  'text{font-family:"Atkinson Hyperlegible Next",system-ui,"Segoe UI",Arial,sans-serif}',
  `.ink{fill:${INK}}`,
  '.line{fill:none;stroke-width:2.5;stroke-linejoin:round}',
  '.night{display:none}.on-line{stroke:#fff}',
  '@media(prefers-color-scheme:dark){.ink{fill:#ebe9e4}.day{display:none}.night{display:inline}.on-line{stroke:#15171c}}',
  '@media(max-width:119px){.large{display:none}.emblem{transform:scale(1.2)}.line{stroke-width:4}}',
].join('');

/** For `style-src`, where a badge is opened as a page of its own. */
export const BADGE_STYLE_HASH = `'sha256-${createHash('sha256').update(BADGE_STYLE).digest('base64')}'`;

/** Of 240. A wide font takes a quarter more than is estimated. */
const MOST_LINE_WIDTH = 232;
/** Along the upper rim: 160 degrees of it, 200 in a wide font. */
const MOST_RIM_WIDTH = 195;

/** Tones that keep 4.5 : 1 with white letters and 3 : 1 with light and with dark paper; lines on dark paper 6 : 1. */
const LUMINANCE = { rim: 0.165, face: 0.085, shade: 0.06, night: 0.34 } as const;

export function drawBadge(spec: ArtworkSpec, picture: BadgePicture): string {
  const { state, met, of, hasWords = true, drawLetters } = picture;
  const outline = OUTLINES[spec.shape];
  const mayHaveRim = hasWords && spec.shape === 'circle' && !drawLetters;
  const rimTitle = mayHaveRim ? fitRimTitle(picture.title) : null;
  const isBelow = hasWords && rimTitle === null;
  const emblem =
    state === 'earned'
      ? drawEarned(spec, outline, rimTitle !== null, drawLetters)
      : drawUnearned(spec, outline, clampProgress(met, of), rimTitle !== null, picture);
  const name = [tidy(picture.title), tidy(picture.variantLabel)].filter(Boolean).join(' · ');
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 240" role="img" aria-labelledby="title">',
    `<title id="title">${escapeXml(name)}</title>`,
    `<style>${BADGE_STYLE}</style>`,
    // The words' room is taken back at small sizes: the emblem's own transform is replaced by the style's.
    `<g class="emblem"${isBelow ? ' transform="translate(36 0) scale(.84)"' : ' transform="scale(1.2)"'}>`,
    emblem,
    rimTitle === null ? '' : drawRimTitle(rimTitle, picture),
    state === 'earned' ? drawVariantMark(picture, spec, rimTitle !== null) : '',
    '</g>',
    isBelow ? drawWordsBelow(picture) : '',
    '</svg>',
  ].join('');
}

function drawEarned(
  spec: ArtworkSpec,
  outline: Outline,
  hasRimTitle: boolean,
  drawLetters?: DrawLetters,
): string {
  const rim = toTone(spec.color, LUMINANCE.rim);
  const face = toTone(spec.color, LUMINANCE.face);
  const shade = toTone(spec.color, LUMINANCE.shade);
  const [x] = outline.middle;
  const faceScale = hasRimTitle ? 0.66 : 0.83;
  return [
    ...outline.behind.map((path) => `<path d="${path}" fill="${face}"/>`),
    `<path d="${outline.path}" fill="${rim}" stroke="${rim}" stroke-width="8" stroke-linejoin="round"/>`,
    `<g ${shrink(outline, faceScale)}>`,
    `<path d="${outline.path}" fill="${face}" stroke="${face}" stroke-width="6" stroke-linejoin="round"/>`,
    `<clipPath id="half"><path d="M${x} 0h100v200h-100z"/></clipPath>`,
    `<path d="${outline.path}" fill="${shade}" clip-path="url(#half)"/>`,
    `<path d="${outline.path}" ${shrink(outline, 0.93)} fill="none" stroke="#fff" stroke-opacity=".45" stroke-width="2" stroke-linejoin="round"/>`,
    '</g>',
    drawSign(spec, outline, '#fff', hasRimTitle ? 0.82 : 1, drawLetters),
  ].join('');
}

/** Drawn once, in the colour of whoever uses it: two lines around a rim that fills up. */
function drawUnearned(
  spec: ArtworkSpec,
  outline: Outline,
  progress: { met: number; of: number },
  hasRimTitle: boolean,
  picture: BadgePicture,
): string {
  const [face, rim] = hasRimTitle ? [0.66, 0.95] : [0.8, 0.9];
  const [day, night] = [toTone(spec.color, LUMINANCE.rim), toTone(spec.color, LUMINANCE.night)];
  return [
    '<defs><g id="lines" stroke="currentColor">',
    ...outline.behind.map((path) => `<path d="${path}" class="line"/>`),
    `<path d="${outline.path}" class="line"/>`,
    drawRim(outline, progress, rim),
    `<path d="${outline.path}" class="line" ${shrink(outline, face)}/>`,
    drawSign(spec, outline, 'currentColor', hasRimTitle ? 0.82 : 1),
    drawVariantMark(picture, spec, hasRimTitle),
    '</g></defs>',
    `<use class="day" href="#lines" color="${day}"/>`,
    `<use class="night" href="#lines" color="${night}"/>`,
  ].join('');
}

/** A part for each condition; the ones that are met come first, clockwise from the top. */
function drawRim(outline: Outline, { met, of }: { met: number; of: number }, scale: number): string {
  const { path } = outline;
  const hasSeams = of > 1 && of <= MOST_SEAMS;
  const parts = hasSeams
    ? Array.from({ length: met }, (_, index) => [index, 1] as const)
    : [[0, met] as const];
  const seam = hasSeams ? 1.6 : 0;
  return [
    `<g ${shrink(outline, scale)} fill="none" stroke-linejoin="round" stroke-width="${scale > 0.92 ? 5 : 9}">`,
    `<path d="${path}" stroke-opacity=".2"/>`,
    ...(met === 0 ? [] : parts).map(([from, count]) => {
      const length = round2((count * 100) / of - seam);
      const start = round2((from * 100) / of + seam / 2);
      return `<path d="${path}" pathLength="100" class="met" stroke-dasharray="${length} ${round2(100 - length)}" stroke-dashoffset="${round2(-start)}"/>`;
    }),
    '</g>',
  ].join('');
}

function drawSign(
  { glyph, initials }: ArtworkSpec,
  outline: Outline,
  ink: string,
  scale: number,
  drawLetters?: DrawLetters,
): string {
  const [x, y] = outline.middle;
  const size = 200 * outline.sign * scale;
  if (glyph !== null && Object.hasOwn(GLYPHS, glyph)) {
    const paths = GLYPHS[glyph].map((path) => `<path d="${path}"/>`).join('');
    const place = `translate(${round2(x - size / 2)} ${round2(y - size / 2)}) scale(${round2(size / 24)})`;
    return `<g transform="${place}" fill="none" stroke="${ink}" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${paths}</g>`;
  }
  const letters = tidy(initials).slice(0, 4);
  const height = round2(Math.min(size * 0.8, (size * 1.15) / Math.max(estimateWidth(letters), 0.5)));
  if (drawLetters) {
    const place = {
      x,
      y: round2(y + height * 0.35),
      size: height,
      isBold: true,
      fill: ink,
      mostWidth: size * 1.3,
    };
    return drawLetters(letters, place);
  }
  return `<text x="${x}" y="${round2(y + height * 0.35)}" font-size="${height}" font-weight="700" text-anchor="middle" fill="${ink}" stroke="none">${escapeXml(letters)}</text>`;
}

/** A title in one line that fits along the upper rim, or null. */
function fitRimTitle(title: string): { text: string; size: number } | null {
  const text = tidy(title);
  const size = [17, 15, 13].find((height) => estimateWidth(text) * height <= MOST_RIM_WIDTH);
  return size === undefined || text === '' ? null : { text, size };
}

function drawRimTitle(
  { text, size }: { text: string; size: number },
  { variantLabel, state }: BadgePicture,
): string {
  const ink = state === 'earned' ? 'fill="#fff"' : 'class="ink"';
  // The upper arc runs clockwise with its letters outward, the lower one against it, so that both read upright.
  const radius = round2(76 - size * 0.34);
  const [dx, dy] = [round2(radius * Math.cos(Math.PI / 6)), round2(radius / 2)];
  return [
    '<defs>',
    `<path id="upper" d="M${round2(100 - dx)} ${100 + dy}A${radius} ${radius} 0 1 1 ${round2(100 + dx)} ${100 + dy}"/>`,
    '<path id="lower" d="M20 100a80 80 0 0 0 160 0"/>',
    '</defs>',
    '<g class="large" text-anchor="middle">',
    `<text ${ink} font-size="${size}" font-weight="600"><textPath href="#upper" startOffset="50%">${escapeXml(text)}</textPath></text>`,
    `<text ${ink} font-size="11"><textPath href="#lower" startOffset="50%">${escapeXml(breakLines(variantLabel, 11, 1)[0] ?? '')}</textPath></text>`,
    '</g>',
  ].join('');
}

function drawWordsBelow({ title, variantLabel, drawLetters }: BadgePicture): string {
  const { lines, size } = fitBelow(title);
  const first = lines.length > 1 ? 187 : 194;
  const step = size * 1.18;
  const label = breakLines(variantLabel, 18, 1)[0] ?? '';
  if (drawLetters) {
    const place = { x: 120, fill: INK, mostWidth: MOST_LINE_WIDTH };
    const drawn = lines.map((line, index) =>
      drawLetters(line, { ...place, y: first + index * step, size, isBold: true }),
    );
    const y = first + (lines.length - 1) * step + 19;
    return [...drawn, drawLetters(label, { ...place, y, size: 12, isBold: false })].join('');
  }
  return [
    '<g class="large ink" text-anchor="middle">',
    ...lines.map(
      (line, index) =>
        `<text x="120" y="${round2(first + index * step)}" font-size="${size}" font-weight="650"${holdWidth(line, size)}>${escapeXml(line)}</text>`,
    ),
    `<text x="120" y="${round2(first + (lines.length - 1) * step + 19)}" font-size="12">${escapeXml(label)}</text>`,
    '</g>',
  ].join('');
}

/** The largest letters at which the whole title fits in two lines; the smallest with an ellipsis when it never does. */
function fitBelow(title: string): { lines: string[]; size: number } {
  const fits = [18, 16, 14.5, 13].map((size) => ({
    size,
    lines: breakLines(title, MOST_LINE_WIDTH / size, 2),
  }));
  const found = fits.find(({ lines }) => !lines.some((line) => line.endsWith('…'))) ?? fits.at(-1);
  return found ?? { lines: [], size: 13 };
}

/** A line that a wide font would make too long is set to the width that it was estimated at. */
function holdWidth(line: string, size: number): string {
  const width = estimateWidth(line) * size;
  if (width * 1.25 <= 240) return '';
  return ` textLength="${round2(Math.min(width, MOST_LINE_WIDTH))}" lengthAdjust="spacingAndGlyphs"`;
}

/** A disc at the lower right: a tick, three bars that stack, or a plus. */
function drawVariantMark({ variant, state }: BadgePicture, spec: ArtworkSpec, hasRimTitle: boolean): string {
  const rim = toTone(spec.color, LUMINANCE.rim);
  const isEarned = state === 'earned';
  const disc = isEarned ? `fill="#fff" stroke="${rim}"` : 'fill="currentColor"';
  const sign = isEarned ? `stroke="${rim}"` : 'class="on-line"';
  // Higher where the variant's word has the lower rim.
  const place = hasRimTitle ? '172 144' : '164 160';
  return [
    `<g class="mark" transform="translate(${place})">`,
    `<circle r="25" ${disc} stroke-width="5"/>`,
    `<path d="${VARIANT_MARKS[variant]}" fill="none" ${sign} stroke-width="6" stroke-linecap="round"/>`,
    '</g>',
  ].join('');
}

const VARIANT_MARKS: Readonly<Record<Variant, string>> = {
  regular: 'M-9 .5l6.5 7L10-7',
  microcredential: 'M-9-9H9M-9 0H9M-9 9H9',
  'extra-curricular': 'M0-10v20M-10 0h20',
};

function shrink({ middle: [x, y] }: Outline, scale: number): string {
  return `transform="translate(${round2(x * (1 - scale))} ${round2(y * (1 - scale))}) scale(${scale})"`;
}

/** Whole numbers from what a page or an address gives: never more met than there are. */
function clampProgress(met: number, of: number): { met: number; of: number } {
  const all = Math.max(1, Math.floor(Number.isFinite(of) ? of : 1));
  return { of: all, met: Math.min(all, Math.max(0, Math.floor(Number.isFinite(met) ? met : 0))) };
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}
