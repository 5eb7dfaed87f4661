/**
 * The language of a page outside the LMS: what the reader chose in the address, else what the browser asks for.
 *
 * @module
 */
import type { Request } from 'express';
import { LANGUAGES, parseLanguage, type Language } from '../language/local-text.js';

/** English for a reader who asks for neither of ours. */
export function readReaderLanguage(req: Pick<Request, 'query' | 'acceptsLanguages'>): Language {
  return readChosenLanguage(req) ?? parseLanguage(req.acceptsLanguages([...LANGUAGES]) || 'en') ?? 'en';
}

/** `?lang=`, exactly as our own links write it; anything else was not chosen. */
export function readChosenLanguage({ query }: Pick<Request, 'query'>): Language | null {
  const { lang } = query;
  return LANGUAGES.find((language) => language === lang) ?? null;
}
