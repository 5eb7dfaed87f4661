/**
 * Whether anybody can meet a rule at all. Pure.
 *
 * Extra credit above a maximum is possible, but a rule that nobody can meet without it is one that somebody mistyped, or
 * whose column has shrunk.
 *
 * @module
 */
import { countNeeded, isGroup, type Rule } from './rule.js';

export interface Reach {
  /** What a column counts to; null while that is not known. */
  readonly maximum: (columnKey: string) => number | null;
  /** Whether a badge class can be earned at all. */
  readonly isBadgeThere: (badgeClassId: string) => boolean;
}

export function canBeMet(rule: Rule, reach: Reach): boolean {
  if (isGroup(rule)) {
    return rule.of.filter((one) => canBeMet(one, reach)).length >= countNeeded(rule);
  }
  switch (rule.kind) {
    case 'holds-badge':
      return reach.isBadgeThere(rule.badgeClassId);
    case 'at-least': {
      const maximum = reach.maximum(rule.columnKey);
      return rule.unit === 'percent' || maximum === null || rule.value <= maximum;
    }
    case 'combined': {
      if (rule.unit === 'percent') return true;
      const maxima = rule.columns.map(({ columnKey, weight }) => ({
        weight,
        most: reach.maximum(columnKey),
      }));
      if (maxima.some(({ most }) => most === null)) return true;
      const weights = maxima.reduce((total, { weight }) => total + weight, 0);
      const most = {
        best: Math.max(...maxima.map((one) => one.most ?? 0)),
        sum: maxima.reduce((total, one) => total + (one.most ?? 0), 0),
        'weighted-mean': maxima.reduce((total, one) => total + one.weight * (one.most ?? 0), 0) / weights,
      }[rule.how];
      return rule.value <= most;
    }
    default:
      return true;
  }
}
