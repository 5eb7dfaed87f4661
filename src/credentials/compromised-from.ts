/**
 * From when on a key is not to be trusted, as people type it.
 *
 * @module
 */
import { formatDay, parseDay } from '../language/local-day.js';

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/**
 * A day counts from its first moment in the time of the pages; the day on which the key was made, from when it was made.
 *
 * @param text - `2027-03-05` or `2027-03-05T14:00:00Z`
 * @returns null for what is no date
 */
export function readCompromisedFrom(text: string, createdAt: Date): Date | null {
  if (MOMENT.test(text)) {
    const moment = new Date(text);
    // `2027-02-30T…` is read as a day in March by some; then it does not come back as it was.
    const isReal = !Number.isNaN(moment.getTime()) && moment.toISOString() === text.replace('Z', '.000Z');
    return isReal ? moment : null;
  }
  const day = parseDay(text);
  return day && formatDay(createdAt) === text ? createdAt : day;
}
