/**
 * Days as people type them, in the time of the pages (`format.ts`).
 *
 * @module
 */
import { TIME_ZONE } from './format.js';

const PARTS = new Intl.DateTimeFormat('en-GB', {
  timeZone: TIME_ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/**
 * The first moment of a day.
 *
 * @param text - `2027-03-31`, as a date field of a browser sends it
 * @returns null for a day that is not in the calendar, and for years before 2000 or after 2199
 */
export function parseDay(text: string): Date | null {
  const match = /^(2[01]\d\d)-(\d\d)-(\d\d)$/.exec(text);
  if (!match) return null;
  const midnightUtc = new Date(`${text}T00:00:00.000Z`);
  if (Number.isNaN(midnightUtc.getTime()) || midnightUtc.toISOString().slice(0, 10) !== text) return null;
  // Clocks change at night after midnight, so the offset at UTC's midnight may be that of the day after; asked again at the
  // moment found, it is the day's own.
  const guess = new Date(midnightUtc.getTime() - readOffsetMs(midnightUtc));
  return new Date(midnightUtc.getTime() - readOffsetMs(guess));
}

/**
 * The last second of a day.
 *
 * @param text - as `parseDay` takes it
 * @returns null where `parseDay` says so, and for the very last day it knows
 */
export function parseEndOfDay(text: string): Date | null {
  const next = parseNextDay(text);
  return next && new Date(next.getTime() - 1000);
}

/** The first moment of the day after; null as `parseEndOfDay`. */
export function parseNextDay(text: string): Date | null {
  if (parseDay(text) === null) return null;
  const nextDay = new Date(Date.parse(`${text}T00:00:00.000Z`) + 24 * 3_600_000).toISOString().slice(0, 10);
  return parseDay(nextDay);
}

/** How far local clocks are ahead of UTC at that moment. */
function readOffsetMs(at: Date): number {
  const parts = new Map(PARTS.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const read = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const local = Date.UTC(
    read('year'),
    read('month') - 1,
    read('day'),
    read('hour'),
    read('minute'),
    read('second'),
  );
  return local - Math.floor(at.getTime() / 1000) * 1000;
}

/** The day that a moment is in, as a date field of a browser takes it: `2027-03-31`. */
export function formatDay(at: Date): string {
  const parts = new Map(PARTS.formatToParts(at).map(({ type, value }) => [type, value]));
  return [parts.get('year'), parts.get('month'), parts.get('day')].join('-');
}
