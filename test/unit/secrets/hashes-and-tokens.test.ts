import { hkdfSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { deriveKey } from '../../../src/secrets/derive-key.js';
import { hashSecret } from '../../../src/secrets/hash-secret.js';
import { randomToken } from '../../../src/secrets/random-token.js';

describe('hashSecret', () => {
  it('is the sha256 of the text in base64url', () => {
    // FIPS 180-2 appendix B.1: SHA-256("abc")
    const known = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    expect(Buffer.from(hashSecret('abc'), 'base64url').toString('hex')).toBe(known);
    expect(hashSecret('abc')).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });
});

describe('randomToken', () => {
  it('holds 32 random bytes unless told otherwise, safe in addresses', () => {
    expect(Buffer.from(randomToken(), 'base64url')).toHaveLength(32);
    expect(Buffer.from(randomToken(16), 'base64url')).toHaveLength(16);
    expect(randomToken()).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  it('is never the same twice', () => {
    expect(new Set(Array.from({ length: 1000 }, () => randomToken(16))).size).toBe(1000);
  });
});

describe('deriveKey (HKDF-SHA256)', () => {
  const key = Buffer.alloc(32, 7);

  it('gives 32 bytes, the same for the same purpose', () => {
    expect(deriveKey(key, 'a')).toHaveLength(32);
    expect(deriveKey(key, 'a').equals(deriveKey(Buffer.from(key), 'a'))).toBe(true);
    expect(deriveKey(key, 'a').equals(Buffer.from(hkdfSync('sha256', key, 'insigne', 'a', 32)))).toBe(true);
  });

  it('gives another key for another purpose and for another secret', () => {
    expect(deriveKey(key, 'a').equals(deriveKey(key, 'b'))).toBe(false);
    expect(deriveKey(key, 'a').equals(deriveKey(Buffer.alloc(32, 8), 'a'))).toBe(false);
    expect(deriveKey(key, 'a').equals(key)).toBe(false);
  });
});
