/**
 * Awards: our recorded fact that a learner earned a badge class. One per (badge class, learner, scope): two mappings,
 * or one made anew, never award twice.
 *
 * How the award reaches the learner (delivery) and the score it owes the LMS (passback) live in the same record, so
 * that no step needs two documents to change at once: whatever a crash interrupts is found again by its state.
 *
 * @module
 */
import type { DecisionInput } from './decision.js';
import type { Passback } from './passback.js';

export interface Delivery {
  readonly kind: 'own';
  readonly state: 'waiting' | 'issued' | 'undeliverable';
  readonly credentialId: string | null;
  readonly attempts: number;
  readonly nextAttemptAt: Date;
  readonly lastErrorCode: string | null;
}

export interface Award {
  /** 128 random bits, base64url; never leaves the tool: credential ids derive from it. */
  readonly id: string;
  readonly institutionId: string;
  readonly badgeClassId: string;
  readonly badgeClassVersion: number;
  readonly courseId: string;
  readonly learnerId: string;
  readonly mappingId: string;
  readonly mappingVersion: number;
  /** Unique among live awards: see `awardKey`. */
  readonly liveKey: string;
  readonly revision: number;
  readonly state: 'awarded' | 'withdrawn';
  readonly inputs: readonly DecisionInput[];
  readonly awardedAt: Date;
  /** `rule`, or the learner id of the teacher who assessed. */
  readonly awardedBy: string;
  readonly delivery: Delivery;
  /** The score owed to the LMS because of this award (badge column); null when none is. */
  readonly passback: Passback | null;
}

/** Scope is the course id, or the institution id for "once ever". */
export function awardKey(badgeClassId: string, learnerId: string, scope: string): string {
  return `${badgeClassId}:${learnerId}:${scope}`;
}

export interface AwardStore {
  /** Atomic under the unique `liveKey`: true when this call made it, false when one stood already. */
  create(institutionId: string, award: Award): Promise<boolean>;
  find(institutionId: string, awardId: string): Promise<Award | null>;
  listByCourse(institutionId: string, courseId: string): Promise<Award[]>;
  /** Of all courses; newest first. */
  listByLearner(institutionId: string, learnerId: string): Promise<Award[]>;
  findLive(institutionId: string, liveKey: string): Promise<Award | null>;
  /** Learners who hold a badge class of the institution now, earned wherever. */
  listHolders(institutionId: string, badgeClassId: string): Promise<string[]>;
  /** Awards of this course whose delivery or passback is still owed and due at `now`, oldest first. */
  listOwed(institutionId: string, courseId: string, now: Date): Promise<Award[]>;
  /** The next moment after `now` at which something of this course is owed; null when nothing waits for one. */
  findNextOwed(institutionId: string, courseId: string, now: Date): Promise<Date | null>;
  /**
   * Atomic: one that is issued stays so, whoever failed at the same time.
   *
   * @returns false when it was issued before
   */
  setDelivery(institutionId: string, awardId: string, delivery: Delivery): Promise<boolean>;
  setPassback(institutionId: string, awardId: string, passback: Passback): Promise<void>;
}
