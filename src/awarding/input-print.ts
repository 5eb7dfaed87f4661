/**
 * A print of what a decision rests on: equal exactly when every result that counts is the same. When a result was read, or
 * what its column is called, does not change it.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import type { DecisionInput } from './decision.js';

export function printInputs(inputs: readonly DecisionInput[]): string {
  const parts = inputs
    .map(({ columnKey, source, score, maximum, isPassed, isCompleted, level }) =>
      JSON.stringify([
        source === 'badge',
        columnKey,
        score,
        maximum,
        isPassed ?? null,
        isCompleted ?? null,
        level ?? null,
      ]),
    )
    .sort();
  return createHash('sha256').update(parts.join('\n')).digest('base64url').slice(0, 22);
}
