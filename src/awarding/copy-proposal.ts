/**
 * Mappings of one course as drafts for a copy of it, with what differs. Pure.
 *
 * @module
 */
import {
  decideMappingPermission,
  type MappingApproval,
  type MappingPermission,
} from '../badges/badge-class.js';
import type { ResourceLink } from '../lti/course.js';
import type { Outcome } from '../outcomes/outcome.js';
import type { MappedBadge } from './course-board.js';
import { listClaims, type KeyBinding } from './key-binding.js';
import { listColumnKeys } from './rule.js';

/** What a teacher should know before they say yes; each has a sentence in the catalogue. */
export type CopyDifference =
  /** Neither its link nor its column was seen in the new course yet. */
  | { readonly kind: 'not-seen' }
  | { readonly kind: 'maximum'; readonly was: number; readonly is: number }
  | { readonly kind: 'label'; readonly was: string; readonly is: string }
  /** A date to wait for that is past: left out. */
  | { readonly kind: 'date-past'; readonly date: Date }
  | { readonly kind: 'needs-approval' }
  /** Its rule reads the column of another badge, which comes along. */
  | { readonly kind: 'reads-others' }
  /** The badge is mapped in the new course already. */
  | { readonly kind: 'mapped-already' };

/** Why it cannot be copied. */
export type CopyHindrance = 'other-courses-only' | 'refused';

export interface CopyProposal {
  /** As it stands in the course that it comes from. */
  readonly badge: MappedBadge;
  /** Keys by which links and columns of the new course may name it. */
  readonly claims: readonly string[];
  readonly isSeen: boolean;
  readonly differences: readonly CopyDifference[];
  readonly hindrance: CopyHindrance | null;
  /** Proposed with a tick. */
  readonly isProposed: boolean;
  readonly permission: MappingPermission;
}

export interface CopySides {
  readonly courseId: string;
  readonly origin: { readonly badges: readonly MappedBadge[]; readonly outcomes: readonly Outcome[] };
  readonly originBindings: readonly KeyBinding[];
  readonly outcomes: readonly Outcome[];
  readonly links: readonly ResourceLink[];
  /** Of the new course. */
  readonly mappedBadgeClassIds: ReadonlySet<string>;
  /** By badge class id, for the new course. */
  readonly approvals: ReadonlyMap<string, MappingApproval>;
  readonly now: Date;
}

export function proposeCopies(sides: CopySides): CopyProposal[] {
  return sides.origin.badges.map((badge) => proposeCopy(badge, sides));
}

function proposeCopy(badge: MappedBadge, sides: CopySides): CopyProposal {
  const { mapping, badgeClass } = badge;
  const claims = listClaims(sides.originBindings, mapping.key);
  const isClaimed = ({ mappingKey }: { readonly mappingKey: string | null }) =>
    mappingKey !== null && claims.includes(mappingKey);
  const column = sides.outcomes.find((one) => !one.vanishedAt && isClaimed(one));
  const isSeen = column !== undefined || sides.links.some(isClaimed);
  const was = sides.origin.outcomes.find((one) => one.mappingKey === mapping.key && !one.vanishedAt);
  const permission = decideMappingPermission(
    badgeClass,
    sides.courseId,
    sides.approvals.get(badgeClass.id) ?? null,
  );
  const isMapped = sides.mappedBadgeClassIds.has(badgeClass.id);
  const maximum = mapping.columnMaximum;
  const { notBefore } = mapping.wait;

  const differences: CopyDifference[] = [];
  if (isMapped) differences.push({ kind: 'mapped-already' });
  if (!isSeen) differences.push({ kind: 'not-seen' });
  if (column && maximum !== null && column.scoreMaximum !== maximum) {
    differences.push({ kind: 'maximum', was: maximum, is: column.scoreMaximum });
  }
  if (column && was && column.label !== was.label) {
    differences.push({ kind: 'label', was: was.label, is: column.label });
  }
  if (notBefore && notBefore <= sides.now) differences.push({ kind: 'date-past', date: notBefore });
  if (listColumnKeys(mapping.rule).some((key) => key !== mapping.key)) {
    differences.push({ kind: 'reads-others' });
  }
  if (permission === 'needs-approval') differences.push({ kind: 'needs-approval' });
  const hindrance = permission === 'other-courses-only' || permission === 'refused' ? permission : null;
  return {
    badge,
    claims,
    isSeen,
    differences,
    hindrance,
    isProposed: hindrance === null && !isMapped,
    permission,
  };
}
