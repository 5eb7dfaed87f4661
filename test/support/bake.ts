/**
 * Pictures with something baked in, made byte by byte, for tests that read them back.
 *
 * @module
 */
import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

export function chunk(type: string, data: Buffer, crc?: number): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc ?? crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** One grey pixel, with these chunks after its header. */
export function buildPng(...chunks: readonly Buffer[]): Buffer {
  const header = Buffer.from('00000001000000010800000000', 'hex');
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    ...chunks,
    chunk('IDAT', deflateSync(Buffer.from([0, 128]))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

export function textChunk(keyword: string, text: string | Buffer, isCompressed = false): Buffer {
  const bytes = Buffer.from(text as string);
  return chunk(
    'iTXt',
    Buffer.concat([
      Buffer.from(`${keyword}\0`, 'latin1'),
      Buffer.from([isCompressed ? 1 : 0, 0, 0, 0]),
      isCompressed ? deflateSync(bytes) : bytes,
    ]),
  );
}

/** Before 2014: an address in a plain chunk. */
export function oldTextChunk(keyword: string, text: string): Buffer {
  return chunk('tEXt', Buffer.from(`${keyword}\0${text}`, 'latin1'));
}

export function buildSvg(inside: string, namespace = 'https://purl.imsglobal.org/ob/v3p0'): string {
  return (
    `<?xml version="1.0"?><!-- <svg> --><svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="${namespace}" viewBox="0 0 1 1">` +
    `${inside}<circle r="1"/></svg>`
  );
}
