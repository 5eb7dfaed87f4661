/**
 * The page that carries a deep linking answer back to the LMS: it posts itself, and has a button for browsers without scripts.
 *
 * @module
 */
import type { Response } from 'express';
import type { Language } from '../language/local-text.js';
import { createTranslator } from '../language/translate.js';
import type { DeepLinkingForm } from '../lti/deep-linking.js';
import { renderPage } from './page.js';
import { setFramePolicy } from './security-headers.js';

export function sendDeepLinkingForm(
  res: Response,
  {
    form,
    language,
    framedBy,
  }: {
    readonly form: DeepLinkingForm;
    readonly language: Language;
    /** The launch's `frameOrigins`. */
    readonly framedBy: readonly string[];
  },
): void {
  setFramePolicy(res, { framedBy, postsElsewhere: true });
  renderPage(
    res,
    'lti/deep-linking-return',
    {
      language,
      title: createTranslator(language)('lti.return.title'),
      kind: 'frame',
      scripts: ['submit-form.js'],
    },
    { form },
  );
}
