/**
 * Hosted Open Badges 2.0: assertions, badge classes and issuers as JSON, and for people the pages that show the same.
 *
 * @module
 */
import { Router, type Request, type Response } from 'express';
import type { BakedBadges } from '../../credentials/bake/baked-badges.js';
import type { HostedBadges } from '../../credentials/ob2/hosted-badges.js';
import { readChosenLanguage } from '../reader-language.js';
import { sendAbsence } from './not-found.js';
import { sendDocument } from './public-headers.js';
import { sendPicture } from './send-picture.js';

export interface Ob2RouterDeps {
  readonly hostedBadges: HostedBadges;
  readonly bakedBadges: Pick<BakedBadges, 'bake'>;
}

/** Backpacks that say nothing get JSON: these addresses stand in badges, not in links for people. */
const TYPES = ['application/ld+json', 'application/json', 'text/html'];

export function createOb2Router({ hostedBadges, bakedBadges }: Ob2RouterDeps): Router {
  const router = Router();
  router.use('/ob2', (_req, res, next) => {
    res.vary('Accept').set('X-Robots-Tag', 'noindex, nofollow');
    next();
  });

  router.get('/ob2/assertions/:id', async (req, res) => {
    res.set('Cache-Control', 'no-store'); // its holder may stop sharing, its issuer may revoke it
    const wanted = readType(req, res, `/credentials/${encodeURIComponent(req.params.id)}`);
    if (!wanted) return;
    const found = await hostedBadges.findAssertion(req.params.id);
    if (!found) return sendAbsence(req, res, 'not-shared', 'json');
    if (found.state === 'gone') res.status(410);
    return sendDocument(res, wanted, found.assertion);
  });

  router.get(['/ob2/assertions/:id/image.png', '/ob2/assertions/:id/image.svg'], async (req, res) => {
    const { id } = req.params as { id: string };
    const form = req.path.endsWith('.png') ? 'png' : 'svg';
    const shared = await hostedBadges.findShared(id);
    const picture = shared && (await bakedBadges.bake(shared, form, 2));
    return picture ? sendPicture(res, form, picture) : sendAbsence(req, res, 'not-shared', 'json');
  });

  router.get('/ob2/badges/:id', async (req, res) => {
    const wanted = readType(req, res, `/badges/${encodeURIComponent(req.params.id)}`);
    if (!wanted) return;
    const version = readVersion(req.query['version']);
    const isKnown = isId(req.params.id) && version !== undefined;
    const found = isKnown ? await hostedBadges.findBadgeClass(req.params.id, version) : null;
    if (!found) return sendAbsence(req, res, 'not-found', 'json');
    res.set('Cache-Control', 'public, max-age=300');
    return sendDocument(res, wanted, found);
  });

  router.get('/ob2/issuers/:id', async (req, res) => {
    const wanted = readType(req, res, `/issuers/${encodeURIComponent(req.params.id)}`);
    if (!wanted) return;
    const language = readChosenLanguage(req) ?? 'nl';
    const found = isId(req.params.id) ? await hostedBadges.findIssuer(req.params.id, language) : null;
    if (!found) return sendAbsence(req, res, 'not-found', 'json');
    res.set('Cache-Control', 'public, max-age=300');
    return sendDocument(res, wanted, found);
  });

  return router;
}

/** The type of the JSON that is wanted; null after somebody who wants a page was sent to it. */
function readType(req: Request, res: Response, page: string): string | null {
  const wanted = req.accepts(TYPES);
  if (wanted === 'text/html') {
    res.redirect(302, page);
    return null;
  }
  return wanted || 'application/ld+json';
}

/** Undefined for what is no version. */
function readVersion(text: unknown): number | null | undefined {
  if (text === undefined) return null;
  return typeof text === 'string' && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}

function isId(text: string): boolean {
  return /^[\w-]{1,64}$/.test(text);
}
