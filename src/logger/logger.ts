/**
 * The log: one JSON line an event, for operators. error = a person must act, warn = it will heal itself.
 * Ids and numbers only: no tokens, names or e-mail addresses.
 *
 * @module
 */
import { pino, type Logger as PinoLogger } from 'pino';

export type Logger = Pick<PinoLogger, 'error' | 'warn' | 'info' | 'debug'>;

export function createLogger(level: string): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
}
