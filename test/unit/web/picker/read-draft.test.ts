import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICIES } from '../../../../src/awarding/policies.js';
import { readDraft } from '../../../../src/web/picker/read-draft.js';

const form = {
  badgeClass: 'class-1',
  role: 'grade',
  'kind.0': 'at-least',
  'column.0': 'own',
  'value.0': '55',
  'unit.0': 'percent',
  maximum: '100',
  stood: '1',
  notBefore: '',
  mode: 'automatic',
  who: 'all',
};
const ACCEPTS = { acceptsColumns: true };

/** Codes of the picker and of the form that it shares with the editor. */
function problemsOf(overrides: Partial<typeof form>, acceptsColumns = true): readonly string[] {
  const { problems, form: read } = readDraft({ ...form, ...overrides }, { acceptsColumns });
  return [...problems, ...read.rule.problems.map(({ code }) => code), ...read.wait.problems];
}

describe('readDraft', () => {
  it('reads a whole form', () => {
    const { draft } = readDraft(
      { ...form, 'value.0': '5,5', 'unit.0': 'points', notBefore: '2027-03-31', mode: 'after-approval' },
      ACCEPTS,
    );
    expect(draft).toMatchObject({
      badgeClassId: 'class-1',
      columnRole: 'grade',
      rule: { kind: 'at-least', columnKey: 'own', unit: 'points', value: 5.5 },
      columnMaximum: 100,
      policies: { ...DEFAULT_POLICIES, mode: 'after-approval' },
      wait: { notBefore: new Date('2027-03-30T22:00:00.000Z'), stoodHours: 1 },
    });
  });

  it.each(['badge', 'none'])('reads another column with the role %s, and not the maximum', (role) => {
    const { draft } = readDraft({ ...form, role, 'column.0': 'key-1', maximum: 'not looked at' }, ACCEPTS);
    expect(draft).toMatchObject({ columnRole: role, rule: { columnKey: 'key-1' } });
  });

  it('reads several conditions, and those whom a teacher chose', () => {
    const { draft } = readDraft(
      {
        ...form,
        group: 'any-of',
        'kind.1': 'holds-badge',
        'badge.1': 'class-2',
        who: 'chosen',
        'learner.l1': 'yes',
        'learner.stranger': 'yes',
      },
      { ...ACCEPTS, learnerIds: ['l1', 'l2'] },
    );
    expect(draft?.rule).toMatchObject({
      kind: 'any-of',
      of: [{ columnKey: 'own' }, { badgeClassId: 'class-2' }],
    });
    expect(draft?.policies?.learnerIds).toEqual(['l1']);
  });

  it('asks for somebody where only the chosen are meant', () => {
    const read = readDraft({ ...form, who: 'chosen' }, { ...ACCEPTS, learnerIds: ['l1'] });
    expect(read.draft).toBeNull();
    expect(read.form.policies.problem).toBe('nobody-chosen');
  });

  it.each([
    [{ badgeClass: '' }, ['badge-class-missing']],
    [{ role: '' }, ['role-missing']],
    [{ role: 'owner' }, ['role-missing']],
    [{ role: 'none' }, ['column-missing']],
    [{ 'value.0': '' }, ['value-out-of-range']],
    [{ 'value.0': '-5' }, ['value-out-of-range']],
    [{ 'column.0': '' }, ['column-missing']],
    [{ maximum: 'ten' }, ['maximum-out-of-range']],
    [{ stood: '1e9' }, ['hours-out-of-range']],
    [{ notBefore: '2027-02-29' }, ['date-invalid']],
    [
      { badgeClass: '', 'value.0': 'x', notBefore: 'x' },
      ['badge-class-missing', 'value-out-of-range', 'date-invalid'],
    ],
  ] as const)('names what is wrong with %j and keeps what was typed', (overrides, problems) => {
    expect(problemsOf(overrides)).toEqual(problems);
    const { values, form: read } = readDraft({ ...form, ...overrides }, ACCEPTS);
    const [row] = read.rows.rows;
    const typed = { ...values, ...read.wait.fields, 'value.0': row?.value, 'column.0': row?.column };
    expect(typed).toMatchObject(overrides);
  });

  it.each(['grade', 'assessed', 'badge'])('refuses the role %s where the LMS takes no columns', (role) => {
    expect(problemsOf({ role, 'column.0': 'key-1' }, false)).toEqual(['role-not-offered']);
  });

  it('takes the role none where the LMS takes no columns', () => {
    expect(problemsOf({ role: 'none', 'column.0': 'key-1' }, false)).toEqual([]);
  });

  it('takes no wait for none', () => {
    expect(readDraft({ ...form, stood: '' }, ACCEPTS).draft?.wait.stoodHours).toBe(0);
  });

  it('refuses a field that was sent twice', () => {
    expect(() => readDraft({ ...form, role: ['grade', 'none'] }, ACCEPTS)).toThrow(
      expect.objectContaining({ code: 'request_invalid' }),
    );
  });
});
