/**
 * A rule whose columns are known by other keys: what a copy of a course needs.
 *
 * @module
 */
import { isGroup, type Rule } from './rule.js';

/** The same rule, each column key replaced; what reads no column stays as it is. */
export function replaceColumnKeys(rule: Rule, replace: (columnKey: string) => string): Rule {
  if (isGroup(rule)) return { ...rule, of: rule.of.map((part) => replaceColumnKeys(part, replace)) };
  switch (rule.kind) {
    case 'holds-badge':
      return rule;
    case 'combined':
      return {
        ...rule,
        columns: rule.columns.map((column) => ({ ...column, columnKey: replace(column.columnKey) })),
      };
    default:
      return { ...rule, columnKey: replace(rule.columnKey) };
  }
}
