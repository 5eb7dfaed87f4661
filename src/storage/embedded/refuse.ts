/**
 * The engine supports a closed list (`README.md`). What is not on it is refused by name; it never answers wrong.
 *
 * @module
 */
import { AppError } from '../../errors/app-error.js';

/** An error for a call, option, operator, index kind or value that is not on the closed list. */
export function unsupported(name: string): AppError {
  return new AppError('storage_unsupported', 500, `the embedded storage engine does not support ${name}`, {
    name,
  });
}

/** @throws AppError `storage_unsupported`, with `name` in its detail */
export function refuse(name: string): never {
  throw unsupported(name);
}

/** Options of mongoose's own, which it has already followed and hands on all the same. */
const MONGOOSE_OPTIONS: ReadonlySet<string> = new Set([
  'checkKeys',
  'defaults',
  'lean',
  'new',
  'overwriteDiscriminatorKey',
  'rawResult',
  'returnOriginal',
  'runValidators',
  'setDefaultsOnInsert',
  'skipValidation',
  'strict',
  'throwOnValidationError',
  'timestamps',
  'validateBeforeSave',
]);

/**
 * Lets through the options that are listed, and those that say nothing.
 *
 * @param method - as the caller wrote it, for the error's name
 * @throws AppError `storage_unsupported` - any other option that has a value
 */
export function checkOptions(method: string, options: unknown, listed: readonly string[]): void {
  if (options == null) return;
  for (const [name, value] of Object.entries(options)) {
    // Mongoose passes `session: undefined` and the like on its own account.
    if (value === undefined || value === null || listed.includes(name) || MONGOOSE_OPTIONS.has(name))
      continue;
    refuse(`${method} option ${name}`);
  }
}
