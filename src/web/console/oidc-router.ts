/**
 * Signing in through the institution's own provider: there and back.
 *
 * @module
 */
import { Router } from 'express';
import type { AdminSignIn } from '../../institutions/admin-sign-in.js';
import type { OidcSignIn } from '../../institutions/oidc-sign-in.js';
import { readCookie } from '../cookies.js';
import { readParams } from '../read-params.js';
import { readNext, setAdminKey } from './admin-session.js';

export interface OidcRouterDeps {
  readonly oidcSignIn: OidcSignIn;
  readonly adminSignIn: Pick<AdminSignIn, 'open'>;
}

const COOKIE = '__Host-insigne-oidc';
const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=Lax';
const LASTS_SECONDS = 600;

export function createOidcRouter({ oidcSignIn, adminSignIn }: OidcRouterDeps): Router {
  const router = Router();

  router.get('/admin/sign-in/institution', async (req, res) => {
    const { address, browserKey } = await oidcSignIn.begin(
      readNext(readParams(req.query, { next: 600 }).next),
    );
    res.append('Set-Cookie', `${COOKIE}=${browserKey}; ${ATTRIBUTES}; Max-Age=${LASTS_SECONDS}`);
    res.redirect(303, address);
  });

  router.get('/admin/sign-in/institution/callback', async (req, res) => {
    const at = req.originalUrl.indexOf('?');
    const query = at === -1 ? '' : req.originalUrl.slice(at);
    const { account, next } = await oidcSignIn.finish(query, readCookie(req, COOKIE));
    const { key } = await adminSignIn.open(account, 'institution');
    res.append('Set-Cookie', `${COOKIE}=; ${ATTRIBUTES}; Max-Age=0`);
    setAdminKey(res, key);
    res.redirect(303, readNext(next));
  });

  return router;
}
