/**
 * Parts that decisions, awards and assessments have in common, as they are stored.
 *
 * @module
 */
import { Schema } from 'mongoose';
import type { DecisionInput } from '../awarding/decision.js';
import type { Passback } from '../awarding/passback.js';

export const decisionInputSchema = new Schema<DecisionInput>(
  {
    columnKey: String,
    label: { type: String, default: null },
    source: String,
    score: { type: Number, default: null },
    maximum: { type: Number, default: null },
    scoreFraction: { type: Number, default: null },
    changedAt: { type: Date, default: null },
    // Without defaults: absent has a meaning of its own.
    trouble: String,
    isPassed: Boolean,
    isCompleted: Boolean,
    level: Number,
  },
  { _id: false },
);

export const passbackSchema = new Schema<Passback>(
  {
    columnKey: String,
    scoreGiven: Number,
    scoreMaximum: Number,
    comment: { type: String, default: null },
    timestamp: Date,
    state: String,
    attempts: Number,
    nextAttemptAt: Date,
    lastErrorCode: { type: String, default: null },
    lineItemUrl: String,
  },
  { _id: false },
);

export function toDecisionInput(record: DecisionInput): DecisionInput {
  const { columnKey, label, source, score, maximum, scoreFraction, changedAt } = record;
  const { trouble, isPassed, isCompleted, level } = record;
  return {
    columnKey,
    label,
    source,
    score,
    maximum,
    scoreFraction,
    changedAt,
    ...(trouble !== undefined && { trouble }),
    ...(isPassed !== undefined && { isPassed }),
    ...(isCompleted !== undefined && { isCompleted }),
    ...(level !== undefined && { level }),
  };
}

export function toPassback(record: Passback): Passback {
  const { columnKey, scoreGiven, scoreMaximum, comment, timestamp, state } = record;
  const { attempts, nextAttemptAt, lastErrorCode, lineItemUrl } = record;
  return {
    columnKey,
    scoreGiven,
    scoreMaximum,
    comment,
    timestamp,
    state,
    attempts,
    nextAttemptAt,
    lastErrorCode,
    ...(lineItemUrl && { lineItemUrl }),
  };
}

/** When something that waits is due again; null once nothing is owed, which keeps it out of the index reads. */
export function dueAt(owed: { readonly state: string; readonly nextAttemptAt: Date } | null): Date | null {
  return owed?.state === 'waiting' ? owed.nextAttemptAt : null;
}

export function earliest(moments: readonly (Date | null | undefined)[]): Date | null {
  const known = moments.filter((moment) => moment != null);
  return known.length === 0 ? null : new Date(Math.min(...known.map((moment) => moment.getTime())));
}
