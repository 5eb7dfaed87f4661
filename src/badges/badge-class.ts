/**
 * Badge classes: what can be earned, defined once. OB 3.0 calls it an Achievement.
 *
 * @module
 */
import type { Language, LocalText } from '../language/local-text.js';
import type { ArtworkSpec } from './artwork/artwork.js';

/** SURF's three variants of digital certificates. */
export const VARIANTS = ['regular', 'microcredential', 'extra-curricular'] as const;
export type Variant = (typeof VARIANTS)[number];

/** Where a badge class may be mapped (DESIGN §4 "Who may map"). */
export type MayBeMapped =
  | { readonly where: 'any-course' }
  | { readonly where: 'listed-courses'; readonly courseIds: readonly string[] }
  | { readonly where: 'after-approval' };

export interface BadgeClass {
  readonly id: string;
  readonly institutionId: string;
  readonly issuerId: string;
  /** Counts up with every change of content; an award keeps the version it was earned under. */
  readonly version: number;
  readonly variant: Variant;
  readonly name: LocalText;
  readonly description: LocalText;
  /** Markdown. */
  readonly criteria: LocalText;
  /** The language its credentials are issued in. */
  readonly language: Language;
  readonly mayBeMapped: MayBeMapped;
  readonly artwork: ArtworkSpec;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** An admin's yes or no to mapping one badge class in one course. */
export interface MappingApproval {
  readonly id: string;
  readonly institutionId: string;
  readonly badgeClassId: string;
  readonly courseId: string;
  readonly state: 'requested' | 'approved' | 'refused';
  readonly requestedAt: Date;
  readonly decidedAt: Date | null;
}

/** Regular and microcredential start at the strictest: the institution signs, an examining board stands behind it. */
export function defaultMayBeMapped(variant: Variant): MayBeMapped {
  return variant === 'extra-curricular' ? { where: 'any-course' } : { where: 'after-approval' };
}

export interface BadgeClassStore {
  /** Create-only: throws `already_exists`. Keeps version 1 readable for good. */
  create(institutionId: string, badgeClass: BadgeClass): Promise<void>;
  find(institutionId: string, badgeClassId: string): Promise<BadgeClass | null>;
  /** As it stood in that version; null when there was none. */
  findVersion(institutionId: string, badgeClassId: string, version: number): Promise<BadgeClass | null>;
  /** By name in the institution's own order of creation. */
  list(institutionId: string): Promise<BadgeClass[]>;
  /** Public addresses name no institution. */
  findPublic(badgeClassId: string): Promise<BadgeClass | null>;
}

export interface MappingApprovalStore {
  /** One record per (badge class, course); a request that stands already is returned as it is. */
  request(institutionId: string, badgeClassId: string, courseId: string, now: Date): Promise<MappingApproval>;
  /** Makes the record when there was no request. */
  decide(
    institutionId: string,
    badgeClassId: string,
    courseId: string,
    state: 'approved' | 'refused',
    now: Date,
  ): Promise<MappingApproval>;
  find(institutionId: string, badgeClassId: string, courseId: string): Promise<MappingApproval | null>;
  list(institutionId: string): Promise<MappingApproval[]>;
}

export type MappingPermission = 'allowed' | 'needs-approval' | 'refused' | 'other-courses-only';

/** Whether a mapping of this badge class may award in this course. */
export function decideMappingPermission(
  badgeClass: Pick<BadgeClass, 'mayBeMapped'>,
  courseId: string,
  approval: Pick<MappingApproval, 'state'> | null,
): MappingPermission {
  const rule = badgeClass.mayBeMapped;
  switch (rule.where) {
    case 'any-course':
      return 'allowed';
    case 'listed-courses':
      return rule.courseIds.includes(courseId) ? 'allowed' : 'other-courses-only';
    case 'after-approval':
      if (approval?.state === 'approved') return 'allowed';
      return approval?.state === 'refused' ? 'refused' : 'needs-approval';
  }
}
