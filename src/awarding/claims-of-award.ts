/**
 * What proved an award, for its credential: results and evidence. Pure.
 *
 * Whether any of it stands inside the signed bytes is the learner's choice, and not decided here.
 *
 * @module
 */
import type { AchievedResult, EvidenceItem } from '../credentials/claims.js';
import type { Award } from './award.js';
import type { DecisionInput } from './decision.js';
import type { Mapping } from './mapping.js';
import { listConditions } from './rule.js';

/**
 * The grades that the award rests on, with the least that was asked. Numbers as written, with a point; rounded down, so
 * that nothing reads better than it was.
 *
 * @param mapping - in the version that awarded; null when that is gone
 */
export function describeResults(award: Pick<Award, 'inputs'>, mapping: Mapping | null): AchievedResult[] {
  return award.inputs.flatMap((input): AchievedResult[] => {
    const { score, maximum, label, source } = input;
    if (source === 'badge' || score === null) return [];
    const required = findRequired(input, mapping);
    return [
      {
        name: label ?? 'Insigne',
        type: 'RawScore',
        value: write(score),
        valueMin: '0',
        ...(maximum !== null && maximum > 0 && { valueMax: write(maximum) }),
        ...(required !== null && { requiredValue: write(required) }),
      },
    ];
  });
}

/** Of a condition on this column alone; what is asked of several together is no one column's. */
function findRequired({ columnKey, maximum }: DecisionInput, mapping: Mapping | null): number | null {
  const condition = mapping
    ? listConditions(mapping.rule).find((one) => one.kind === 'at-least' && one.columnKey === columnKey)
    : undefined;
  if (condition?.kind !== 'at-least') return null;
  if (condition.unit === 'points') return condition.value;
  return maximum !== null && maximum > 0 ? (condition.value * maximum) / 100 : null;
}

/** What a person added: links, and the remark of whoever awarded it. */
export function describeEvidence({ grounds }: Pick<Award, 'grounds'>): EvidenceItem[] {
  return [...grounds.evidence];
}

function write(value: number): string {
  return String(Math.floor(value * 100 + 1e-9) / 100);
}
