import { describe, expect, it } from 'vitest';
import { readDraft, type PickerProblem } from '../../../../src/web/picker/read-draft.js';

const form = {
  badgeClass: 'class-1',
  role: 'grade',
  reads: '',
  value: '55',
  unit: 'percent',
  maximum: '100',
  stood: '1',
  notBefore: '',
};

function problemsOf(overrides: Partial<typeof form>, acceptsColumns = true): readonly PickerProblem[] {
  return readDraft({ ...form, ...overrides }, acceptsColumns).problems;
}

describe('readDraft', () => {
  it('reads a whole form', () => {
    const { draft } = readDraft({ ...form, value: '5,5', unit: 'points', notBefore: '2027-03-31' }, true);
    expect(draft).toEqual({
      badgeClassId: 'class-1',
      columnRole: 'grade',
      unit: 'points',
      value: 5.5,
      columnMaximum: 100,
      readsColumnOf: null,
      wait: { notBefore: new Date('2027-03-30T22:00:00.000Z'), stoodHours: 1 },
    });
  });

  it.each(['badge', 'none'])('reads the other column with the role %s, and not the maximum', (role) => {
    const { draft } = readDraft({ ...form, role, reads: 'key-1', maximum: 'not looked at' }, true);
    expect(draft).toMatchObject({ columnRole: role, readsColumnOf: 'key-1' });
  });

  it('does not look at the other column where the role has a grade of its own', () => {
    expect(readDraft({ ...form, reads: 'key-1' }, true).draft).toMatchObject({ readsColumnOf: null });
  });

  it.each([
    [{ badgeClass: '' }, ['badge-class-missing']],
    [{ role: '' }, ['role-missing']],
    [{ role: 'owner' }, ['role-missing']],
    [{ role: 'none' }, ['column-missing']],
    [{ value: '' }, ['value-out-of-range']],
    [{ value: '-5' }, ['value-out-of-range']],
    [{ maximum: 'ten' }, ['maximum-out-of-range']],
    [{ stood: '1e9' }, ['hours-out-of-range']],
    [{ notBefore: '2027-02-29' }, ['date-invalid']],
    [
      { badgeClass: '', value: 'x', notBefore: 'x' },
      ['badge-class-missing', 'value-out-of-range', 'date-invalid'],
    ],
  ] as const)('names what is wrong with %j and keeps what was typed', (overrides, problems) => {
    expect(problemsOf(overrides)).toEqual(problems);
    expect(readDraft({ ...form, ...overrides }, true).values).toMatchObject(overrides);
  });

  it.each(['grade', 'assessed', 'badge'])('refuses the role %s where the LMS takes no columns', (role) => {
    expect(problemsOf({ role, reads: 'key-1' }, false)).toEqual(['role-not-offered']);
  });

  it('takes the role none where the LMS takes no columns', () => {
    expect(problemsOf({ role: 'none', reads: 'key-1' }, false)).toEqual([]);
  });

  it('takes no wait for none', () => {
    expect(readDraft({ ...form, stood: '' }, true).draft?.wait.stoodHours).toBe(0);
  });

  it('refuses a field that was sent twice', () => {
    expect(() => readDraft({ ...form, role: ['grade', 'none'] }, true)).toThrow(
      expect.objectContaining({ code: 'request_invalid' }),
    );
  });
});
