/**
 * What presenters of the course pages need to say things: the reader's language, and what the LMS is called.
 *
 * @module
 */
import type { Request } from 'express';
import { createFormats, type Formats } from '../../language/format.js';
import type { Language } from '../../language/local-text.js';
import { createTranslator, type Translate } from '../../language/translate.js';
import { readReaderLanguage } from '../reader-language.js';
import { getLaunch } from '../session.js';

export interface CourseWords {
  readonly language: Language;
  readonly t: Translate;
  readonly formats: Formats;
  /** The LMS's name, or words for one that has none; the parameter `{lms}` of texts. */
  readonly lms: string;
}

export function createCourseWords(language: Language, lmsName: string | null): CourseWords {
  const t = createTranslator(language);
  return { language, t, formats: createFormats(language), lms: lmsName ?? t('course.the-lms') };
}

/** The LMS said which language its user reads; else the browser does. */
export function readLanguage(req: Request): Language {
  return getLaunch(req).language ?? readReaderLanguage(req);
}

/** A text that starts with `{lms}` may start with a word in lower case. */
export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
