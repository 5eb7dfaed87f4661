/**
 * A font file out of its WOFF wrapping, for the renderer, which reads plain ones only.
 *
 * Source: WOFF 1.0 §4 (header, table directory), OpenType (table records).
 *
 * @module
 */
import { inflateSync } from 'node:zlib';

const HEADER = 44;
const WOFF_ENTRY = 20;
const SFNT_ENTRY = 16;
/** No table of ours comes near. */
const MOST_TABLE_BYTES = 2_000_000;

/** @returns the same font as TTF or OTF */
export function unwrapWoff(woff: Buffer): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new TypeError('no WOFF file');
  const count = woff.readUInt16BE(12);
  const directory = Buffer.alloc(12 + SFNT_ENTRY * count);
  woff.copy(directory, 0, 4, 8); // flavour
  directory.writeUInt16BE(count, 4);
  const power = Math.floor(Math.log2(count));
  directory.writeUInt16BE(16 * 2 ** power, 6);
  directory.writeUInt16BE(power, 8);
  directory.writeUInt16BE(16 * count - 16 * 2 ** power, 10);
  const tables: Buffer[] = [];
  let at = directory.length;
  for (let index = 0; index < count; index += 1) {
    const entry = HEADER + index * WOFF_ENTRY;
    const [offset, packed, length] = [4, 8, 12].map((by) => woff.readUInt32BE(entry + by)) as [
      number,
      number,
      number,
    ];
    const bytes = woff.subarray(offset, offset + packed);
    const table = packed < length ? inflateSync(bytes, { maxOutputLength: MOST_TABLE_BYTES }) : bytes;
    const record = 12 + index * SFNT_ENTRY;
    woff.copy(directory, record, entry, entry + 4); // tag
    woff.copy(directory, record + 4, entry + 16, entry + 20); // checksum
    directory.writeUInt32BE(at, record + 8);
    directory.writeUInt32BE(length, record + 12);
    const padding = (4 - (length % 4)) % 4;
    tables.push(table, Buffer.alloc(padding));
    at += length + padding;
  }
  return Buffer.concat([directory, ...tables]);
}
