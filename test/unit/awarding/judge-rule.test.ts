import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DecisionInput } from '../../../src/awarding/decision.js';
import { judgeRule, type Truth } from '../../../src/awarding/judge-rule.js';
import { countProgress, isNear, listMissing } from '../../../src/awarding/rule-progress.js';
import type { Condition, Rule } from '../../../src/awarding/rule.js';
import { buildInput } from '../../support/build-records.js';
import { decideNaively, type NaiveFacts } from '../../support/naive-evaluator.js';

const KEYS = ['a', 'b', 'c', 'd'] as const;
const BADGES = ['x', 'y'] as const;

const atLeast = (columnKey: string, value: number, unit: 'percent' | 'points' = 'percent'): Rule => ({
  kind: 'at-least',
  columnKey,
  unit,
  value,
});
const graded = (columnKey: string, score: number | null, maximum: number | null = 100): DecisionInput =>
  buildInput({ columnKey, score, maximum });
const truthOf = (rule: Rule, inputs: readonly DecisionInput[]): Truth => judgeRule(rule, inputs).truth;

describe('I1, I2: at the threshold', () => {
  it.each<[string, number | null, number | null, number, Truth]>([
    ['54.99999 against 55', 54.99999, 100, 55, 'not-met'],
    ['exactly 55', 55, 100, 55, 'met'],
    ['0.55 of 1', 0.55, 1, 55, 'met'],
    ['0.57 of 1 against 57, 56.99999999999999 in a double', 0.57, 1, 57, 'met'],
    ['zero against zero', 0, 100, 0, 'met'],
    ['zero against something', 0, 100, 0.01, 'not-met'],
    ['no grade against zero', null, 100, 0, 'not-met'],
    ['above the maximum', 12, 10, 100, 'met'],
    ['no maximum', 12, null, 55, 'unknown'],
    ['a maximum of zero', 12, 0, 55, 'unknown'],
  ])('%s', (_, score, maximum, value, expected) => {
    expect(truthOf(atLeast('a', value), [graded('a', score, maximum)])).toBe(expected);
  });

  it('adds up what a double cannot', () => {
    const sum: Rule = {
      kind: 'combined',
      how: 'sum',
      columns: KEYS.slice(0, 3).map((columnKey) => ({ columnKey, weight: 1 })),
      unit: 'points',
      value: 0.6,
    };
    // 0.1 + 0.2 + 0.3 is 0.6000000000000001 one way and 0.6 the other.
    expect(truthOf(sum, [graded('a', 0.3), graded('b', 0.2), graded('c', 0.1)])).toBe('met');
    expect(truthOf(sum, [graded('a', 0.3), graded('b', 0.2), graded('c', 0.09999)])).toBe('not-met');
  });
});

describe('what cannot be known', () => {
  const gone = buildInput({ columnKey: 'b', score: null, trouble: 'column-vanished' });

  it('is not a fail, and decides nothing alone', () => {
    expect(truthOf(atLeast('b', 55), [gone])).toBe('unknown');
    const all: Rule = { kind: 'all-of', of: [atLeast('a', 55), atLeast('b', 55)] };
    const any: Rule = { kind: 'any-of', of: [atLeast('a', 55), atLeast('b', 55)] };
    expect(truthOf(all, [graded('a', 60), gone])).toBe('unknown');
    expect(truthOf(all, [graded('a', 50), gone])).toBe('not-met');
    expect(truthOf(any, [graded('a', 60), gone])).toBe('met');
    expect(truthOf(any, [graded('a', 50), gone])).toBe('unknown');
  });

  it('names why', () => {
    expect(judgeRule(atLeast('b', 55), [gone]).reason).toBe('column-vanished');
    expect(judgeRule({ kind: 'passed', columnKey: 'a' }, [graded('a', 60)]).reason).toBe('not-told');
    expect(judgeRule(atLeast('c', 55), [gone]).reason).toBe('column-not-seen');
  });
});

