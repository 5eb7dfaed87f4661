/**
 * Credentials: the signed statement of an award and its revision.
 *
 * The id is derived from award and revision, so making it twice makes the same one. It is 128 bits that nobody can
 * guess (award ids are random and never leave the tool), and it is the address of the shared page: private until the
 * learner shares it. Bytes are stored as issued and never re-serialised.
 *
 * One record holds every form of the statement (Data Integrity, VC-JWT) and its state, so revoking it revokes all of them.
 *
 * @module
 */
import type { AchievedResult, EvidenceItem } from './claims.js';
import type { ShareChoice } from './share-choice.js';

/** `revoked` is for good; `suspended` may end. */
export const CREDENTIAL_STATES = ['valid', 'suspended', 'revoked'] as const;
export type CredentialState = (typeof CREDENTIAL_STATES)[number];

/** The bytes of one issuing, never re-serialised. */
export interface IssuedBytes {
  /** Key of the compact form. */
  readonly kid: string;
  /** Compact JWS. Source: OB 3.0 §8.2. */
  readonly jwt: string;
  /** Key of the embedded proof; null as `json`. */
  readonly proofKid: string | null;
  /** JSON text with its Data Integrity proof; null for what was issued before there was any. Source: OB 3.0 §8.3. */
  readonly json: string | null;
  readonly issuedAt: Date;
  /** When it ends by itself; null: never. */
  readonly validUntil: Date | null;
}

/** A place in a status list; never given to another. */
export interface StatusPlace {
  readonly listId: string;
  readonly slot: number;
}

export interface Credential extends IssuedBytes {
  /** 32 hex digits; the URL inside the credential is `{CREDENTIAL_URL}/credentials/{id}`. */
  readonly id: string;
  readonly institutionId: string;
  readonly awardId: string;
  /** Counts from 1; a correction is a new revision. */
  readonly revision: number;
  readonly learnerId: string;
  readonly badgeClassId: string;
  readonly badgeClassVersion: number;
  readonly issuerId: string;
  /** Null for what was issued before there were status lists. */
  readonly statusPlace: StatusPlace | null;
  readonly state: CredentialState;
  /** Why it was revoked or suspended, as somebody wrote it; for its learner and staff, never for strangers. */
  readonly stateReason: string | null;
  readonly stateChangedAt: Date | null;
  /** What was reached and shown, whether or not the learner lets it stand in the signed bytes. */
  readonly results: readonly AchievedResult[];
  readonly evidence: readonly EvidenceItem[];
  /** Bytes that a renewal replaced, oldest first: still ours, no longer the newest. */
  readonly earlier: readonly IssuedBytes[];
  readonly isShared: boolean;
  /** What its learner lets it tell: on its page, and inside the bytes as they were issued last. */
  readonly shows: ShareChoice;
  /** Null until the learner switched sharing on for the first time. */
  readonly shareChangedAt: Date | null;
}

export interface CredentialStore {
  /** Create-only and idempotent: when the id is taken the stored one is returned, never replaced. */
  create(institutionId: string, credential: Credential): Promise<Credential>;
  find(institutionId: string, credentialId: string): Promise<Credential | null>;
  findByAward(institutionId: string, awardId: string): Promise<Credential | null>;
  /** Returns the credential after the change; null when absent. */
  setShared(
    institutionId: string,
    credentialId: string,
    isShared: boolean,
    now: Date,
  ): Promise<Credential | null>;
  /** Returns the credential after the change; null when absent. */
  setShows(institutionId: string, credentialId: string, shows: ShareChoice): Promise<Credential | null>;
  /**
   * Moves it from one of the named states to another, in one step.
   *
   * @returns the credential after the change; null when absent or in another state
   */
  setState(
    institutionId: string,
    credentialId: string,
    change: {
      readonly from: readonly CredentialState[];
      readonly to: CredentialState;
      readonly reason: string | null;
      readonly now: Date;
    },
  ): Promise<Credential | null>;
  /**
   * Puts newer bytes in place of those of `replaced`, which it keeps among the earlier ones, with the choice they were made by.
   *
   * @returns null when absent, revoked, or no longer the bytes issued at that moment
   */
  renew(
    institutionId: string,
    credentialId: string,
    replaced: IssuedBytes,
    renewed: IssuedBytes & { readonly statusPlace: StatusPlace; readonly shows: ShareChoice },
  ): Promise<Credential | null>;
  /** The places in one list whose credentials are in this state. */
  listSlots(institutionId: string, listId: string, state: CredentialState): Promise<number[]>;
  /** Public addresses name no institution; private ones answer too, the caller decides what is shown. */
  findPublic(credentialId: string): Promise<Credential | null>;
}

/** VC-JWT takes ES256 or, on request, RS256; Data Integrity takes Ed25519. */
export type IssuerKeyAlgorithm = 'ES256' | 'RS256' | 'Ed25519';

/** A key of an issuer. Keys have a history: an old one verifies what it signed. */
export interface IssuerKey {
  /** Part of the public address `/keys/{kid}`. */
  readonly kid: string;
  readonly institutionId: string;
  readonly issuerId: string;
  readonly algorithm: IssuerKeyAlgorithm;
  readonly sealedPrivateKey: string;
  readonly publicJwk: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
  /** Set when another key signs from then on. */
  readonly retiredAt: Date | null;
  /** Signatures made from then on do not count: somebody else may have made them. Null while it is safe. */
  readonly compromisedAt: Date | null;
  /** Serialises first starts: `{issuerId}:{algorithm}` while it is the one that signs, else random. */
  readonly liveKey: string;
}

export interface IssuerKeyStore {
  /** Create-only; throws `already_exists` when the issuer has a signing key of this algorithm. */
  create(institutionId: string, key: IssuerKey): Promise<void>;
  findSigning(
    institutionId: string,
    issuerId: string,
    algorithm: IssuerKeyAlgorithm,
  ): Promise<IssuerKey | null>;
  /** The keys that sign, one for an algorithm at most. */
  listSigning(institutionId: string, issuerId: string): Promise<IssuerKey[]>;
  /** Ends its time as the signing key; it goes on verifying. False when it was retired already or is unknown. */
  retire(institutionId: string, kid: string, now: Date): Promise<boolean>;
  /**
   * Retires it and says from when on its signatures do not count. A date that stands already may only move back.
   *
   * @returns the key after the change; null when absent
   */
  markCompromised(
    institutionId: string,
    kid: string,
    compromisedAt: Date,
    now: Date,
  ): Promise<IssuerKey | null>;
  /** Oldest first. */
  listByIssuer(institutionId: string, issuerId: string): Promise<IssuerKey[]>;
  findPublic(kid: string): Promise<IssuerKey | null>;
  /** Retired ones included, oldest first. */
  listPublic(issuerId: string): Promise<IssuerKey[]>;
}
