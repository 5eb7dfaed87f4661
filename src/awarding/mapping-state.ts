/**
 * A mapping's state follows from what the course shows: seen or not, its columns as they were when somebody last looked,
 * allowed or not. What drifted stops the mapping until a person looked; what puts itself right starts it again.
 *
 * @module
 */
import { findLookDue } from './approver.js';
import { canBeMet } from './can-be-met.js';
import type { CourseState } from './course-state.js';
import type { ColumnBaseline, Mapping, MappingState, MappingStore } from './mapping.js';
import { listColumnKeys, listConditions } from './rule.js';

export interface DerivedState {
  readonly state: MappingState;
  readonly stateReason: string | null;
}

export type CourseFacts = Pick<
  CourseState,
  'findColumn' | 'getPermission' | 'getAwardingRules' | 'badgeClasses' | 'isBadgeClassThere'
>;

/** States that rounds set and take back by themselves; a person's stop is left alone. */
export const OWN_REASONS = [
  'doubled-key',
  'column-missing',
  'maximum-changed',
  'label-changed',
  'scale-changed',
  'cannot-be-met',
  'badge-class-gone',
  'look-overdue',
  'not-allowed-here',
  'approval-refused',
] as const;

/** The template that it follows does not fit the course any more: a look alone does not set that right. */
export const TEMPLATE_UNFIT = 'template-unfit';

/** Those that a person's look sets right: what was seen then counts as it is from then on. */
export const LOOK_SETTLES: readonly string[] = [
  'maximum-changed',
  'label-changed',
  'scale-changed',
  'look-overdue',
];

/** What the state of a mapping should be, by what is known now. Pure. */
export function deriveState(course: CourseFacts, mapping: Mapping, now: Date): DerivedState {
  const isPersonsStop =
    mapping.state === 'needs-look' &&
    mapping.stateReason !== null &&
    !OWN_REASONS.some((reason) => reason === mapping.stateReason);
  if (isPersonsStop) return { state: mapping.state, stateReason: mapping.stateReason };

  const drift = findDrift(course, mapping, now);
  if (drift) return { state: 'needs-look', stateReason: drift };
  switch (course.getPermission(mapping)) {
    case 'allowed':
      return { state: 'active', stateReason: null };
    case 'needs-approval':
      return { state: 'waiting-for-approval', stateReason: null };
    case 'refused':
      return { state: 'needs-look', stateReason: 'approval-refused' };
    case 'other-courses-only':
      return { state: 'needs-look', stateReason: 'not-allowed-here' };
  }
}

function findDrift(course: CourseFacts, mapping: Mapping, now: Date): string | null {
  for (const columnKey of listWatched(mapping)) {
    const column = course.findColumn(columnKey);
    if (column.state === 'doubled') return 'doubled-key';
    if (column.state === 'vanished') return 'column-missing';
  }
  for (const was of mapping.baseline) {
    const is = describeColumn(course, was.columnKey);
    if (!is || !listWatched(mapping).includes(was.columnKey)) continue;
    if (is.maximum !== was.maximum) return 'maximum-changed';
    if (is.scale !== was.scale) return 'scale-changed';
    if (is.label !== was.label) return 'label-changed';
  }
  if (isMaximumChanged(course, mapping)) return 'maximum-changed';
  if (course.badgeClasses.get(mapping.badgeClassId)?.archivedAt) return 'badge-class-gone';
  if (!isReachable(course, mapping)) return 'cannot-be-met';
  const lookDue = findLookDue(course.getAwardingRules(mapping), mapping.lookedAt);
  return lookDue && now >= lookDue ? 'look-overdue' : null;
}

/** Its own column, if it asked for one, and those that its rule reads. What else an LMS may add to its link is no concern. */
function listWatched({ key, columnRole, rule }: Mapping): string[] {
  return [...new Set([...(columnRole === 'none' ? [] : [key]), ...listColumnKeys(rule)])];
}

/** A norm in points is made for the maximum that was asked for, from the first time that the column is seen. */
function isMaximumChanged(
  { findColumn }: CourseFacts,
  { key, rule, columnMaximum, baseline }: Mapping,
): boolean {
  if (columnMaximum === null || baseline.some(({ columnKey }) => columnKey === key)) return false;
  const isInPoints = listConditions(rule).some(
    (one) => one.kind === 'at-least' && one.unit === 'points' && one.columnKey === key,
  );
  const column = findColumn(key);
  if (!isInPoints || column.state !== 'present' || column.outcome.scoreMaximum <= 0) return false;
  return column.outcome.scoreMaximum !== columnMaximum;
}

function isReachable(course: CourseFacts, mapping: Mapping): boolean {
  return canBeMet(mapping.rule, {
    maximum: (columnKey) => {
      const column = course.findColumn(columnKey);
      return column.state === 'present' && column.outcome.scoreMaximum > 0
        ? column.outcome.scoreMaximum
        : null;
    },
    isBadgeThere: (badgeClassId) =>
      badgeClassId !== mapping.badgeClassId && course.isBadgeClassThere(badgeClassId),
  });
}

function describeColumn({ findColumn }: CourseFacts, columnKey: string): ColumnBaseline | null {
  const column = findColumn(columnKey);
  if (column.state !== 'present') return null;
  const { label, scoreMaximum, scale } = column.outcome;
  return { columnKey, label, maximum: scoreMaximum, scale: scale ?? null };
}

/** Every column of the mapping that is there, as it is now. */
export function describeColumns(course: CourseFacts, mapping: Mapping): ColumnBaseline[] {
  return listWatched(mapping).flatMap((key) => describeColumn(course, key) ?? []);
}

/**
 * Brings the stored state up to date; writes only what differs. A column that is seen for the first time is from then on
 * compared with what it was like.
 *
 * @returns true when it differed
 */
export async function reviseMapping(
  mappings: Pick<MappingStore, 'markSeen' | 'setState' | 'setBaseline'>,
  course: CourseFacts,
  mapping: Mapping,
  now: Date,
): Promise<boolean> {
  const { institutionId, id, baseline } = mapping;
  const isFirstSeen = !mapping.seenAt && course.findColumn(mapping.key).state !== 'not-seen';
  if (isFirstSeen) await mappings.markSeen(institutionId, id, now);
  const { state, stateReason } = deriveState(course, mapping, now);
  const isOther = state !== mapping.state || stateReason !== mapping.stateReason;
  if (isOther) await mappings.setState(institutionId, id, state, stateReason, now);

  const fresh = describeColumns(course, mapping).filter(
    ({ columnKey }) => !baseline.some((one) => one.columnKey === columnKey),
  );
  if (fresh.length > 0 && stateReason !== 'maximum-changed') {
    await mappings.setBaseline(institutionId, id, [...baseline, ...fresh], null);
  }
  return isFirstSeen || isOther;
}
