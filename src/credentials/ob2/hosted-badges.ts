/**
 * The hosted Open Badges 2.0 of this tool, as strangers may read them: of credentials that their learner shares, and the badge
 * classes and issuers behind them.
 *
 * A hosted assertion is asked for anew each time, so a suspension shows here as well: it answers as if it were revoked, and
 * comes back when that ends.
 *
 * @module
 */
import type { BadgeClassStore } from '../../badges/badge-class.js';
import type { IssuerProfileStore } from '../../badges/issuer-profile.js';
import type { Language } from '../../language/local-text.js';
import type { CredentialAddresses } from '../addresses.js';
import { isCredentialId } from '../credential-id.js';
import type { Credential, CredentialStore } from '../credential.js';
import { readOpenBadge } from '../read-issued.js';
import {
  buildAssertion,
  buildHostedBadgeClass,
  buildHostedIssuer,
  buildRevokedAssertion,
  type Assertion,
  type RevokedAssertion,
} from './build-ob2.js';

export interface HostedBadgesDeps {
  readonly credentials: Pick<CredentialStore, 'findPublic'>;
  readonly badgeClasses: Pick<BadgeClassStore, 'findPublic' | 'findPublicVersion'>;
  readonly issuers: Pick<IssuerProfileStore, 'findPublic'>;
  readonly addresses: CredentialAddresses;
}

export type HostedAssertion =
  | { readonly state: 'stands'; readonly assertion: Assertion }
  | { readonly state: 'gone'; readonly assertion: RevokedAssertion };

export type HostedBadges = ReturnType<typeof createHostedBadges>;

export function createHostedBadges({ credentials, badgeClasses, issuers, addresses }: HostedBadgesDeps) {
  /** Null for one that is not shared, which looks like one that never was. */
  async function findAssertion(credentialId: string): Promise<HostedAssertion | null> {
    const credential = await findShared(credentialId);
    if (!credential) return null;
    return credential.state === 'valid'
      ? { state: 'stands', assertion: build(credential) }
      : { state: 'gone', assertion: buildRevokedAssertion(credential.id, addresses) };
  }

  /** @returns the credential while its learner shares it */
  async function findShared(credentialId: string): Promise<Credential | null> {
    const credential = isCredentialId(credentialId) ? await credentials.findPublic(credentialId) : null;
    return credential?.isShared ? credential : null;
  }

  /** @param version - null: as it stands now */
  async function findBadgeClass(badgeClassId: string, version: number | null) {
    const badgeClass =
      version === null
        ? await badgeClasses.findPublic(badgeClassId)
        : await badgeClasses.findPublicVersion(badgeClassId, version);
    return badgeClass?.state === 'published' ? buildHostedBadgeClass(badgeClass, addresses) : null;
  }

  async function findIssuer(issuerId: string, language: Language) {
    const issuer = await issuers.findPublic(issuerId);
    return issuer && buildHostedIssuer(issuer, language, addresses);
  }

  function build(credential: Credential): Assertion {
    return buildAssertion(
      { ...credential, credentialId: credential.id, openBadge: readOpenBadge(credential) },
      addresses,
    );
  }

  return { findAssertion, findShared, findBadgeClass, findIssuer, buildAssertion: build };
}
