import { describe, expect, it } from 'vitest';
import type { AtLeastCondition } from '../../../../src/awarding/rule.js';
import { DECISION_REASONS } from '../../../../src/awarding/decision.js';
import {
  presentReason,
  presentShortReason,
  presentStudentReason,
} from '../../../../src/web/course/present-reason.js';
import { buildWords } from '../../../support/build-course-views.js';
import { buildEvaluation, buildInput, minutesAfterNoon } from '../../../support/build-records.js';

const nl = buildWords('nl');
const rule: AtLeastCondition = { kind: 'at-least', columnKey: 'mapping-key-1', unit: 'percent', value: 55 };
const points = { ...rule, unit: 'points' as const, value: 5.5 };

function below(score: number, maximum: number) {
  const inputs = [buildInput({ score, maximum, scoreFraction: score / maximum })];
  return buildEvaluation({ verdict: 'not-met', reason: 'below-threshold', inputs });
}

describe('presentReason', () => {
  it('rounds a grade down, so that nobody reads the threshold who is below it', () => {
    expect(presentReason(below(54.99, 100), rule, nl)).toBe('54,9 % is minder dan de norm van 55 %.');
    expect(presentReason(below(5.499, 10), points, nl)).toBe(
      '5,49 punten is minder dan de norm van 5,5 punten.',
    );
  });

  it('shows 0.57 of 1 as 57 %, which a double is a hair below', () => {
    expect(presentReason(below(0.57, 1), { ...rule, value: 60 }, nl)).toContain('57 %');
  });

  it('says until when a grade has to stand', () => {
    const waiting = buildEvaluation({
      verdict: 'waiting',
      reason: 'grade-not-stood',
      turnsAt: minutesAfterNoon(60),
    });
    expect(presentReason(waiting, rule, nl)).toContain('14:00');
    expect(presentShortReason(waiting, rule, nl)).toContain('14:00');
  });

  it('says that nothing was decided yet', () => {
    expect(presentReason(null, rule, nl)).toBe('Insigne heeft nog niet gekeken.');
  });

  it.each(DECISION_REASONS)('leaves no parameter open in any sentence for %s', (reason) => {
    for (const words of [nl, buildWords('en')]) {
      const evaluation = buildEvaluation({ reason, turnsAt: minutesAfterNoon(1) });
      const sentences = [
        presentReason(evaluation, rule, words),
        presentShortReason(evaluation, rule, words),
        presentStudentReason(evaluation, rule, null, 'Report', words),
      ];
      for (const sentence of sentences) expect(sentence).not.toMatch(/[{}]/);
    }
  });
});

describe('presentStudentReason', () => {
  const later = minutesAfterNoon(60);

  it('says exactly what is missing', () => {
    expect(presentStudentReason(below(54, 100), rule, null, 'Verslag', nl)).toBe(
      'Je hebt 54 %; nodig is 55 %.',
    );
    const none = buildEvaluation({ verdict: 'not-met', reason: 'no-grade', inputs: [] });
    expect(presentStudentReason(none, rule, null, 'Verslag', nl)).toBe(
      'Je hebt nog geen cijfer voor Verslag.',
    );
  });

  it.each(['reached', 'below-threshold', 'grade-not-stood', 'not-before-date', 'needs-approval'] as const)(
    'says the same for %s while the grade does not count yet, so that no sentence gives it away',
    (reason) => {
      const evaluation = buildEvaluation({ reason, turnsAt: later });
      const sentence = presentStudentReason(evaluation, rule, later, 'Verslag', nl);
      expect(sentence).toBe(presentStudentReason(below(10, 100), rule, later, 'Verslag', nl));
      expect(sentence).not.toContain('%');
    },
  );

  it('goes on saying what has nothing to do with the grade', () => {
    const staff = buildEvaluation({ verdict: 'stopped', reason: 'staff' });
    expect(presentStudentReason(staff, rule, later, 'Verslag', nl)).toContain('geeft of gaf les');
  });
});
