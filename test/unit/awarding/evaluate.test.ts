import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  evaluate,
  isReached,
  type ColumnReading,
  type EvaluationFacts,
} from '../../../src/awarding/evaluate.js';
import type { AtLeastCondition } from '../../../src/awarding/rule.js';
import {
  buildAssessment,
  buildEnrolment,
  buildMapping,
  buildOutcome,
  buildResult,
  minutesAfterNoon,
  NOON,
} from '../../support/build-records.js';

const percent = (value: number): AtLeastCondition => ({
  kind: 'at-least',
  columnKey: 'key-1',
  unit: 'percent',
  value,
});
const points = (value: number): AtLeastCondition => ({
  kind: 'at-least',
  columnKey: 'key-1',
  unit: 'points',
  value,
});

/** A grade as gradebooks hold it: at most two decimals. */
const score = fc.integer({ min: 0, max: 20_000 }).map((hundredths) => hundredths / 100);
const maximum = fc.integer({ min: 1, max: 1_000 });
const threshold = fc.integer({ min: 0, max: 10_000 }).map((hundredths) => hundredths / 100);

describe('isReached', () => {
  it('is met exactly at the threshold, in either unit', () => {
    fc.assert(
      fc.property(threshold, maximum, (value, most) => {
        expect(isReached(points(value), value, most)).toBe(true);
        expect(isReached(percent(value), (value * most) / 100, most)).toBe(true);
      }),
    );
    expect(isReached(percent(55), 55, 100)).toBe(true);
    // 0.57 × 100 is 56.99999999999999 in a double.
    expect(isReached(percent(57), 0.57, 1)).toBe(true);
  });

  it('is not met just under the threshold', () => {
    fc.assert(
      fc.property(
        threshold.filter((value) => value > 0),
        maximum,
        (value, most) => {
          const under = value - 0.00001;
          expect(isReached(points(value), under, most)).toBe(false);
          expect(isReached(percent(value), (under * most) / 100, most)).toBe(false);
        },
      ),
    );
    expect(isReached(percent(55), 54.99999, 100)).toBe(false);
  });

  it('never turns back when the score rises', () => {
    fc.assert(
      fc.property(score, score, maximum, threshold, fc.boolean(), (a, b, most, value, inPercent) => {
        const rule = inPercent ? percent(value) : points(value);
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        if (isReached(rule, low, most)) expect(isReached(rule, high, most)).toBe(true);
      }),
    );
  });

  it('says the same in percent and in the points that they stand for', () => {
    fc.assert(
      fc.property(score, maximum, threshold, (given, most, value) => {
        expect(isReached(points((value * most) / 100), given, most)).toBe(
          isReached(percent(value), given, most),
        );
      }),
    );
  });

  it('counts extra credit above the maximum', () => {
    expect(isReached(percent(100), 12, 10)).toBe(true);
  });

  it('cannot say in percent without a usable maximum, and can in points', () => {
    for (const most of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(isReached(percent(50), 5, most)).toBeNull();
      expect(isReached(points(5), 5, most)).toBe(true);
    }
    expect(isReached(points(5), Number.NaN, 10)).toBeNull();
  });
});

const mapping = buildMapping({ key: 'key-1', rule: percent(55) });
const outcome = buildOutcome({ mappingKey: 'key-1' });

type Overrides = Partial<EvaluationFacts & ColumnReading>;

/** `column` and `result` are those of every column that is asked for. */
function facts({
  column = { state: 'present', outcome },
  result = buildResult({ score: 6, maximum: 10 }),
  ...overrides
}: Overrides = {}): EvaluationFacts {
  return {
    mapping,
    permission: 'allowed',
    enrolment: buildEnrolment(),
    isMembersRead: true,
    readColumn: () => ({ column, result }),
    readBadge: () => ({ isHeld: false, name: null }),
    assessment: null,
    endedAward: null,
    isHeldElsewhere: false,
    readReview: () => 'open',
    learnerId: 'learner-1',
    now: NOON,
    ...overrides,
  };
}

function verdictOf(overrides: Overrides): string {
  const { verdict, reason } = evaluate(facts(overrides));
  return `${verdict} ${reason}`;
}

describe('I7 a grade that its learner may not see yet', () => {
  const hidden = (score: number) => evaluate(facts({ result: buildResult({ score, isHidden: true }) }));

  it('decides nothing, whatever it is, and is neither kept nor shown', () => {
    expect(hidden(9)).toMatchObject({ verdict: 'unknown', reason: 'grade-hidden', turnsAt: null });
    // The same answer to the letter: it tells nobody whether it would be enough.
    expect(hidden(1)).toEqual(hidden(9));
    expect(hidden(9).inputs).toMatchObject([{ score: null, scoreFraction: null, changedAt: null }]);
  });

  it('counts once it is shown, and is not waited for where the rule is met without it', () => {
    const shown = buildResult({ score: 9, isHidden: false });
    expect(verdictOf({ result: shown })).toBe('met reached');
    const either = { kind: 'any-of' as const, of: [percent(55), { ...percent(55), columnKey: 'key-2' }] };
    const readColumn = (columnKey: string): ColumnReading => ({
      column: { state: 'present', outcome },
      result: columnKey === 'key-2' ? shown : buildResult({ score: 1, isHidden: true }),
    });
    expect(verdictOf({ mapping: { ...mapping, rule: either }, readColumn })).toBe('met reached');
  });
});

