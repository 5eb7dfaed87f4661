/**
 * Switching mail off and on: by the link in a mail, without signing in, and on the student's page in the course.
 *
 * Source: RFC 8058 §3.1: a mail program posts to the link by itself; opening the link changes nothing.
 *
 * @module
 */
import { Router, type Request, type Response } from 'express';
import type { Telling } from '../awarding/telling.js';
import { createTranslator } from '../language/translate.js';
import { courseAddress } from './course/course-address.js';
import { renderPage } from './page.js';
import { readForm, readParams } from './read-params.js';
import { readReaderLanguage } from './reader-language.js';
import { setFramePolicy } from './security-headers.js';
import { getLaunch, requireFormToken, requireLaunch } from './session.js';

type MailChoices = Pick<Telling, 'readOffToken' | 'isOff' | 'setOff'>;

/** For whoever comes from a mail. */
export function createMailRouter({ telling }: { readonly telling: MailChoices }): Router {
  const router = Router();

  router.get('/mail/off/:token', async (req: Request<{ token: string }>, res) => {
    await sendChoice(req, res);
  });

  router.post('/mail/off/:token', readForm('2kb'), async (req: Request<{ token: string }>, res) => {
    const { institutionId, learnerId } = telling.readOffToken(req.params.token);
    const { mail } = readParams(req.body, { mail: 3 });
    await telling.setOff(institutionId, learnerId, mail !== 'on');
    await sendChoice(req, res);
  });

  async function sendChoice(req: Request<{ token: string }>, res: Response): Promise<void> {
    const { institutionId, learnerId } = telling.readOffToken(req.params.token);
    const isOff = await telling.isOff(institutionId, learnerId);
    const language = readReaderLanguage(req);
    const title = createTranslator(language)('mail.choice.title');
    setFramePolicy(res, { framedBy: [] });
    res.set('Referrer-Policy', 'no-referrer');
    const action = `/mail/off/${encodeURIComponent(req.params.token)}`;
    renderPage(
      res,
      'assess/mail-off',
      { language, title, kind: 'public' },
      { title, choice: { isOff, action } },
    );
  }

  return router;
}

export interface MailChoiceRouterDeps {
  readonly telling: Pick<Telling, 'setOff'>;
}

/** For a student in the course. */
export function createMailChoiceRouter({ telling }: MailChoiceRouterDeps): Router {
  const router = Router();
  router.post(
    '/courses/:course/mail',
    requireLaunch,
    readForm('4kb'),
    requireFormToken,
    async (req: Request<{ course: string }>, res) => {
      const { institutionId, courseId, learnerId } = getLaunch(req);
      const { mail } = readParams(req.body, { mail: 3 });
      await telling.setOff(institutionId, learnerId, mail !== 'on');
      res.redirect(303, `${courseAddress(courseId)}#mail`);
    },
  );
  return router;
}
