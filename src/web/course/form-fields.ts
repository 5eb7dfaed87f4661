/**
 * Reading what a form or an address sent: one trimmed text for each name.
 *
 * @module
 */
import { readParams } from '../read-params.js';

/** No field of ours is longer: a name to search for, a number, a date, an id. */
const LONGEST_VALUE = 300;

/**
 * @returns each named field; empty when it was not sent
 * @throws {AppError} `request_invalid` - a field more than once, too long, or a name that no page of ours sends
 */
export function readFields<Name extends string>(
  source: unknown,
  names: readonly Name[],
): Record<Name, string> {
  const limits = Object.fromEntries(names.map((name) => [name, LONGEST_VALUE])) as Record<Name, number>;
  const params = readParams(source, limits);
  const fields = names.map((name) => [name, params[name]?.trim() ?? ''] as const);
  return Object.fromEntries(fields) as Record<Name, string>;
}

/** `5`, `5,5` or `5.5`, at most two decimals; null for everything else. */
export function parseDecimal(text: string): number | null {
  return /^\d{1,7}([.,]\d{1,2})?$/.test(text) ? Number(text.replace(',', '.')) : null;
}

/** The choice of that name, or null: names outside the list are nobody's. */
export function parseChoice<Choice extends string>(text: string, choices: readonly Choice[]): Choice | null {
  return choices.find((choice) => choice === text) ?? null;
}

/** Milliseconds since 1970, as an address of ours carries them; null for anything else. */
export function parseMoment(text: string): Date | null {
  return /^\d{13}$/.test(text) ? new Date(Number(text)) : null;
}
