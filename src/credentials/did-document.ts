/**
 * The DID document of an issuer: which keys speak for it, retired ones included.
 *
 * Source: DID Core §5; did:web §3.2 (`did:web:host:issuers:id` is read at `/issuers/id/did.json`).
 * `assertionMethod` is an array of strings: 1EdTech's validator throws on embedded objects.
 *
 * @module
 */
import type { IssuerKey } from './credential.js';

export interface DidDocument {
  readonly '@context': readonly string[];
  readonly id: string;
  readonly verificationMethod: readonly {
    readonly id: string;
    readonly type: 'JsonWebKey';
    readonly controller: string;
    readonly publicKeyJwk: IssuerKey['publicJwk'];
  }[];
  readonly assertionMethod: readonly string[];
}

export function buildDidDocument(
  issuerDid: string,
  keys: readonly Pick<IssuerKey, 'kid' | 'publicJwk'>[],
): DidDocument {
  const methodId = (kid: string) => `${issuerDid}#${kid}`;
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/jwk/v1'],
    id: issuerDid,
    verificationMethod: keys.map(({ kid, publicJwk }) => ({
      id: methodId(kid),
      type: 'JsonWebKey',
      controller: issuerDid,
      publicKeyJwk: publicJwk,
    })),
    assertionMethod: keys.map(({ kid }) => methodId(kid)),
  };
}
