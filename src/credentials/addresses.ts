/**
 * Every address that stands inside a credential, made in one place from `CREDENTIAL_URL`.
 *
 * Ids are encoded as path segments; what is read back is compared with what would be made, never taken apart loosely.
 *
 * @module
 */

export interface CredentialAddresses {
  credential(credentialId: string): string;
  badgeClass(badgeClassId: string): string;
  badgeImage(badgeClassId: string): string;
  /** The page of an issuer; its id inside credentials is `issuerDid`. */
  issuer(issuerId: string): string;
  /** `did:web`: the port's colon is written `%3A`, path segments are joined by colons (did:web §3.1). */
  issuerDid(issuerId: string): string;
  key(kid: string): string;
  /** The id at the end of an address of that kind, or null when it is not one of ours. */
  parseCredential(address: string): string | null;
  parseIssuerDid(did: string): string | null;
  parseKey(address: string): string | null;
}

/** @param credentialUrl - an origin, without a slash at the end */
export function createCredentialAddresses(credentialUrl: string): CredentialAddresses {
  const segment = encodeURIComponent;
  const didPrefix = `did:web:${segment(new URL(credentialUrl).host)}:issuers:`;
  const under = (path: string) => `${credentialUrl}/${path}/`;

  return {
    credential: (id) => under('credentials') + segment(id),
    badgeClass: (id) => under('badges') + segment(id),
    badgeImage: (id) => `${under('badges') + segment(id)}/image.svg`,
    issuer: (id) => under('issuers') + segment(id),
    issuerDid: (id) => didPrefix + segment(id),
    key: (kid) => under('keys') + segment(kid),
    parseCredential: (address) => parseTail(address, under('credentials')),
    parseIssuerDid: (did) => parseTail(did, didPrefix),
    parseKey: (address) => parseTail(address, under('keys')),
  };
}

function parseTail(text: string, prefix: string): string | null {
  const tail = text.startsWith(prefix) ? text.slice(prefix.length) : '';
  return /^[\w-]+$/.test(tail) ? tail : null;
}
