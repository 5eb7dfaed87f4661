/**
 * The evaluation of one mapping for one learner: a pure function of what is known now.
 *
 * First who is never awarded, then the rule itself (judge-rule.ts), then what a met rule still waits for.
 * Units: hours.
 *
 * @module
 */
import type { MappingPermission } from '../badges/badge-class.js';
import type { Enrolment } from '../lti/enrolment.js';
import type { Outcome, OutcomeResult } from '../outcomes/outcome.js';
import type { Assessment } from './assessment.js';
import { mayBeAwardedAgain, type Award } from './award.js';
import type { DecisionInput, DecisionReason, Evaluation, Verdict } from './decision.js';
import { printInputs } from './input-print.js';
import { isJudgedGroup, judgeRule, listJudged, type Judged } from './judge-rule.js';
import type { Mapping } from './mapping.js';
import { findWhyNotAwardable } from './may-be-awarded.js';
import type { Review } from './review.js';
import { countNeeded, listColumnKeys, listHeldBadgeClassIds } from './rule.js';

export { isReached } from './judge-rule.js';

/** The column a rule reads, as the course has it. */
export type ColumnState =
  | { readonly state: 'present'; readonly outcome: Outcome }
  | { readonly state: 'not-seen' | 'vanished' | 'doubled' };

/** A column, and where the learner stands on it; null = no grade. */
export interface ColumnReading {
  readonly column: ColumnState;
  readonly result: OutcomeResult | null;
}

export interface EvaluationFacts {
  readonly mapping: Pick<
    Mapping,
    'key' | 'columnRole' | 'rule' | 'wait' | 'state' | 'policies' | 'ruleSince'
  >;
  readonly permission: MappingPermission;
  readonly enrolment: Enrolment | null;
  readonly isMembersRead: boolean;
  /** Of this learner. */
  readonly readColumn: (columnKey: string) => ColumnReading;
  /** Whether this learner holds a badge class now; its name, to say so. */
  readonly readBadge: (badgeClassId: string) => { readonly isHeld: boolean; readonly name: string | null };
  /** Of this learner on this mapping. */
  readonly assessment: Assessment | null;
  /** An award under the same key that ended, and still takes the key; null when there is none. */
  readonly endedAward: Pick<Award, 'ended'> | null;
  /** Awarded once ever, and this person holds it: by another course, or as another user. */
  readonly isHeldElsewhere: boolean;
  /** What people said about results with this print. */
  readonly readReview: (print: string) => Review['state'];
  readonly learnerId: string;
  readonly now: Date;
}

const MS_PER_HOUR = 3_600_000;
/** LMSs keep five decimals of a score whose maximum may be 1. */
const SAME_SCORE = 1e-5;

/**
 * Decides one mapping for one learner. The order is that of the answers: who may not have it, what is not known, what is
 * missing, what stands against it, and what it still waits for.
 */
export function evaluate(facts: EvaluationFacts): Evaluation {
  const inputs = gatherInputs(facts);
  const conclude = (verdict: Verdict, reason: DecisionReason, turnsAt: Date | null = null): Evaluation => ({
    verdict,
    reason,
    inputs,
    turnsAt,
  });

  const stopped = findWhyNotAwardable(facts.enrolment, facts.isMembersRead);
  if (stopped) return conclude(stopped.verdict, stopped.reason);

  const { mapping, now } = facts;
  const { learnerIds, mode, until, earlier } = mapping.policies;
  if (learnerIds && !learnerIds.includes(facts.learnerId)) return conclude('stopped', 'not-chosen');
  if (facts.isHeldElsewhere) return conclude('stopped', 'held-elsewhere');
  const { endedAward } = facts;
  if (endedAward && !mayBeAwardedAgain(endedAward, inputs)) {
    if (endedAward.ended?.again === 'never') return conclude('stopped', 'not-again');
    return conclude('not-met', endedAward.ended?.kind === 'expired' ? 'needs-new-result' : 'withdrawn');
  }

  const judged = judgeRule(mapping.rule, inputs);
  // What a teacher says here counts at once, whatever became of the column.
  const isSaid = listJudged(judged).every((one) => isAssessedNow(one.inputs));
  if (!isSaid && mapping.state === 'needs-look') {
    const isColumnGone = judged.reason === 'column-doubled' || judged.reason === 'column-vanished';
    return conclude('unknown', isColumnGone ? judged.reason : 'needs-look');
  }
  if (judged.truth === 'unknown') return conclude('unknown', judged.reason);
  if (judged.truth === 'not-met') return conclude('not-met', judged.reason);
  const reachedAt = findStoodAt(judged, 0);
  if (until && reachedAt && reachedAt > until) return conclude('not-met', 'after-date');
  if (earlier === 'new-only' && reachedAt && reachedAt <= mapping.ruleSince) {
    return conclude('not-met', 'met-before-rule');
  }
  if (facts.permission !== 'allowed') return conclude('waiting', 'needs-approval');

  const { notBefore, stoodHours } = mapping.wait;
  if (!isSaid) {
    if (notBefore && now < notBefore) return conclude('waiting', 'not-before-date', notBefore);
    const stoodAt = findStoodAt(judged, stoodHours);
    if (stoodAt && now < stoodAt) return conclude('waiting', 'grade-not-stood', stoodAt);
  }
  if (mode === 'by-hand') return conclude('waiting', 'by-hand-only');
  if (mode === 'after-approval') {
    const said = facts.readReview(printInputs(inputs));
    if (said === 'declined') return conclude('not-met', 'declined');
    if (said === 'open') return conclude('waiting', 'awaits-approval');
  }
  return conclude('met', judged.reason);
}

