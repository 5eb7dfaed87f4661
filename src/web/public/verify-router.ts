/**
 * Verifying whatever somebody pastes or opens. Nothing is kept, nothing is fetched.
 *
 * @module
 */
import express, { Router, type ErrorRequestHandler, type Request, type Response } from 'express';
import type { Verification, Verifier } from '../../credentials/verify/verify-credential.js';
import { VERIFICATION_STEPS } from '../../credentials/verify/verification.js';
import { createFormats } from '../../language/format.js';
import { createTranslator } from '../../language/translate.js';
import { renderPage } from '../page.js';
import { readReaderLanguage } from '../reader-language.js';
import { presentContent, presentVerification } from './present-verification.js';

export interface VerifyRouterDeps {
  readonly verifier: Pick<Verifier, 'verifyText'>;
}

/** A text of 100,000 bytes, of which a form may write each as three. */
const MOST_FORM_BYTES = 310_000;

/** Stands for a text that was not even read: the same answer as the verifier gives for one that is too large. */
const TOO_LARGE: Verification = {
  answer: 'unknown',
  steps: VERIFICATION_STEPS.map((name) =>
    name === 'read'
      ? { name, verdict: 'unknown', reason: 'too-large' }
      : { name, verdict: 'unknown', reason: 'not-checked' },
  ),
  found: null,
  credential: null,
};

export function createVerifyRouter({ verifier }: VerifyRouterDeps): Router {
  const router = Router();
  router.use('/verify', (_req, res, next) => {
    res.set('Cache-Control', 'no-store').vary('Accept');
    next();
  });

  router.get('/verify', (req, res) => {
    sendForm(req, res);
  });

  router.post(
    '/verify',
    express.urlencoded({ extended: false, limit: MOST_FORM_BYTES, parameterLimit: 5 }),
    async (req, res) => {
      const { text } = (req.body ?? {}) as { text?: unknown };
      if (typeof text !== 'string' || text.trim() === '') return sendForm(req, res, true);
      return sendAnswer(req, res, await verifier.verifyText(text));
    },
  );

  const answerTooLarge: ErrorRequestHandler = (error: unknown, req, res, next) => {
    if (isTooLarge(error)) sendAnswer(req, res, TOO_LARGE, 413);
    else next(error);
  };
  router.use('/verify', answerTooLarge);

  return router;
}

function sendForm(req: Request, res: Response, isEmpty = false): void {
  const language = readReaderLanguage(req);
  renderPage(
    res,
    'public/verify',
    {
      language,
      title: createTranslator(language)('verify.title'),
      kind: 'public',
      status: isEmpty ? 422 : 200,
      scripts: ['verify.js'],
      languageLink: '/verify',
      isUnlisted: false,
    },
    { isEmpty },
  );
}

function sendAnswer(req: Request, res: Response, verification: Verification, status = 200): void {
  if (req.accepts(['text/html', 'application/json']) === 'application/json') {
    const { answer, steps } = verification;
    res.status(status).json({ answer, steps });
    return;
  }
  const language = readReaderLanguage(req);
  const answer = presentVerification(verification, createTranslator(language));
  const { found, credential } = verification;
  renderPage(
    res,
    'public/verified',
    { language, title: answer.title, kind: 'public', status, scripts: ['verify.js'] },
    {
      answer,
      content: found && presentContent(found, createFormats(language)),
      sharedPage: credential?.isShared ? `/credentials/${credential.id}` : null,
    },
  );
}

function isTooLarge(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'type' in error && error.type === 'entity.too.large';
}
