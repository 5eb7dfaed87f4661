/**
 * What somebody sent to be verified: a file, a text, and whom they asked about. Read into memory up to a cap and never written
 * anywhere.
 *
 * A form with a file (multipart) and one without are both taken, so that the page works with and without a script.
 *
 * @module
 */
import busboy from 'busboy';
import type { Request } from 'express';
import { MOST_FILE_BYTES, MOST_TEXT_BYTES } from '../../credentials/verify/read-input.js';
import { AppError } from '../../errors/app-error.js';

export interface VerifyForm {
  /** Null when none was chosen; browsers send an empty one then. */
  readonly file: Buffer | null;
  readonly text: string;
  readonly recipient: string;
  readonly isTooLarge: boolean;
}

/** Pasted text may be the source of an SVG. */
const MOST_FIELD_BYTES = MOST_TEXT_BYTES + 400_000;
const MOST_PARTS = 8;
/** Of the whole request: the file, the text, and what a form writes around them. */
const MOST_REQUEST_BYTES = MOST_FILE_BYTES + MOST_FIELD_BYTES + 50_000;

/** @throws {AppError} `request_invalid` - no form, a broken one, or one with too many parts */
export function readVerifyForm(req: Request): Promise<VerifyForm> {
  return new Promise((resolve, reject) => {
    const fields = new Map<string, string>();
    const chunks: Buffer[] = [];
    let isTooLarge = Number(req.headers['content-length'] ?? 0) > MOST_REQUEST_BYTES;
    let received = 0;
    const parser = openParser(req, reject);
    if (!parser) return;

    parser.on('field', (name, value, { valueTruncated }) => {
      if (valueTruncated) isTooLarge = true;
      // Which of two was meant nobody can say.
      fields.set(name, fields.has(name) ? '' : value);
    });
    parser.on('file', (name, stream) => {
      stream.on('data', (chunk: Buffer) => {
        if (name === 'file') chunks.push(chunk);
      });
      stream.on('limit', () => {
        isTooLarge = true;
        chunks.length = 0;
      });
    });
    for (const limit of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const) {
      parser.on(limit, () => reject(invalid('has too many parts')));
    }
    parser.on('error', () => reject(invalid('is broken')));
    parser.on('close', () => {
      const file = Buffer.concat(chunks);
      resolve({
        file: file.length > 0 && !isTooLarge ? file : null,
        text: fields.get('text') ?? '',
        recipient: fields.get('recipient') ?? '',
        isTooLarge,
      });
    });
    req.on('data', (chunk: Buffer) => {
      received += chunk.length;
      if (received > MOST_REQUEST_BYTES) {
        req.unpipe(parser);
        req.resume();
        resolve({ file: null, text: '', recipient: '', isTooLarge: true });
      }
    });
    req.pipe(parser);
  });
}

function openParser(req: Request, reject: (error: AppError) => void) {
  try {
    return busboy({
      headers: req.headers,
      limits: {
        fileSize: MOST_FILE_BYTES,
        files: 1,
        fields: 5,
        fieldSize: MOST_FIELD_BYTES,
        fieldNameSize: 100,
        parts: MOST_PARTS,
        headerPairs: 20,
      },
    });
  } catch {
    reject(invalid('is of another kind'));
    return null;
  }
}

function invalid(what: string): AppError {
  return new AppError('request_invalid', 400, `the form ${what}`);
}
