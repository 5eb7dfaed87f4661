import { describe, expect, it } from 'vitest';
import { isYesEnough, mayApprove } from '../../../src/awarding/approver.js';
import { canBeMet } from '../../../src/awarding/can-be-met.js';
import { evaluate, type EvaluationFacts } from '../../../src/awarding/evaluate.js';
import { printInputs } from '../../../src/awarding/input-print.js';
import { isLowered } from '../../../src/awarding/lowered.js';
import {
  addMonths,
  DEFAULT_POLICIES,
  parsePolicies,
  PoliciesInvalidError,
  type Policies,
} from '../../../src/awarding/policies.js';
import {
  buildAward,
  buildAwardEnd,
  buildEnrolment,
  buildInput,
  buildMapping,
  buildOutcome,
  buildResult,
  minutesAfterNoon,
  NOON,
} from '../../support/build-records.js';

const KEY = 'mapping-key-1';
const outcome = buildOutcome();

function decide(
  policies: Partial<Policies>,
  overrides: Partial<EvaluationFacts> = {},
  score: number | null = 6,
) {
  const mapping = buildMapping({
    key: KEY,
    rule: { kind: 'at-least', columnKey: KEY, unit: 'points', value: 5.5 },
    policies: { ...DEFAULT_POLICIES, ...policies },
  });
  const { verdict, reason } = evaluate({
    mapping,
    permission: 'allowed',
    enrolment: buildEnrolment(),
    isMembersRead: true,
    readColumn: () => ({
      column: { state: 'present', outcome },
      result: buildResult({ score, maximum: 10, changedAt: minutesAfterNoon(5) }),
    }),
    readBadge: () => ({ isHeld: false, name: null }),
    assessment: null,
    endedAward: null,
    isHeldElsewhere: false,
    readReview: () => 'open',
    learnerId: 'learner-1',
    now: minutesAfterNoon(10),
    ...overrides,
  });
  return `${verdict} ${reason}`;
}

describe('policies in the evaluation', () => {
  it('by default award what is met', () => {
    expect(decide({})).toBe('met reached');
  });

  it('keep to the chosen learners', () => {
    expect(decide({ learnerIds: ['learner-1'] })).toBe('met reached');
    expect(decide({ learnerIds: ['somebody'] })).toBe('stopped not-chosen');
    expect(decide({ learnerIds: [] })).toBe('stopped not-chosen');
  });

  it('count results up to a date, also when they are looked at later', () => {
    expect(decide({ until: minutesAfterNoon(5) })).toBe('met reached');
    expect(decide({ until: minutesAfterNoon(4) })).toBe('not-met after-date');
    expect(decide({ until: minutesAfterNoon(4) }, {}, 3)).toBe('not-met below-threshold');
  });

  it('count those who met the rule before it was made, or not', () => {
    const rule = { kind: 'at-least' as const, columnKey: KEY, unit: 'points' as const, value: 5.5 };
    const made = (minutes: number, earlier: Policies['earlier']) =>
      decide(
        {},
        {
          mapping: buildMapping({
            key: KEY,
            rule,
            ruleSince: minutesAfterNoon(minutes),
            policies: { ...DEFAULT_POLICIES, earlier },
          }),
        },
      );
    expect(made(8, 'included')).toBe('met reached');
    expect(made(8, 'new-only')).toBe('not-met met-before-rule');
    expect(made(4, 'new-only')).toBe('met reached');
  });

  it('wait for a person, once nothing else is waited for', () => {
    expect(decide({ mode: 'by-hand' })).toBe('waiting by-hand-only');
    expect(decide({ mode: 'after-approval' })).toBe('waiting awaits-approval');
    expect(decide({ mode: 'after-approval' }, {}, 3)).toBe('not-met below-threshold');
    expect(decide({ mode: 'after-approval' }, { permission: 'needs-approval' })).toBe(
      'waiting needs-approval',
    );
  });

  it('follow a yes or a no about exactly these results', () => {
    const seen: string[] = [];
    const said = (state: 'approved' | 'declined') => ({
      readReview: (print: string) => {
        seen.push(print);
        return state;
      },
    });
    expect(decide({ mode: 'after-approval' }, said('approved'))).toBe('met reached');
    expect(decide({ mode: 'after-approval' }, said('declined'))).toBe('not-met declined');
    decide({ mode: 'after-approval' }, said('approved'), 7);
    expect(seen[0]).toBe(seen[1]);
    expect(seen[2]).not.toBe(seen[0]);
  });

  it('leave out who had it withdrawn, for as long as that says', () => {
    const sameResults = [
      buildInput({ columnKey: KEY, score: 6, maximum: 10, changedAt: minutesAfterNoon(5) }),
    ];
    const ended = (again: 'never' | 'when-changed' | 'when-met', print = printInputs(sameResults)) => ({
      endedAward: { ended: buildAwardEnd({ again, print }) },
    });
    expect(decide({}, ended('never'))).toBe('stopped not-again');
    expect(decide({}, ended('never', 'other'))).toBe('stopped not-again');
    expect(decide({}, ended('when-changed'))).toBe('not-met withdrawn');
    expect(decide({}, ended('when-changed', 'other'))).toBe('met reached');
    expect(decide({}, ended('when-met'))).toBe('met reached');
    const expired = {
      ended: buildAwardEnd({ kind: 'expired', again: 'when-changed', print: printInputs(sameResults) }),
    };
    expect(decide({}, { endedAward: expired })).toBe('not-met needs-new-result');
  });
});

