/**
 * What presenters of the course pages need to say things: the reader's language, and what the LMS is called.
 *
 * @module
 */
import { createFormats, type Formats } from '../../language/format.js';
import type { Language } from '../../language/local-text.js';
import { createTranslator, type Translate } from '../../language/translate.js';
import { nameLms } from '../../platforms/lms-name.js';
import type { Registration } from '../../platforms/registration.js';

export interface CourseWords {
  readonly language: Language;
  readonly t: Translate;
  readonly formats: Formats;
  /** The LMS's name, or words for one that has none; the parameter `{lms}` of texts. */
  readonly lms: string;
}

export function createCourseWords(
  language: Language,
  registration: Pick<Registration, 'name' | 'issuer' | 'productFamily'>,
): CourseWords {
  const t = createTranslator(language);
  return { language, t, formats: createFormats(language), lms: nameLms(registration) ?? t('course.the-lms') };
}

/** A text that starts with `{lms}` may start with a word in lower case. */
export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A sentence that comes after a colon. */
export function decapitalise(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
