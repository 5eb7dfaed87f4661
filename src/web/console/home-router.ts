/**
 * The first page of the console: what is waiting, and for whom.
 *
 * @module
 */
import { Router } from 'express';
import { createTranslator } from '../../language/translate.js';
import { requireAdmin } from './admin-session.js';
import { readConsoleLanguage, sendConsolePage } from './send-console-page.js';

export function createHomeRouter(): Router {
  const router = Router();

  router.get('/admin', requireAdmin('editor'), (req, res) => {
    const t = createTranslator(readConsoleLanguage(req));
    sendConsolePage(req, res, {
      view: 'console/home',
      title: t('console.home.title'),
      part: 'home',
      locals: {},
    });
  });

  return router;
}
