/**
 * How one learner stands on one badge, in the few words that pages use. Pure.
 *
 * *Near* is one unmet condition within 10 percentage points of its threshold (PAGES). It is never a promise.
 *
 * @module
 */
import type { Award } from './award.js';
import type { Evaluation } from './decision.js';
import { judgeRule } from './judge-rule.js';
import type { Mapping, Rule } from './mapping.js';
import { isNear as isJudgedNear } from './rule-progress.js';

export const STANDING_STATES = [
  'earned',
  'near',
  'waiting',
  'not-met',
  'unknown',
  'stopped',
  'undecided',
] as const;
export type StandingState = (typeof STANDING_STATES)[number];

export interface Standing {
  readonly state: StandingState;
  /** Null while nothing was decided about this learner. */
  readonly evaluation: Evaluation | null;
  /** Null unless it is held now. */
  readonly award: Award | null;
}

export function describeStanding(
  mapping: Pick<Mapping, 'rule'>,
  evaluation: Evaluation | null,
  award: Award | null,
): Standing {
  if (award?.state === 'awarded') return { state: 'earned', evaluation, award };
  return { state: nameState(mapping.rule, evaluation), evaluation, award: null };
}

function nameState(rule: Rule, evaluation: Evaluation | null): StandingState {
  if (!evaluation) return 'undecided';
  switch (evaluation.verdict) {
    case 'met':
      // Decided, and the award follows in the same round.
      return 'waiting';
    case 'not-met':
      return isNear(rule, evaluation) ? 'near' : 'not-met';
    case 'waiting':
    case 'unknown':
    case 'stopped':
      return evaluation.verdict;
  }
}

/** One unmet condition stands in the way, and its grade misses the threshold by no more than 10 % of the maximum. */
export function isNear(rule: Rule, { inputs }: Pick<Evaluation, 'inputs'>): boolean {
  return isJudgedNear(judgeRule(rule, inputs));
}

export interface StandingCounts {
  readonly earned: number;
  readonly near: number;
  readonly waiting: number;
  readonly notYet: number;
  /** Of those who can earn it; whoever is never awarded automatically and has no award is not counted. */
  readonly total: number;
}

export function countStandings(standings: Iterable<Pick<Standing, 'state'>>): StandingCounts {
  const counts = { earned: 0, near: 0, waiting: 0, notYet: 0, total: 0 };
  for (const { state } of standings) {
    if (state === 'stopped') continue;
    counts.total += 1;
    if (state === 'earned' || state === 'near' || state === 'waiting') counts[state] += 1;
    else counts.notYet += 1;
  }
  return counts;
}
