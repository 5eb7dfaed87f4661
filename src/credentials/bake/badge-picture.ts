/**
 * The picture of a badge class version, as it is baked: drawn by the tool or uploaded, in SVG and in PNG.
 *
 * A PNG costs some 20 ms to render, so the last ones are kept: they are the same for every learner until something is baked
 * in. Fonts are the tool's own; the renderer loads no other and fetches nothing.
 *
 * @module
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { drawBadge, type DrawLetters } from '../../badges/artwork/draw-badge.js';
import type { ArtworkSpec } from '../../badges/artwork/artwork.js';
import type { BadgeClass, BadgeImage } from '../../badges/badge-class.js';
import { createTranslator } from '../../language/translate.js';
import { hasLetters } from '../paper/fonts.js';
import { drawText, measureText } from '../paper/text-paths.js';
import { unwrapWoff } from './woff-font.js';

/** Pixels each way. */
const PNG_WIDTH = 512;
const MOST_KEPT = 200;
const FONT_PACKAGE = '@fontsource/atkinson-hyperlegible-next';
const FAMILY = 'Atkinson Hyperlegible Next';
const FONT_FILES = [400, 700].map((weight) => `atkinson-hyperlegible-next-latin-${weight}-normal.woff`);
/**
 * The letters of those files. The fonts' other part has more, but the renderer looks for a letter in one font alone and
 * draws nothing of a text that is made of both: a title that has others is drawn as outlines, and one whose letters stand in
 * neither part (数, Ж) goes without words, with a sign for its initials.
 */
const LETTERS = /^[\u0020-\u007e\u00a0-\u00ff\u0131\u0152\u0153\u2010-\u2026\u20ac\u2122]*$/;

export interface UploadedPicture {
  readonly mediaType: BadgeImage['mediaType'];
  readonly bytes: Buffer;
}

export interface BadgePicturesDeps {
  /** The bytes of an uploaded picture; null when there are none. */
  readonly findUploaded: (institutionId: string, pictureId: string) => Promise<UploadedPicture | null>;
}

export type BadgePictures = ReturnType<typeof createBadgePictures>;

export function createBadgePictures({ findUploaded }: BadgePicturesDeps) {
  const rendered = new Map<string, Promise<Buffer>>();

  async function findSvg(badgeClass: BadgeClass): Promise<string> {
    const uploaded = await findUpload(badgeClass);
    if (!uploaded) return draw(badgeClass);
    return uploaded.mediaType === 'image/svg+xml' ? uploaded.bytes.toString('utf8') : frame(uploaded.bytes);
  }

  /** @param hasWords - false where its title stands beside it */
  function findPng(badgeClass: BadgeClass, hasWords = true): Promise<Buffer> {
    const key = `${badgeClass.id} ${badgeClass.version} ${hasWords}`;
    const known = rendered.get(key);
    if (known) return known;
    const rendering = makePng(badgeClass, hasWords);
    rendered.set(key, rendering);
    rendering.catch(() => rendered.delete(key));
    const [oldest] = rendered.keys();
    if (rendered.size > MOST_KEPT && oldest !== undefined) rendered.delete(oldest);
    return rendering;
  }

  async function makePng(badgeClass: BadgeClass, hasWords: boolean): Promise<Buffer> {
    const uploaded = await findUpload(badgeClass);
    // Cleaned and encoded anew when it came in.
    if (uploaded?.mediaType === 'image/png') return uploaded.bytes;
    return renderPng(uploaded ? uploaded.bytes.toString('utf8') : draw(badgeClass, true, hasWords));
  }

  async function findUpload({ institutionId, image }: BadgeClass): Promise<UploadedPicture | null> {
    return image && findUploaded(institutionId, image.id);
  }

  return { findSvg, findPng };
}

function draw(badgeClass: BadgeClass, isToBeRendered = false, mayHaveWords = true): string {
  const { language, variant, name, artwork } = badgeClass;
  const title = name[language].normalize('NFC');
  const isPlain = !isToBeRendered || LETTERS.test(title + artwork.initials);
  const hasWords = mayHaveWords && (isPlain || hasLetters(title, 700));
  return drawBadge(isPlain ? artwork : findSign(artwork, title), {
    title: name[language],
    variant,
    variantLabel: createTranslator(language)(`variant.${variant}`),
    state: 'earned',
    met: 0,
    of: 1,
    hasWords,
    ...(!isPlain && { drawLetters }),
  });
}

/** Signs that say nothing of a subject. */
const SIGNS = ['star', 'book', 'pencil', 'globe'] as const;

/** Initials that no font has become a sign, the same for a title each time. */
function findSign(artwork: ArtworkSpec, title: string): ArtworkSpec {
  if (artwork.glyph !== null || hasLetters(artwork.initials, 700)) return artwork;
  const sum = [...title].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  return { ...artwork, glyph: SIGNS[sum % SIGNS.length] ?? 'star' };
}

const drawLetters: DrawLetters = (text, { x, y, size, isBold, fill, mostWidth }) => {
  const weight = isBold ? 700 : 400;
  const width = measureText(text, { weight, size });
  const fit = Math.min(1, mostWidth / width);
  return drawText(text, { weight, size: size * fit }, { x: x - (width * fit) / 2, y, fill });
};

/** A PNG inside an SVG, whole. */
function frame(png: Buffer): string {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const data = `data:image/png;base64,${png.toString('base64')}`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}">` +
    `<image width="${width}" height="${height}" href="${data}"/></svg>`
  );
}

/** The renderer takes fonts as files alone. */
export async function renderPng(svg: string, width = PNG_WIDTH): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'insigne-fonts-'));
  try {
    const fontFiles = await writeFonts(folder);
    const font = {
      fontFiles,
      loadSystemFonts: false,
      defaultFontFamily: FAMILY,
    };
    return new Resvg(svg, { font, fitTo: { mode: 'width', value: width } }).render().asPng();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

let fonts: Promise<Buffer[]> | null = null;

async function writeFonts(folder: string): Promise<string[]> {
  fonts ??= Promise.all(FONT_FILES.map(readFont));
  const files = (await fonts).map((bytes, index) => ({ bytes, path: join(folder, `${index}.ttf`) }));
  await Promise.all(files.map(({ path, bytes }) => writeFile(path, bytes)));
  return files.map(({ path }) => path);
}

async function readFont(name: string): Promise<Buffer> {
  const require = createRequire(import.meta.url);
  return unwrapWoff(await readFile(require.resolve(`${FONT_PACKAGE}/files/${name}`)));
}
