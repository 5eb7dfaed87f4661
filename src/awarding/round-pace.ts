/**
 * How soon a course is looked at again: often where grading happens, seldom where nothing moves, never once it ended. Pure.
 *
 * A launch by staff, *check now*, or an assessment asks for a round of its own, whatever this says; so a course that rests wakes
 * up as soon as somebody uses it.
 *
 * @module
 */

export interface CoursePace {
  /** Seconds between rounds of a busy course, as configured, in ms. */
  readonly syncEveryMs: number;
  /** When a round last found something new, or a person last opened the course; the later one. */
  readonly lastMovedAt: Date;
  /** As the LMS said it; null when it does not. */
  readonly endsAt: Date | null;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Still for so long → so many times the regular interval. */
const STEPS: readonly { readonly stillMs: number; readonly times: number }[] = [
  { stillMs: 2 * HOUR_MS, times: 1 },
  { stillMs: DAY_MS, times: 3 },
  { stillMs: 7 * DAY_MS, times: 12 },
  { stillMs: 30 * DAY_MS, times: 72 },
];
const SLOWEST_TIMES = 288;
/** Half a year without a launch or a grade: nobody uses the course, whatever its dates say. */
const SILENT_MS = 180 * DAY_MS;
/** Grades come in after the last day. */
const AFTER_END_MS = 28 * DAY_MS;
const LONGEST_MS = DAY_MS;

/** @returns null when the course is not looked at any more by itself */
export function paceMs(now: Date, { syncEveryMs, lastMovedAt, endsAt }: CoursePace): number | null {
  const stillMs = now.getTime() - lastMovedAt.getTime();
  if (endsAt && now.getTime() > endsAt.getTime() + AFTER_END_MS && stillMs > DAY_MS) return null;
  if (stillMs > SILENT_MS) return null;
  const step = STEPS.find((one) => stillMs < one.stillMs);
  // Whoever set a longer interval than a day wants that one.
  return Math.max(syncEveryMs, Math.min(LONGEST_MS, syncEveryMs * (step?.times ?? SLOWEST_TIMES)));
}

/** A course's end as its bridges tell it; null when no launch did, or in words that are no date. */
export function readCourseEnd(bridges: Readonly<Record<string, string>>): Date | null {
  const told = bridges['course_ends_at'];
  if (told === undefined) return null;
  const at = /^\d{9,10}$/.test(told) ? Number(told) * 1000 : Date.parse(told);
  return Number.isNaN(at) ? null : new Date(at);
}
