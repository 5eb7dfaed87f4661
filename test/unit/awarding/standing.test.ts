import { describe, expect, it } from 'vitest';
import { countStandings, describeStanding, isNear } from '../../../src/awarding/standing.js';
import { buildAward, buildEvaluation, buildInput, buildMapping } from '../../support/build-records.js';

const percentRule = buildMapping({ key: 'mapping-key-1' }).rule;
const pointsRule = { ...percentRule, unit: 'points' as const, value: 5.5 };

function below(score: number, maximum: number | null = 100) {
  const scoreFraction = maximum ? score / maximum : null;
  return buildEvaluation({
    verdict: 'not-met',
    reason: 'below-threshold',
    inputs: [buildInput({ score, maximum, scoreFraction })],
  });
}

describe('isNear', () => {
  it.each([
    [45, true],
    [54.99, true],
    [44.99, false],
    [0, false],
  ])('with 55 % needed and a grade of %d', (score, expected) => {
    expect(isNear(percentRule, below(score))).toBe(expected);
  });

  it('counts points as parts of the maximum of the column', () => {
    expect(isNear(pointsRule, below(4.5, 10))).toBe(true);
    expect(isNear(pointsRule, below(4.4, 10))).toBe(false);
  });

  it('is no without a grade or with a maximum that no percentage can be formed of', () => {
    const none = buildEvaluation({
      verdict: 'not-met',
      reason: 'no-grade',
      inputs: [buildInput({ score: null })],
    });
    expect(isNear(percentRule, none)).toBe(false);
    expect(isNear(percentRule, below(50, 0))).toBe(false);
    expect(isNear(percentRule, below(50, null))).toBe(false);
  });
});

describe('describeStanding', () => {
  const mapping = buildMapping({ key: 'mapping-key-1' });

  it('is earned while the award stands, whatever the rule says now', () => {
    expect(describeStanding(mapping, below(10), buildAward()).state).toBe('earned');
  });

  it('is not earned by an award that was withdrawn', () => {
    const { state, award } = describeStanding(mapping, below(10), buildAward({ state: 'withdrawn' }));
    expect([state, award]).toEqual(['not-met', null]);
  });

  it.each([
    ['met', 'waiting'],
    ['waiting', 'waiting'],
    ['unknown', 'unknown'],
    ['stopped', 'stopped'],
  ] as const)('calls the verdict %s without an award %s', (verdict, state) => {
    expect(describeStanding(mapping, buildEvaluation({ verdict }), null).state).toBe(state);
  });

  it('is undecided before the first round', () => {
    expect(describeStanding(mapping, null, null).state).toBe('undecided');
  });
});

describe('countStandings', () => {
  it('leaves out whoever is never awarded automatically, and counts each other learner once', () => {
    const states = ['earned', 'near', 'waiting', 'not-met', 'unknown', 'undecided', 'stopped'] as const;
    const counts = countStandings(states.map((state) => ({ state })));
    expect(counts).toEqual({ earned: 1, near: 1, waiting: 1, notYet: 3, total: 6 });
  });
});
