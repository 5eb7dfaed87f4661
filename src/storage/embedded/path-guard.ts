/**
 * Documents over which mingo is known to answer otherwise than MongoDB. They are refused when a filter meets them.
 *
 * - an array inside an array, under a dotted path or `$elemMatch`: mingo looks deeper than MongoDB, or less deep
 * - null or `$exists` on a path that leads through an array: mingo drops the elements that lack the field
 * - `$elemMatch` with fields, over elements that are no documents: mingo takes the element for the field
 * - a path that leads through a date, an ObjectId or binary: JavaScript objects have properties of their own
 *
 * @module
 */
import { isPlainObject, type Document } from './document.js';
import type { Condition, ElementCondition, FieldCondition } from './filter.js';
import { refuse } from './refuse.js';

type Guard = (document: Document) => void;

export function createGuard(conditions: readonly Condition[]): Guard {
  const guards = conditions.flatMap((condition): Guard[] => {
    if (condition.kind === 'or') return condition.any.map(createGuard);
    return [createFieldGuard(condition)];
  });
  return (document) => {
    for (const guard of guards) guard(document);
  };
}

function createFieldGuard(condition: FieldCondition): Guard {
  const { path, parts, operator, value } = condition;
  const asksForAbsence =
    operator === '$exists' ||
    value === null ||
    (Array.isArray(value) && operator !== '$eq' && value.includes(null));
  const guardElements =
    operator === '$elemMatch' ? createElementGuard(path, value as ElementCondition) : null;

  /** @param isBehindArray - an array was met on the way to here */
  function visit(value: unknown, depth: number, isBehindArray: boolean): void {
    if (Array.isArray(value)) {
      const isLeaf = depth === parts.length;
      const looksDeeper = parts.length > 1 || operator === '$elemMatch';
      if (isBehindArray || (looksDeeper && value.some(Array.isArray))) {
        refuse(`an array inside an array under the filtered path ${path}`);
      }
      if (isLeaf) return guardElements?.(value);
      if (asksForAbsence) refuse(`null or $exists behind an array (${path})`);
      for (const element of value) visit(element, depth, true);
      return;
    }
    const part = parts[depth];
    if (part === undefined || typeof value !== 'object' || value === null) return;
    if (!isPlainObject(value)) return refuse(`a path through a date, ObjectId or binary (${path})`);
    if (Object.hasOwn(value, part)) visit(value[part], depth + 1, isBehindArray);
  }

  return (document) => visit(document, 0, false);
}

function createElementGuard(
  path: string,
  { isObject, all }: ElementCondition,
): (elements: readonly unknown[]) => void {
  const guard = isObject ? createGuard(all) : null;
  return (elements) => {
    if (!guard) return;
    for (const element of elements) {
      if (!isPlainObject(element))
        return refuse(`$elemMatch with fields over elements that have none (${path})`);
      guard(element);
    }
  };
}
