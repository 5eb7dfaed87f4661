/**
 * Reading what a platform's services answer: JSON from outside into typed values.
 *
 * @module
 */
import { AppError } from '../errors/app-error.js';

/** What the platform sent is not what the specification says, and guessing at it could award wrongly. */
export function unusableAnswer(what: string, cause?: unknown): AppError {
  return new AppError('platform_answer_unusable', 502, what, {}, { cause });
}

/** @throws {AppError} `platform_answer_unusable` - not a JSON object */
export function readRecord(value: unknown, name: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw unusableAnswer(`${name} is not an object`);
  }
  return value as Readonly<Record<string, unknown>>;
}

/**
 * An id as text; some platforms send theirs as numbers.
 *
 * @throws {AppError} `platform_answer_unusable` - absent, empty or neither text nor a whole number
 */
export function readId(value: unknown, name: string): string {
  if (typeof value === 'string' && value !== '') return value;
  if (Number.isSafeInteger(value)) return String(value);
  throw unusableAnswer(`${name} is not an id`);
}

/** Text, or null when absent, null, empty or of another type. */
export function readText(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}
