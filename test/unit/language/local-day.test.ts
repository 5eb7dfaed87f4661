import { describe, expect, it } from 'vitest';
import { createFormats } from '../../../src/language/format.js';
import { parseDay, parseEndOfDay } from '../../../src/language/local-day.js';

describe('parseEndOfDay', () => {
  it.each([
    ['2027-01-15', '2027-01-15T22:59:59.000Z'],
    ['2027-03-28', '2027-03-28T21:59:59.000Z'],
    ['2027-10-31', '2027-10-31T22:59:59.000Z'],
    ['2027-12-31', '2027-12-31T22:59:59.000Z'],
  ])('takes %s as ending at %s', (text, end) => {
    expect(parseEndOfDay(text)?.toISOString()).toBe(end);
  });

  it.each(['2027-02-29', '', '2199-12-31'])('refuses %j', (text) => {
    expect(parseEndOfDay(text)).toBeNull();
  });
});

describe('parseDay', () => {
  it.each([
    ['2027-01-15', '2027-01-14T23:00:00.000Z'],
    ['2027-07-15', '2027-07-14T22:00:00.000Z'],
    // Clocks change on these days, after midnight.
    ['2027-03-28', '2027-03-27T23:00:00.000Z'],
    ['2027-03-29', '2027-03-28T22:00:00.000Z'],
    ['2027-10-31', '2027-10-30T22:00:00.000Z'],
    ['2027-11-01', '2027-10-31T23:00:00.000Z'],
    ['2028-02-29', '2028-02-28T23:00:00.000Z'],
  ])('takes %s as beginning at %s', (text, start) => {
    expect(parseDay(text)?.toISOString()).toBe(start);
  });

  it.each(['2027-02-29', '2027-04-31', '2027-13-01', '2027-00-10', '1999-01-01', '27-01-01', '2027-1-1', ''])(
    'refuses %s',
    (text) => {
      expect(parseDay(text)).toBeNull();
    },
  );

  it('is shown again as the day that was typed, every day of two years', () => {
    const { date } = createFormats('en');
    for (let day = 0; day < 730; day += 1) {
      const text = new Date(Date.UTC(2027, 0, 1 + day)).toISOString().slice(0, 10);
      const shown = new Date(`${date(parseDay(text) ?? new Date(0))} UTC`).toISOString().slice(0, 10);
      expect(shown).toBe(text);
    }
  });
});
