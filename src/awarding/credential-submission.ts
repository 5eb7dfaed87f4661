/**
 * A student's own credential as what they hand in: which ones they have, the reference that travels in the LMS's link, and
 * what a teacher of that course finds behind it.
 *
 * The reference names the credential and is sealed for one course: whoever writes one by hand, or carries one to another
 * course, finds nothing. Handing in shares nothing with anybody else.
 *
 * Not here: the link itself (lti/deep-linking.ts), sharing with strangers (credentials/shared-credentials.ts).
 *
 * @module
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Credential, CredentialStore } from '../credentials/credential.js';
import { isCredentialId } from '../credentials/credential-id.js';
import type { OpenBadgeCredential } from '../credentials/open-badge.js';
import { readOpenBadge } from '../credentials/read-issued.js';
import { AppError } from '../errors/app-error.js';
import type { Learner, LearnerStore } from '../institutions/learner.js';
import type { AwardStore } from './award.js';

export interface SubmittableCredential {
  readonly credential: Credential;
  readonly openBadge: OpenBadgeCredential;
}

export interface SubmittedCredential extends SubmittableCredential {
  /** Whose it is; null once they were erased. */
  readonly learner: Learner | null;
}

export interface CredentialSubmissionsDeps {
  readonly awards: Pick<AwardStore, 'listByLearner'>;
  readonly credentials: Pick<CredentialStore, 'find' | 'findByAward'>;
  readonly learners: Pick<LearnerStore, 'find'>;
  /** 32 bytes, for nothing else. */
  readonly key: Buffer;
}

export type CredentialSubmissions = ReturnType<typeof createCredentialSubmissions>;

export function createCredentialSubmissions(deps: CredentialSubmissionsDeps) {
  const { awards, credentials, learners, key } = deps;

  /** All that this learner holds, from whatever course; what was taken back is not there. */
  async function list(institutionId: string, learnerId: string): Promise<SubmittableCredential[]> {
    const held: SubmittableCredential[] = [];
    for (const award of await awards.listByLearner(institutionId, learnerId)) {
      const credential = await credentials.findByAward(institutionId, award.id);
      if (credential?.learnerId === learnerId && credential.state === 'valid') held.push(read(credential));
    }
    return held;
  }

  /**
   * Refers to a credential that this learner holds, for this course.
   *
   * @throws {AppError} `credential_not_found` 404 - it is not theirs to hand in
   */
  async function refer(
    institutionId: string,
    courseId: string,
    { learnerId, credentialId }: { readonly learnerId: string; readonly credentialId: string },
  ): Promise<{ readonly reference: string } & SubmittableCredential> {
    const held = await list(institutionId, learnerId);
    const chosen = held.find(({ credential }) => credential.id === credentialId);
    if (!chosen) throw new AppError('credential_not_found', 404, 'this learner holds no such credential');
    return { ...chosen, reference: `${credentialId}.${seal(institutionId, courseId, credentialId)}` };
  }

  /** Null for a reference that this tool did not make for this course. What was revoked since is found, and says so. */
  async function open(
    institutionId: string,
    courseId: string,
    reference: string,
  ): Promise<SubmittedCredential | null> {
    const [credentialId = '', given = ''] = reference.split('.', 2);
    if (!isCredentialId(credentialId)) return null;
    if (!isEqual(given, seal(institutionId, courseId, credentialId))) return null;
    const credential = await credentials.find(institutionId, credentialId);
    if (!credential) return null;
    return { ...read(credential), learner: await learners.find(institutionId, credential.learnerId) };
  }

  function seal(institutionId: string, courseId: string, credentialId: string): string {
    const named = JSON.stringify([institutionId, courseId, credentialId]);
    return createHmac('sha256', key).update(named).digest('base64url');
  }

  return { list, refer, open };
}

function read(credential: Credential): SubmittableCredential {
  return { credential, openBadge: readOpenBadge(credential) };
}

function isEqual(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