function isAssessedNow(inputs: readonly DecisionInput[]): boolean {
  return inputs.length > 0 && inputs.every(({ source }) => source === 'assessment');
}

/** When the results that meet the rule have stood long enough: of a choice, the way that is ready first. */
export function findStoodAt(judged: Judged, stoodHours: number): Date | null {
  const at = findReadyMs(judged, stoodHours * MS_PER_HOUR);
  return Number.isFinite(at) ? new Date(at) : null;
}

function findReadyMs(judged: Judged, stoodMs: number): number {
  if (isJudgedGroup(judged)) {
    const ready = judged.of
      .filter(({ truth }) => truth === 'met')
      .map((one) => findReadyMs(one, stoodMs))
      .sort((a, b) => a - b);
    return ready[countNeeded(judged.group) - 1] ?? Number.POSITIVE_INFINITY;
  }
  const moments = judged.inputs.flatMap(({ source, changedAt }) =>
    changedAt ? [changedAt.getTime() + (source === 'assessment' ? 0 : stoodMs)] : [],
  );
  return Math.max(Number.NEGATIVE_INFINITY, ...moments);
}

/** Each column and badge that the rule looks at, once. */
function gatherInputs(facts: EvaluationFacts): DecisionInput[] {
  const { rule } = facts.mapping;
  return [
    ...listColumnKeys(rule).map((columnKey) => gatherColumn(facts, columnKey)),
    ...listHeldBadgeClassIds(rule).map((badgeClassId) => gatherBadge(facts, badgeClassId)),
  ];
}

function gatherColumn(facts: EvaluationFacts, columnKey: string): DecisionInput {
  const { column, result } = facts.readColumn(columnKey);
  const { mapping, assessment } = facts;
  const isAssessed = mapping.columnRole === 'assessed' && columnKey === mapping.key;
  if (isAssessed && assessment && !isGradedSince(assessment, result)) {
    return {
      columnKey,
      label: column.state === 'present' ? column.outcome.label : null,
      source: 'assessment',
      score: assessment.passback.scoreGiven,
      maximum: assessment.passback.scoreMaximum,
      scoreFraction: assessment.scoreFraction,
      changedAt: assessment.assessedAt,
      isPassed: assessment.isPassed,
    };
  }
  const isAwaited = isAssessed && result?.score == null;
  if (column.state !== 'present') {
    const trouble =
      isAwaited && column.state === 'not-seen'
        ? ('not-assessed' as const)
        : (`column-${column.state}` as const);
    return {
      columnKey,
      label: null,
      source: 'tool-column',
      score: null,
      maximum: null,
      scoreFraction: null,
      changedAt: null,
      trouble,
    };
  }
  const { outcome } = column;
  if (result?.isHidden) {
    // Neither kept nor shown: a verdict that rests on it would tell the learner what the teacher holds back.
    return {
      columnKey,
      label: outcome.label,
      source: outcome.source,
      score: null,
      maximum: outcome.scoreMaximum,
      scoreFraction: null,
      changedAt: null,
      trouble: 'grade-hidden',
    };
  }
  return {
    columnKey,
    label: outcome.label,
    source: outcome.source,
    score: result?.score ?? null,
    maximum: result?.maximum ?? outcome.scoreMaximum,
    scoreFraction: result?.scoreFraction ?? null,
    changedAt: result?.score == null ? null : result.changedAt,
    ...(isAwaited && { trouble: 'not-assessed' as const }),
    ...pickSaid(result),
  };
}

/** A grade that somebody typed in the LMS after our score had arrived there stands above it. */
function isGradedSince({ assessedAt, passback }: Assessment, result: OutcomeResult | null): boolean {
  if (result?.score == null || result.scoreFraction === null || passback.state === 'waiting') return false;
  const isOther = Math.abs(result.scoreFraction - passback.scoreGiven / passback.scoreMaximum) > SAME_SCORE;
  return isOther && result.changedAt > assessedAt;
}

/** Only what the source tells at all. */
function pickSaid(result: OutcomeResult | null): Pick<DecisionInput, 'isPassed' | 'isCompleted' | 'level'> {
  return {
    ...(result?.isPassed !== undefined && { isPassed: result.isPassed }),
    ...(result?.isCompleted !== undefined && { isCompleted: result.isCompleted }),
    ...(result?.level !== undefined && { level: result.level }),
  };
}

function gatherBadge({ readBadge }: EvaluationFacts, badgeClassId: string): DecisionInput {
  const { isHeld, name } = readBadge(badgeClassId);
  return {
    columnKey: badgeClassId,
    label: name,
    source: 'badge',
    score: null,
    maximum: null,
    scoreFraction: null,
    // Only yes or no: when and where it was earned is of no concern here.
    changedAt: null,
    isPassed: isHeld,
  };
}
