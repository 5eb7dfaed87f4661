/**
 * VC-JWT: the compact form in which a credential is signed and handed out.
 *
 * Source: OB 3.0 §8.2. Header: `alg`, `kid`, `typ` and no more; `typ` is `JWT` (`vc+jwt` is not in the specification
 * yet). Payload: the credential itself with five claims around it, no `vc` wrapper, no `iat`.
 * ES256, or RS256 where an issuer asked for it: 1EdTech's validator takes these two here, never EdDSA.
 * Not here: verifying (verify-vc-jwt.ts).
 *
 * @module
 */
import { KeyObject, sign } from 'node:crypto';
import type { CryptoKey } from 'jose';
import type { OpenBadgeCredential } from './open-badge.js';

export const VC_JWT_ALGORITHMS = ['ES256', 'RS256'] as const;
export type VcJwtAlgorithm = (typeof VC_JWT_ALGORITHMS)[number];
/** File type of a compact credential (OB 3.0 §5.1). */
export const VC_JWT_MEDIA_TYPE = 'text/plain';

export interface VcJwtHeader {
  readonly alg: VcJwtAlgorithm;
  /** An address that answers with this one key as a bare JWK. */
  readonly kid: string;
  readonly typ: 'JWT';
}

/** Claims of RFC 7519 that repeat members of the credential (OB 3.0 §8.2.4.1). */
export interface VcJwtClaims {
  readonly iss: string;
  readonly jti: string;
  readonly sub: string;
  /** Seconds since 1970. */
  readonly nbf: number;
  readonly exp?: number;
}

export function buildClaims(credential: OpenBadgeCredential): VcJwtClaims {
  return {
    iss: credential.issuer.id,
    jti: credential.id,
    sub: credential.credentialSubject.id,
    nbf: toSeconds(credential.validFrom),
    ...(credential.validUntil !== undefined && { exp: toSeconds(credential.validUntil) }),
  };
}

/**
 * @param credential - has passed its schema
 * @param keyAddress - `{CREDENTIAL_URL}/keys/{kid}`
 * @param json - the same as text, where that is at hand
 * @returns a compact JWS
 */
export async function signVcJwt(
  credential: OpenBadgeCredential,
  keyAddress: string,
  privateKey: KeyObject | CryptoKey,
  json = JSON.stringify(credential),
): Promise<string> {
  const key = privateKey instanceof KeyObject ? privateKey : KeyObject.from(privateKey);
  const alg = key.asymmetricKeyType === 'rsa' ? 'RS256' : 'ES256';
  const header: VcJwtHeader = { alg, kid: keyAddress, typ: 'JWT' };
  const payload = addMembers(json, buildClaims(credential));
  const signed = `${encode(JSON.stringify(header))}.${encode(payload)}`;
  // RFC 7518 §3.4: r and s as they are, not in DER.
  const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' });
  return `${signed}.${signature.toString('base64url')}`;
}

/**
 * JSON text with more members at its end: what `{ ...object, ...members }` would be written as, without writing it all again.
 *
 * @param json - of an object that has members, none of them of these names
 */
export function addMembers(json: string, members: object): string {
  return `${json.slice(0, -1)},${JSON.stringify(members).slice(1)}`;
}

function encode(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64url');
}

function toSeconds(dateTime: string): number {
  return Date.parse(dateTime) / 1000;
}
