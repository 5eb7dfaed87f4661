/**
 * Awarding and what follows from it: the credential is issued, the score that is owed is posted.
 *
 * Each step is found again by the state it leaves, and each may run twice: an award is made under its unique key, a
 * credential's id derives from its award, a score keeps the timestamp of its first attempt.
 *
 * @module
 */
import { randomBytes } from 'node:crypto';
import type { BadgeClass } from '../badges/badge-class.js';
import type { Credential } from '../credentials/credential.js';
import { AppError } from '../errors/app-error.js';
import type { AuditActor } from '../institutions/audit.js';
import type { AuditLog } from '../institutions/audit-log.js';
import type { LearnerStore } from '../institutions/learner.js';
import type { Course } from '../lti/course.js';
import { awardKey, type Award, type AwardStore } from './award.js';
import { retryAt } from './back-off.js';
import type { Evaluation } from './decision.js';
import type { Mapping } from './mapping.js';
import type { Passback } from './passback.js';

export interface AwardServiceDeps {
  readonly awards: AwardStore;
  readonly learners: Pick<LearnerStore, 'find'>;
  readonly credentials: {
    issue(request: {
      readonly award: Award;
      readonly learner: { readonly name: string | null; readonly email: string | null };
    }): Promise<Credential>;
  };
  readonly audit: AuditLog;
  readonly now: () => Date;
}

export type AwardService = ReturnType<typeof createAwardService>;

export function createAwardService({ awards, learners, credentials, audit, now }: AwardServiceDeps) {
  /**
   * Awards a badge class once per learner and course.
   *
   * @returns true when this call made the award, false when it stood already
   */
  async function award(
    course: Course,
    mapping: Mapping,
    badgeClass: BadgeClass,
    learnerId: string,
    evaluation: Evaluation,
    by: AuditActor,
  ): Promise<boolean> {
    const at = now();
    const made: Award = {
      id: randomBytes(16).toString('base64url'),
      institutionId: course.institutionId,
      badgeClassId: badgeClass.id,
      badgeClassVersion: badgeClass.version,
      courseId: course.id,
      learnerId,
      mappingId: mapping.id,
      mappingVersion: mapping.version,
      liveKey: awardKey(badgeClass.id, learnerId, course.id),
      revision: 1,
      state: 'awarded',
      inputs: evaluation.inputs,
      awardedAt: at,
      awardedBy: by.kind === 'learner' ? by.id : 'rule',
      delivery: {
        kind: 'own',
        state: 'waiting',
        credentialId: null,
        attempts: 0,
        nextAttemptAt: at,
        lastErrorCode: null,
      },
      passback: mapping.columnRole === 'badge' ? owedBadgeScore(mapping, at) : null,
    };
    const isNew = await awards.create(course.institutionId, made);
    if (isNew) {
      await audit(course.institutionId, {
        actor: by,
        action: 'award.made',
        subject: { kind: 'award', id: made.id },
        detail: { mappingId: mapping.id, mappingVersion: mapping.version, learnerId },
      });
    }
    return isNew;
  }

  /**
   * Issues the credential of an award that waits for it. A failure is kept in the award and tried again later.
   *
   * @returns true when the award's credential stands afterwards
   */
  async function deliver(award: Award): Promise<boolean> {
    if (award.delivery.state !== 'waiting') return award.delivery.state === 'issued';
    const { institutionId } = award;
    try {
      const learner = await learners.find(institutionId, award.learnerId);
      if (!learner) throw new AppError('learner_not_found', 404, 'the award names an unknown learner');
      const credential = await credentials.issue({ award, learner });
      const isFirst = await awards.setDelivery(institutionId, award.id, {
        ...award.delivery,
        state: 'issued',
        credentialId: credential.id,
        lastErrorCode: null,
      });
      if (isFirst) {
        await audit(institutionId, {
          actor: { kind: 'tool' },
          action: 'credential.issued',
          subject: { kind: 'credential', id: credential.id },
          detail: { awardId: award.id, revision: award.revision },
        });
      }
      return true;
    } catch (error) {
      const attempts = award.delivery.attempts + 1;
      await awards.setDelivery(institutionId, award.id, {
        ...award.delivery,
        attempts,
        nextAttemptAt: retryAt(now(), attempts),
        lastErrorCode: error instanceof AppError ? error.code : 'internal_error',
      });
      // What nobody foresaw must reach the log; what has a code is on the course page.
      if (!(error instanceof AppError)) throw error;
      return false;
    }
  }

  return { award, deliver };
}

/** 1 of 1: the badge shows in the gradebook. */
function owedBadgeScore(mapping: Mapping, at: Date): Passback {
  return {
    columnKey: mapping.key,
    scoreGiven: 1,
    scoreMaximum: 1,
    comment: null,
    timestamp: new Date(Math.floor(at.getTime() / 1000) * 1000),
    state: 'waiting',
    attempts: 0,
    nextAttemptAt: at,
    lastErrorCode: null,
  };
}
