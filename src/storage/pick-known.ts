/**
 * Leaving out what a sighting does not say, so that it changes nothing.
 *
 * @module
 */

/** The fields that are not null. On insert the others get their default of the schema. */
export function pickKnown<T extends Readonly<Record<string, unknown>>>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as Partial<T>;
}