describe('what the LMS says beside a grade', () => {
  const said = (said: Partial<DecisionInput>): readonly DecisionInput[] => [
    buildInput({ columnKey: 'a', score: null, ...said }),
  ];

  it.each<[Condition, Partial<DecisionInput>, string]>([
    [{ kind: 'passed', columnKey: 'a' }, { isPassed: true }, 'met reached'],
    [{ kind: 'passed', columnKey: 'a' }, { isPassed: false }, 'not-met not-passed'],
    [{ kind: 'passed', columnKey: 'a' }, { isPassed: null }, 'not-met not-passed'],
    [{ kind: 'completed', columnKey: 'a' }, { isCompleted: true }, 'met reached'],
    [{ kind: 'completed', columnKey: 'a' }, { isCompleted: false }, 'not-met not-completed'],
    [{ kind: 'mastery', columnKey: 'a', level: 3 }, { level: 3 }, 'met reached'],
    [{ kind: 'mastery', columnKey: 'a', level: 3 }, { level: 2 }, 'not-met below-level'],
    [{ kind: 'mastery', columnKey: 'a', level: 3 }, { level: null }, 'not-met no-grade'],
    [{ kind: 'mastery', columnKey: 'a', level: 3 }, {}, 'unknown not-told'],
  ])('%j with %j is %s', (condition, input, expected) => {
    const { truth, reason } = judgeRule(condition, said(input));
    expect(`${truth} ${reason}`).toBe(expected);
  });
});

describe('what is missing', () => {
  const rule: Rule = {
    kind: 'all-of',
    of: [
      atLeast('a', 55),
      {
        kind: 'count-of',
        least: 2,
        of: [atLeast('b', 55), atLeast('c', 55), { kind: 'holds-badge', badgeClassId: 'x' }],
      },
    ],
  };
  const badge = (isPassed: boolean) => buildInput({ columnKey: 'x', source: 'badge', score: null, isPassed });

  it('is the reason itself where one thing is missing, else how many', () => {
    const one = judgeRule(rule, [graded('a', 50), graded('b', 60), graded('c', 60), badge(false)]);
    expect(one).toMatchObject({ truth: 'not-met', reason: 'below-threshold' });
    expect(listMissing(one).map(({ condition }) => condition)).toEqual([atLeast('a', 55)]);
    const two = judgeRule(rule, [graded('a', 50), graded('b', 10), graded('c', 60), badge(false)]);
    expect(two.reason).toBe('conditions-missing');
    expect(countProgress(two)).toEqual({ met: 1, of: 3 });
  });

  it('is near by one unmet condition within ten points, and by no other', () => {
    const near = (a: number | null, b: number, c: number, isHeld: boolean) =>
      isNear(judgeRule(rule, [graded('a', a), graded('b', b), graded('c', c), badge(isHeld)]));
    expect(near(45, 60, 60, false)).toBe(true);
    expect(near(44.9, 60, 60, false)).toBe(false);
    // Two ways to the second: the nearer one counts.
    expect(near(60, 50, 60, false)).toBe(true);
    expect(near(50, 50, 60, false)).toBe(false);
    expect(near(null, 60, 60, false)).toBe(false);
    expect(near(60, 60, 60, true)).toBe(false);
  });
});

/** Grades as gradebooks hold them, and what goes wrong with them. */
const score = fc.oneof(
  fc.constantFrom(0, 54.999, 54.99999, 55, 5.5, 0.55, 100, 120),
  fc.integer({ min: 0, max: 1_200 }).map((tenths) => tenths / 10),
);
const grade = fc.oneof(
  { weight: 8, arbitrary: fc.record({ score, maximum: fc.constantFrom(1, 4, 5, 10, 20, 100) }) },
  { weight: 2, arbitrary: fc.record({ score: fc.constant(null), maximum: fc.constantFrom(10, 100) }) },
  { weight: 1, arbitrary: fc.record({ score, maximum: fc.constantFrom(null, 0) }) },
  { weight: 1, arbitrary: fc.constant(undefined) },
);
const value = fc.oneof(
  fc.constantFrom(0, 55, 100),
  fc.integer({ min: 0, max: 1_000 }).map((tenths) => tenths / 10),
);
const unit = fc.constantFrom<'percent' | 'points'>('percent', 'points');
const columnKey = fc.constantFrom(...KEYS);
const said = fc.constantFrom(true, false, null, undefined);

