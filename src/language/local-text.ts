/**
 * Text that exists in every language of the tool.
 *
 * @module
 */

export const LANGUAGES = ['nl', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The same thing said in each language; both are always there, written side by side. */
export type LocalText = Readonly<Record<Language, string>>;

/** Narrows any locale (`nl`, `nl-NL`, `en_GB`) to a language of ours, or null. */
export function parseLanguage(locale: string | null | undefined): Language | null {
  const short = locale?.slice(0, 2).toLowerCase();
  return LANGUAGES.find((language) => language === short) ?? null;
}
