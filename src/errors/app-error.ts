/**
 * The base of every error this tool raises on purpose.
 *
 * Codes are stable and machine-read: tests and log searches use the code, never the message. Which page or JSON
 * an error becomes is decided in `web/error-handler.ts` alone; the words people read are in `language/`, under
 * the key `error.<code>`.
 *
 * @module
 */

/** Ids and numbers for the log; never tokens, names or e-mail addresses. */
export type ErrorDetail = Readonly<Record<string, string | number | boolean>>;

export class AppError extends Error {
  override readonly name: string = 'AppError';

  /**
   * @param code - stable, snake_case
   * @param status - HTTP status; below 500 the page may say what happened
   * @param message - for the log and for developers
   */
  constructor(
    readonly code: string,
    readonly status: number,
    message: string,
    readonly detail: ErrorDetail = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** True for an AppError with this code, whatever its subclass. */
export function hasCode(error: unknown, code: string): error is AppError {
  return error instanceof AppError && error.code === code;
}
