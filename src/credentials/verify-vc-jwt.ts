/**
 * Reading and checking a compact credential: the parts that need nothing but the text and a key.
 *
 * Source: OB 3.0 §8.2.5, RFC 7515 §5.2.
 * Not here: whose key it is, what our records say (verify/).
 *
 * @module
 */
import { compactVerify, errors, importJWK } from 'jose';
import type { OpenBadgeCredential } from './open-badge.js';
import { buildClaims, VC_JWT_ALGORITHMS, type VcJwtAlgorithm, type VcJwtClaims } from './vc-jwt.js';

export type JsonObject = Readonly<Record<string, unknown>>;

export interface ReadVcJwt {
  readonly jwt: string;
  readonly header: JsonObject;
  /** Everything but the claims. */
  readonly credential: JsonObject;
  readonly claims: JsonObject;
}

const CLAIM_NAMES = ['iss', 'jti', 'sub', 'nbf', 'exp', 'iat', 'aud'] as const;

/** @returns null when it is no compact JWS with a JSON object in its header and in its payload */
export function readVcJwt(text: string): ReadVcJwt | null {
  const segments = text.split('.');
  const [header, payload, signature] = segments.map(decodeBase64Url);
  if (segments.length !== 3 || !header || !payload || !signature) return null;
  const headerObject = parseJsonObject(header);
  const payloadObject = parseJsonObject(payload);
  if (!headerObject || !payloadObject) return null;
  return { jwt: text, header: headerObject, ...splitClaims(payloadObject) };
}

/** The bytes that were signed, to be handed out as they are. */
export function readSignedBytes(jwt: string): Buffer {
  return Buffer.from(jwt.split('.')[1] ?? '', 'base64url');
}

export function splitClaims(payload: JsonObject): { credential: JsonObject; claims: JsonObject } {
  const isClaim = (name: string) => (CLAIM_NAMES as readonly string[]).includes(name);
  const entries = Object.entries(payload);
  return {
    credential: Object.fromEntries(entries.filter(([name]) => !isClaim(name))),
    claims: Object.fromEntries(entries.filter(([name]) => isClaim(name))),
  };
}

/** `alg`, `kid`, `jwk` and `typ` are all that OB 3.0 §8.2.3 knows; ours carry no `jwk`, so none is trusted. */
export function isOurHeader(header: JsonObject): boolean {
  const { alg, kid, typ, ...others } = header;
  return (
    isVcJwtAlgorithm(alg) && typeof kid === 'string' && typ === 'JWT' && Object.keys(others).length === 0
  );
}

/** The algorithm is the key's to say, never the text's. */
export async function hasValidSignature(jwt: string, publicJwk: JsonObject): Promise<boolean> {
  const alg = publicJwk['kty'] === 'RSA' ? 'RS256' : 'ES256';
  const key = await importJWK({ ...publicJwk }, alg);
  try {
    await compactVerify(jwt, key, { algorithms: [alg] });
    return true;
  } catch (error) {
    if (error instanceof errors.JOSEError) return false;
    throw error;
  }
}

function isVcJwtAlgorithm(alg: unknown): alg is VcJwtAlgorithm {
  return VC_JWT_ALGORITHMS.some((one) => one === alg);
}

/** Each claim must equal the member that it repeats, and there are no others. */
export function hasMatchingClaims(credential: OpenBadgeCredential, claims: JsonObject): boolean {
  const expected: VcJwtClaims = buildClaims(credential);
  const names = Object.keys(expected);
  return (
    Object.keys(claims).length === names.length &&
    names.every((name) => claims[name] === expected[name as keyof VcJwtClaims])
  );
}

/** Strict: a second spelling of the same bytes is not the same credential. */
function decodeBase64Url(segment: string): Buffer | null {
  const bytes = Buffer.from(segment, 'base64url');
  return segment !== '' && bytes.toString('base64url') === segment ? bytes : null;
}

/** Null for anything but an object in clean UTF-8. */
export function parseJsonObject(bytes: Buffer): JsonObject | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as JsonObject)
      : null;
  } catch {
    return null;
  }
}
