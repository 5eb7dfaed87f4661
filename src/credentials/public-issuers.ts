/**
 * Issuers as strangers may see them: profile, keys, DID document.
 *
 * Source: OB 3.0 Profile; DID Core §5; RFC 7517 §4, RFC 7518 §6.2.1 and §6.3.1, RFC 8037 §2
 * (members of keys); OpenID Federation 1.0 §8.7 (`revoked` beside a key).
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
  readonly keys: readonly {
    readonly kid: string;
    readonly address: string;
    readonly algorithm: IssuerKey['algorithm'];
    readonly isRetired: boolean;
    /** From when on its signatures do not count. */
    readonly compromisedAt: Date | null;
  }[];
}

/** A bare JWK, public members only, each named. */
export type PublicJwk = Readonly<Partial<Record<(typeof PUBLIC_MEMBERS)[number], string>>> & {
  readonly revoked?: { readonly revoked_at: number; readonly reason: 'compromised' };
};

export type PublicIssuers = ReturnType<typeof createPublicIssuers>;

const PUBLIC_MEMBERS = ['kty', 'crv', 'x', 'y', 'n', 'e', 'kid', 'alg', 'use'] as const;

export function createPublicIssuers({ issuers, keys, addresses }: PublicIssuersDeps) {
  async function find(issuerId: string): Promise<PublicIssuer | null> {
    const issuer = await issuers.findPublic(issuerId);
    if (!issuer) return null;
    const all = await keys.listPublic(issuerId);
    return {
      issuer,
      did: addresses.issuerDid(issuerId),
      keys: all.map(({ kid, algorithm, retiredAt, compromisedAt }) => ({
        kid,
        address: addresses.key(kid),
        algorithm,
        isRetired: retiredAt !== null,
        compromisedAt,
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
      all.map((key) => ({ ...key, publicJwk: pickPublic(key.publicJwk) })),
    );
  }

  /** One bare JWK: 1EdTech's validator reads the whole answer as one key. */
  async function findKey(kid: string): Promise<PublicJwk | null> {
    const key = await keys.findPublic(kid);
    if (!key) return null;
    const revokedAt = key.compromisedAt && Math.floor(key.compromisedAt.getTime() / 1000);
    return {
      ...pickPublic(key.publicJwk),
      ...(revokedAt !== null && { revoked: { revoked_at: revokedAt, reason: 'compromised' } }),
    };
  }

  return { find, findProfile, findDidDocument, findKey };
}

function pickPublic(jwk: IssuerKey['publicJwk']): PublicJwk {
  return Object.fromEntries(
    PUBLIC_MEMBERS.flatMap((member) => (typeof jwk[member] === 'string' ? [[member, jwk[member]]] : [])),
  );
}
