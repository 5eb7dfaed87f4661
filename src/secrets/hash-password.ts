/**
 * Passwords: kept as a salted scrypt hash that says its own costs, so that later ones may cost more.
 *
 * Source: RFC 7914; the costs are those that OWASP names (N = 2^15, r = 8, p = 3; 32 MB for each check).
 *
 * @module
 */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

const COSTS = { N: 2 ** 15, r: 8, p: 3 } as const;
const KEY_BYTES = 32;
const MAX_MEMORY = 64 * 1024 * 1024;

interface Costs {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** `scrypt$N$r$p$salt$key`, with salt and key in base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, COSTS);
  const { N, r, p } = COSTS;
  return ['scrypt', N, r, p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/**
 * @param hash - as `hashPassword` wrote it; null takes as long and is never right, so that nobody learns who has an account
 */
export async function isPassword(password: string, hash: string | null): Promise<boolean> {
  const match = /^scrypt\$(\d{1,7})\$(\d{1,2})\$(\d{1,2})\$([\w-]{22})\$([\w-]{43})$/.exec(hash ?? '');
  const [, N, r, p, salt = '', key = ''] = match ?? [];
  const costs = match ? { N: Number(N), r: Number(r), p: Number(p) } : COSTS;
  const wanted = match ? Buffer.from(key, 'base64url') : randomBytes(KEY_BYTES);
  const found = await derive(password, Buffer.from(salt, 'base64url'), costs);
  return timingSafeEqual(found, wanted) && match !== null;
}

function derive(password: string, salt: Buffer, costs: Costs): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // The same letters typed on another keyboard are the same password.
    const typed = password.normalize('NFKC');
    scrypt(typed, salt, KEY_BYTES, { ...costs, maxmem: MAX_MEMORY }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
