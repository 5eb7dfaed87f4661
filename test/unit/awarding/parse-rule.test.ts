import { describe, expect, it } from 'vitest';
import { parseRule, RuleInvalidError } from '../../../src/awarding/parse-rule.js';
import { listColumnKeys, replaceColumnKeys, RULE_LIMITS } from '../../../src/awarding/rule.js';

const exam = { kind: 'at-least', columnKey: 'exam', unit: 'percent', value: 55 };

function problemsOf(raw: unknown): string[] {
  try {
    parseRule(raw);
    return [];
  } catch (error) {
    if (!(error instanceof RuleInvalidError)) throw error;
    return error.problems.map(({ path, code }) => (path ? `${path} ${code}` : code));
  }
}

describe('parseRule', () => {
  it('takes a rule from before there were groups as it stands', () => {
    expect(parseRule(exam)).toEqual(exam);
  });

  it('takes every kind, and leaves out what it does not know', () => {
    const rule = {
      kind: 'count-of',
      least: 2,
      of: [
        { kind: 'any-of', of: [exam, { kind: 'passed', columnKey: 'lab' }] },
        { kind: 'completed', columnKey: 'lab' },
        { kind: 'mastery', columnKey: 'skill', level: 3 },
        {
          kind: 'combined',
          how: 'weighted-mean',
          columns: [
            { columnKey: 'a', weight: 1 },
            { columnKey: 'b', weight: 2.5 },
          ],
          unit: 'points',
          value: 6,
        },
        { kind: 'holds-badge', badgeClassId: 'badge-1' },
      ],
    };
    expect(parseRule({ ...rule, extra: 'left out', $set: {} })).toEqual(rule);
    expect(listColumnKeys(parseRule(rule))).toEqual(['exam', 'lab', 'skill', 'a', 'b']);
  });

  it.each<[string, unknown, string[]]>([
    ['nothing', null, ['kind-unknown']],
    ['a text', 'all-of', ['kind-unknown']],
    ['a list', [exam], ['kind-unknown']],
    ['an unknown kind', { kind: 'none-of', of: [exam] }, ['kind-unknown']],
    ['an empty group', { kind: 'all-of', of: [] }, ['group-empty']],
    ['more than a group has', { kind: 'count-of', least: 2, of: [exam] }, ['count-out-of-range']],
    ['half of one', { kind: 'count-of', least: 0.5, of: [exam] }, ['count-out-of-range']],
    ['an operator for a key', { ...exam, columnKey: { $ne: null } }, ['column-missing']],
    ['above 100 percent', { ...exam, value: 100.1 }, ['value-out-of-range']],
    ['not a number', { ...exam, value: Number.NaN }, ['value-out-of-range']],
    ['a number as text', { ...exam, value: '55' }, ['value-out-of-range']],
    [
      'every problem with its place',
      { kind: 'all-of', of: [exam, { kind: 'any-of', of: [exam, { ...exam, unit: 'stars' }] }, 7] },
      ['1.1 unit-unknown', '2 kind-unknown'],
    ],
    [
      'one column twice',
      {
        kind: 'combined',
        how: 'sum',
        columns: [{ columnKey: 'a' }, { columnKey: 'a' }],
        unit: 'points',
        value: 1,
      },
      ['column-twice'],
    ],
    [
      'no weight',
      { kind: 'combined', how: 'sum', columns: [{ columnKey: 'a', weight: 0 }], unit: 'points', value: 1 },
      ['weight-out-of-range'],
    ],
  ])('refuses %s', (_, raw, problems) => {
    expect(problemsOf(raw)).toEqual(problems);
  });

  it('refuses what is too deep or too large without walking it to its end', () => {
    let deep: unknown = exam;
    for (let depth = 1; depth < RULE_LIMITS.depth; depth += 1) deep = { kind: 'all-of', of: [deep] };
    expect(problemsOf(deep)).toEqual([]);
    for (let depth = 0; depth < 100_000; depth += 1) deep = { kind: 'all-of', of: [deep] };
    expect(problemsOf(deep)).toHaveLength(1);
    const many = (count: number) => ({ kind: 'all-of', of: Array.from({ length: count }, () => exam) });
    expect(problemsOf(many(RULE_LIMITS.conditions))).toEqual([]);
    expect(problemsOf(many(1_000_000))).toEqual(['too-many']);
    const half = RULE_LIMITS.conditions / 2 + 1;
    expect(problemsOf({ kind: 'all-of', of: [many(half), many(half)] })).toHaveLength(1);
  });
});

describe('replaceColumnKeys', () => {
  it('changes every key and nothing else', () => {
    const rule = parseRule({ kind: 'all-of', of: [exam, { kind: 'holds-badge', badgeClassId: 'exam' }] });
    expect(replaceColumnKeys(rule, (key) => `${key}-2`)).toEqual({
      kind: 'all-of',
      of: [
        { ...exam, columnKey: 'exam-2' },
        { kind: 'holds-badge', badgeClassId: 'exam' },
      ],
    });
  });
});
