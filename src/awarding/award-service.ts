/**
 * Awarding: once for each learner and scope, under a unique key. What follows from it is owed, and is found again by the state it
 * leaves: the credential (award-delivery.ts), the scores of badge columns (owe-badge-scores.ts).
 *
 * Not here: taking back, ending and renewing (award-changes.ts).
 *
 * @module
 */
import { randomBytes } from 'node:crypto';
import type { BadgeClass } from '../badges/badge-class.js';
import type { AuditActor } from '../institutions/audit.js';
import type { PersonLinkStore } from '../institutions/person.js';
import type { Course } from '../lti/course.js';
import { createAwardDelivery, type AwardDeliveryDeps } from './award-delivery.js';
import { awardKey, mayBeAwardedAgain, type Award, type Grounds } from './award.js';
import type { Evaluation } from './decision.js';
import type { Mapping, MappingStore } from './mapping.js';
import { addMonths } from './policies.js';

export interface AwardServiceDeps extends AwardDeliveryDeps {
  readonly mappings: Pick<MappingStore, 'find' | 'findVersion'>;
  readonly personLinks: Pick<PersonLinkStore, 'find'>;
}

export interface AwardOptions {
  /** Default: the rule, or an assessment where a person is named. */
  readonly grounds?: Grounds;
  /** So long it can be undone, and nobody is told; 0 when not given. */
  readonly graceMs?: number;
}

export type AwardService = ReturnType<typeof createAwardService>;

export function createAwardService(deps: AwardServiceDeps) {
  const { awards, mappings, personLinks, audit, now } = deps;

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

  return { award, ...createAwardDelivery(deps) };
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
