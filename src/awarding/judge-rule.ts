/**
 * Whether a rule is met by what is known: a pure function of the rule and its inputs, three-valued.
 *
 * *Cannot be known* is not a fail: what could not be read may still turn out either way, and decides nothing alone. No
 * grade is known: nothing was earned there yet, which is neither zero nor unreadable.
 *
 * The inputs of a stored decision are enough to judge its rule again: pages show each condition by them, and nothing but
 * verdict and reason has to be kept.
 *
 * @module
 */
import type { DecisionInput, DecisionReason } from './decision.js';
import {
  countNeeded,
  isGroup,
  type AtLeastCondition,
  type CombinedCondition,
  type Condition,
  type Group,
  type Rule,
  type Unit,
} from './rule.js';

export type Truth = 'met' | 'not-met' | 'unknown';

/** Inputs by column key, and by badge class id for badges that are held. */
export type Inputs = readonly DecisionInput[];

export interface JudgedCondition {
  readonly truth: Truth;
  readonly reason: DecisionReason;
  readonly condition: Condition;
  /** In the condition's own unit, where it has one; null when there is nothing to show. */
  readonly measured: number | null;
  /** Those it looked at, in its own order. */
  readonly inputs: Inputs;
}

export interface JudgedGroup {
  readonly truth: Truth;
  readonly reason: DecisionReason;
  readonly group: Group;
  readonly of: readonly Judged[];
}

export type Judged = JudgedCondition | JudgedGroup;

/**
 * Relative slack for binary fractions: 0.57 of 1 is 57 %, though 0.57 × 100 is 56.99999999999999 in a double. It is far
 * below anything that an LMS can store as a grade, so 54.99999 never counts as 55.
 */
const FLOAT_SLACK = 1e-12;

export function judgeRule(rule: Rule, inputs: Inputs): Judged {
  return isGroup(rule) ? judgeGroup(rule, inputs) : judgeCondition(rule, inputs);
}

function judgeGroup(group: Group, inputs: Inputs): JudgedGroup {
  const of = group.of.map((part) => judgeRule(part, inputs));
  const needed = countNeeded(group);
  const met = of.filter(({ truth }) => truth === 'met').length;
  const unknown = of.filter(({ truth }) => truth === 'unknown');
  if (met >= needed) return { truth: 'met', reason: explainMet(of), group, of };
  if (met + unknown.length < needed) {
    const unmet = of.filter(({ truth }) => truth === 'not-met');
    // Where one thing is missing, it is said; of several, none is the reason alone.
    const [only] = unmet;
    const reason = only && unmet.length === 1 ? only.reason : 'conditions-missing';
    return { truth: 'not-met', reason, group, of };
  }
  return { truth: 'unknown', reason: unknown[0]?.reason ?? 'result-unusable', group, of };
}

function explainMet(of: readonly Judged[]): DecisionReason {
  const met = of.filter(({ truth }) => truth === 'met');
  return met.every(({ reason }) => reason === 'assessed-passed') ? 'assessed-passed' : 'reached';
}

function judgeCondition(condition: Condition, all: Inputs): JudgedCondition {
  const conclude = (
    truth: Truth,
    reason: DecisionReason,
    inputs: Inputs,
    measured: number | null = null,
  ): JudgedCondition => ({ truth, reason, condition, measured, inputs });

  if (condition.kind === 'combined') return judgeCombined(condition, all, conclude);
  if (condition.kind === 'holds-badge') {
    const input = all.find((one) => one.source === 'badge' && one.columnKey === condition.badgeClassId);
    if (!input) return conclude('unknown', 'column-not-seen', []);
    return input.isPassed
      ? conclude('met', 'reached', [input])
      : conclude('not-met', 'badge-not-held', [input]);
  }

  const input = findInput(all, condition.columnKey);
  if (!input) return conclude('unknown', 'column-not-seen', []);
  const { trouble } = input;
  // What a teacher said here stands above the number that went with it.
  if (input.source === 'assessment') {
    return input.isPassed
      ? conclude('met', 'assessed-passed', [input], measure(condition, input))
      : conclude('not-met', 'assessed-not-yet', [input], measure(condition, input));
  }
  if (trouble === 'not-assessed') return conclude('not-met', 'assessed-not-yet', [input]);
  if (trouble) return conclude('unknown', trouble, [input]);
  switch (condition.kind) {
    case 'at-least': {
      if (input.score === null) return conclude('not-met', 'no-grade', [input]);
      const reached = isReached(condition, input.score, input.maximum ?? Number.NaN);
      if (reached === null) return conclude('unknown', 'result-unusable', [input]);
      const measured = measure(condition, input);
      return reached
        ? conclude('met', 'reached', [input], measured)
        : conclude('not-met', 'below-threshold', [input], measured);
    }
    case 'passed':
      return judgeSaid(input.isPassed, 'not-passed', input, conclude);
    case 'completed':
      return judgeSaid(input.isCompleted, 'not-completed', input, conclude);
    case 'mastery': {
      const { level } = input;
      if (level === undefined) return conclude('unknown', 'not-told', [input]);
      if (level === null) return conclude('not-met', 'no-grade', [input]);
      return level >= condition.level
        ? conclude('met', 'reached', [input], level)
        : conclude('not-met', 'below-level', [input], level);
    }
  }
}

type Conclude = (
  truth: Truth,
  reason: DecisionReason,
  inputs: Inputs,
  measured?: number | null,
) => JudgedCondition;

