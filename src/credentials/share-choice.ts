/**
 * What a shared credential shows beside what was signed: chosen by its learner, one switch each, all off until then.
 *
 * The name stands nowhere in a credential (only its salted hash does), and results and evidence stay out of the signed bytes as
 * long as their learner did not let them in: the page can show them all the same, from our record.
 *
 * @module
 */
import type { AuditLog } from '../institutions/audit-log.js';
import { AppError } from '../errors/app-error.js';
import type { ClaimChoice } from './claims.js';
import type { Credential, CredentialStore } from './credential.js';

export interface ShareChoice extends ClaimChoice {
  readonly name: boolean;
}

export const SHOW_NOTHING_MORE: ShareChoice = { name: false, grade: false, evidence: false };

export interface ShareChoicesDeps {
  readonly credentials: Pick<CredentialStore, 'find' | 'setShows'>;
  readonly audit: AuditLog;
}

export type ShareChoices = ReturnType<typeof createShareChoices>;

export function createShareChoices({ credentials, audit }: ShareChoicesDeps) {
  /**
   * Keeps what a learner chose. It holds for the page from now on, shared or not yet, and for what is issued anew later; bytes that
   * were signed stay as they are.
   *
   * @throws {AppError} `credential_not_found` - there is none, or it is another learner's
   */
  async function choose(
    institutionId: string,
    credentialId: string,
    learnerId: string,
    shows: ShareChoice,
  ): Promise<Credential> {
    const own = await credentials.find(institutionId, credentialId);
    const isOwn = own?.learnerId === learnerId;
    const changed = isOwn ? await credentials.setShows(institutionId, credentialId, shows) : null;
    if (!changed) throw new AppError('credential_not_found', 404, 'no such credential', { credentialId });
    await audit(institutionId, {
      actor: { kind: 'learner', id: learnerId },
      action: 'credential.shows-changed',
      subject: { kind: 'credential', id: credentialId },
      detail: { ...shows },
    });
    return changed;
  }

  return { choose };
}
