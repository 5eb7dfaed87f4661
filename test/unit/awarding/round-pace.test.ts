import { describe, expect, it } from 'vitest';
import { paceMs, readCourseEnd } from '../../../src/awarding/round-pace.js';
import { NOON } from '../../support/build-records.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const EVERY = 300_000;
const after = (ms: number): Date => new Date(NOON.getTime() + ms);

function pace(stillMs: number, endsAt: Date | null = null, syncEveryMs = EVERY): number | null {
  return paceMs(after(stillMs), { syncEveryMs, lastMovedAt: NOON, endsAt });
}

describe('the pace of a course', () => {
  it.each([
    ['just after something moved', 0, EVERY],
    ['within two hours', 2 * HOUR - 1, EVERY],
    ['after two hours', 2 * HOUR, 3 * EVERY],
    ['after a day', DAY, 12 * EVERY],
    ['after a week', 7 * DAY, 72 * EVERY],
    ['after a month', 30 * DAY, DAY],
    ['after half a year: never', 181 * DAY, null],
  ])('%s', (_name, stillMs, expected) => expect(pace(stillMs)).toBe(expected));

  it('is never above a day, nor below what is configured', () => {
    expect(pace(20 * DAY, null, HOUR)).toBe(DAY);
    expect(pace(0, null, 2 * DAY)).toBe(2 * DAY);
    expect(pace(20 * DAY, null, 2 * DAY)).toBe(2 * DAY);
  });

  it('ends four weeks after the course, unless something moved in the last day', () => {
    expect(pace(2 * DAY, after(-26 * DAY - 1))).toBeNull();
    expect(pace(2 * DAY, after(-25 * DAY))).toBe(12 * EVERY);
    expect(pace(HOUR, after(-40 * DAY))).toBe(EVERY);
  });
});

describe('the end of a course', () => {
  it.each([
    ['2027-02-01T00:00:00+01:00', new Date('2027-01-31T23:00:00Z')],
    ['1801436400', new Date(1_801_436_400_000)],
    ['someday', null],
    ['', null],
  ])('reads %s', (told, expected) => expect(readCourseEnd({ course_ends_at: told })).toEqual(expected));

  it('is not known where no launch told it', () => expect(readCourseEnd({})).toBeNull());
});
