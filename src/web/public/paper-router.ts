/**
 * A shared credential on paper, and the pictures that links to a credential or a badge class are shown with.
 *
 * @module
 */
import { Router, type Response } from 'express';
import type { PublicBadgeClasses } from '../../badges/public-badge-classes.js';
import type { SharedCredentials } from '../../credentials/shared-credentials.js';
import { readChosenLanguage } from '../reader-language.js';
import { sendAbsence } from './not-found.js';
import { createPaperForms, type PaperFormsDeps } from './paper-forms.js';
import { openToOtherSites } from './public-headers.js';

export interface PaperRouterDeps extends PaperFormsDeps {
  readonly sharedCredentials: SharedCredentials;
  readonly publicBadgeClasses: PublicBadgeClasses;
}

const FOR_AN_HOUR = 'public, max-age=3600';

export function createPaperRouter(deps: PaperRouterDeps): Router {
  const { sharedCredentials, publicBadgeClasses } = deps;
  const paperForms = createPaperForms(deps);
  const router = Router();

  router.get('/credentials/:id.pdf', async (req, res) => {
    res.set('Cache-Control', 'no-store').set('X-Robots-Tag', 'noindex, nofollow');
    const shared = await sharedCredentials.find(req.params.id);
    if (!shared) return sendAbsence(req, res, 'not-shared');
    const { answer, openBadge } = await sharedCredentials.verify(shared);
    // Paper can't be taken back: none is made of what does not hold now.
    const pdf = answer === 'valid' && openBadge ? await paperForms.makePdf(shared, openBadge) : null;
    if (!pdf) return sendAbsence(req, res, 'no-certificate');
    return sendPdf(res, pdf, shared.id);
  });

  router.get('/credentials/:id/preview.png', async (req, res) => {
    res.set('Cache-Control', 'no-store').set('X-Robots-Tag', 'noindex, nofollow');
    const shared = await sharedCredentials.find(req.params.id);
    if (!shared) return sendAbsence(req, res, 'not-shared', 'json');
    const found = await publicBadgeClasses.find(shared.badgeClassId, shared.badgeClassVersion);
    if (!found) return sendAbsence(req, res, 'not-found', 'json');
    const { badgeClass, issuer } = found;
    const language = badgeClass.language;
    return sendPng(res, await paperForms.findPreview(badgeClass, issuer?.name[language] ?? '', language));
  });

  router.get('/badges/:id/preview.png', async (req, res) => {
    const isAsked = /^[\w-]{1,64}$/.test(req.params.id);
    const found = isAsked ? await publicBadgeClasses.find(req.params.id, null) : null;
    if (!found) return sendAbsence(req, res, 'not-found', 'json');
    const { badgeClass, issuer } = found;
    const language = readChosenLanguage(req) ?? badgeClass.language;
    res.set('Cache-Control', FOR_AN_HOUR);
    return sendPng(res, await paperForms.findPreview(badgeClass, issuer?.name[language] ?? '', language));
  });

  return router;
}

export function sendPdf(res: Response, pdf: Buffer, credentialId: string): void {
  res
    .set({
      'Content-Type': 'application/pdf',
      'Content-Disposition': `attachment; filename="certificate-${credentialId.slice(0, 8)}.pdf"`,
    })
    .send(pdf);
}

function sendPng(res: Response, png: Buffer): void {
  openToOtherSites(res).set('Content-Type', 'image/png').send(png);
}
