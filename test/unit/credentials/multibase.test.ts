import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeEd25519Multikey,
  decodeMultibase,
  encodeEd25519Multikey,
  encodeMultibase,
} from '../../../src/credentials/multibase.js';

describe('base58btc multibase (Controlled Identifiers 1.0 §2.4)', () => {
  it.each([
    ['', 'z'],
    ['00', 'z1'],
    ['61', 'z2g'],
    ['626262', 'za3gV'],
    ['00000000000000000000', 'z1111111111'],
    [
      '000111d38e5fc9071ffcd20b4a763cc9ae4f252bb4e48fd66a835e252ada93ff480d6dd43dc62a641155a5',
      'z123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz',
    ],
  ])('writes %s as %s', (hex, text) => {
    expect(encodeMultibase(Buffer.from(hex, 'hex'))).toBe(text);
    expect(decodeMultibase(text)?.toString('hex')).toBe(hex);
  });

  it('reads back whatever it wrote', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        expect(decodeMultibase(encodeMultibase(bytes))).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it.each(['', '2g', 'z0', 'zl', 'z2g ', `z${'2'.repeat(300)}`])('refuses %j', (text) => {
    expect(decodeMultibase(text)).toBeNull();
  });
});

describe('Multikey of Ed25519', () => {
  it('begins with z6Mk and holds the key', () => {
    const key = Buffer.alloc(32, 7);
    const text = encodeEd25519Multikey(key);
    expect(text).toMatch(/^z6Mk/);
    expect(decodeEd25519Multikey(text)).toEqual(key);
  });

  it('is no other kind of key', () => {
    // P-256 (0x8024) and a key that is too short.
    expect(
      decodeEd25519Multikey(encodeMultibase(Buffer.concat([Buffer.from([0x80, 0x24]), Buffer.alloc(33)]))),
    ).toBeNull();
    expect(
      decodeEd25519Multikey(encodeMultibase(Buffer.concat([Buffer.from([0xed, 1]), Buffer.alloc(31)]))),
    ).toBeNull();
  });
});
