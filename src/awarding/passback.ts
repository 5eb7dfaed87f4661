/**
 * A score owed to the LMS. The timestamp is fixed before the first attempt, so a second attempt after a crash is
 * recognised by the LMS as one it already has.
 *
 * @module
 */
import type { Outcome } from '../outcomes/outcome.js';

export interface Passback {
  /** Key of the column to post to; its address is looked up when posting, since it may not be known yet. */
  readonly columnKey: string;
  readonly scoreGiven: number;
  readonly scoreMaximum: number;
  /** Learner-facing line sent along, or null. */
  readonly comment: string | null;
  /** AGS `timestamp`: whole seconds. */
  readonly timestamp: Date;
  /** `refused`: the LMS said no for good; `overridden`: the LMS keeps a teacher's own score. */
  readonly state: 'waiting' | 'posted' | 'refused' | 'overridden';
  readonly attempts: number;
  readonly nextAttemptAt: Date;
  readonly lastErrorCode: string | null;
  /** The column that it went to, posted or not; absent before the LMS answered, and in older records. */
  readonly lineItemUrl?: string;
}

/** The columns that have this key now: one, where all is well. */
export function listColumns(columns: readonly Outcome[], columnKey: string): Outcome[] {
  return columns.filter(({ mappingKey, vanishedAt }) => mappingKey === columnKey && !vanishedAt);
}

/** The one column that has this key; undefined where there is none, or more than one. */
export function findColumn(columns: readonly Outcome[], columnKey: string): Outcome | undefined {
  const [column, ...others] = listColumns(columns, columnKey);
  return others.length > 0 ? undefined : column;
}

/**
 * True when another column has taken the place of the one that it went to: a link was put back, or a copy of it stayed. The LMS
 * was told nothing there.
 *
 * @param column - the one column that has its key now; undefined where there is none, or more than one
 */
export function isMoved(passback: Passback, column: { readonly lineItemUrl: string } | undefined): boolean {
  const { state, lineItemUrl } = passback;
  return (
    state !== 'waiting' &&
    lineItemUrl !== undefined &&
    column !== undefined &&
    lineItemUrl !== column.lineItemUrl
  );
}

/** The same score, owed again. Its timestamp stays: where it is the old column under a new address, the LMS knows it. */
export function oweAgain(passback: Passback, at: Date): Passback {
  return { ...passback, state: 'waiting', attempts: 0, nextAttemptAt: at, lastErrorCode: null };
}
