/**
 * Texts of the layout and of the pages that anybody may open: a shared credential, a badge class, an issuer, verifying.
 *
 * @module
 */
import type { LocalText } from '../local-text.js';

export const publicTexts = {
  'page.skip': { nl: 'Naar de inhoud', en: 'Skip to content' },
  'page.languages': { nl: 'Taal', en: 'Language' },
  'page.language.nl': { nl: 'Nederlands', en: 'Nederlands' },
  'page.language.en': { nl: 'English', en: 'English' },
  'page.about': {
    nl: 'Gemaakt met Insigne: badges die je kunt controleren.',
    en: 'Made with Insigne: badges that can be verified.',
  },
} satisfies Record<string, LocalText>;
