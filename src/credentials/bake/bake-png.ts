/**
 * Baking into PNG: one uncompressed `iTXt` chunk right after the header, in place of any that was there.
 *
 * Source: OB 3.0 §5.3.1 (keyword `openbadgecredential`), OB 2.0 baking 1.1 (`openbadges`); PNG §11.3.4.5 (iTXt), §5.3 (chunks).
 * Not here: reading what somebody else baked (verify/unbake-png.ts); whose picture it is (badge-picture.ts).
 *
 * @module
 */
import { crc32 } from 'node:zlib';
import { AppError } from '../../errors/app-error.js';

export type PngKeyword = 'openbadgecredential' | 'openbadges';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const TEXT_CHUNKS = ['iTXt', 'tEXt', 'zTXt'];
/** Length, type, CRC. */
const CHUNK_OVERHEAD = 12;

/**
 * @param text - JSON with its braces escaped (escape-braces.ts), or an address
 * @throws {AppError} `picture_unusable` - it is no PNG
 */
export function bakePng(png: Buffer, keyword: PngKeyword, text: string): Buffer {
  const [header, ...others] = readChunks(png);
  if (header?.type !== 'IHDR') throw unusable('the first chunk is no header');
  const kept = others.filter(({ type, data }) => !TEXT_CHUNKS.includes(type) || !hasKeyword(data, keyword));
  const baked = writeChunk('iTXt', buildTextData(keyword, text));
  return Buffer.concat([SIGNATURE, header.bytes, baked, ...kept.map(({ bytes }) => bytes)]);
}

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
  readonly bytes: Buffer;
}

function readChunks(png: Buffer): Chunk[] {
  if (!png.subarray(0, SIGNATURE.length).equals(SIGNATURE)) throw unusable('no PNG signature');
  const chunks: Chunk[] = [];
  for (let at = SIGNATURE.length; at < png.length;) {
    if (at + CHUNK_OVERHEAD > png.length) throw unusable('a chunk is cut off');
    const length = png.readUInt32BE(at);
    const end = at + CHUNK_OVERHEAD + length;
    if (end > png.length) throw unusable('a chunk is cut off');
    const type = png.toString('latin1', at + 4, at + 8);
    chunks.push({ type, data: png.subarray(at + 8, end - 4), bytes: png.subarray(at, end) });
    at = end;
  }
  return chunks;
}

function hasKeyword(data: Buffer, keyword: string): boolean {
  return data.toString('latin1', 0, keyword.length + 1) === `${keyword}\0`;
}

/** Keyword, not compressed (two zero bytes), no language, no translated keyword. */
function buildTextData(keyword: string, text: string): Buffer {
  return Buffer.concat([Buffer.from(`${keyword}\0\0\0\0\0`, 'latin1'), Buffer.from(text, 'utf8')]);
}

function writeChunk(type: string, data: Buffer): Buffer {
  const chunk = Buffer.alloc(CHUNK_OVERHEAD + data.length);
  chunk.writeUInt32BE(data.length, 0);
  chunk.write(type, 4, 'latin1');
  data.copy(chunk, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + data.length)), 8 + data.length);
  return chunk;
}

function unusable(message: string): AppError {
  return new AppError('picture_unusable', 422, `this picture can't be baked: ${message}`);
}
