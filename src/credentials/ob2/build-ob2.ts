/**
 * Open Badges 2.0, hosted: what old backpacks read.
 *
 * The recipient is the salted hash of the e-mail address that the credential carries already: both versions hash alike. What
 * the assertion says beside it is what stands in the signed bytes, so a grade or evidence that the learner keeps out of those
 * is not here either.
 * edubadges' extensions are left out: whoever checks a badge fetches the context of each from another host, and a badge
 * whose extension can't be read is refused. A badge class's export has them (badges/exchange/).
 *
 * Source: OB 2.0 §4 (Assertion, BadgeClass, Profile), §5.2 (hosted verification, 410 when revoked).
 *
 * @module
 */
import type { BadgeClass } from '../../badges/badge-class.js';
import type { IssuerProfile } from '../../badges/issuer-profile.js';
import type { Language } from '../../language/local-text.js';
import type { CredentialAddresses } from '../addresses.js';
import { buildAchievement, buildProfile } from '../build-achievement.js';
import type { OpenBadgeCredential } from '../open-badge.js';

export const OB2_CONTEXT = 'https://w3id.org/openbadges/v2';

export interface Assertion {
  readonly '@context': typeof OB2_CONTEXT;
  readonly type: 'Assertion';
  /** Its own address, which answers for it. */
  readonly id: string;
  readonly recipient:
    | { readonly type: 'email'; readonly hashed: true; readonly salt: string; readonly identity: string }
    | { readonly type: 'id'; readonly hashed: false; readonly identity: string };
  readonly badge: string;
  readonly verification: { readonly type: 'HostedBadge' };
  readonly issuedOn: string;
  readonly expires?: string;
  readonly image: string;
  readonly evidence?: readonly {
    readonly type: 'Evidence';
    readonly id?: string;
    readonly name: string;
    readonly description?: string;
    readonly narrative?: string;
    readonly genre?: string;
  }[];
}

/** All that is said of one that does not stand: OB 2.0 §5.2.1. Why, is for its learner and staff alone. */
export interface RevokedAssertion {
  readonly '@context': typeof OB2_CONTEXT;
  readonly type: 'Assertion';
  readonly id: string;
  readonly revoked: true;
}

interface AssertionFacts {
  readonly credentialId: string;
  readonly badgeClassId: string;
  readonly badgeClassVersion: number;
  readonly openBadge: OpenBadgeCredential;
}

export function buildAssertion(facts: AssertionFacts, addresses: CredentialAddresses): Assertion {
  const { credentialId, openBadge } = facts;
  const { validUntil, evidence } = openBadge;
  return {
    '@context': OB2_CONTEXT,
    type: 'Assertion',
    id: addresses.hostedAssertion(credentialId),
    recipient: buildRecipient(openBadge),
    badge: addresses.hostedBadgeClass(facts.badgeClassId, facts.badgeClassVersion),
    verification: { type: 'HostedBadge' },
    issuedOn: openBadge.awardedDate,
    ...(validUntil !== undefined && { expires: validUntil }),
    image: `${addresses.hostedAssertion(credentialId)}/image.png`,
    ...(evidence && { evidence: evidence.map((item) => ({ ...item, type: 'Evidence' as const })) }),
  };
}

export function buildRevokedAssertion(
  credentialId: string,
  addresses: CredentialAddresses,
): RevokedAssertion {
  return {
    '@context': OB2_CONTEXT,
    type: 'Assertion',
    id: addresses.hostedAssertion(credentialId),
    revoked: true,
  };
}

export function buildHostedBadgeClass(
  badgeClass: BadgeClass,
  addresses: CredentialAddresses,
): Readonly<Record<string, unknown>> {
  const achievement = buildAchievement(badgeClass, badgeClass.language, addresses);
  return {
    '@context': OB2_CONTEXT,
    type: 'BadgeClass',
    id: addresses.hostedBadgeClass(badgeClass.id, badgeClass.version),
    name: achievement.name,
    description: achievement.description,
    image: achievement.image.id,
    criteria: { id: achievement.id, narrative: achievement.criteria.narrative },
    issuer: addresses.hostedIssuer(badgeClass.issuerId),
    '@language': badgeClass.language,
    ...(achievement.alignment && {
      alignment: achievement.alignment.map(({ type: _type, targetType: _kind, ...alignment }) => alignment),
    }),
    ...(achievement.tag && { tags: achievement.tag }),
  };
}

export function buildHostedIssuer(
  issuer: IssuerProfile,
  language: Language,
  addresses: CredentialAddresses,
): Readonly<Record<string, unknown>> {
  const { name, description, url, email, phone, image } = buildProfile(issuer, language, addresses);
  return {
    '@context': OB2_CONTEXT,
    type: 'Issuer',
    id: addresses.hostedIssuer(issuer.id),
    name,
    url,
    ...(description && { description }),
    ...(email && { email }),
    ...(phone && { telephone: phone }),
    ...(image && { image: image.id }),
  };
}

/** Without an address nobody can claim it in a backpack; it is still whole and can be checked. */
function buildRecipient({ credentialSubject }: OpenBadgeCredential): Assertion['recipient'] {
  const email = credentialSubject.identifier?.find(({ identityType }) => identityType === 'emailAddress');
  return email
    ? { type: 'email', hashed: true, salt: email.salt, identity: email.identityHash }
    : { type: 'id', hashed: false, identity: credentialSubject.id };
}
