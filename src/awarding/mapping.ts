/**
 * Mappings: in one course, a badge class + a rule over outcomes + how it is awarded.
 *
 * A mapping begins as a placement: a deep link that we returned to the LMS. It is *placed* until the link or its
 * column is seen in the course, and dropped after 30 days unseen. Its key travels in the link's custom parameters and
 * as the column's `resourceId`; both are claims, looked up inside the course only.
 *
 * @module
 */
import type { Policies } from './policies.js';
import type { Rule } from './rule.js';

export type { Rule } from './rule.js';

/** The one column a badge link has, by what flows through it (DESIGN §2). */
export const COLUMN_ROLES = ['grade', 'assessed', 'badge', 'none'] as const;
export type ColumnRole = (typeof COLUMN_ROLES)[number];

/** How long a met rule waits before it awards. */
export interface Wait {
  readonly notBefore: Date | null;
  /** The grade must have stood unchanged for so many hours. */
  readonly stoodHours: number;
}

/** A column as it was when a person last looked: what changes since then is drift. */
export interface ColumnBaseline {
  readonly columnKey: string;
  readonly label: string;
  readonly maximum: number;
  /** Names of the scale's levels in one text; null without a scale. */
  readonly scale: string | null;
}

/** Where a mapping was taken from. */
export interface TemplateLink {
  readonly templateId: string;
  readonly version: number;
  /** Linked: follows the template. Otherwise it was a copy, and goes its own way. */
  readonly isLinked: boolean;
  /** Which column fills which place of the template. */
  readonly places: Readonly<Record<string, string>>;
}

export type MappingState =
  /** Awards by itself. */
  | 'active'
  /** An admin has not said yes to this badge class in this course. */
  | 'waiting-for-approval'
  /** Stopped until a person looked: see `stateReason`. */
  | 'needs-look'
  /** Placed, but never seen in the course for 30 days; or its badge class may not be mapped here. */
  | 'dropped';

export interface Mapping {
  readonly id: string;
  readonly institutionId: string;
  readonly courseId: string;
  /** 128 random bits, base64url; unique. */
  readonly key: string;
  readonly badgeClassId: string;
  readonly version: number;
  readonly columnRole: ColumnRole;
  /** `scoreMaximum` of the column we asked for; null without one. */
  readonly columnMaximum: number | null;
  readonly rule: Rule;
  readonly wait: Wait;
  readonly policies: Policies;
  /** Since when its rule is this one. */
  readonly ruleSince: Date;
  /** Learner id, or account id, of whoever made this version. */
  readonly authorId: string;
  /** When a person last looked at it; making or changing it is looking. */
  readonly lookedAt: Date;
  readonly baseline: readonly ColumnBaseline[];
  readonly template: TemplateLink | null;
  readonly state: MappingState;
  /** A reason code of ours (`doubled-key`, `column-missing`, …) or null. */
  readonly stateReason: string | null;
  readonly placedAt: Date;
  /** First time its link was opened or its column was seen; null = only placed. */
  readonly seenAt: Date | null;
  /** Learner id of the teacher who made it. */
  readonly createdBy: string;
  readonly updatedAt: Date;
}

export interface MappingStore {
  /** Create-only; keeps version 1 readable for good. */
  create(institutionId: string, mapping: Mapping): Promise<void>;
  find(institutionId: string, courseId: string, mappingId: string): Promise<Mapping | null>;
  /** Keys from elsewhere are not found: the course is part of the question. */
  findByKey(institutionId: string, courseId: string, key: string): Promise<Mapping | null>;
  /** Which badge class a key of any course of this institution stands for: to show it, never to award by it. */
  findBadgeClassId(institutionId: string, key: string): Promise<string | null>;
  /** The course whose mapping has this key, in the institution; null when none has. */
  findCourseIdOfKey(institutionId: string, key: string): Promise<string | null>;
  /** Dropped ones left out; oldest first. */
  list(institutionId: string, courseId: string): Promise<Mapping[]>;
  markSeen(institutionId: string, mappingId: string, now: Date): Promise<void>;
  setState(
    institutionId: string,
    mappingId: string,
    state: MappingState,
    stateReason: string | null,
    now: Date,
  ): Promise<void>;
  /**
   * Makes the next version. Atomic: only while the mapping still has the version before.
   *
   * @returns false when it has another by now
   */
  revise(institutionId: string, mapping: Mapping): Promise<boolean>;
  /** What its columns are like now, as far as somebody looked; `lookedAt` moves when it is given. */
  setBaseline(
    institutionId: string,
    mappingId: string,
    baseline: readonly ColumnBaseline[],
    lookedAt: Date | null,
  ): Promise<void>;
  /** Those taken from a template, of every course; dropped ones left out. */
  listByTemplate(institutionId: string, templateId: string): Promise<Mapping[]>;
  /** Drops mappings placed before `placedBefore` and never seen; returns how many. */
  dropUnseen(institutionId: string, placedBefore: Date, now: Date): Promise<number>;
  /** What it asked for in that version; its state is that of today, or the last that the version had. */
  findVersion(institutionId: string, mappingId: string, version: number): Promise<Mapping | null>;
}
