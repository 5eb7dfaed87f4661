/**
 * An uploaded picture made safe to serve: read, and written anew by the renderer, so that nothing of the file itself is left.
 *
 * PNG: its size is read before anything is decoded; it is decoded and encoded again, at most 1,024 pixels wide or high.
 * SVG: rewritten by usvg, which knows no script, no style sheet, no foreign object, no link and no event. What it would leave is
 * refused before: pictures inside the picture (it keeps them as they are), letters (it has no fonts, and would drop them), and
 * what could grow without end (entities, `use` within `use`).
 *
 * @module
 */
import { inflateSync } from 'node:zlib';
import { Resvg } from '@resvg/resvg-js';
import { AppError } from '../../errors/app-error.js';
import type { BadgeImage } from '../badge-content.js';

/** Of what is uploaded; edubadges takes half as much. */
export const MOST_PICTURE_BYTES = 512 * 1024;
/** Of what was cleaned before and comes back in a document: encoded anew it may be larger than it was. Never more than its pixels. */
export const MOST_CLEAN_BYTES = 5 * 1024 * 1024;
const MOST_PIXELS_A_SIDE = 4_096;
const KEPT_PIXELS_A_SIDE = 1_024;
const MOST_TAGS = 5_000;
/** Each level of `use` can double and more what the one before drew. */
const MOST_USES = 12;
const MOST_PAINT_SERVERS = 40;

export type PictureProblem =
  | 'too-large'
  | 'too-many-pixels'
  | 'no-picture'
  | 'broken'
  | 'has-picture'
  | 'has-text'
  | 'too-complex'
  | 'has-entities';

export class PictureUnusableError extends AppError {
  override readonly name = 'PictureUnusableError';

  constructor(readonly problem: PictureProblem) {
    super('picture_unusable', 422, `the picture is not usable: ${problem}`, { problem });
  }
}

export interface CleanPicture {
  readonly mediaType: BadgeImage['mediaType'];
  readonly bytes: Buffer;
}

/** @throws {PictureUnusableError} `picture_unusable` */
export function cleanPicture(bytes: Buffer, mostBytes = MOST_PICTURE_BYTES): CleanPicture {
  if (bytes.length > mostBytes) throw new PictureUnusableError('too-large');
  if (bytes.subarray(0, 8).equals(PNG_SIGNATURE)) return { mediaType: 'image/png', bytes: cleanPng(bytes) };
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  if (!/<svg[\s>]/.test(text.slice(0, 4_096))) throw new PictureUnusableError('no-picture');
  return { mediaType: 'image/svg+xml', bytes: Buffer.from(cleanSvg(text), 'utf8') };
}

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function cleanPng(bytes: Buffer): Buffer {
  const { width, height } = readPng(bytes);
  const share = Math.min(1, KEPT_PIXELS_A_SIDE / Math.max(width, height));
  const [wide, high] = [Math.max(1, Math.round(width * share)), Math.max(1, Math.round(height * share))];
  const around = `<svg xmlns="http://www.w3.org/2000/svg" width="${wide}" height="${high}"><image width="${wide}" height="${high}" preserveAspectRatio="none" href="data:image/png;base64,${bytes.toString('base64')}"/></svg>`;
  return Buffer.from(render(around).render().asPng());
}

/**
 * Its size, after every chunk was seen whole and its pixels came out of their compression as many as there should be.
 *
 * Source: PNG (third edition) §5.3 chunk layout, §11.2.1 IHDR, §11.2.3 IDAT.
 */
function readPng(bytes: Buffer): { width: number; height: number } {
  const pixels: Buffer[] = [];
  let size: { width: number; height: number } | null = null;
  let place = PNG_SIGNATURE.length;
  for (;;) {
    if (place + 12 > bytes.length) throw new PictureUnusableError('broken');
    const length = bytes.readUInt32BE(place);
    const type = bytes.toString('latin1', place + 4, place + 8);
    if (place + 12 + length > bytes.length) throw new PictureUnusableError('broken');
    const data = bytes.subarray(place + 8, place + 8 + length);
    if (type === 'IHDR') {
      if (size || length !== 13) throw new PictureUnusableError('broken');
      size = { width: data.readUInt32BE(0), height: data.readUInt32BE(4) };
      if (size.width === 0 || size.height === 0) throw new PictureUnusableError('broken');
      if (size.width > MOST_PIXELS_A_SIDE || size.height > MOST_PIXELS_A_SIDE)
        throw new PictureUnusableError('too-many-pixels');
    }
    if (type === 'IDAT') pixels.push(data);
    if (type === 'IEND') break;
    place += 12 + length;
  }
  if (!size) throw new PictureUnusableError('broken');
  // Four channels of 16 bits and a filter byte a row; seven passes when interlaced, each with rows of its own.
  const most = size.width * size.height * 8 + size.height * 16 + 1_024;
  try {
    inflateSync(Buffer.concat(pixels), { maxOutputLength: most });
  } catch {
    throw new PictureUnusableError('broken');
  }
  return size;
}

function cleanSvg(text: string): string {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw new PictureUnusableError('has-entities');
  if (/<(?:\w+:)?(?:image|feImage)[\s/>]/i.test(text)) throw new PictureUnusableError('has-picture');
  if (/<(?:\w+:)?(?:text|tspan|textPath|tref)[\s/>]/i.test(text)) throw new PictureUnusableError('has-text');
  if (
    count(/</g) > MOST_TAGS ||
    count(/<(?:\w+:)?use[\s/>]/g) > MOST_USES ||
    count(/<(?:\w+:)?(?:pattern|mask|clipPath|marker|filter|symbol)[\s/>]/g) > MOST_PAINT_SERVERS
  )
    throw new PictureUnusableError('too-complex');
  const drawn = render(text);
  if (drawn.width > MOST_PIXELS_A_SIDE || drawn.height > MOST_PIXELS_A_SIDE)
    throw new PictureUnusableError('too-many-pixels');
  const clean = drawn.toString();
  if (clean.length > 2 * MOST_PICTURE_BYTES) throw new PictureUnusableError('too-complex');
  // usvg writes none of it; if a later release did, it must not pass unseen.
  if (
    /<(?:script|foreignObject|style|image|a|animate|set)[\s/>]|\son\w+=|(?:href|url\()\s*=?["']?(?!#)/i.test(
      withoutNames(clean),
    )
  )
    throw new PictureUnusableError('broken');
  return clean;
}

/** The names of namespaces are addresses that nobody opens. */
function withoutNames(svg: string): string {
  return svg.replace(/\sxmlns(?::\w+)?="[^"]*"/g, '').replace(/(?:href="#|url\(#)/g, '');
}

function render(svg: string): Resvg {
  try {
    return new Resvg(svg, { font: { loadSystemFonts: false } });
  } catch {
    throw new PictureUnusableError('broken');
  }
}
