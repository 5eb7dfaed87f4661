/**
 * What a credential tells beside the badge itself: chosen by its learner, one switch each, all off until then.
 *
 * Results and evidence stand in the signed bytes as far as their learner lets them in; a name stands nowhere in them (only its
 * salted hash does) and is shown on the page alone. A choice may stand for what is issued later too.
 *
 * @module
 */
import { isDeepStrictEqual } from 'node:util';
import type { AuditLog } from '../institutions/audit-log.js';
import { AppError } from '../errors/app-error.js';
import type { AuditActor } from '../institutions/audit.js';
import type { LearnerStore } from '../institutions/learner.js';
import type { ClaimChoice } from './claims.js';
import type { Credential, CredentialStore } from './credential.js';
import type { CredentialService } from './credential-service.js';

export interface ShareChoice extends ClaimChoice {
  readonly name: boolean;
}

export const SHOW_NOTHING_MORE: ShareChoice = { name: false, grade: false, evidence: false };

export interface ShareChoicesDeps {
  readonly credentials: Pick<CredentialStore, 'find' | 'setShows'>;
  /** Issues anew what then says something else. */
  readonly issueWith: CredentialService['issueWith'];
  readonly learners: Pick<LearnerStore, 'find' | 'setStandingChoice'>;
  readonly audit: AuditLog;
}

export type ShareChoices = ReturnType<typeof createShareChoices>;

export function createShareChoices({ credentials, issueWith, learners, audit }: ShareChoicesDeps) {
  /**
   * Keeps what a learner chose, and issues the credential anew where other results or evidence then stand inside.
   * It holds for the page and every form from now on, shared or not yet; whoever has a file of before keeps that.
   *
   * @param isStanding - the same for what is issued later; without it nothing is chosen for that
   * @throws {AppError} `credential_not_found` - there is none, or it is another learner's
   * @throws {AppError} `credential_changed_often`, `credential_invalid`, `issuing_not_allowed` - nothing is changed
   */
  async function choose(
    institutionId: string,
    credentialId: string,
    learnerId: string,
    shows: ShareChoice,
    isStanding: boolean,
  ): Promise<Credential> {
    const actor = { kind: 'learner', id: learnerId } as const;
    const own = await credentials.find(institutionId, credentialId);
    if (own?.learnerId !== learnerId) throw notFound(credentialId);
    const changed =
      (await issueWith(institutionId, credentialId, shows, actor)) ??
      (await credentials.setShows(institutionId, credentialId, shows));
    if (!changed) throw notFound(credentialId);
    await audit(institutionId, {
      actor,
      action: 'credential.shows-changed',
      subject: { kind: 'credential', id: credentialId },
      detail: { ...shows },
    });
    await keepStanding(own, isStanding ? shows : null, actor);
    return changed;
  }

  /** What this credential has nothing of was not asked about: for that the choice of before stays. */
  async function keepStanding(
    { institutionId, learnerId, results, evidence }: Credential,
    chosen: ShareChoice | null,
    actor: AuditActor,
  ): Promise<void> {
    const before = (await learners.find(institutionId, learnerId))?.standingChoice ?? null;
    const choice = chosen && {
      name: chosen.name,
      grade: results.length > 0 ? chosen.grade : (before?.grade ?? false),
      evidence: evidence.length > 0 ? chosen.evidence : (before?.evidence ?? false),
    };
    if (isDeepStrictEqual(before, choice)) return;
    await learners.setStandingChoice(institutionId, learnerId, choice);
    await audit(institutionId, {
      actor,
      action: 'learner.standing-choice-changed',
      subject: { kind: 'learner', id: learnerId },
      detail: { ...choice },
    });
  }

  return { choose };
}

function notFound(credentialId: string): AppError {
  return new AppError('credential_not_found', 404, 'no such credential', { credentialId });
}
