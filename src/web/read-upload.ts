/**
 * Reading a form that brings a file along (multipart/form-data): its texts become the body, its file stands beside.
 *
 * @module
 */
import busboy from 'busboy';
import type { Request, RequestHandler } from 'express';
import { AppError } from '../errors/app-error.js';

export interface Upload {
  readonly bytes: Buffer;
  readonly mediaType: string;
}

const uploads = new WeakMap<Request, Upload>();

/** The file that the form brought; null when none was chosen. */
export function findUpload(req: Request): Upload | null {
  return uploads.get(req) ?? null;
}

/**
 * One file in the field of that name, and short texts. Other bodies are not read.
 *
 * A larger file is cut at one byte more than `mostBytes`, so that who uses it sees that it is too large and can say so.
 *
 * @throws {AppError} `request_invalid` - it is no form that a browser sends
 */
export function readUpload(field: string, mostBytes: number, mostTextBytes = 4_096): RequestHandler {
  return (req, _res, next) => {
    if (!req.is('multipart/form-data')) return next();
    const texts: Record<string, string> = Object.create(null) as Record<string, string>;
    let parser;
    try {
      parser = busboy({
        headers: req.headers,
        limits: {
          files: 1,
          fields: 20,
          parts: 22,
          fileSize: mostBytes + 1,
          fieldSize: mostTextBytes,
          fieldNameSize: 100,
        },
      });
    } catch {
      throw unreadable();
    }
    parser.on('field', (name, value) => {
      texts[name] = value;
    });
    parser.on('file', (name, stream, { mimeType, filename }) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => {
        if (name === field) chunks.push(chunk);
      });
      stream.on('end', () => {
        // A browser sends an empty file without a name when nothing was chosen.
        if (name === field && filename)
          uploads.set(req, { bytes: Buffer.concat(chunks), mediaType: mimeType });
      });
    });
    let isDone = false;
    const finish = (error?: AppError) => {
      if (isDone) return;
      isDone = true;
      req.unpipe(parser);
      req.resume();
      if (!error) req.body = { ...texts };
      next(error);
    };
    parser.on('close', () => finish());
    parser.on('error', () => finish(unreadable()));
    req.on('aborted', () => finish(unreadable()));
    req.pipe(parser);
  };
}

function unreadable(): AppError {
  return new AppError('request_invalid', 400, 'the form cannot be read');
}
