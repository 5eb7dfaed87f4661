/**
 * Verifying whatever somebody pastes, opens, or names the address of. Nothing is kept.
 *
 * @module
 */
import { Router, type Request, type Response } from 'express';
import type { Verification, Verifier } from '../../credentials/verify/verify-credential.js';
import { VERIFICATION_STEPS } from '../../credentials/verify/verification.js';
import { createFormats } from '../../language/format.js';
import { createTranslator } from '../../language/translate.js';
import { renderPage } from '../page.js';
import { readParams } from '../read-params.js';
import { readReaderLanguage } from '../reader-language.js';
import { presentContent, presentVerification } from './present-verification.js';
import { readVerifyForm } from './read-verify-form.js';

export interface VerifyRouterDeps {
  readonly verifier: Pick<Verifier, 'verifyText' | 'verifyBytes'>;
}

const LONGEST_ADDRESS = 2_000;
const LONGEST_RECIPIENT = 320;

/** Stands for a text that was not even read: the same answer as the verifier gives for one that is too large. */
const TOO_LARGE: Verification = {
  answer: 'unknown',
  steps: VERIFICATION_STEPS.map((name) => ({
    name,
    verdict: 'unknown',
    reason: name === 'read' ? 'too-large' : 'not-checked',
  })),
  content: null,
  openBadge: null,
  credential: null,
};

export function createVerifyRouter({ verifier }: VerifyRouterDeps): Router {
  const router = Router();
  router.use('/verify', (_req, res, next) => {
    res.set('Cache-Control', 'no-store').vary('Accept');
    next();
  });

  // `?address=`: a link that verifies, for a page or a program elsewhere.
  router.get('/verify', async (req, res) => {
    const { address = '', recipient = '' } = readParams(req.query, {
      address: LONGEST_ADDRESS,
      recipient: LONGEST_RECIPIENT,
    });
    if (address.trim() === '') return sendForm(req, res);
    return sendAnswer(req, res, await verifier.verifyText(address, { recipient }), { recipient });
  });

  router.post('/verify', async (req, res) => {
    const { file, text, recipient, isTooLarge } = await readVerifyForm(req);
    if (isTooLarge) return sendAnswer(req, res, TOO_LARGE, { recipient, status: 413 });
    if (!file && text.trim() === '') return sendForm(req, res, { isEmpty: true, recipient });
    const verification = file
      ? await verifier.verifyBytes(file, { recipient })
      : await verifier.verifyText(text, { recipient });
    return sendAnswer(req, res, verification, { recipient });
  });

  return router;
}

interface FormState {
  readonly isEmpty?: boolean;
  readonly recipient?: string;
}

function sendForm(req: Request, res: Response, { isEmpty = false, recipient = '' }: FormState = {}): void {
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
    { isEmpty, recipient },
  );
}

function sendAnswer(
  req: Request,
  res: Response,
  verification: Verification,
  { recipient, status = 200 }: { readonly recipient: string; readonly status?: number },
): void {
  if (req.accepts(['text/html', 'application/json']) === 'application/json') {
    const { answer, steps } = verification;
    res.status(status).json({ answer, steps });
    return;
  }
  const language = readReaderLanguage(req);
  const answer = presentVerification(verification, createTranslator(language));
  const { content, credential } = verification;
  renderPage(
    res,
    'public/verified',
    { language, title: answer.title, kind: 'public', status, scripts: ['verify.js'] },
    {
      answer,
      content: content && presentContent(content, createFormats(language)),
      sharedPage: credential?.isShared ? `/credentials/${credential.id}` : null,
      recipient,
    },
  );
}
