/**
 * A learner's own credential, shared or not, as its learner may read it.
 *
 * Not here: what strangers see (shared-credentials.ts), switching sharing on and off (credential-service.ts).
 *
 * @module
 */
import type { LearnerStore } from '../institutions/learner.js';
import type { CredentialAddresses } from './addresses.js';
import type { Credential, CredentialStore } from './credential.js';
import type { OpenBadgeCredential } from './open-badge.js';
import { readJsonBytes } from './read-issued.js';

export interface OwnCredential {
  readonly credential: Credential;
  /** What was signed. */
  readonly openBadge: OpenBadgeCredential;
  /** The bytes that were issued: JSON in UTF-8, never written anew; with its proof inside, where it has one. */
  readonly json: Buffer;
  /** Where strangers find it while it is shared. */
  readonly address: string;
  /** Whether their next badges follow a choice of theirs. */
  readonly hasStandingChoice: boolean;
}

export interface OwnCredentialsDeps {
  readonly credentials: Pick<CredentialStore, 'findByAward'>;
  readonly learners: Pick<LearnerStore, 'find'>;
  readonly addresses: Pick<CredentialAddresses, 'credential'>;
}

export type OwnCredentials = ReturnType<typeof createOwnCredentials>;

export function createOwnCredentials({ credentials, learners, addresses }: OwnCredentialsDeps) {
  /** Null while the award's credential is not issued, and for anybody but its learner. */
  async function find(
    institutionId: string,
    awardId: string,
    learnerId: string,
  ): Promise<OwnCredential | null> {
    const credential = await credentials.findByAward(institutionId, awardId);
    if (credential?.learnerId !== learnerId) return null;
    const learner = await learners.find(institutionId, learnerId);
    const json = readJsonBytes(credential);
    return {
      credential,
      // Our own bytes: they passed their schema before they were signed.
      openBadge: JSON.parse(json.toString('utf8')) as OpenBadgeCredential,
      json,
      address: addresses.credential(credential.id),
      hasStandingChoice: learner?.standingChoice != null,
    };
  }

  return { find };
}
