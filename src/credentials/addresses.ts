/**
 * Every address that stands inside a credential, made in one place from `CREDENTIAL_URL`.
 *
 * Ids are encoded as path segments; what is read back is compared with what would be made, never taken apart loosely.
 *
 * @module
 */

import type { StatusPurpose } from './status-list.js';

export interface CredentialAddresses {
  credential(credentialId: string): string;
  badgeClass(badgeClassId: string): string;
  /** The picture as it is now, or as it was in that version: what was earned keeps its picture. */
  badgeImage(badgeClassId: string, version?: number): string;
  /** The page of an issuer; its id inside credentials is `issuerDid`. */
  issuer(issuerId: string): string;
  issuerLogo(issuerId: string): string;
  /** `did:web`: the port's colon is written `%3A`, path segments are joined by colons (did:web §3.1). */
  issuerDid(issuerId: string): string;
  key(kid: string): string;
  /** The list of revocations has the plain address, since credentials carry it. */
  statusList(listId: string, purpose: StatusPurpose): string;
  /** OB 2.0, hosted: each at an address of its own. */
  hostedAssertion(credentialId: string): string;
  /** As it stood in that version: an assertion keeps the one that it was earned under. */
  hostedBadgeClass(badgeClassId: string, version: number): string;
  hostedIssuer(issuerId: string): string;
  /** A download of a shared credential. */
  download(credentialId: string, form: 'json' | 'jwt' | 'png' | 'svg' | 'pdf'): string;
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
    badgeImage: (id, version) =>
      `${under('badges') + segment(id)}/image.svg${version === undefined ? '' : `?version=${version}`}`,
    issuer: (id) => under('issuers') + segment(id),
    issuerLogo: (id) => `${under('issuers') + segment(id)}/logo`,
    issuerDid: (id) => didPrefix + segment(id),
    key: (kid) => under('keys') + segment(kid),
    statusList: (id, purpose) =>
      under('status') + segment(id) + (purpose === 'revocation' ? '' : `/${purpose}`),
    hostedAssertion: (id) => under('ob2/assertions') + segment(id),
    hostedBadgeClass: (id, version) => `${under('ob2/badges') + segment(id)}?version=${version}`,
    hostedIssuer: (id) => under('ob2/issuers') + segment(id),
    download: (id, form) => `${under('credentials') + segment(id)}.${form}`,
    parseCredential: (address) => parseTail(address, under('credentials')),
    parseIssuerDid: (did) => parseTail(did, didPrefix),
    parseKey: (address) => parseTail(address, under('keys')),
  };
}

function parseTail(text: string, prefix: string): string | null {
  const tail = text.startsWith(prefix) ? text.slice(prefix.length) : '';
  return /^[\w-]+$/.test(tail) ? tail : null;
}
