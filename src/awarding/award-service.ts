/**
 * Awarding and what follows from it: the credential is issued, the score that is owed is posted.
 *
 * Each step is found again by the state it leaves, and each may run twice: an award is made under its unique key, a
 * credential's id derives from its award and revision, a score keeps the timestamp of its first attempt.
 *
 * Not here: taking back, ending and renewing (award-changes.ts).
 *
 * @module
 */
import { randomBytes } from 'node:crypto';
import type { BadgeClass } from '../badges/badge-class.js';
import type { AchievedResult, EvidenceItem } from '../credentials/claims.js';
import type { Credential } from '../credentials/credential.js';
import type { ShareChoice } from '../credentials/share-choice.js';
import { AppError } from '../errors/app-error.js';
import type { AuditActor } from '../institutions/audit.js';
import type { AuditLog } from '../institutions/audit-log.js';
import type { LearnerStore } from '../institutions/learner.js';
import type { PersonLinkStore } from '../institutions/person.js';
import type { Course } from '../lti/course.js';
import { awardKey, mayBeAwardedAgain, type Award, type AwardStore, type Grounds } from './award.js';
import { retryAt } from './back-off.js';
import { describeEvidence, describeResults } from './claims-of-award.js';
import type { Evaluation } from './decision.js';
import type { Mapping, MappingStore } from './mapping.js';
import type { Passback } from './passback.js';
import { addMonths } from './policies.js';

export interface AwardServiceDeps {
  readonly awards: AwardStore;
  readonly mappings: Pick<MappingStore, 'find' | 'findVersion'>;
  readonly learners: Pick<LearnerStore, 'find'>;
  readonly personLinks: Pick<PersonLinkStore, 'find'>;
  readonly credentials: {
    issue(request: {
      readonly award: Award;
      readonly learner: { readonly name: string | null; readonly email: string | null };
      readonly results?: readonly AchievedResult[];
      readonly evidence?: readonly EvidenceItem[];
      readonly shows?: ShareChoice | null;
    }): Promise<Credential>;
    revoke(
      institutionId: string,
      credentialId: string,
      change: { readonly reason: string; readonly actor: AuditActor },
    ): Promise<unknown>;
  };
  readonly audit: AuditLog;
  readonly now: () => Date;
}

export interface AwardOptions {
  /** Default: the rule, or an assessment where a person is named. */
  readonly grounds?: Grounds;
  /** So long it can be undone, and nobody is told; 0 when not given. */
  readonly graceMs?: number;
}

/** A credential that is not there yet may still be on its way from another process: it is looked for this long. */
const LOOK_FOR_MS = 24 * 3_600_000;
const LOOK_AGAIN_MS = 3_600_000;
const MOST_VERSIONS = 500;

export type AwardService = ReturnType<typeof createAwardService>;

