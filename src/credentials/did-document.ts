/**
 * The DID document of an issuer: which keys speak for it, retired ones included.
 *
 * Ed25519 keys stand as Multikey under `#<publicKeyMultibase>`, so that a fragment alone names the key; keys of the compact
 * form stand as JsonWebKey under `#<kid>`, the same key that `/keys/{kid}` answers with. A compromised key stays listed,
 * since what it signed before goes on being valid, with the date from which it no longer counts as `revoked`.
 * `assertionMethod` is an array of strings: 1EdTech's validator throws on embedded objects.
 *
 * Source: DID Core §5; did:web §3.2 (`did:web:host:issuers:id` is read at `/issuers/id/did.json`); Controlled Identifiers 1.0
 * §2.2 (`revoked`), §2.2.2 (Multikey), §2.2.3 (JsonWebKey).
 *
 * @module
 */
import type { IssuerKey } from './credential.js';

interface MethodOf<Type extends string> {
  readonly id: string;
  readonly type: Type;
  readonly controller: string;
  /** From when on its signatures do not count. */
  readonly revoked?: string;
}

type VerificationMethod =
  | (MethodOf<'Multikey'> & { readonly publicKeyMultibase: string })
  | (MethodOf<'JsonWebKey'> & { readonly publicKeyJwk: IssuerKey['publicJwk'] });

export interface DidDocument {
  readonly '@context': readonly string[];
  readonly id: string;
  readonly verificationMethod: readonly VerificationMethod[];
  readonly assertionMethod: readonly string[];
}

type DidKey = Pick<IssuerKey, 'kid' | 'algorithm' | 'publicJwk' | 'compromisedAt'>;

export function buildDidDocument(issuerDid: string, keys: readonly DidKey[]): DidDocument {
  return {
    '@context': [
      'https://www.w3.org/ns/did/v1',
      'https://w3id.org/security/multikey/v1',
      'https://w3id.org/security/jwk/v1',
    ],
    id: issuerDid,
    verificationMethod: keys.map((key) => buildMethod(issuerDid, key)),
    assertionMethod: keys.map(({ kid }) => nameMethod(issuerDid, kid)),
  };
}

/** The key that an embedded proof names, and that its DID document lists. */
export function nameMethod(issuerDid: string, kid: string): string {
  return `${issuerDid}#${kid}`;
}

function buildMethod(
  issuerDid: string,
  { kid, algorithm, publicJwk, compromisedAt }: DidKey,
): VerificationMethod {
  const common = {
    id: nameMethod(issuerDid, kid),
    controller: issuerDid,
    ...(compromisedAt && { revoked: compromisedAt.toISOString() }),
  };
  return algorithm === 'Ed25519'
    ? { ...common, type: 'Multikey', publicKeyMultibase: kid }
    : { ...common, type: 'JsonWebKey', publicKeyJwk: publicJwk };
}
