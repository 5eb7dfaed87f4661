/**
 * How far a learner is on the way to a rule: what is missing, how much is done, whether it is near. Pure.
 *
 * *Near* is one unmet condition within 10 percentage points of its threshold (PAGES). It is never a promise.
 *
 * @module
 */
import type { DecisionReason } from './decision.js';
import { isJudgedGroup, listJudged, type Inputs, type Judged, type JudgedCondition } from './judge-rule.js';
import { countNeeded, type AtLeastCondition, type CombinedCondition } from './rule.js';

/** Percentage points of the maximum within which an unmet condition counts as near (PAGES). */
export const NEAR_POINTS = 10;

/** For the distance to a threshold, which is only shown. */
const NEAR_SLACK = 1e-9;

/** What keeps a rule from being met: the conditions of groups that are met are left out. */
export function listMissing(judged: Judged): JudgedCondition[] {
  if (judged.truth === 'met') return [];
  return isJudgedGroup(judged) ? judged.of.flatMap(listMissing) : [judged];
}

/** The condition that a reason is about: the first unmet one that gives it, else the first that does. */
export function findReasoned(judged: Judged, reason: DecisionReason): JudgedCondition | null {
  const isIt = (one: JudgedCondition): boolean => one.reason === reason;
  return listMissing(judged).find(isIt) ?? listJudged(judged).find(isIt) ?? null;
}

/** How many of its conditions a rule needs and has: the better of two ways where it offers a choice. */
export interface Progress {
  readonly met: number;
  readonly of: number;
}

export function countProgress(judged: Judged): Progress {
  if (!isJudgedGroup(judged)) return { met: judged.truth === 'met' ? 1 : 0, of: 1 };
  const parts = judged.of
    .map(countProgress)
    .sort((a, b) => a.of - a.met - (b.of - b.met) || b.met - a.met)
    .slice(0, countNeeded(judged.group));
  return parts.reduce((total, { met, of }) => ({ met: total.met + met, of: total.of + of }), {
    met: 0,
    of: 0,
  });
}

/** True when one unmet condition stands between a learner and the rule, and it is near. It is never a promise. */
export function isNear(judged: Judged): boolean {
  const away = measureDistance(judged);
  return away.steps === 1 && away.isNear;
}

interface Distance {
  /** Unmet conditions in the shortest way; infinite where something cannot be known. */
  readonly steps: number;
  readonly isNear: boolean;
}

function measureDistance(judged: Judged): Distance {
  if (judged.truth === 'met') return { steps: 0, isNear: true };
  if (!isJudgedGroup(judged)) {
    return judged.truth === 'unknown'
      ? { steps: Number.POSITIVE_INFINITY, isNear: false }
      : { steps: 1, isNear: isConditionNear(judged) };
  }
  const shortest = judged.of
    .map(measureDistance)
    .sort((a, b) => a.steps - b.steps || Number(b.isNear) - Number(a.isNear))
    .slice(0, countNeeded(judged.group));
  return {
    steps: shortest.reduce((total, { steps }) => total + steps, 0),
    isNear: shortest.every((one) => one.steps === 0 || one.isNear),
  };
}

function isConditionNear({ condition, reason, measured, inputs }: JudgedCondition): boolean {
  if (reason !== 'below-threshold' || measured === null) return false;
  if (condition.kind !== 'at-least' && condition.kind !== 'combined') return false;
  const missing = condition.value - measured;
  if (condition.unit === 'percent') return missing <= NEAR_POINTS + NEAR_SLACK;
  const most = findMost(condition, inputs);
  return most !== null && (missing / most) * 100 <= NEAR_POINTS + NEAR_SLACK;
}

/** What can be had in points; null when some maximum is not known. */
function findMost(condition: AtLeastCondition | CombinedCondition, inputs: Inputs): number | null {
  const maxima = inputs.map(({ maximum }) => maximum ?? 0);
  if (maxima.length === 0 || maxima.some((maximum) => !(maximum > 0))) return null;
  if (condition.kind === 'at-least' || condition.how === 'best') return Math.max(...maxima);
  if (condition.how === 'sum') return maxima.reduce((total, maximum) => total + maximum, 0);
  const weights = condition.columns.reduce((total, { weight }) => total + weight, 0);
  return (
    condition.columns.reduce((sum, { weight }, index) => sum + weight * (maxima[index] ?? 0), 0) / weights
  );
}
