import { describe, expect, it } from 'vitest';
import type { Rule } from '../../../../src/awarding/rule.js';
import {
  addRow,
  findRow,
  readRule,
  readRuleForm,
  removeRow,
  writeRuleForm,
} from '../../../../src/web/course/rule-form.js';

const write = (value: number) => String(value).replace('.', ',');
const grade: Rule = { kind: 'at-least', columnKey: 'a', unit: 'percent', value: 55.5 };
const nested: Rule = { kind: 'any-of', of: [grade, { kind: 'passed', columnKey: 'b' }] };
const weighted: Rule = {
  kind: 'combined',
  how: 'weighted-mean',
  unit: 'percent',
  value: 60,
  columns: [
    { columnKey: 'a', weight: 1 },
    { columnKey: 'b', weight: 2 },
  ],
};

const finelyWeighted: Rule = {
  ...weighted,
  columns: [
    { columnKey: 'a', weight: 1 },
    { columnKey: 'b', weight: 1.125 },
  ],
};

/** As a browser sends the form. */
function send(rule: Rule): Record<string, string> {
  const form = writeRuleForm(rule, write);
  const fields: Record<string, string> = { group: form.group, least: form.least };
  form.rows.forEach((row, index) => {
    for (const name of ['kind', 'column', 'value', 'unit', 'badge', 'how'] as const)
      fields[`${name}.${index}`] = row[name];
    fields[`kept.${index}`] = String(row.kept);
    row.columns.forEach((key, place) => (fields[`in${place}.${index}`] = key));
    row.weights.forEach((weight, place) => (fields[`weight${place}.${index}`] = weight));
  });
  return fields;
}

describe('a rule as a form', () => {
  it.each<[string, Rule]>([
    ['one condition', grade],
    ['all of several', { kind: 'all-of', of: [grade, { kind: 'holds-badge', badgeClassId: 'x' }] }],
    [
      'a number of them',
      {
        kind: 'count-of',
        least: 2,
        of: [grade, { kind: 'completed', columnKey: 'b' }, { kind: 'passed', columnKey: 'c' }],
      },
    ],
    [
      'several columns together',
      {
        kind: 'combined',
        how: 'best',
        unit: 'points',
        value: 5,
        columns: [
          { columnKey: 'a', weight: 1 },
          { columnKey: 'b', weight: 1 },
        ],
      },
    ],
    ['columns that weigh differently', weighted],
    ['what the form cannot show', { kind: 'all-of', of: [grade, nested, finelyWeighted] }],
  ])('comes back as it was: %s', (_what, rule) => {
    expect(readRule(readRuleForm(send(rule)), rule)).toEqual({ rule, problems: [] });
  });

  it('grows and shrinks by a row, and one row alone needs no group', () => {
    const more = addRow(writeRuleForm(grade, write), 'passed', 'b');
    expect(readRule(more, grade).rule).toEqual({
      kind: 'all-of',
      of: [grade, { kind: 'passed', columnKey: 'b' }],
    });
    expect(readRule(removeRow(more, 0), grade).rule).toEqual({ kind: 'passed', columnKey: 'b' });
  });

  it('says which row is not usable', () => {
    const form = readRuleForm({ ...send({ kind: 'all-of', of: [grade, grade] }), 'value.1': 'veel' });
    const { rule, problems } = readRule(form, grade);
    expect(rule).toBeNull();
    expect(problems.map(({ code }) => code)).toEqual(['value-out-of-range']);
    expect(problems.map((problem) => findRow(problem, form))).toEqual([1]);
  });

  it('takes no row that nobody offered', () => {
    expect(readRuleForm({ 'kind.0': 'at-least', 'kind.2': 'passed' }).rows).toHaveLength(1);
    expect(readRuleForm({ 'kind.0': 'everything' }).rows).toHaveLength(0);
    expect(readRule(readRuleForm({}), grade).rule).toBeNull();
    expect(readRule(readRuleForm({ 'kind.0': 'keep', 'kept.0': '9' }), grade).rule).toBeNull();
  });
});
