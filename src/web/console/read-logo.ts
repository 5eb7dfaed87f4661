/**
 * Reading an uploaded logo: a PNG or a JPEG, drawn anew, so that nothing of the file but its picture is kept.
 *
 * @module
 */
import { Resvg } from '@resvg/resvg-js';
import busboy from 'busboy';
import type { Request } from 'express';
import { AppError } from '../../errors/app-error.js';

const MAX_BYTES = 1024 * 1024;
const HEIGHT = 120;
const WIDEST = 600;

export interface UploadedForm {
  readonly fields: Readonly<Record<string, string>>;
  /** Null when no file was chosen. */
  readonly file: Buffer | null;
}

/** @throws {AppError} `request_too_large`, `request_invalid` */
export function readUpload(req: Request): Promise<UploadedForm> {
  return new Promise((resolve, reject) => {
    const invalid = (): void => reject(new AppError('request_invalid', 400, 'the form cannot be read'));
    let parser: ReturnType<typeof busboy>;
    try {
      parser = busboy({
        headers: req.headers,
        limits: { files: 1, fileSize: MAX_BYTES, fields: 20, fieldSize: 2_000, parts: 21 },
      });
    } catch {
      invalid();
      return;
    }
    const fields: Record<string, string> = {};
    let file: Buffer | null = null;
    parser.on('field', (name, value) => {
      if (/^[\w-]{1,40}$/.test(name) && !(name in Object.prototype)) fields[name] = value;
    });
    parser.on('file', (_name, stream) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('limit', () =>
        reject(new AppError('request_too_large', 413, 'the file is larger than 1 MB')),
      );
      stream.on('end', () => {
        if (chunks.length > 0) file = Buffer.concat(chunks);
      });
    });
    parser.on('error', invalid);
    parser.on('close', () => resolve({ fields, file }));
    req.pipe(parser);
  });
}

/**
 * @returns a PNG, at most 120 pixels high and 600 wide
 * @throws {AppError} `logo_invalid` - no PNG or JPEG, or one that cannot be drawn
 */
export function drawLogo(file: Buffer): Buffer {
  const mediaType = findMediaType(file);
  const size = mediaType && readSize(file, mediaType);
  if (!mediaType || !size) throw new AppError('logo_invalid', 422, 'a logo is a PNG or a JPEG');
  const scale = Math.min(HEIGHT / size.height, WIDEST / size.width, 1);
  const width = Math.max(1, Math.round(size.width * scale));
  const height = Math.max(1, Math.round(size.height * scale));
  try {
    const href = `data:${mediaType};base64,${file.toString('base64')}`;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><image href="${href}" width="${width}" height="${height}"/></svg>`;
    return new Resvg(svg, { font: { loadSystemFonts: false } }).render().asPng();
  } catch (cause) {
    throw new AppError('logo_invalid', 422, 'the picture cannot be drawn', {}, { cause });
  }
}

function findMediaType(file: Buffer): 'image/png' | 'image/jpeg' | null {
  if (file.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])))
    return 'image/png';
  return file[0] === 0xff && file[1] === 0xd8 && file[2] === 0xff ? 'image/jpeg' : null;
}

/** A picture that says it is larger is not drawn: it would take its size in memory. */
const LARGEST_SIDE = 6_000;

function readSize(file: Buffer, mediaType: string): { width: number; height: number } | null {
  const size = mediaType === 'image/png' ? readPngSize(file) : readJpegSize(file);
  if (!size || size.width < 1 || size.height < 1) return null;
  return size.width <= LARGEST_SIDE && size.height <= LARGEST_SIDE ? size : null;
}

function readPngSize(file: Buffer) {
  return file.length < 24 ? null : { width: file.readUInt32BE(16), height: file.readUInt32BE(20) };
}

/** The first frame header. Source: ITU-T T.81 §B.2.2. */
function readJpegSize(file: Buffer) {
  let at = 2;
  while (at + 9 < file.length) {
    if (file[at] !== 0xff) return null;
    const marker = file[at + 1] ?? 0;
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { height: file.readUInt16BE(at + 5), width: file.readUInt16BE(at + 7) };
    at += 2 + file.readUInt16BE(at + 2);
  }
  return null;
}