describe('printInputs', () => {
  it('changes with what counts, and with nothing else', () => {
    const input = buildInput();
    const print = printInputs([input, buildInput({ columnKey: 'b' })]);
    expect(printInputs([buildInput({ columnKey: 'b' }), { ...input, label: 'Other', changedAt: null }])).toBe(
      print,
    );
    expect(printInputs([input])).not.toBe(print);
    expect(printInputs([{ ...input, score: 6.0001 }])).not.toBe(printInputs([input]));
    expect(printInputs([{ ...input, score: null }])).not.toBe(printInputs([{ ...input, score: 0 }]));
  });
});

describe('isLowered', () => {
  const mapping = buildMapping({
    id: 'mapping-1',
    key: KEY,
    rule: { kind: 'at-least', columnKey: KEY, unit: 'points', value: 5.5 },
  });
  const award = buildAward({ mappingId: 'mapping-1' });
  const now = (score: number | null, verdict: 'not-met' | 'unknown' | 'stopped' = 'not-met') => ({
    verdict,
    inputs: [buildInput({ score })],
  });

  it('is about other results that no longer reach it, and nothing else', () => {
    expect(isLowered(mapping, award, now(5))).toBe(true);
    expect(isLowered(mapping, award, now(null))).toBe(true);
    expect(isLowered(mapping, award, now(5.5))).toBe(false);
    expect(isLowered(mapping, award, now(5, 'unknown'))).toBe(false);
    expect(isLowered(mapping, award, now(5, 'stopped'))).toBe(false);
    // The same result under a stricter rule.
    expect(
      isLowered(
        { ...mapping, rule: { kind: 'at-least', columnKey: KEY, unit: 'points', value: 9 } },
        award,
        now(6),
      ),
    ).toBe(false);
    expect(
      isLowered(mapping, { ...award, grounds: { kind: 'by-hand', reason: 'x', evidence: [] } }, now(5)),
    ).toBe(false);
    expect(isLowered(mapping, { ...award, mappingId: 'another' }, now(5))).toBe(false);
  });
});

