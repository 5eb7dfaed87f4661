/**
 * Reading a form with files: into memory, within limits that are told before anything is read. What breaks a limit is refused
 * whole; nothing of it is kept.
 *
 * @module
 */
import busboy from 'busboy';
import type { Request, RequestHandler } from 'express';
import { AppError } from '../errors/app-error.js';

export interface UploadLimits {
  readonly files: number;
  readonly fileBytes: number;
  readonly fieldBytes: number;
}

export interface UploadedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

const uploads = new WeakMap<Request, readonly UploadedFile[]>();

/**
 * Fills `req.body` with the fields, each name once or as a list, and keeps the files for `getUploads`.
 *
 * @throws {AppError} `request_invalid` 400 - not a form with files; `request_too_large` 413
 */
export function readUpload({ files: mostFiles, fileBytes, fieldBytes }: UploadLimits): RequestHandler {
  return (req, _res, next) => {
    const declared = Number(req.get('content-length') ?? 0);
    if (declared > mostFiles * fileBytes + 20 * fieldBytes) return next(tooLarge());
    let parser: ReturnType<typeof busboy>;
    try {
      parser = busboy({
        headers: req.headers,
        defParamCharset: 'utf8',
        limits: { files: mostFiles, fileSize: fileBytes + 1, fieldSize: fieldBytes, fields: 50, parts: 60 },
      });
    } catch {
      return next(new AppError('request_invalid', 400, 'this is not a form with files'));
    }
    const fields: Record<string, string | string[]> = Object.create(null) as Record<
      string,
      string | string[]
    >;
    const files: UploadedFile[] = [];
    let refusal: AppError | null = null;
    let isOver = false;
    const end = (error: AppError | null): void => {
      if (isOver) return;
      isOver = true;
      req.unpipe(parser);
      // What still comes is let run dry, so that the answer reaches a browser that is still sending.
      req.resume();
      if (error) return next(error);
      req.body = fields;
      uploads.set(req, files);
      next();
    };

    parser.on('field', (name, value, { valueTruncated }) => {
      if (valueTruncated) refusal ??= tooLarge();
      const before = fields[name];
      fields[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
    });
    parser.on('file', (_field, stream, { filename }) => {
      const parts: Buffer[] = [];
      let size = 0;
      stream.on('data', (part: Buffer) => {
        size += part.length;
        if (size > fileBytes) refusal ??= tooLarge();
        else parts.push(part);
      });
      stream.on('end', () => {
        // A file field that was left empty sends one without a name.
        if (filename && size > 0 && size <= fileBytes)
          files.push({ name: filename, bytes: Buffer.concat(parts) });
      });
    });
    for (const limit of ['filesLimit', 'fieldsLimit', 'partsLimit'] as const) {
      parser.on(limit, () => (refusal ??= tooLarge()));
    }
    parser.on('error', () => end(new AppError('request_invalid', 400, 'the form breaks off')));
    parser.on('close', () => end(refusal));
    req.on('aborted', () => end(new AppError('request_invalid', 400, 'the form breaks off')));
    req.pipe(parser);
  };
}

/** The files of the form that `readUpload` read. */
export function getUploads(req: Request): readonly UploadedFile[] {
  return uploads.get(req) ?? [];
}

function tooLarge(): AppError {
  return new AppError('request_too_large', 413, 'the form is larger than it may be');
}
