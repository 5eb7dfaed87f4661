/**
 * A mapping's state follows from what the course shows: seen or not, its column there once, allowed or not.
 *
 * @module
 */
import type { CourseState } from './course-state.js';
import type { Mapping, MappingState, MappingStore } from './mapping.js';
import { listColumnKeys, listConditions } from './rule.js';

export interface DerivedState {
  readonly state: MappingState;
  readonly stateReason: string | null;
}

type ColumnsAndPermissions = Pick<CourseState, 'findColumn' | 'getPermission'>;

/** States that rounds set and take back by themselves; a person's stop is left alone. */
const OWN_REASONS = [
  'doubled-key',
  'column-missing',
  'maximum-changed',
  'not-allowed-here',
  'approval-refused',
];

/** What the state of a mapping should be, by what is known now. Pure. */
export function deriveState(course: ColumnsAndPermissions, mapping: Mapping): DerivedState {
  const isPersonsStop =
    mapping.state === 'needs-look' &&
    mapping.stateReason !== null &&
    !OWN_REASONS.includes(mapping.stateReason);
  if (isPersonsStop) return { state: mapping.state, stateReason: mapping.stateReason };

  for (const columnKey of new Set([mapping.key, ...listColumnKeys(mapping.rule)])) {
    const column = course.findColumn(columnKey);
    if (column.state === 'doubled') return { state: 'needs-look', stateReason: 'doubled-key' };
    if (column.state === 'vanished') return { state: 'needs-look', stateReason: 'column-missing' };
  }
  if (isMaximumChanged(course, mapping)) return { state: 'needs-look', stateReason: 'maximum-changed' };
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

/** A norm in points means something else once its column counts to another maximum; a percentage does not. */
function isMaximumChanged(
  { findColumn }: ColumnsAndPermissions,
  { key, rule, columnMaximum }: Mapping,
): boolean {
  const isInPoints = listConditions(rule).some(
    (one) => one.kind === 'at-least' && one.unit === 'points' && one.columnKey === key,
  );
  if (!isInPoints || columnMaximum === null) return false;
  const column = findColumn(key);
  if (column.state !== 'present' || column.outcome.scoreMaximum <= 0) return false;
  return column.outcome.scoreMaximum !== columnMaximum;
}

/**
 * Brings the stored state up to date; writes only what differs.
 *
 * @returns true when it differed
 */
export async function reviseMapping(
  mappings: Pick<MappingStore, 'markSeen' | 'setState'>,
  course: ColumnsAndPermissions,
  mapping: Mapping,
  now: Date,
): Promise<boolean> {
  const { institutionId, id } = mapping;
  const isFirstSeen = !mapping.seenAt && course.findColumn(mapping.key).state !== 'not-seen';
  if (isFirstSeen) await mappings.markSeen(institutionId, id, now);
  const { state, stateReason } = deriveState(course, mapping);
  if (state === mapping.state && stateReason === mapping.stateReason) return isFirstSeen;
  await mappings.setState(institutionId, id, state, stateReason, now);
  return true;
}
