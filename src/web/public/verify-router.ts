/**
 * Verifying whatever somebody pastes, opens, or names the address of. Nothing is kept.
 *
 * @module
 */
import { Router, type Request, type Response } from 'express';
import type { Verification, Verifier } from '../../credentials/verify/verify-credential.js';
import { VERIFICATION_STEPS } from '../../credentials/verify/verification.js';
import type { Credential } from '../../credentials/credential.js';
import { createFormats } from '../../language/format.js';
import type { Language } from '../../language/local-text.js';
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
    const asked = new URLSearchParams({ address, ...(recipient && { recipient }) }).toString();
    const verification = await verifier.verifyText(address, { recipient });
    return sendAnswer(req, res, verification, {
      recipient,
      text: address,
      languageLink: `/verify?${asked}`,
    });
  });

  router.post('/verify', async (req, res) => {
    const { file, text, recipient, isTooLarge } = await readVerifyForm(req);
    if (isTooLarge) return sendAnswer(req, res, TOO_LARGE, { recipient, status: 413 });
    if (!file && text.trim() === '') return sendForm(req, res, { isEmpty: true, recipient });
    const verification = file
      ? await verifier.verifyBytes(file, { recipient })
      : await verifier.verifyText(text, { recipient });
    return sendAnswer(req, res, verification, { recipient, text: file ? '' : text });
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
      styles: ['verify.css'],
      scripts: ['verify.js'],
      languageLink: '/verify',
      isUnlisted: false,
    },
    { isEmpty, recipient },
  );
}

interface Asked {
  readonly recipient: string;
  /** What was pasted; empty for a file, which is not kept. */
  readonly text?: string;
  readonly status?: number;
  /** An answer to a form has no address: then the link leads to the empty form. */
  readonly languageLink?: string;
}

/** An address or a signed text in one piece: that alone is written into a form of the answer again. */
const REPEATABLE = /^[\w.:/?#=&%~@+-]{1,20000}$/;

function sendAnswer(
  req: Request,
  res: Response,
  verification: Verification,
  { recipient, text = '', status = 200, languageLink = '/verify' }: Asked,
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
    {
      language,
      title: answer.title,
      kind: 'public',
      status,
      styles: ['verify.css'],
      scripts: ['verify.js'],
      languageLink,
    },
    {
      answer,
      content: content && presentContent(content, createFormats(language)),
      image: credential && presentBadgeImage(credential, language),
      text: REPEATABLE.test(text.trim()) ? text.trim() : '',
      sharedPage: credential?.isShared ? `/credentials/${credential.id}` : null,
      recipient,
    },
  );
}

/** Of one of ours; no picture of a stranger's is shown. */
function presentBadgeImage(
  { badgeClassId, badgeClassVersion }: Pick<Credential, 'badgeClassId' | 'badgeClassVersion'>,
  language: Language,
): string {
  return `/badges/${encodeURIComponent(badgeClassId)}/image.svg?words=no&lang=${language}&version=${badgeClassVersion}`;
}
