/**
 * Dates and numbers by language. The tool's pages show the time of the institutions it serves first: Amsterdam.
 *
 * @module
 */
import type { Language } from './local-text.js';

const LOCALES: Readonly<Record<Language, string>> = { nl: 'nl-NL', en: 'en-GB' };
/** Of every page. */
export const TIME_ZONE = 'Europe/Amsterdam';

export interface Formats {
  /** 3 maart 2027 / 3 March 2027 */
  date(value: Date): string;
  /** 3 mrt 10:42 / 3 Mar, 10:42 */
  dateTime(value: Date): string;
  /** 10:42 */
  time(value: Date): string;
  /** A date and time; the date alone where a day begins: 18 december 2026 / 18 December 2026 */
  moment(value: Date): string;
  /** At most two decimals: 5,5 / 5.5 */
  number(value: number): string;
  /** A fraction as a percentage, rounded down to one decimal so that nobody reads 55 % who has 54.99 %. */
  percent(fraction: number): string;
}

const known = new Map<Language, Formats>();

/** Those of a language are made once: making them takes longer than a small page. */
export function createFormats(language: Language): Formats {
  const formats = known.get(language) ?? makeFormats(LOCALES[language]);
  known.set(language, formats);
  return formats;
}

function makeFormats(locale: string): Formats {
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: TIME_ZONE });
  const dateTime = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: TIME_ZONE,
  });
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone: TIME_ZONE });
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const percent = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  return {
    date: (value) => date.format(value),
    dateTime: (value) => dateTime.format(value),
    time: (value) => time.format(value),
    moment: (value) => (isMidnight(value) ? date.format(value) : dateTime.format(value)),
    number: (value) => number.format(value),
    // A hair is added before rounding down, for binary fractions such as 0.57 × 100.
    percent: (fraction) => `${percent.format(Math.floor(fraction * 1000 + 1e-9) / 10)} %`,
  };
}

const CLOCK = new Intl.DateTimeFormat('en-GB', {
  timeStyle: 'medium',
  hourCycle: 'h23',
  timeZone: TIME_ZONE,
});

function isMidnight(value: Date): boolean {
  return CLOCK.format(value) === '00:00:00';
}
