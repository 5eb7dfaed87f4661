/**
 * Ids inside records: found and replaced wherever they stand, in a field, a list or a key that is made of several.
 *
 * Ids of courses, learners and outcomes are UUIDs, which stand in no other text by chance.
 *
 * @module
 */

export type Fields = Readonly<Record<string, unknown>>;
/** What takes the place of what. */
export type Ids = Map<string, string>;

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** The same value with the other ids in it. */
export function rewrite(value: unknown, ids: Ids): unknown {
  if (typeof value === 'string') return value.replace(UUID, (id) => ids.get(id) ?? id);
  if (Array.isArray(value)) return value.map((one) => rewrite(one, ids));
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, rewrite(one, ids)]));
}

export function listIds(value: unknown): string[] {
  if (typeof value === 'string') return value.match(UUID) ?? [];
  if (Array.isArray(value)) return value.flatMap(listIds);
  return isPlain(value) ? Object.values(value).flatMap(listIds) : [];
}

/** Neither a date, nor bytes, nor anything else with a class of its own. */
export function isPlain(value: unknown): value is Fields {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
