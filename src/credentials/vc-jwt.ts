/**
 * VC-JWT: the compact form in which a credential is signed and handed out.
 *
 * Source: OB 3.0 §8.2. Header: `alg`, `kid`, `typ` and no more; `typ` is `JWT` (`vc+jwt` is not in the specification
 * yet). Payload: the credential itself with five claims around it, no `vc` wrapper, no `iat`.
 * ES256: 1EdTech's validator takes RS256 and ES256 here, never EdDSA.
 * Not here: verifying (verify-vc-jwt.ts).
 *
 * @module
 */
import { CompactSign, type CryptoKey } from 'jose';
import type { OpenBadgeCredential } from './open-badge.js';

export const VC_JWT_ALGORITHM = 'ES256';
/** File type of a compact credential (OB 3.0 §5.1). */
export const VC_JWT_MEDIA_TYPE = 'text/plain';

export interface VcJwtHeader {
  readonly alg: typeof VC_JWT_ALGORITHM;
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
 * @returns a compact JWS
 */
export async function signVcJwt(
  credential: OpenBadgeCredential,
  keyAddress: string,
  privateKey: CryptoKey,
): Promise<string> {
  const header: VcJwtHeader = { alg: VC_JWT_ALGORITHM, kid: keyAddress, typ: 'JWT' };
  const payload = JSON.stringify({ ...credential, ...buildClaims(credential) });
  return new CompactSign(new TextEncoder().encode(payload))
    .setProtectedHeader({ ...header })
    .sign(privateKey);
}

function toSeconds(dateTime: string): number {
  return Date.parse(dateTime) / 1000;
}
