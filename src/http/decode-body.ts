/**
 * Bodies of answers: read up to a cap, decoded up to a cap, so that neither a long answer nor a compressed bomb fills
 * the memory.
 *
 * Source: RFC 9110 §8.4 (content codings). `deflate` is zlib by the RFC and raw with some servers; the first byte tells.
 *
 * @module
 */
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib';
import { AppError } from '../errors/app-error.js';

/** What `decodeBytes` understands, for `accept-encoding`. */
export const ACCEPTED_CODINGS = 'gzip, deflate, br';

const MAX_CODINGS = 3;
/** Compressed data may be a little longer than what it stands for, never much. */
const ENCODED_SLACK_BYTES = 4096;

const decoders = {
  gzip: promisify(gunzip),
  br: promisify(brotliDecompress),
  zlib: promisify(inflate),
  rawDeflate: promisify(inflateRaw),
};

/** @throws {AppError} `fetch_too_large` - more than `maxBytes`, as sent */
export async function readBody(
  chunks: AsyncIterable<Uint8Array>,
  contentLength: string | undefined,
  maxBytes: number,
): Promise<Buffer> {
  const most = maxBytes + ENCODED_SLACK_BYTES;
  if (Number(contentLength) > most) throw tooLarge(maxBytes);
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > most) throw tooLarge(maxBytes);
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}

/**
 * @param contentEncoding - the header's value
 * @returns the decoded bytes
 * @throws {AppError} `fetch_too_large` - the decoded body is longer than `maxBytes`
 * @throws {AppError} `fetch_failed` - an unknown coding, or bytes that do not decode
 */
export async function decodeBytes(
  body: Buffer,
  contentEncoding: string | undefined,
  maxBytes: number,
): Promise<Buffer> {
  const codings = (contentEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity');
  if (codings.length > MAX_CODINGS)
    throw new AppError('fetch_failed', 502, 'the answer is coded too many times');
  let decoded = body;
  if (body.length > 0) {
    for (const coding of codings.reverse()) decoded = await decodeOnce(decoded, coding, maxBytes);
  }
  if (decoded.length > maxBytes) throw tooLarge(maxBytes);
  return decoded;
}

async function decodeOnce(body: Buffer, coding: string, maxBytes: number): Promise<Buffer> {
  const decode = findDecoder(coding, body);
  if (!decode) throw new AppError('fetch_failed', 502, 'the answer has an unknown content coding');
  try {
    return await decode(body, { maxOutputLength: maxBytes });
  } catch (error) {
    if (error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') {
      throw tooLarge(maxBytes);
    }
    throw new AppError('fetch_failed', 502, 'the answer does not decode', {}, { cause: error });
  }
}

function findDecoder(coding: string, body: Buffer) {
  if (coding === 'gzip' || coding === 'x-gzip') return decoders.gzip;
  if (coding === 'br') return decoders.br;
  if (coding === 'deflate') return ((body[0] ?? 0) & 0x0f) === 8 ? decoders.zlib : decoders.rawDeflate;
  return null;
}

function tooLarge(maxBytes: number): AppError {
  return new AppError('fetch_too_large', 502, 'the answer is too large', { maxBytes });
}
