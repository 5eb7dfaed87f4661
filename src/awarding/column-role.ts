/**
 * What the role of a badge's column says about its grade.
 *
 * @module
 */
import type { ColumnRole } from './mapping.js';

/** True for the roles whose column carries the grade that the rule reads. */
export function readsOwnColumn(role: ColumnRole): boolean {
  return role === 'grade' || role === 'assessed';
}