describe('evaluate', () => {
  it('is met by a grade at the threshold, and names what it looked at', () => {
    expect(evaluate(facts({ result: buildResult({ score: 5.5, maximum: 10 }) }))).toEqual({
      verdict: 'met',
      reason: 'reached',
      inputs: [
        {
          columnKey: 'key-1',
          label: 'Exam',
          source: 'tool-column',
          score: 5.5,
          maximum: 10,
          scoreFraction: 0.55,
          changedAt: NOON,
        },
      ],
      turnsAt: null,
    });
  });

  it('takes zero as a grade and null as none', () => {
    expect(verdictOf({ result: buildResult({ score: 0 }) })).toBe('not-met below-threshold');
    expect(verdictOf({ result: buildResult({ score: null }) })).toBe('not-met no-grade');
    expect(verdictOf({ result: null })).toBe('not-met no-grade');
    const fromZero = { ...mapping, rule: percent(0) };
    expect(verdictOf({ mapping: fromZero, result: buildResult({ score: 0 }) })).toBe('met reached');
    expect(verdictOf({ mapping: fromZero, result: null })).toBe('not-met no-grade');
  });

  it('gives no grade an input of its own, without a moment', () => {
    expect(evaluate(facts({ result: null })).inputs).toEqual([
      expect.objectContaining({ score: null, scoreFraction: null, maximum: 10, changedAt: null }),
    ]);
  });

  it('never calls a missing column or an unusable maximum a fail', () => {
    expect(verdictOf({ column: { state: 'not-seen' } })).toBe('unknown column-not-seen');
    expect(verdictOf({ column: { state: 'vanished' } })).toBe('unknown column-vanished');
    expect(verdictOf({ column: { state: 'doubled' } })).toBe('unknown column-doubled');
    expect(verdictOf({ result: buildResult({ maximum: 0 }) })).toBe('unknown result-unusable');
    expect(verdictOf({ mapping: { ...mapping, state: 'needs-look' } })).toBe('unknown needs-look');
  });

  it('waits for an admin, whatever stands in the way of a yes', () => {
    for (const permission of ['needs-approval', 'refused', 'other-courses-only'] as const) {
      expect(verdictOf({ permission })).toBe('waiting needs-approval');
      expect(verdictOf({ permission, result: buildResult({ score: 1 }) })).toBe('not-met below-threshold');
    }
  });

  it('waits for the date, and says when it turns', () => {
    const dated = { ...mapping, wait: { notBefore: minutesAfterNoon(10), stoodHours: 0 } };
    expect(evaluate(facts({ mapping: dated, now: minutesAfterNoon(9) }))).toMatchObject({
      verdict: 'waiting',
      reason: 'not-before-date',
      turnsAt: minutesAfterNoon(10),
    });
    expect(verdictOf({ mapping: dated, now: minutesAfterNoon(10) })).toBe('met reached');
  });

  it('waits until the grade has stood, and says when it turns', () => {
    const stood = { ...mapping, wait: { notBefore: null, stoodHours: 1.5 } };
    expect(evaluate(facts({ mapping: stood, now: minutesAfterNoon(89) }))).toMatchObject({
      verdict: 'waiting',
      reason: 'grade-not-stood',
      turnsAt: minutesAfterNoon(90),
    });
    expect(verdictOf({ mapping: stood, now: minutesAfterNoon(90) })).toBe('met reached');
  });

  it.each([
    [{ wasEverStaff: true }, 'stopped staff'],
    [{ isTestUser: true }, 'stopped test-user'],
    [{ isObserver: true }, 'stopped observer'],
    [{ status: 'inactive' as const }, 'stopped inactive'],
    [{ status: 'gone' as const }, 'stopped gone'],
    [{ isLearner: false }, 'stopped not-a-learner'],
  ])('never awards %j, not even with a passed assessment', (enrolment, expected) => {
    const assessed = { ...mapping, columnRole: 'assessed' as const };
    expect(verdictOf({ enrolment: buildEnrolment(enrolment) })).toBe(expected);
    expect(
      verdictOf({
        mapping: assessed,
        assessment: buildAssessment(),
        enrolment: buildEnrolment(enrolment),
      }),
    ).toBe(expected);
  });

  it('tells an unknown user from one that no complete read has shown', () => {
    expect(verdictOf({ enrolment: null, isMembersRead: false })).toBe('unknown members-unknown');
    expect(verdictOf({ enrolment: null, isMembersRead: true })).toBe('stopped not-a-member');
  });
});

describe('evaluate, assessed in the tool', () => {
  const assessed = { ...mapping, columnRole: 'assessed' as const };

  it('follows what the teacher said, before any column or grade', () => {
    const unseen = { mapping: assessed, column: { state: 'not-seen' as const }, result: null };
    expect(verdictOf({ ...unseen, assessment: buildAssessment() })).toBe('met assessed-passed');
    expect(verdictOf({ ...unseen, assessment: buildAssessment({ isPassed: false }) })).toBe(
      'not-met assessed-not-yet',
    );
    expect(verdictOf({ ...unseen, assessment: null })).toBe('not-met assessed-not-yet');
    expect(verdictOf({ mapping: assessed, result: null })).toBe('not-met assessed-not-yet');
  });

  it('still waits for an admin', () => {
    expect(
      verdictOf({ mapping: assessed, assessment: buildAssessment(), permission: 'needs-approval' }),
    ).toBe('waiting needs-approval');
  });

  it('ignores an assessment where the teacher grades in the LMS', () => {
    const assessment = buildAssessment();
    expect(verdictOf({ assessment, result: null })).toBe('not-met no-grade');
  });

  it('names the assessment as what it looked at', () => {
    const assessment = buildAssessment({ scoreFraction: 0.8 });
    expect(evaluate(facts({ mapping: assessed, assessment })).inputs).toEqual([
      {
        columnKey: 'key-1',
        label: 'Exam',
        source: 'assessment',
        score: assessment.passback.scoreGiven,
        maximum: assessment.passback.scoreMaximum,
        scoreFraction: 0.8,
        changedAt: NOON,
        isPassed: true,
      },
    ]);
  });
});
