/**
 * Whether a later result has fallen below what an award was made for. Pure.
 *
 * A rule that changed, a learner who left, and what cannot be known are none of it: only other results count.
 *
 * @module
 */
import type { Award } from './award.js';
import type { Evaluation } from './decision.js';
import { printInputs } from './input-print.js';
import { judgeRule } from './judge-rule.js';
import type { Mapping } from './mapping.js';

export function isLowered(
  mapping: Pick<Mapping, 'id' | 'rule'>,
  award: Pick<Award, 'state' | 'mappingId' | 'grounds' | 'inputs'>,
  evaluation: Pick<Evaluation, 'verdict' | 'inputs'>,
): boolean {
  if (award.state !== 'awarded' || award.mappingId !== mapping.id || award.grounds.kind === 'by-hand') {
    return false;
  }
  if (evaluation.verdict !== 'not-met') return false;
  if (printInputs(evaluation.inputs) === printInputs(award.inputs)) return false;
  return judgeRule(mapping.rule, evaluation.inputs).truth === 'not-met';
}

/** The same, where a teacher has not answered it yet. */
export function asksAboutLowered(
  mapping: Pick<Mapping, 'id' | 'rule' | 'policies'>,
  award: Pick<Award, 'state' | 'mappingId' | 'grounds' | 'inputs' | 'keptPrint'>,
  evaluation: Pick<Evaluation, 'verdict' | 'inputs'>,
): boolean {
  return (
    mapping.policies.lowered === 'ask' &&
    isLowered(mapping, award, evaluation) &&
    award.keptPrint !== printInputs(evaluation.inputs)
  );
}
