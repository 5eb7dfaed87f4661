/**
 * Credentials: the signed statement of an award and its revision.
 *
 * The id is derived from award and revision, so making it twice makes the same one. It is 128 bits that nobody can
 * guess (award ids are random and never leave the tool), and it is the address of the shared page: private until the
 * learner shares it. Bytes are stored as issued and never re-serialised.
 *
 * @module
 */

export interface Credential {
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
  readonly kid: string;
  /** Compact JWS, as issued. Source: OB 3.0 §8.2. */
  readonly jwt: string;
  readonly issuedAt: Date;
  readonly isShared: boolean;
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
  /** Public addresses name no institution; private ones answer too, the caller decides what is shown. */
  findPublic(credentialId: string): Promise<Credential | null>;
}

/** A key of an issuer. Keys have a history: an old one verifies what it signed. */
export interface IssuerKey {
  /** Part of the public address `/keys/{kid}`. */
  readonly kid: string;
  readonly institutionId: string;
  readonly issuerId: string;
  readonly algorithm: 'ES256';
  readonly sealedPrivateKey: string;
  readonly publicJwk: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
  /** Set when another key signs from then on. */
  readonly retiredAt: Date | null;
  /** Serialises first starts: `{issuerId}:{algorithm}` while it is the one that signs, else random. */
  readonly liveKey: string;
}

export interface IssuerKeyStore {
  /** Create-only; throws `already_exists` when the issuer has a signing key of this algorithm. */
  create(institutionId: string, key: IssuerKey): Promise<void>;
  findSigning(institutionId: string, issuerId: string, algorithm: 'ES256'): Promise<IssuerKey | null>;
  /** Ends its time as the signing key; it goes on verifying. False when it was retired already or is unknown. */
  retire(institutionId: string, kid: string, now: Date): Promise<boolean>;
  /** Oldest first. */
  listByIssuer(institutionId: string, issuerId: string): Promise<IssuerKey[]>;
  findPublic(kid: string): Promise<IssuerKey | null>;
  /** Retired ones included, oldest first. */
  listPublic(issuerId: string): Promise<IssuerKey[]>;
}
