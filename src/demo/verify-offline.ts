/**
 * Verifying a credential as a stranger could: with the text, the published key and `node:crypto`, and nothing of the tool.
 *
 * Source: RFC 7515 §3.1 (compact form), RFC 7518 §3.4 (ES256: the two halves of the signature side by side).
 *
 * @module
 */
import { createPublicKey, verify, type JsonWebKey } from 'node:crypto';

export interface OfflineVerification {
  readonly isSigned: boolean;
  readonly keyAddress: string;
  readonly credential: Readonly<Record<string, unknown>>;
}

/** @throws when the text is not a compact JWS with a `kid` */
export function readCredential(jwt: string): Omit<OfflineVerification, 'isSigned'> {
  const [header, payload] = jwt.split('.').slice(0, 2).map(parseSegment);
  const keyAddress = header?.['kid'];
  if (typeof keyAddress !== 'string' || !payload) throw new Error('the credential names no key');
  return { keyAddress, credential: payload };
}

export function isSignedBy(jwt: string, jwk: JsonWebKey): boolean {
  const end = jwt.lastIndexOf('.');
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  const signature = Buffer.from(jwt.slice(end + 1), 'base64url');
  return verify('sha256', Buffer.from(jwt.slice(0, end)), { key, dsaEncoding: 'ieee-p1363' }, signature);
}

/** The same text with one byte of its content changed: still readable, no longer what was signed. */
export function tamper(jwt: string): string {
  const [header, payload = '', signature] = jwt.split('.');
  const text = Buffer.from(payload, 'base64url').toString('utf8');
  const changed = text.replace(/"validFrom":"(\d{3})(\d)/, (_all, start: string, digit: string) => {
    return `"validFrom":"${start}${(Number(digit) + 9) % 10}`;
  });
  if (changed === text) throw new Error('the credential has no validFrom to change');
  return [header, Buffer.from(changed).toString('base64url'), signature].join('.');
}

function parseSegment(segment: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(segment, 'base64url').toString('utf8')) as Record<string, unknown>;
}
