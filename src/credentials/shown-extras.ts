/**
 * What a credential's page shows beside what was signed, as its learner chose it.
 *
 * A name is shown only when it is the one that the credential was issued to: it must match the salted hash inside, so that a name
 * changed in the LMS later never stands on an older credential.
 *
 * @module
 */
import type { LearnerStore } from '../institutions/learner.js';
import type { AchievedResult, EvidenceItem } from './claims.js';
import type { Credential } from './credential.js';
import { matchHolder } from './match-holder.js';
import type { OpenBadgeCredential } from './open-badge.js';
import { readOpenBadge } from './read-issued.js';

export interface ShownExtras {
  /** Null: not shown, or not known any more. */
  readonly holderName: string | null;
  readonly results: readonly AchievedResult[];
  readonly evidence: readonly EvidenceItem[];
}

export interface ShownExtrasDeps {
  readonly learners: Pick<LearnerStore, 'find'>;
}

export type ReadShownExtras = ReturnType<typeof createReadShownExtras>;

export function createReadShownExtras({ learners }: ShownExtrasDeps) {
  return async function readShownExtras(credential: Credential): Promise<ShownExtras> {
    const { shows, results, evidence } = credential;
    return {
      holderName: shows.name ? await findHolderName(credential, readOpenBadge(credential)) : null,
      results: shows.grade ? results : [],
      evidence: shows.evidence ? evidence : [],
    };
  };

  async function findHolderName(
    { institutionId, learnerId }: Credential,
    { credentialSubject }: OpenBadgeCredential,
  ): Promise<string | null> {
    const learner = await learners.find(institutionId, learnerId);
    const isHolder =
      learner?.name != null && matchHolder(credentialSubject.identifier ?? [], learner.name) === 'name';
    return isHolder ? learner.name : null;
  }
}