export function createAwardService(deps: AwardServiceDeps) {
  const { awards, mappings, learners, personLinks, credentials, audit, now } = deps;
  const versions = new Map<string, Mapping>();

  /**
   * Awards a badge class once per learner and scope, by the version of the mapping that was evaluated and by no other.
   *
   * @returns true when this call made the award; false when one stood already, one that ended leaves no room for another,
   *   or the mapping has changed since it was evaluated
   */
  async function award(
    course: Course,
    mapping: Mapping,
    badgeClass: BadgeClass,
    learnerId: string,
    evaluation: Evaluation,
    by: AuditActor,
    { grounds = defaultGrounds(by), graceMs = 0 }: AwardOptions = {},
  ): Promise<boolean> {
    const { institutionId } = course;
    const standing = await mappings.find(institutionId, course.id, mapping.id);
    if (standing?.version !== mapping.version || standing.state === 'dropped') return false;

    const at = now();
    const told = new Date(at.getTime() + graceMs);
    const { validMonths } = mapping.policies;
    const made: Award = {
      id: randomBytes(16).toString('base64url'),
      institutionId,
      badgeClassId: badgeClass.id,
      badgeClassVersion: badgeClass.version,
      courseId: course.id,
      learnerId,
      mappingId: mapping.id,
      mappingVersion: mapping.version,
      liveKey: await findKey(course, mapping, learnerId),
      revision: 1,
      state: 'awarded',
      inputs: evaluation.inputs,
      awardedAt: at,
      awardedBy: by.kind === 'tool' || !('id' in by) ? 'rule' : by.id,
      delivery: {
        kind: 'own',
        state: 'waiting',
        credentialId: null,
        attempts: 0,
        nextAttemptAt: told,
        lastErrorCode: null,
      },
      passback: mapping.columnRole === 'badge' ? owedBadgeScore(mapping, told) : null,
      grounds,
      ended: null,
      expiresAt: validMonths === null ? null : addMonths(at, validMonths),
      undoUntil: graceMs > 0 ? told : null,
      revocation: null,
      keptPrint: null,
    };
    const isNew = (await awards.create(institutionId, made)) || (await awardAgain(made));
    if (isNew) {
      await audit(institutionId, {
        actor: by,
        action: 'award.made',
        subject: { kind: 'award', id: made.id },
        detail: {
          mappingId: mapping.id,
          mappingVersion: mapping.version,
          learnerId,
          grounds: grounds.kind,
        },
      });
    }
    return isNew;
  }

  /** The key is taken. Where what took it has ended and leaves room, it is freed, once, and taken anew. */
  async function awardAgain(made: Award): Promise<boolean> {
    const { institutionId, liveKey } = made;
    const holder = await awards.findLive(institutionId, liveKey);
    if (!holder || holder.state === 'awarded') return false;
    const isByHand = made.grounds.kind === 'by-hand' && holder.ended?.again !== 'never';
    if (!isByHand && !mayBeAwardedAgain(holder, made.inputs)) return false;
    await awards.release(institutionId, holder.id, liveKey, freeKey(holder.id));
    return awards.create(institutionId, made);
  }

  /** One per course, or one ever for the person where it is known who that is. */
  async function findKey(course: Course, mapping: Mapping, learnerId: string): Promise<string> {
    return findAwardKey({ personLinks }, course, mapping, learnerId);
  }

  /** A version never changes, and a round issues many credentials by one. */
  async function findVersion({ institutionId, mappingId, mappingVersion }: Award): Promise<Mapping | null> {
    const key = `${institutionId}:${mappingId}:${mappingVersion}`;
    const known = versions.get(key);
    if (known) return known;
    const mapping = await mappings.findVersion(institutionId, mappingId, mappingVersion);
    if (versions.size >= MOST_VERSIONS) versions.clear();
    if (mapping) versions.set(key, mapping);
    return mapping;
  }

  /**
   * Issues the credential of an award that waits for it. A failure is kept in the award and tried again later.
   *
   * @returns true when the award's credential stands afterwards
   */
  async function deliver(award: Award): Promise<boolean> {
    if (award.state !== 'awarded') return false;
    if (award.delivery.state !== 'waiting') return award.delivery.state === 'issued';
    const { institutionId, undoUntil } = award;
    if (undoUntil && now() < undoUntil) return false;
    // From here on it can't be undone: a credential that somebody may hold must not lose its award.
    if (undoUntil && !(await awards.beginDelivery(institutionId, award.id, now()))) return false;
    try {
      const learner = await learners.find(institutionId, award.learnerId);
      if (!learner) throw new AppError('learner_not_found', 404, 'the award names an unknown learner');
      const mapping = await findVersion(award);
      const credential = await credentials.issue({
        award,
        learner,
        results: describeResults(award, mapping),
        evidence: describeEvidence(award),
        shows: learner.standingChoice,
      });
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

  /**
   * Revokes the credentials that an award owes it for. An older revision stands until the newer one is issued, so that its
   * holder is never without.
   *
   * @returns true when it changed anything
   */
  async function settleRevocation(award: Award): Promise<boolean> {
    const { institutionId, revocation } = award;
    if (revocation?.state !== 'waiting' || revocation.nextAttemptAt > now()) return false;
    if (award.state === 'awarded' && award.delivery.state !== 'issued') return false;
    const { reason, actor } = revocation;
    const attempts = revocation.attempts + 1;
    let isMissing = false;
    try {
      for (const credentialId of revocation.credentialIds) {
        try {
          await credentials.revoke(institutionId, credentialId, { reason, actor });
        } catch (error) {
          if (!(error instanceof AppError) || error.code !== 'credential_not_found') throw error;
          isMissing = true;
        }
      }
      const isOver = now().getTime() - revocation.owedSince.getTime() > LOOK_FOR_MS;
      await awards.setRevocation(
        institutionId,
        award.id,
        isMissing && !isOver && mayComeYet(award)
          ? { ...revocation, attempts, nextAttemptAt: new Date(now().getTime() + LOOK_AGAIN_MS) }
          : { ...revocation, attempts, state: 'done', lastErrorCode: null },
      );
    } catch (error) {
      await awards.setRevocation(institutionId, award.id, {
        ...revocation,
        attempts,
        nextAttemptAt: retryAt(now(), attempts),
        lastErrorCode: error instanceof AppError ? error.code : 'internal_error',
      });
      if (!(error instanceof AppError)) throw error;
    }
    return true;
  }

  return { award, deliver, settleRevocation };
}

/** The key under which a mapping awards this learner once. */
export async function findAwardKey(
  { personLinks }: { readonly personLinks: Pick<PersonLinkStore, 'find'> },
  course: Pick<Course, 'id' | 'institutionId'>,
  mapping: Pick<Mapping, 'badgeClassId' | 'policies'>,
  learnerId: string,
): Promise<string> {
  const { id: courseId, institutionId } = course;
  if (mapping.policies.scope === 'course') return awardKey(mapping.badgeClassId, learnerId, courseId);
  const link = await personLinks.find(institutionId, learnerId);
  return awardKey(mapping.badgeClassId, link?.personId ?? learnerId, institutionId);
}

/** A key that nothing else can have. */
export function freeKey(awardId: string): string {
  return `ended:${awardId}:${randomBytes(8).toString('base64url')}`;
}

function defaultGrounds(by: AuditActor): Grounds {
  return { kind: by.kind === 'tool' ? 'rule' : 'assessment', reason: null, evidence: [] };
}

/** Another process may have been about to issue it when the award ended. */
function mayComeYet({ delivery }: Award): boolean {
  return delivery.state === 'waiting';
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
