/**
 * Issuers as strangers may see them: profile, keys, DID document.
 *
 * Source: OB 3.0 Profile; DID Core §5; RFC 7517 §4 and RFC 7518 §6.2.1 (members of an EC key).
 *
 * @module
 */
import type { IssuerProfile, IssuerProfileStore } from '../badges/issuer-profile.js';
import type { Language } from '../language/local-text.js';
import type { CredentialAddresses } from './addresses.js';
import { buildProfile } from './build-open-badge.js';
import type { IssuerKey, IssuerKeyStore } from './credential.js';
import { buildDidDocument, type DidDocument } from './did-document.js';
import type { Profile } from './open-badge.js';

export interface PublicIssuersDeps {
  readonly issuers: Pick<IssuerProfileStore, 'findPublic'>;
  readonly keys: Pick<IssuerKeyStore, 'findPublic' | 'listPublic'>;
  readonly addresses: CredentialAddresses;
}

export interface PublicIssuer {
  readonly issuer: IssuerProfile;
  readonly did: string;
  /** Oldest first; a retired one still verifies what it signed. */
  readonly keys: readonly { readonly kid: string; readonly address: string; readonly isRetired: boolean }[];
}

/** A bare JWK, public members only, each named. */
export type PublicJwk = Readonly<Record<(typeof PUBLIC_MEMBERS)[number], string>>;

export type PublicIssuers = ReturnType<typeof createPublicIssuers>;

const PUBLIC_MEMBERS = ['kty', 'crv', 'x', 'y', 'kid', 'alg', 'use'] as const;

export function createPublicIssuers({ issuers, keys, addresses }: PublicIssuersDeps) {
  async function find(issuerId: string): Promise<PublicIssuer | null> {
    const issuer = await issuers.findPublic(issuerId);
    if (!issuer) return null;
    const all = await keys.listPublic(issuerId);
    return {
      issuer,
      did: addresses.issuerDid(issuerId),
      keys: all.map(({ kid, retiredAt }) => ({
        kid,
        address: addresses.key(kid),
        isRetired: retiredAt !== null,
      })),
    };
  }

  async function findProfile(issuerId: string, language: Language): Promise<Profile | null> {
    const issuer = await issuers.findPublic(issuerId);
    return issuer && buildProfile(issuer, language, addresses);
  }

  async function findDidDocument(issuerId: string): Promise<DidDocument | null> {
    const issuer = await issuers.findPublic(issuerId);
    if (!issuer) return null;
    const all = await keys.listPublic(issuerId);
    return buildDidDocument(
      addresses.issuerDid(issuerId),
      all.map(({ kid, publicJwk }) => ({ kid, publicJwk: pickPublic(publicJwk) })),
    );
  }

  /** One bare JWK: 1EdTech's validator reads the whole answer as one key. */
  async function findKey(kid: string): Promise<PublicJwk | null> {
    const key = await keys.findPublic(kid);
    return key && pickPublic(key.publicJwk);
  }

  return { find, findProfile, findDidDocument, findKey };
}

function pickPublic(jwk: IssuerKey['publicJwk']): PublicJwk {
  return Object.fromEntries(
    PUBLIC_MEMBERS.flatMap((member) => (typeof jwk[member] === 'string' ? [[member, jwk[member]]] : [])),
  ) as PublicJwk;
}
