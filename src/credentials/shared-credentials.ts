/**
 * Credentials as a stranger may see them: those that their holder shares, and nothing of the learner behind them.
 *
 * One that is not shared and one that never was give the same answer.
 * Not here: sharing itself (credential-service.ts), judging pasted text (verify/).
 *
 * @module
 */
import { isCredentialId } from './credential-id.js';
import type { Credential, CredentialStore } from './credential.js';
import type { Verification, Verifier } from './verify/verify-credential.js';
import { readJsonBytes } from './read-issued.js';
import type { ReadShownExtras, ShownExtras } from './shown-extras.js';

export interface SharedCredential {
  readonly id: string;
  readonly badgeClassId: string;
  readonly badgeClassVersion: number;
  readonly issuerId: string;
  readonly kid: string;
  /** Compact, as it was issued. */
  readonly jwt: string;
  /** The bytes that were issued: JSON in UTF-8, never written anew; with its proof inside, where it has one. */
  readonly json: Buffer;
  /** What its holder lets the page show beside it. */
  readonly extras: ShownExtras;
}

export interface SharedCredentialsDeps {
  readonly credentials: Pick<CredentialStore, 'findPublic'>;
  readonly verifier: Pick<Verifier, 'verifyStored'>;
  readonly readShownExtras: ReadShownExtras;
}

export type SharedCredentials = ReturnType<typeof createSharedCredentials>;

export function createSharedCredentials({ credentials, verifier, readShownExtras }: SharedCredentialsDeps) {
  async function find(credentialId: string): Promise<SharedCredential | null> {
    const stored = isCredentialId(credentialId) ? await credentials.findPublic(credentialId) : null;
    if (!stored?.isShared) return null;
    return toShared(stored, await readShownExtras(stored));
  }

  /** Looked at now, with the keys and records that we hold. */
  function verify(shared: Pick<SharedCredential, 'jwt'>): Promise<Verification> {
    return verifier.verifyStored(shared);
  }

  return { find, verify };
}

/** One of our records as its page reads it, whether or not it is shared: what its own learner looks at beforehand. */
export function toShared(credential: Credential, extras: ShownExtras): SharedCredential {
  const { id, badgeClassId, badgeClassVersion, issuerId, kid, jwt } = credential;
  return { id, badgeClassId, badgeClassVersion, issuerId, kid, jwt, json: readJsonBytes(credential), extras };
}
