/**
 * Keys and signatures as text: base58btc with its multibase letter, and Multikey for Ed25519.
 *
 * Source: Controlled Identifiers 1.0 §2.2.2 (Multikey), §2.4 (multibase); the alphabet is Bitcoin's.
 *
 * @module
 */
const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const VALUES: ReadonlyMap<string, number> = new Map([...ALPHABET].map((letter, value) => [letter, value]));

/** `z`: base58btc. */
const PREFIX = 'z';
/** Multicodec ed25519-pub, as a varint. */
const ED25519_PUBLIC = Buffer.from([0xed, 0x01]);
const ED25519_BYTES = 32;
/** Longer texts are none of ours, and decoding takes the square of the length. */
const LONGEST = 200;

/** Digits at a time: 58^5 times a byte is a whole number that JavaScript holds. */
const AT_ONCE = 5;
const STEP = 58 ** AT_ONCE;

export function encodeMultibase(bytes: Uint8Array): string {
  /** Least first, each of five digits. */
  const parts: number[] = [];
  // Two bytes at a time, an odd one first: that much times a part is a whole number that JavaScript holds.
  for (let from = 0, to = 2 - (bytes.length % 2); from < bytes.length; from = to, to += 2) {
    let [carry, base] = [0, 1];
    for (let at = from; at < to; at += 1) {
      carry = carry * 256 + (bytes[at] ?? 0);
      base *= 256;
    }
    for (let at = 0; at < parts.length; at += 1) {
      carry += (parts[at] ?? 0) * base;
      const left = Math.floor(carry / STEP);
      parts[at] = carry - left * STEP;
      carry = left;
    }
    if (carry > 0) parts.push(carry);
  }
  let digits = '';
  for (const part of parts) {
    for (let rest = part, count = 0; count < AT_ONCE; count += 1, rest = Math.floor(rest / 58)) {
      digits = (ALPHABET[rest % 58] ?? '') + digits;
    }
  }
  const zeros = bytes.findIndex((byte) => byte !== 0);
  const leading = (ALPHABET[0] ?? '').repeat(zeros < 0 ? bytes.length : zeros);
  return PREFIX + leading + digits.replace(/^1+/, '');
}

/** @returns null for anything that is no base58btc multibase */
export function decodeMultibase(text: string): Buffer | null {
  if (!text.startsWith(PREFIX) || text.length > LONGEST) return null;
  const bytes: number[] = [];
  for (const letter of text.slice(1)) {
    let carry = VALUES.get(letter);
    if (carry === undefined) return null;
    for (let at = 0; at < bytes.length; at += 1) {
      carry += (bytes[at] ?? 0) * 58;
      bytes[at] = carry & 0xff;
      carry >>= 8;
    }
    for (; carry > 0; carry >>= 8) bytes.push(carry & 0xff);
  }
  for (const letter of text.slice(1)) {
    if (letter !== ALPHABET[0]) break;
    bytes.push(0);
  }
  return Buffer.from(bytes.reverse());
}

/** @param publicKey - the 32 bytes */
export function encodeEd25519Multikey(publicKey: Uint8Array): string {
  return encodeMultibase(Buffer.concat([ED25519_PUBLIC, publicKey]));
}

/** @returns the 32 bytes, or null for another kind of key */
export function decodeEd25519Multikey(text: string): Buffer | null {
  const bytes = decodeMultibase(text);
  if (bytes?.length !== ED25519_PUBLIC.length + ED25519_BYTES) return null;
  return bytes.subarray(0, 2).equals(ED25519_PUBLIC) ? bytes.subarray(2) : null;
}
