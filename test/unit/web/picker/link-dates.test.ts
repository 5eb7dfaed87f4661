import { describe, expect, it } from 'vitest';
import { readLinkDates } from '../../../../src/web/picker/link-dates.js';

const none = { opensOn: '', dueOn: '', closesOn: '' };
const everyLink = { honoured: 'every-link', hasColumn: false } as const;

describe('readLinkDates (LTI Deep Linking 2.0 §3.2)', () => {
  it('reads days in the time of the pages: the first from its beginning, the others to their end', () => {
    const values = { opensOn: '2027-03-01', dueOn: '2027-03-30', closesOn: '2027-03-31' };
    expect(readLinkDates(values, everyLink)).toEqual({
      dates: {
        available: { startDateTime: '2027-02-28T23:00:00.000Z', endDateTime: '2027-03-31T21:59:59.000Z' },
        submission: { endDateTime: '2027-03-30T21:59:59.000Z' },
      },
      problems: [],
    });
  });

  it('sends what was filled in, and no empty member', () => {
    expect(readLinkDates(none, everyLink).dates).toEqual({});
    expect(readLinkDates({ ...none, dueOn: '2027-03-30' }, everyLink).dates).toEqual({
      submission: { endDateTime: '2027-03-30T21:59:59.000Z' },
    });
    expect(readLinkDates({ ...none, opensOn: '2027-03-30' }, everyLink).dates).toEqual({
      available: { startDateTime: '2027-03-29T22:00:00.000Z' },
    });
  });

  it.each([
    [{ opensOn: '2027-02-29' }, ['opens-invalid']],
    [{ dueOn: 'x', closesOn: '2027-13-01' }, ['due-invalid', 'closes-invalid']],
    [{ opensOn: '2027-03-31', closesOn: '2027-03-30' }, ['closes-before-opening']],
    [{ opensOn: '2027-03-31', dueOn: '2027-03-30' }, ['due-outside']],
    [{ dueOn: '2027-03-31', closesOn: '2027-03-30' }, ['due-outside']],
    [{ opensOn: '2027-03-31', dueOn: '2027-03-31', closesOn: '2027-03-31' }, []],
  ])('of %j says %j', (values, problems) => {
    expect(readLinkDates({ ...none, ...values }, everyLink).problems).toEqual(problems);
  });

  it('needs a column where the LMS keeps them with columns only', () => {
    const values = { ...none, opensOn: '2027-03-01' };
    const withColumn = { honoured: 'with-column', hasColumn: true } as const;
    expect(readLinkDates(values, withColumn).problems).toEqual([]);
    expect(readLinkDates(values, { ...withColumn, hasColumn: false }).problems).toEqual([
      'dates-need-column',
    ]);
    expect(readLinkDates(none, { ...withColumn, hasColumn: false }).problems).toEqual([]);
  });

  it('does not look at them where the LMS keeps none', () => {
    const values = { opensOn: 'x', dueOn: '2027-03-30', closesOn: '' };
    expect(readLinkDates(values, { honoured: 'none', hasColumn: true })).toEqual({ dates: {}, problems: [] });
  });
});
