import { describe, expect, it } from 'vitest';
import type { CourseState } from '../../../src/awarding/course-state.js';
import type { ColumnState } from '../../../src/awarding/evaluate.js';
import { deriveState, reviseMapping } from '../../../src/awarding/mapping-state.js';
import type { Mapping, MappingState } from '../../../src/awarding/mapping.js';
import type { MappingPermission } from '../../../src/badges/badge-class.js';
import { buildMapping, buildOutcome, NOON } from '../../support/build-records.js';

const PRESENT: ColumnState = { state: 'present', outcome: buildOutcome() };

function courseWith(
  columns: Record<string, ColumnState>,
  permission: MappingPermission = 'allowed',
): Pick<CourseState, 'findColumn' | 'getPermission'> {
  return {
    findColumn: (key) => columns[key] ?? { state: 'not-seen' },
    getPermission: () => permission,
  };
}

const mapping = buildMapping({ key: 'own' });
const reading = buildMapping({
  key: 'own',
  columnRole: 'none',
  rule: { kind: 'at-least', columnKey: 'other', unit: 'percent', value: 55 },
});

describe('deriveState', () => {
  it.each<[MappingPermission, MappingState, string | null]>([
    ['allowed', 'active', null],
    ['needs-approval', 'waiting-for-approval', null],
    ['refused', 'needs-look', 'approval-refused'],
    ['other-courses-only', 'needs-look', 'not-allowed-here'],
  ])('follows the permission %s', (permission, state, stateReason) => {
    expect(deriveState(courseWith({ own: PRESENT }, permission), mapping)).toEqual({ state, stateReason });
  });

  it.each<[Mapping, Record<string, ColumnState>, string]>([
    [mapping, { own: { state: 'doubled' } }, 'doubled-key'],
    [mapping, { own: { state: 'vanished' } }, 'column-missing'],
    [reading, { other: { state: 'doubled' } }, 'doubled-key'],
    [reading, { other: { state: 'vanished' } }, 'column-missing'],
  ])('S13 stops for a look when a column it needs is in doubt', (one, columns, stateReason) => {
    expect(deriveState(courseWith(columns), one)).toEqual({ state: 'needs-look', stateReason });
  });

  it('S14 stops a norm in points when its column has another maximum, and takes that back', () => {
    const inPoints = (unit: 'points' | 'percent') =>
      buildMapping({
        key: 'own',
        columnRole: 'grade',
        columnMaximum: 10,
        rule: { kind: 'at-least', columnKey: 'own', unit, value: 6 },
      });
    const column = (scoreMaximum: number) =>
      courseWith({ own: { state: 'present', outcome: buildOutcome({ scoreMaximum }) } });
    expect(deriveState(column(20), inPoints('points'))).toEqual({
      state: 'needs-look',
      stateReason: 'maximum-changed',
    });
    expect(deriveState(column(20), inPoints('percent')).state).toBe('active');
    const stopped = { ...inPoints('points'), state: 'needs-look', stateReason: 'maximum-changed' } as const;
    expect(deriveState(column(10), stopped)).toEqual({ state: 'active', stateReason: null });
  });

  it('is not stopped by a column that was never there', () => {
    expect(deriveState(courseWith({}), mapping).state).toBe('active');
  });

  it('takes its own stop back when the reason is gone, and leaves a person’s', () => {
    const stopped = (stateReason: string | null) =>
      buildMapping({ key: 'own', state: 'needs-look', stateReason });
    for (const reason of ['doubled-key', 'column-missing', 'approval-refused', 'not-allowed-here', null]) {
      expect(deriveState(courseWith({ own: PRESENT }), stopped(reason)).state).toBe('active');
    }
    expect(deriveState(courseWith({ own: PRESENT }), stopped('stopped-by-teacher'))).toEqual({
      state: 'needs-look',
      stateReason: 'stopped-by-teacher',
    });
  });
});

describe('reviseMapping', () => {
  async function revise(course: Pick<CourseState, 'findColumn' | 'getPermission'>, one: Mapping) {
    const writes: string[] = [];
    await reviseMapping(
      {
        markSeen: async () => void writes.push('seen'),
        setState: async (_institution, _id, state, reason) => void writes.push(`${state} ${reason}`),
      },
      course,
      one,
      NOON,
    );
    return writes;
  }

  it('writes nothing when all is as it was', async () => {
    expect(await revise(courseWith({ own: PRESENT }), { ...mapping, seenAt: NOON })).toEqual([]);
    expect(await revise(courseWith({}), mapping)).toEqual([]);
  });

  it('notes that the column was seen, and only the column of this mapping', async () => {
    expect(await revise(courseWith({ own: PRESENT }), mapping)).toEqual(['seen']);
    expect(await revise(courseWith({ other: PRESENT }), reading)).toEqual([]);
  });

  it('writes a state or reason that differs', async () => {
    const doubled = courseWith({ own: { state: 'doubled' } });
    const missing = buildMapping({
      key: 'own',
      seenAt: NOON,
      state: 'needs-look',
      stateReason: 'column-missing',
    });
    expect(await revise(doubled, missing)).toEqual(['needs-look doubled-key']);
  });
});