describe('canBeMet', () => {
  const maxima: Readonly<Record<string, number>> = { a: 10, b: 20 };
  const reach = {
    maximum: (key: string) => maxima[key] ?? null,
    isBadgeThere: (id: string) => id === 'there',
  };
  const points = (columnKey: string, value: number) =>
    ({ kind: 'at-least', columnKey, unit: 'points', value }) as const;
  const both = (how: 'best' | 'sum' | 'weighted-mean', value: number) =>
    ({
      kind: 'combined',
      how,
      columns: [
        { columnKey: 'a', weight: 1 },
        { columnKey: 'b', weight: 3 },
      ],
      unit: 'points',
      value,
    }) as const;

  it.each([
    [points('a', 10), true],
    [points('a', 10.01), false],
    [points('unseen', 1000), true],
    [both('sum', 30), true],
    [both('sum', 30.5), false],
    [both('best', 20), true],
    [both('best', 21), false],
    [both('weighted-mean', 17.5), true],
    [both('weighted-mean', 18), false],
    [{ kind: 'holds-badge', badgeClassId: 'there' } as const, true],
    [{ kind: 'holds-badge', badgeClassId: 'gone' } as const, false],
    [{ kind: 'count-of', least: 2, of: [points('a', 11), points('b', 11), points('b', 12)] } as const, true],
    [{ kind: 'all-of', of: [points('a', 11), points('b', 11)] } as const, false],
  ])('%j: %s', (rule, expected) => {
    expect(canBeMet(rule, reach)).toBe(expected);
  });
});

describe('who approves', () => {
  const teacher = { person: { kind: 'learner' as const, id: 't' }, isTeacherHere: true };
  const board = { person: { kind: 'admin' as const, id: 'b' }, isTeacherHere: false };

  it('is told by the kind of approver', () => {
    const named = { approvers: 'named' as const, people: [board.person] };
    expect(mayApprove({ approvers: 'course-teacher', people: [] }, null, teacher)).toBe(true);
    expect(mayApprove({ approvers: 'course-teacher', people: [] }, null, board)).toBe(false);
    expect(mayApprove(named, null, board)).toBe(true);
    expect(mayApprove(named, null, teacher)).toBe(false);
    expect(mayApprove(named, null, { ...board, person: { kind: 'learner', id: 'b' } })).toBe(false);
    expect(mayApprove({ approvers: 'group', people: [] }, { members: [board.person] }, board)).toBe(true);
    expect(mayApprove({ approvers: 'group', people: [] }, null, board)).toBe(false);
  });

  it('with four eyes, is somebody beside the author', () => {
    expect(isYesEnough({ asksFourEyes: true }, 't', [teacher.person])).toBe(false);
    expect(isYesEnough({ asksFourEyes: true }, 't', [teacher.person, board.person])).toBe(true);
    expect(isYesEnough({ asksFourEyes: false }, 't', [teacher.person])).toBe(true);
    expect(isYesEnough({ asksFourEyes: false }, 't', [])).toBe(false);
  });
});

describe('parsePolicies', () => {
  it('takes what is usable and leaves the rest as it stands', () => {
    expect(parsePolicies(undefined)).toEqual(DEFAULT_POLICIES);
    expect(parsePolicies({ mode: 'by-hand', until: NOON, validMonths: 24, extra: 1 })).toEqual({
      ...DEFAULT_POLICIES,
      mode: 'by-hand',
      until: NOON,
      validMonths: 24,
    });
  });

  it('names each that is not', () => {
    const raw = {
      mode: 'never',
      until: 'tomorrow',
      learnerIds: [{ $ne: 1 }],
      validMonths: 0.5,
      lowered: null,
    };
    expect(() => parsePolicies(raw)).toThrow(PoliciesInvalidError);
    try {
      parsePolicies(raw);
    } catch (error) {
      expect((error as PoliciesInvalidError).problems).toEqual([
        'mode',
        'until',
        'learnerIds',
        'lowered',
        'validMonths',
      ]);
    }
  });

  it('counts months by the calendar', () => {
    const day = (text: string) => new Date(`${text}T12:00:00.000Z`);
    expect(addMonths(day('2027-01-31'), 1)).toEqual(day('2027-02-28'));
    expect(addMonths(day('2028-02-29'), 12)).toEqual(day('2029-02-28'));
    expect(addMonths(day('2026-11-30'), 3)).toEqual(day('2027-02-28'));
  });
});
