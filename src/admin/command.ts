/**
 * What a command of the command line is, and what commands share.
 *
 * @module
 */
import type { ParseArgsConfig } from 'node:util';
import type { Context } from '../context.js';
import { AppError } from '../errors/app-error.js';
import type { AuditActor } from '../institutions/audit.js';

export type Options = NonNullable<ParseArgsConfig['options']>;
export type Values = Readonly<Record<string, string | boolean | undefined>>;
export type Json = Readonly<Record<string, unknown>>;

export interface Command {
  readonly summary: string;
  /** What `--help` adds, line by line. */
  readonly help: readonly string[];
  readonly options: Options;
  run(context: Context, values: Values): Promise<Json>;
  /** For people; `--json` prints the object itself. */
  present(result: Json): string;
}

export const ACTOR: AuditActor = { kind: 'command-line' };
export const text = { type: 'string' } as const;
export const flag = { type: 'boolean' } as const;

/** Something was typed that no command understands. */
export class UsageError extends AppError {
  override readonly name = 'UsageError';

  constructor(message: string) {
    super('usage', 400, message);
  }
}

export function optional(values: Values, name: string): string | null {
  const value = values[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** @throws {UsageError} `usage` - it was not given */
export function need(values: Values, name: string): string {
  const value = optional(values, name);
  if (value === null) throw new UsageError(`--${name} is missing`);
  return value;
}

/**
 * Several that all have to be there.
 *
 * @throws {UsageError} `usage` - with all that are missing
 */
export function needAll<K extends string>(values: Values, names: readonly K[]): Readonly<Record<K, string>> {
  const missing = names.filter((name) => optional(values, name) === null);
  if (missing.length > 0) {
    const options = missing.map((name) => `--${name}`).join(', ');
    throw new UsageError(`${options} ${missing.length === 1 ? 'is' : 'are'} missing`);
  }
  return Object.fromEntries(names.map((name) => [name, need(values, name)])) as Record<K, string>;
}

export function list(value: unknown): string {
  return Object.entries(value as Json)
    .map(([name, one]) => `  ${name.padEnd(12)}${String(one)}`)
    .join('\n');
}

/** With the names of its columns above them. */
export function table(value: unknown, empty: string): string {
  const rows = value as readonly Json[];
  const [first] = rows;
  if (!first) return empty;
  const names = Object.keys(first);
  const lines = [
    names.map((name) => name.toUpperCase()),
    ...rows.map((row) => names.map((name) => say(row[name]))),
  ];
  const widths = names.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function say(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === null || value === undefined ? '' : JSON.stringify(value);
}
