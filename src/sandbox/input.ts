/**
 * Reading what came from outside: JSON bodies, form fields and query parameters, one named value at a time.
 *
 * All of them throw {AppError} `input_invalid` 400 with the name of the value.
 *
 * @module
 */
import { AppError } from '../errors/app-error.js';

export type Fields = Readonly<Record<string, unknown>>;

const LONGEST = 20_000;

export function readFields(value: unknown): Fields {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) throw invalid('the body must be an object');
  return value as Fields;
}

export function readText(fields: Fields, name: string): string {
  const value = findText(fields, name);
  if (value === undefined || value === '') throw invalid(`${name} is missing`);
  return value;
}

/** Undefined when absent; a value that came twice (an array) is refused. */
export function findText(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw invalid(`${name} must be one text`);
  if (value.length > LONGEST) throw invalid(`${name} is too long`);
  return value;
}

export function findNumber(fields: Fields, name: string): number | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !Number.isFinite(value)) throw invalid(`${name} must be a number`);
  return value;
}

export function findFlag(fields: Fields, name: string): boolean | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'boolean') throw invalid(`${name} must be true or false`);
  return value;
}

export function findTexts(fields: Fields, name: string): string[] | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value) || !value.every((entry) => typeof entry === 'string')) {
    throw invalid(`${name} must be a list of texts`);
  }
  return value;
}

/** Custom parameters are text to text: LTI Deep Linking 2.0 §3.1.5, LTI Core §5.4.6.1. */
export function findTextMap(fields: Fields, name: string): Record<string, string> | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'object' || Array.isArray(value)) throw invalid(`${name} must be an object`);
  const entries = Object.entries(value);
  if (!entries.every(([, text]) => typeof text === 'string')) throw invalid(`${name} must hold texts only`);
  return Object.fromEntries(entries);
}

export function findFields(fields: Fields, name: string): Fields | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'object' || Array.isArray(value)) throw invalid(`${name} must be an object`);
  return value as Fields;
}

export function invalid(message: string): AppError {
  return new AppError('input_invalid', 400, message);
}

/** Null for what is no absolute address. By the constructor: `URL.canParse` is wrong on Node 20 when it is hot. */
export function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
