/**
 * Badge classes: what can be earned, defined once. OB 3.0 calls it an Achievement.
 *
 * @module
 */
import type { BadgeContent, Variant } from './badge-content.js';

export {
  UNSTATED,
  VARIANTS,
  type Alignment,
  type BadgeContent,
  type BadgeImage,
  type Grading,
  type QualityFramework,
  type Sector,
  type Variant,
  type Workload,
} from './badge-content.js';

/** Where a badge class may be mapped (DESIGN §4 "Who may map"). */
export type MayBeMapped =
  | { readonly where: 'any-course' }
  | { readonly where: 'listed-courses'; readonly courseIds: readonly string[] }
  | { readonly where: 'after-approval' };

export interface BadgeClass extends BadgeContent {
  readonly id: string;
  readonly institutionId: string;
  readonly issuerId: string;
  /** Counts up with every change of what is published; an award keeps the version it was earned under. */
  readonly version: number;
  /** Counts up with every save, drafts too: who saves names the one they started from. */
  readonly revision: number;
  /** A draft may be incomplete, has no public page, and can't be mapped. */
  readonly state: 'draft' | 'published';
  /** No longer offered; what was earned and mapped stays. */
  readonly archivedAt: Date | null;
  /** The course whose teacher drafted it; null when an editor did. */
  readonly draftedInCourseId: string | null;
  /** When that teacher asked an editor to publish it. */
  readonly submittedAt: Date | null;
  readonly mayBeMapped: MayBeMapped;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Whether it can be offered in courses: published, and not archived. */
export function isOffered({ state, archivedAt }: Pick<BadgeClass, 'state' | 'archivedAt'>): boolean {
  return state === 'published' && !archivedAt;
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
  /** Create-only: throws `already_exists`. What is published is readable under its version for good. */
  create(institutionId: string, badgeClass: BadgeClass): Promise<void>;
  find(institutionId: string, badgeClassId: string): Promise<BadgeClass | null>;
  /** As it stood in that version; null when there was none. */
  findVersion(institutionId: string, badgeClassId: string, version: number): Promise<BadgeClass | null>;
  /**
   * Saves what was read at `revision`, as revision + 1; null when somebody else saved in between, or it is not there.
   * What was published stays readable under its version: it is kept before it is replaced.
   */
  save(institutionId: string, revision: number, badgeClass: BadgeClass): Promise<BadgeClass | null>;
  /** Which versions were kept, oldest first. */
  listVersions(institutionId: string, badgeClassId: string): Promise<BadgeClass[]>;
  /** By name in the institution's own order of creation. */
  list(institutionId: string): Promise<BadgeClass[]>;
  /** Public addresses name no institution. */
  findPublic(badgeClassId: string): Promise<BadgeClass | null>;
  findPublicVersion(badgeClassId: string, version: number): Promise<BadgeClass | null>;
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
