/**
 * A page of a course in a browser of its own that holds no session: an LMS's app opened it there, or it was kept for days.
 *
 * Whoever is inside a frame, or sent a form, gets the short answer of the error handler: the way back is around them.
 *
 * @module
 */
import type { ErrorRequestHandler } from 'express';
import { AppError } from '../../errors/app-error.js';
import { createTranslator } from '../../language/translate.js';
import { renderPage } from '../page.js';
import { readReaderLanguage } from '../reader-language.js';
import { setFramePolicy } from '../security-headers.js';

export const answerNoSession: ErrorRequestHandler = (error: unknown, req, res, next) => {
  const isMissing = error instanceof AppError && error.code === 'launch_needed';
  const isPage = req.method === 'GET' && req.accepts(['html', 'json']) === 'html';
  if (!isMissing || !isPage || req.get('sec-fetch-dest') === 'iframe') {
    next(error);
    return;
  }
  const language = readReaderLanguage(req);
  setFramePolicy(res, { framedBy: 'anyone' });
  renderPage(
    res,
    'course/no-session',
    {
      language,
      title: createTranslator(language)('no-session.title'),
      kind: 'public',
      status: error.status,
      languageLink: req.path,
    },
    { code: error.code },
  );
};
