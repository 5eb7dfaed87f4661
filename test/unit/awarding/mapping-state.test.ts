import { describe, expect, it } from 'vitest';
import { defaultAwardingRules, type AwardingRules } from '../../../src/awarding/approver.js';
import type { ColumnState } from '../../../src/awarding/evaluate.js';
import {
  deriveState as deriveAt,
  reviseMapping,
  type CourseFacts,
} from '../../../src/awarding/mapping-state.js';
import type { Mapping, MappingState } from '../../../src/awarding/mapping.js';
import type { MappingPermission } from '../../../src/badges/badge-class.js';
import type { Outcome } from '../../../src/outcomes/outcome.js';
import { buildBadgeClass, buildMapping, buildOutcome, NOON } from '../../support/build-records.js';

const PRESENT: ColumnState = { state: 'present', outcome: buildOutcome() };

function courseWith(
  columns: Record<string, ColumnState>,
  permission: MappingPermission = 'allowed',
  overrides: Partial<CourseFacts> = {},
): CourseFacts {
  return {
    findColumn: (key) => columns[key] ?? { state: 'not-seen' },
    getPermission: () => permission,
    getAwardingRules: () => defaultAwardingRules('institution-a', 'badge-class-1'),
    badgeClasses: new Map(),
    isBadgeClassThere: () => true,
    ...overrides,
  };
}

const deriveState = (course: CourseFacts, one: Mapping) => deriveAt(course, one, NOON);

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

  it('is not concerned with a column that an LMS gave to a link which asked for none', () => {
    for (const state of ['doubled', 'vanished'] as const) {
      const course = courseWith({ own: { state }, other: PRESENT });
      expect(deriveState(course, reading)).toEqual({ state: 'active', stateReason: null });
    }
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

  it.each<[string, Partial<Outcome>, string]>([
    ['another maximum', { scoreMaximum: 20 }, 'maximum-changed'],
    ['another name', { label: 'Resit' }, 'label-changed'],
    ['another scale', { scale: 'A B C' }, 'scale-changed'],
  ])(
    'stops when a column it reads has %s than when somebody looked, and takes that back',
    (_, change, reason) => {
      const baseline = [{ columnKey: 'other', label: 'Exam', maximum: 10, scale: null }];
      const looked = { ...reading, baseline };
      const other = (overrides: Partial<Outcome>): CourseFacts =>
        courseWith({ other: { state: 'present', outcome: buildOutcome(overrides) } });
      expect(deriveState(other({}), looked).state).toBe('active');
      expect(deriveState(other(change), looked)).toEqual({ state: 'needs-look', stateReason: reason });
      expect(deriveState(other({}), { ...looked, state: 'needs-look', stateReason: reason }).state).toBe(
        'active',
      );
    },
  );

  it('stops a rule that nobody can meet', () => {
    const points = buildMapping({
      key: 'own',
      columnMaximum: 10,
      rule: {
        kind: 'any-of',
        of: [
          { kind: 'at-least', columnKey: 'own', unit: 'points', value: 12 },
          { kind: 'holds-badge', badgeClassId: 'gone' },
        ],
      },
    });
    const course = (isBadgeThere: boolean) =>
      courseWith({ own: PRESENT }, 'allowed', { isBadgeClassThere: () => isBadgeThere });
    expect(deriveState(course(false), points)).toEqual({ state: 'needs-look', stateReason: 'cannot-be-met' });
    expect(deriveState(course(true), points).state).toBe('active');
  });

  it('I9 stops when its badge class was archived', () => {
    const archived = buildBadgeClass({ id: mapping.badgeClassId, archivedAt: NOON });
    const course = courseWith({ own: PRESENT }, 'allowed', {
      badgeClasses: new Map([[archived.id, archived]]),
    });
    expect(deriveState(course, mapping).stateReason).toBe('badge-class-gone');
  });

  it('stops a rule that nobody looked at for as long as the institution says', () => {
    const rules: AwardingRules = {
      ...defaultAwardingRules('institution-a', mapping.badgeClassId),
      lookEveryMonths: 12,
    };
    const course = courseWith({ own: PRESENT }, 'allowed', { getAwardingRules: () => rules });
    const at = (text: string) => deriveAt(course, mapping, new Date(text)).stateReason;
    expect(at('2027-03-02T11:59:59.000Z')).toBeNull();
    expect(at('2027-03-02T12:00:00.000Z')).toBe('look-overdue');
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
  async function revise(course: CourseFacts, one: Mapping) {
    const writes: string[] = [];
    await reviseMapping(
      {
        markSeen: async () => void writes.push('seen'),
        setBaseline: async (_institution, _id, baseline) =>
          void writes.push(`looks like ${baseline.map(({ columnKey }) => columnKey).join()}`),
        setState: async (_institution, _id, state, reason) => void writes.push(`${state} ${reason}`),
      },
      course,
      one,
      NOON,
    );
    return writes;
  }

  it('writes nothing when all is as it was', async () => {
    const seen = {
      ...mapping,
      seenAt: NOON,
      baseline: [{ columnKey: 'own', label: 'Exam', maximum: 10, scale: null }],
    };
    expect(await revise(courseWith({ own: PRESENT }), seen)).toEqual([]);
    expect(await revise(courseWith({}), mapping)).toEqual([]);
  });

  it('notes that the column was seen, and only the column of this mapping', async () => {
    expect(await revise(courseWith({ own: PRESENT }), mapping)).toEqual(['seen', 'looks like own']);
    expect(await revise(courseWith({ other: PRESENT }), reading)).toEqual(['looks like other']);
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
