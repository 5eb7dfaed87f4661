/**
 * Status lists, for whoever verifies a credential.
 *
 * The list is kept for as long as it may be kept by whoever gets it, so it is signed at most once in that time, however many
 * ask: 5 ms that no student's or teacher's request waits for.
 *
 * @module
 */
import { Router } from 'express';
import { STATUS_PURPOSES, type StatusPurpose } from '../../credentials/status-list.js';
import { STATUS_FRESH_SECONDS, type StatusLists } from '../../credentials/status-lists.js';
import { sendAbsence } from './not-found.js';
import { sendDocument } from './public-headers.js';

export interface StatusRouterDeps {
  readonly statusLists: StatusLists;
}

/** The first is what OB 3.0 proposes for a credential in JSON, and what readers that look for `json` in a type take. */
const LIST_TYPES = ['application/vc+ld+json', 'application/vc', 'application/ld+json', 'application/json'];

export function createStatusRouter({ statusLists }: StatusRouterDeps): Router {
  const router = Router();

  router.get(['/status/:id', '/status/:id/:purpose'], async (req, res) => {
    const { id, purpose = 'revocation' } = req.params as { id: string; purpose?: string };
    const isList = /^[0-9a-f]{32}$/.test(id) && isPurpose(purpose);
    const list = isList ? await statusLists.find(id, purpose) : null;
    if (!list) return sendAbsence(req, res, 'not-found', 'json');
    res.vary('Accept').set('Cache-Control', `public, max-age=${STATUS_FRESH_SECONDS}`);
    return sendDocument(res, req.accepts(LIST_TYPES) || 'application/vc+ld+json', list.json);
  });

  return router;
}

function isPurpose(text: string): text is StatusPurpose {
  return STATUS_PURPOSES.some((one) => one === text);
}
