/**
 * Awards: our recorded fact that a learner earned a badge class. One per (badge class, learner, scope): two mappings,
 * or one made anew, never award twice.
 *
 * How the award reaches the learner (delivery) lives in the same record, so that no step needs two documents to change at
 * once: whatever a crash interrupts is found again by its state. What a gradebook shows of it is owed by who holds the badge
 * (badge-score.ts).
 *
 * @module
 */
import type { EvidenceItem } from '../credentials/claims.js';
import type { AuditActor } from '../institutions/audit.js';
import type { DecisionInput } from './decision.js';
import { printInputs } from './input-print.js';
import type { Passback } from './passback.js';

export interface Delivery {
  readonly kind: 'own';
  readonly state: 'waiting' | 'issued' | 'undeliverable';
  readonly credentialId: string | null;
  readonly attempts: number;
  readonly nextAttemptAt: Date;
  readonly lastErrorCode: string | null;
  /** From then on it can't be undone; null before. */
  readonly begunAt?: Date | null;
}

/** Credentials of this award that are to be revoked: its older revisions, or all of it. */
export interface Revocation {
  /** Whoever settles it says which one was settled. */
  readonly token: string;
  readonly credentialIds: readonly string[];
  readonly reason: string;
  readonly actor: AuditActor;
  readonly owedSince: Date;
  readonly state: 'waiting' | 'done';
  readonly attempts: number;
  readonly nextAttemptAt: Date;
  readonly lastErrorCode: string | null;
}

/** What it was made by. */
export interface Grounds {
  readonly kind: 'rule' | 'assessment' | 'approval' | 'by-hand';
  /** A person's own words; null where the rule says it all. */
  readonly reason: string | null;
  readonly evidence: readonly EvidenceItem[];
}

/** How an award ended. While it may not be awarded again, its key stays taken. */
export interface AwardEnd {
  readonly kind: 'withdrawn' | 'expired';
  readonly at: Date;
  readonly actor: AuditActor;
  readonly reason: string;
  readonly again: 'never' | 'when-changed' | 'when-met';
  /** Of the results as they stood then. */
  readonly print: string;
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
  /** `undone`: taken back before anybody was told. */
  readonly state: 'awarded' | 'withdrawn' | 'expired' | 'undone';
  readonly inputs: readonly DecisionInput[];
  readonly awardedAt: Date;
  /** `rule`, or the learner id of the teacher who assessed. */
  readonly awardedBy: string;
  readonly delivery: Delivery;
  readonly grounds: Grounds;
  readonly ended: AwardEnd | null;
  readonly expiresAt: Date | null;
  /** Until then it can be undone and nobody is told; null where it never could. */
  readonly undoUntil: Date | null;
  readonly revocation: Revocation | null;
  /** Print of lower results that a teacher saw and kept the award by; null when none. */
  readonly keptPrint: string | null;
  /** Only of an award from before badge scores had records of their own: the score that it owed then. */
  readonly passback?: Passback;
}

/** Scope is the course id, or the institution id for "once ever". */
export function awardKey(badgeClassId: string, learnerId: string, scope: string): string {
  return `${badgeClassId}:${learnerId}:${scope}`;
}

/** True while nobody was told of it and it can be taken back. */
export function isUndoable({ state, undoUntil, delivery }: Award, now: Date): boolean {
  return state === 'awarded' && undoUntil !== null && now < undoUntil && delivery.state === 'waiting';
}

/** True while it ended for good and still takes its key: it is not awarded again before somebody allows it. */
export function isBarred({ ended, liveKey }: Pick<Award, 'ended' | 'liveKey'>): boolean {
  return ended?.again === 'never' && !liveKey.startsWith('ended:');
}

/** Whether what ended leaves room for a new award by these results. */
export function mayBeAwardedAgain(
  { ended }: Pick<Award, 'ended'>,
  inputs: readonly DecisionInput[],
): boolean {
  if (!ended || ended.again === 'never') return false;
  return ended.again === 'when-met' || printInputs(inputs) !== ended.print;
}

export interface AwardStore {
  /** Atomic under the unique `liveKey`: true when this call made it, false when one stood already. */
  create(institutionId: string, award: Award): Promise<boolean>;
  find(institutionId: string, awardId: string): Promise<Award | null>;
  listByCourse(institutionId: string, courseId: string): Promise<Award[]>;
  /** Of all courses; newest first. */
  listByLearner(institutionId: string, learnerId: string): Promise<Award[]>;
  findLive(institutionId: string, liveKey: string): Promise<Award | null>;
  /** Those under any of these keys. */
  listLive(institutionId: string, liveKeys: readonly string[]): Promise<Award[]>;
  /** Learners who hold a badge class of the institution now, earned wherever. */
  listHolders(institutionId: string, badgeClassId: string): Promise<string[]>;
  /** Awards of this course whose delivery or revocation is still owed and due at `now`, oldest first. */
  listOwed(institutionId: string, courseId: string, now: Date): Promise<Award[]>;
  /** The next moment after `now` at which something of this course is owed; null when nothing waits for one. */
  findNextOwed(institutionId: string, courseId: string, now: Date): Promise<Date | null>;
  /**
   * Atomic: one that is issued stays so, whoever failed at the same time.
   *
   * @returns false when it was issued before
   */
  setDelivery(institutionId: string, awardId: string, delivery: Delivery): Promise<boolean>;
  /**
   * Marks that delivery begins: from then on it can't be undone.
   *
   * @returns false when the award is no longer there to be delivered
   */
  beginDelivery(institutionId: string, awardId: string, now: Date): Promise<boolean>;
  /**
   * Ends a standing award of that revision, with what it owes afterwards. Atomic: of two, one ends it.
   *
   * @param revocation - of its credentials; null where none is owed
   * @returns false when it is not standing, or has another revision by now
   */
  end(
    institutionId: string,
    award: Pick<Award, 'id' | 'revision'>,
    ended: AwardEnd,
    revocation: Revocation | null,
  ): Promise<boolean>;
  /** Frees the key of an award that ended, once; false when another did, or it stands. */
  release(institutionId: string, awardId: string, liveKey: string, freeKey: string): Promise<boolean>;
  /** Takes back what nobody was told; false when delivery has begun or it no longer stands. */
  undo(institutionId: string, awardId: string, freeKey: string): Promise<boolean>;
  /** Makes the next revision of an issued award; false when it has another by now, or does not stand. */
  revise(
    institutionId: string,
    award: Pick<Award, 'id' | 'revision'>,
    delivery: Delivery,
    revocation: Revocation,
  ): Promise<boolean>;
  /** Only while the revocation is still that one. */
  setRevocation(institutionId: string, awardId: string, revocation: Revocation): Promise<void>;
  setKept(institutionId: string, awardId: string, print: string): Promise<void>;
}