/** Absent: the source never tells it. Null: it tells that there is nothing yet. */
function judgeSaid(
  said: boolean | null | undefined,
  reason: DecisionReason,
  input: DecisionInput,
  conclude: Conclude,
): JudgedCondition {
  if (said === undefined) return conclude('unknown', 'not-told', [input]);
  return said === true ? conclude('met', 'reached', [input]) : conclude('not-met', reason, [input]);
}

function judgeCombined(condition: CombinedCondition, all: Inputs, conclude: Conclude): JudgedCondition {
  const found = condition.columns.map(({ columnKey, weight }) => ({
    weight,
    input: findInput(all, columnKey),
  }));
  const inputs = found.flatMap(({ input }) => input ?? []);
  const graded: Graded[] = [];
  let unread: DecisionReason | null = null;
  let isMissing = false;
  for (const { weight, input } of found) {
    const trouble = input ? input.trouble : 'column-not-seen';
    if (trouble && trouble !== 'not-assessed') unread ??= trouble;
    else if (!input || input.score === null) isMissing = true;
    else {
      const one = toGraded(condition.unit, weight, input);
      if (one) graded.push(one);
      else unread ??= 'result-unusable';
    }
  }

  if (condition.how === 'best') {
    const best = graded.reduce<Graded | null>((top, one) => (top && !isAbove(one, top) ? top : one), null);
    // One that reaches it is enough, whatever the others say.
    if (best && isAtLeast(best.value, condition.value * best.scale)) {
      return conclude('met', 'reached', inputs, show(best.value, best.scale));
    }
    if (unread) return conclude('unknown', unread, inputs);
    if (!best) return conclude('not-met', 'no-grade', inputs);
    return conclude('not-met', 'below-threshold', inputs, show(best.value, best.scale));
  }
  if (unread) return conclude('unknown', unread, inputs);
  if (graded.length === 0) return conclude('not-met', 'no-grade', inputs);

  if (condition.how === 'sum') {
    const sum = graded.reduce((total, { score }) => total + score, 0);
    // A column without a grade still counts in what can be had.
    const most = inputs.reduce((total, { maximum }) => total + (maximum ?? Number.NaN), 0);
    const isPercent = condition.unit === 'percent';
    if (isPercent && !(most > 0)) return conclude('unknown', 'result-unusable', inputs);
    const scale = isPercent ? most / 100 : 1;
    return isAtLeast(sum, condition.value * scale)
      ? conclude('met', 'reached', inputs, show(sum, scale))
      : conclude('not-met', isMissing ? 'no-grade' : 'below-threshold', inputs, show(sum, scale));
  }
  // A mean is a mean of all: one that is missing leaves it open.
  if (isMissing) return conclude('not-met', 'no-grade', inputs);
  const weights = graded.reduce((total, { weight }) => total + weight, 0);
  const mean =
    graded.reduce((total, { value, scale, weight }) => total + (weight * value) / scale, 0) / weights;
  return isAtLeast(mean, condition.value)
    ? conclude('met', 'reached', inputs, mean)
    : conclude('not-met', 'below-threshold', inputs, mean);
}

interface Graded {
  readonly score: number;
  /** `value / scale` is the grade in the condition's unit; kept apart so that nothing is rounded before it is compared. */
  readonly value: number;
  readonly scale: number;
  readonly weight: number;
}

/** Null when it cannot be put in the condition's unit. */
function toGraded(unit: Unit, weight: number, { score, maximum }: DecisionInput): Graded | null {
  if (score === null || !Number.isFinite(score)) return null;
  if (unit === 'points') return { score, value: score, scale: 1, weight };
  if (maximum === null || !Number.isFinite(maximum) || maximum <= 0) return null;
  return { score, value: score * 100, scale: maximum, weight };
}

function isAbove(a: Graded, b: Graded): boolean {
  return a.value * b.scale > b.value * a.scale;
}

function show(value: number, scale: number): number {
  return value / scale;
}

/** Whether a score reaches a condition's threshold; null when a percentage cannot be formed. */
export function isReached(
  condition: Pick<AtLeastCondition, 'unit' | 'value'>,
  score: number,
  maximum: number,
): boolean | null {
  if (!Number.isFinite(score)) return null;
  if (condition.unit === 'points') return isAtLeast(score, condition.value);
  if (!Number.isFinite(maximum) || maximum <= 0) return null;
  return isAtLeast(score * 100, condition.value * maximum);
}

function isAtLeast(value: number, needed: number): boolean {
  return value >= needed - FLOAT_SLACK * Math.abs(needed);
}

function measure(condition: Condition, { score, maximum }: DecisionInput): number | null {
  if (condition.kind !== 'at-least' || score === null) return null;
  if (condition.unit === 'points') return score;
  return maximum !== null && maximum > 0 ? (score / maximum) * 100 : null;
}

function findInput(inputs: Inputs, columnKey: string): DecisionInput | undefined {
  return inputs.find((one) => one.source !== 'badge' && one.columnKey === columnKey);
}

export function isJudgedGroup(judged: Judged): judged is JudgedGroup {
  return 'group' in judged;
}

/** The leaves as they were judged, in the order of the rule. */
export function listJudged(judged: Judged): JudgedCondition[] {
  return isJudgedGroup(judged) ? judged.of.flatMap(listJudged) : [judged];
}
