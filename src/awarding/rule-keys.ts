/**
 * The column keys inside a rule.
 *
 * @module
 */
import type { Rule } from './mapping.js';

export function listColumnKeys(rule: Rule): string[] {
  return [rule.columnKey];
}

export function replaceColumnKeys(rule: Rule, replace: (columnKey: string) => string): Rule {
  return { ...rule, columnKey: replace(rule.columnKey) };
}
