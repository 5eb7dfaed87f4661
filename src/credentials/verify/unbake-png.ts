/**
 * What is baked into a PNG: one text chunk among its others.
 *
 * Source: PNG (Third Edition) §5 (chunks, CRC), §11.3.3 (tEXt, zTXt, iTXt); OB 3.0 §5.3.1 (`openbadgecredential`), OB 2.0
 * baking 1.1 (`openbadges`; before 2014 as tEXt with the address of an assertion).
 * Bombs: the file's size is capped before this, a chunk's length by the file, what a compressed text unpacks to here.
 *
 * @module
 */
import { crc32, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** The newer first, where a file carries both. */
const KEYWORDS = ['openbadgecredential', 'openbadges'] as const;
const LONGEST_KEYWORD = 79;
/** Chunks of a picture: some have hundreds of IDAT. */
const MOST_CHUNKS = 20_000;

export type Unbaked =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'nothing-inside' }
  | { readonly kind: 'too-large' }
  /** It begins like one and is broken on the way, or carries the same thing twice. */
  | { readonly kind: 'broken' };

export function isPng(bytes: Buffer): boolean {
  return bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE);
}

/** @param mostBytes - of the text, unpacked */
export function unbakePng(bytes: Buffer, mostBytes: number): Unbaked {
  const found = new Map<string, Buffer>();
  let at = SIGNATURE.length;
  for (let count = 0; at < bytes.length; count += 1) {
    if (count > MOST_CHUNKS || at + 12 > bytes.length) return { kind: 'broken' };
    const length = bytes.readUInt32BE(at);
    const end = at + 12 + length;
    if (end > bytes.length) return { kind: 'broken' };
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (type === 'iTXt' || type === 'tEXt' || type === 'zTXt') {
      const data = bytes.subarray(at + 8, end - 4);
      const keyword = readKeyword(data);
      if (KEYWORDS.some((known) => known === keyword)) {
        if (crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) return { kind: 'broken' };
        if (found.has(keyword)) return { kind: 'broken' }; // OB 3.0 §5.3.1: at most one
        const text = readText(type, data.subarray(keyword.length + 1), mostBytes);
        if (typeof text === 'string') return { kind: text };
        found.set(keyword, text);
      }
    }
    if (type === 'IEND') break;
    at = end;
  }
  for (const keyword of KEYWORDS) {
    const text = found.get(keyword);
    if (text) return text.length > mostBytes ? { kind: 'too-large' } : decode(text);
  }
  return { kind: 'nothing-inside' };
}

function readKeyword(data: Buffer): string {
  const end = data.subarray(0, LONGEST_KEYWORD + 1).indexOf(0);
  return end > 0 ? data.toString('latin1', 0, end) : '';
}

/** @param rest - what follows the keyword and its zero */
function readText(type: string, rest: Buffer, mostBytes: number): Buffer | 'broken' | 'too-large' {
  if (type === 'tEXt') return rest;
  if (type === 'zTXt') return rest[0] === 0 ? inflate(rest.subarray(1), mostBytes) : 'broken';
  const [isCompressed, method] = rest;
  const language = rest.indexOf(0, 2);
  const translated = language < 0 ? -1 : rest.indexOf(0, language + 1);
  if (translated < 0 || (isCompressed !== 0 && isCompressed !== 1)) return 'broken';
  const text = rest.subarray(translated + 1);
  if (isCompressed === 0) return text;
  return method === 0 ? inflate(text, mostBytes) : 'broken';
}

function inflate(packed: Buffer, mostBytes: number): Buffer | 'broken' | 'too-large' {
  try {
    return inflateSync(packed, { maxOutputLength: mostBytes });
  } catch (error) {
    const isBomb = error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    return isBomb ? 'too-large' : 'broken';
  }
}

function decode(text: Buffer): Unbaked {
  try {
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(text) };
  } catch {
    return { kind: 'broken' };
  }
}
