/**
 * Reading what a form or an address sent: one text for each name, or nothing.
 *
 * @module
 */
import { AppError } from '../../errors/app-error.js';

const LONGEST_VALUE = 500;

/**
 * @param body - what express parsed: of a form or of an address
 * @returns each named field, trimmed; empty when it was not sent. Other fields are not looked at.
 * @throws {AppError} `input_invalid` - a field was sent twice, is no text, or is too long
 */
export function readFields<Name extends string>(
  body: unknown,
  names: readonly Name[],
): Record<Name, string> {
  const sent: Readonly<Record<string, unknown>> =
    typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const fields = names.map((name) => {
    const value = Object.hasOwn(sent, name) ? sent[name] : undefined;
    if (value === undefined) return [name, ''] as const;
    if (typeof value !== 'string' || value.length > LONGEST_VALUE) {
      throw new AppError('input_invalid', 400, 'a field is not one short text', { field: name });
    }
    return [name, value.trim()] as const;
  });
  return Object.fromEntries(fields) as Record<Name, string>;
}

/** `5`, `5,5` or `5.5`, at most two decimals; null for everything else. */
export function parseDecimal(text: string): number | null {
  return /^\d{1,7}([.,]\d{1,2})?$/.test(text) ? Number(text.replace(',', '.')) : null;
}

/** The choice of that name, or null: names outside the list are nobody's. */
export function parseChoice<Choice extends string>(
  text: string,
  choices: readonly Choice[],
): Choice | null {
  return choices.find((choice) => choice === text) ?? null;
}
