/**
 * A file that somebody else handed in: as a download and nothing else, so that a browser shows or runs nothing of it.
 *
 * @module
 */
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';

export interface Download {
  readonly file: { readonly name: string; readonly mediaType: string; readonly size: number };
  readonly pieces: AsyncIterable<Buffer>;
}

export async function sendDownload(res: Response, { file, pieces }: Download): Promise<void> {
  res.attachment(file.name);
  res.set({
    'Content-Type': file.mediaType,
    'Content-Length': String(file.size),
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  });
  await pipeline(pieces, res);
}
