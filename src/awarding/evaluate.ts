/**
 * The evaluation of one rule for one learner: a pure function of what is known now.
 *
 * Units: percent 0–100 of the result's own maximum; points as the LMS counts them; hours.
 * A missing or unreadable result is never a failed one.
 *
 * @module
 */
import type { MappingPermission } from '../badges/badge-class.js';
import type { Enrolment } from '../lti/enrolment.js';
import type { Outcome, OutcomeResult } from '../outcomes/outcome.js';
import type { Assessment } from './assessment.js';
import type { DecisionInput, DecisionReason, Evaluation, Verdict } from './decision.js';
import type { Mapping, Rule } from './mapping.js';
import { findWhyNotAwardable } from './may-be-awarded.js';

/** The column a rule reads, as the course has it. */
export type ColumnState =
  | { readonly state: 'present'; readonly outcome: Outcome }
  | { readonly state: 'not-seen' | 'vanished' | 'doubled' };

export interface EvaluationFacts {
  readonly mapping: Pick<Mapping, 'columnRole' | 'rule' | 'wait' | 'state'>;
  readonly permission: MappingPermission;
  readonly enrolment: Enrolment | null;
  readonly isMembersRead: boolean;
  readonly column: ColumnState;
  /** Of this learner on that column; null = no grade. */
  readonly result: OutcomeResult | null;
  readonly assessment: Assessment | null;
  readonly now: Date;
}

const MS_PER_HOUR = 3_600_000;

/**
 * Relative slack for binary fractions: 0.57 of 1 is 57 %, though 0.57 × 100 is 56.99999999999999 in a double. It is far
 * below anything that an LMS can store as a grade, so 54.99999 never counts as 55.
 */
const FLOAT_SLACK = 1e-12;

/** Whether a score reaches the rule's threshold; null when a percentage cannot be formed. */
export function isReached(rule: Rule, score: number, maximum: number): boolean | null {
  if (!Number.isFinite(score)) return null;
  if (rule.unit === 'points') return score >= rule.value - FLOAT_SLACK * Math.abs(rule.value);
  if (!Number.isFinite(maximum) || maximum <= 0) return null;
  const needed = rule.value * maximum;
  return score * 100 >= needed - FLOAT_SLACK * Math.abs(needed);
}

/** Decides one rule for one learner. */
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

  const { mapping, assessment, column, result, now } = facts;
  if (mapping.columnRole === 'assessed' && assessment) {
    if (!assessment.isPassed) return conclude('not-met', 'assessed-not-yet');
    return facts.permission === 'allowed'
      ? conclude('met', 'assessed-passed')
      : conclude('waiting', 'needs-approval');
  }

  if (column.state === 'doubled') return conclude('unknown', 'column-doubled');
  if (column.state === 'vanished') return conclude('unknown', 'column-vanished');
  if (mapping.state === 'needs-look') return conclude('unknown', 'needs-look');
  if (column.state === 'not-seen') {
    // Nothing has to be there yet where the teacher assesses on our own page.
    return mapping.columnRole === 'assessed'
      ? conclude('not-met', 'assessed-not-yet')
      : conclude('unknown', 'column-not-seen');
  }

  if (result?.score == null) {
    return conclude('not-met', mapping.columnRole === 'assessed' ? 'assessed-not-yet' : 'no-grade');
  }
  const reached = isReached(mapping.rule, result.score, result.maximum);
  if (reached === null) return conclude('unknown', 'result-unusable');
  if (!reached) return conclude('not-met', 'below-threshold');
  if (facts.permission !== 'allowed') return conclude('waiting', 'needs-approval');

  const { notBefore, stoodHours } = mapping.wait;
  if (notBefore && now < notBefore) return conclude('waiting', 'not-before-date', notBefore);
  const stoodAt = new Date(result.changedAt.getTime() + stoodHours * MS_PER_HOUR);
  if (now < stoodAt) return conclude('waiting', 'grade-not-stood', stoodAt);
  return conclude('met', 'reached');
}

function gatherInputs({ mapping, column, result, assessment }: EvaluationFacts): DecisionInput[] {
  const columnKey = mapping.rule.columnKey;
  if (mapping.columnRole === 'assessed' && assessment) {
    return [
      {
        columnKey,
        label: null,
        source: 'assessment',
        score: assessment.passback.scoreGiven,
        maximum: assessment.passback.scoreMaximum,
        scoreFraction: assessment.scoreFraction,
        changedAt: assessment.assessedAt,
      },
    ];
  }
  if (column.state !== 'present') return [];
  return [
    {
      columnKey,
      label: column.outcome.label,
      source: 'tool-column',
      score: result?.score ?? null,
      maximum: result?.maximum ?? column.outcome.scoreMaximum,
      scoreFraction: result?.scoreFraction ?? null,
      changedAt: result?.score == null ? null : result.changedAt,
    },
  ];
}
