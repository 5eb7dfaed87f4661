/**
 * Sessions and login states: what a browser may do after a verified launch, and what it must prove before.
 *
 * The session cookie holds a random value; the store knows its hash. One browser may hold launches of several
 * courses at once. A second user of the same registration ends the launches of the first: two people never mix.
 *
 * Source: LTI Security Framework 1.1 §5.1.1 (state, nonce); OpenID Connect Core §3.1.2.1 (nonce).
 *
 * @module
 */
import type { Language } from '../language/local-text.js';

/** Deep linking settings of a launch, as far as our answer needs them. Source: LTI Deep Linking 2.0 §3.4. */
export interface DeepLinkingSettings {
  readonly returnUrl: string;
  readonly acceptTypes: readonly string[];
  readonly acceptTargets: readonly string[];
  readonly acceptMultiple: boolean;
  /** Absent in the claim means: not said, so a line item may be sent (§3.4.1.5). */
  readonly acceptLineItem: boolean;
  /** Echoed byte for byte; null when the platform sent none. */
  readonly data: string | null;
}

/** One verified launch, as the session remembers it. */
export interface CourseLaunch {
  /** Names this launch in forms; not a secret. */
  readonly id: string;
  readonly institutionId: string;
  readonly registrationId: string;
  readonly deploymentRecordId: string;
  /** The platform's own deployment id, echoed in deep linking answers. */
  readonly deploymentId: string;
  readonly courseId: string;
  readonly learnerId: string;
  readonly isStaff: boolean;
  readonly isLearner: boolean;
  readonly isTestUser: boolean;
  readonly isObserver: boolean;
  readonly language: Language | null;
  /** Origins that may frame our pages, told by the launch. */
  readonly frameOrigins: readonly string[];
  readonly resourceLinkId: string | null;
  readonly mappingKey: string | null;
  readonly deepLinking: DeepLinkingSettings | null;
  /** A launch about one learner's work (submission review): our id of that learner; null when the LMS names one whom we do not know. */
  readonly reviewedLearnerId?: string | null;
  /** The link refers to a credential that a student handed in; absent: it does not. */
  readonly submission?: string;
  /** Administers the LMS itself; absent means no. */
  readonly isLmsAdmin?: boolean;
  readonly at: Date;
}

export interface LaunchSession {
  /** sha256 of the cookie's value. */
  readonly idHash: string;
  /** Newest first. */
  readonly launches: readonly CourseLaunch[];
  readonly expiresAt: Date;
}

export interface SessionStore {
  /** Create-only. */
  create(session: LaunchSession): Promise<void>;
  /** Null when absent or expired at `now`. */
  find(idHash: string, now: Date): Promise<LaunchSession | null>;
  /**
   * Atomic: replaces the launches that the caller saw, and no others.
   *
   * @param newestId - of the newest launch that was seen; null when there was none
   * @returns false when the session is gone, or holds another launch since
   */
  replaceLaunches(
    idHash: string,
    newestId: string | null,
    launches: readonly CourseLaunch[],
    expiresAt: Date,
  ): Promise<boolean>;
  /** Leaves the launches as they are; does nothing to a session that is gone or expired at `now`. */
  prolong(idHash: string, expiresAt: Date, now: Date): Promise<void>;
  /** Atomic: of several callers exactly one gets the session; it is gone afterwards. */
  take(idHash: string, now: Date): Promise<LaunchSession | null>;
}

/** One login initiation, waiting for its launch. */
export interface LoginState {
  /** sha256 of `state`. */
  readonly stateHash: string;
  /** sha256 of the value that only the browser of this login holds. */
  readonly browserHash: string;
  /** Where the browser keeps that value: in our cookie, or with the platform's page around our frame. */
  readonly keptIn: 'cookie' | 'platform';
  /** The platform's frame that keeps values for tools; null when there is none. */
  readonly storageTarget: string | null;
  readonly nonce: string;
  readonly registrationId: string;
  readonly targetLinkUri: string;
  /** What goes to the platform, kept for the hop. */
  readonly loginHint: string;
  readonly ltiMessageHint: string | null;
  readonly expiresAt: Date;
}

export interface LoginStateStore {
  create(state: LoginState): Promise<void>;
  /** Without using it up; null when absent, used or expired. */
  find(stateHash: string, now: Date): Promise<LoginState | null>;
  /**
   * Binds a login whose cookie did not come back to a new value, with a new nonce. Once: of several callers exactly one gets
   * the login as it is now; null for the others, and when it is gone or bound so already.
   */
  moveToPlatform(
    stateHash: string,
    binding: Pick<LoginState, 'browserHash' | 'nonce'>,
    now: Date,
  ): Promise<LoginState | null>;
  /** Atomic: of several callers exactly one gets the state; it is gone afterwards. */
  take(stateHash: string, now: Date): Promise<LoginState | null>;
}

/** A key of the tool's own rotating RSA set. */
export interface ToolKey {
  readonly kid: string;
  /** PKCS #8 PEM, sealed (see secrets/seal.ts). */
  readonly sealedPrivateKey: string;
  /** Public JWK with `kid`, `alg: RS256`, `use: sig`. */
  readonly publicJwk: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
  /** Null while it signs or is published. */
  readonly retiredAt: Date | null;
}

export interface ToolKeyStore {
  /** Create-only. */
  create(key: ToolKey): Promise<void>;
  /** Newest first, retired ones left out. */
  listPublished(): Promise<ToolKey[]>;
  /** Forgets the private half of keys that nobody needs any more; their public half stays as a record. */
  retire(kids: readonly string[], retiredAt: Date): Promise<void>;
}