const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ kind: fc.constant('at-least' as const), columnKey, unit, value }),
  fc.record({ kind: fc.constantFrom('passed' as const, 'completed' as const), columnKey }),
  fc.record({ kind: fc.constant('mastery' as const), columnKey, level: fc.integer({ min: 0, max: 4 }) }),
  fc.record({
    kind: fc.constant('combined' as const),
    how: fc.constantFrom<'best' | 'sum' | 'weighted-mean'>('best', 'sum', 'weighted-mean'),
    columns: fc
      .uniqueArray(columnKey, { minLength: 1, maxLength: 4 })
      .chain((keys) =>
        fc.tuple(
          ...keys.map((key) =>
            fc.record({ columnKey: fc.constant(key), weight: fc.integer({ min: 1, max: 5 }) }),
          ),
        ),
      ),
    unit,
    value,
  }),
  fc.record({ kind: fc.constant('holds-badge' as const), badgeClassId: fc.constantFrom(...BADGES) }),
);

const { rule: anyRule } = fc.letrec<{ rule: Rule; group: Rule }>((tie) => ({
  rule: fc.oneof({ depthSize: 'small', withCrossShrink: true }, condition, tie('group')),
  group: fc.array(tie('rule'), { minLength: 1, maxLength: 4 }).chain((of) =>
    fc.oneof(
      fc.constant<Rule>({ kind: 'all-of', of }),
      fc.constant<Rule>({ kind: 'any-of', of }),
      fc.integer({ min: 1, max: of.length }).map((least): Rule => ({ kind: 'count-of', least, of })),
    ),
  ),
}));

describe('beside the naive evaluator', () => {
  const facts = fc.record({
    grades: fc.tuple(grade, grade, grade, grade),
    held: fc.tuple(fc.boolean(), fc.boolean()),
    passed: fc.tuple(said, said, said, said),
    completed: fc.tuple(said, said, said, said),
    levels: fc.array(fc.constantFrom(0, 2, 4, null, undefined), { minLength: 4, maxLength: 4 }),
  });

  it('says the same about every tree, every grade and what is missing', () => {
    const seen = { met: 0, 'not-met': 0, unknown: 0 };
    fc.assert(
      fc.property(anyRule, facts, (rule, { grades, held, passed, completed, levels }) => {
        const at = (key: string): number => KEYS.indexOf(key as (typeof KEYS)[number]);
        const naive: NaiveFacts = {
          grade: (key) => grades[at(key)],
          holds: (id) => held[BADGES.indexOf(id as (typeof BADGES)[number])] ?? false,
          passed: (key) => passed[at(key)],
          completed: (key) => completed[at(key)],
          level: (key) => levels[at(key)],
        };
        const inputs = [
          ...KEYS.map((key, index): DecisionInput => {
            const one = grades[index];
            const [isPassed, isCompleted, level] = [passed[index], completed[index], levels[index]];
            return buildInput({
              columnKey: key,
              score: one?.score ?? null,
              maximum: one?.maximum ?? null,
              ...(!one && { trouble: 'column-vanished' as const }),
              ...(isPassed !== undefined && { isPassed }),
              ...(isCompleted !== undefined && { isCompleted }),
              ...(level !== undefined && { level }),
            });
          }),
          ...BADGES.map((id, index) =>
            buildInput({ columnKey: id, source: 'badge', score: null, isPassed: held[index] ?? false }),
          ),
        ];
        const verdict = decideNaively(rule, naive);
        seen[verdict] += 1;
        expect(truthOf(rule, inputs)).toBe(verdict);
      }),
      { numRuns: 3_000 },
    );
    // Each verdict came up often enough for the comparison to mean something.
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(200);
  });

  it('shares no code with it', () => {
    const text = readFileSync(new URL('../../support/naive-evaluator.ts', import.meta.url), 'utf8');
    expect(text).not.toMatch(/^import/m);
  });
});
