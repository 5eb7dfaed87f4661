/**
 * What is answered where there is nothing to see.
 *
 * One answer for a credential that is not shared and for one that never was: the status alone.
 *
 * @module
 */
import type { Request, Response } from 'express';
import { createTranslator } from '../../language/translate.js';
import { renderPage } from '../page.js';
import { readReaderLanguage } from '../reader-language.js';

export type Absence = 'not-shared' | 'not-found' | 'not-acceptable' | 'no-certificate';

const STATUS: Readonly<Record<Absence, number>> = {
  'not-shared': 404,
  'not-found': 404,
  'not-acceptable': 406,
  'no-certificate': 409,
};

const CODES: Readonly<Record<Absence, string>> = {
  'not-shared': 'credential_not_found',
  'not-found': 'not_found',
  'not-acceptable': 'not_acceptable',
  'no-certificate': 'credential_not_valid',
};

export function sendAbsence(
  req: Request,
  res: Response,
  absence: Absence,
  as: 'page' | 'json' = 'page',
): void {
  res.set('Cache-Control', 'no-store');
  if (as === 'json') {
    res
      .status(STATUS[absence])
      .set('Access-Control-Allow-Origin', '*')
      .json({ status: STATUS[absence], error: CODES[absence] });
    return;
  }
  const language = readReaderLanguage(req);
  const title = createTranslator(language)(`${absence}.title`);
  renderPage(
    res,
    'public/absent',
    {
      language,
      title,
      kind: 'public',
      status: STATUS[absence],
      // Relative: an answer about what is not shared repeats nothing of what was asked.
      languageLink: req.method === 'GET' ? '' : '/verify',
    },
    { absence, code: CODES[absence] },
  );
}
