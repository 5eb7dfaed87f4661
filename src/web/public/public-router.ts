/**
 * Everything that anybody may open, without an account and without a session.
 *
 * @module
 */
import { Router } from 'express';
import { createBadgeRouter, type BadgeRouterDeps } from './badge-router.js';
import { createCredentialRouter, type CredentialRouterDeps } from './credential-router.js';
import { createCredentialFormsRouter, type CredentialFormsRouterDeps } from './credential-forms-router.js';
import { createOb2Router, type Ob2RouterDeps } from './ob2-router.js';
import { createStatusRouter, type StatusRouterDeps } from './status-router.js';
import { readPlainAccept } from './plain-accept.js';
import { createIssuerLogoRouter, type IssuerLogoDeps } from './issuer-logo.js';
import { createIssuerRouter, type IssuerRouterDeps } from './issuer-router.js';
import { createPaperRouter, type PaperRouterDeps } from './paper-router.js';
import { setPublicHeaders } from './public-headers.js';
import { createVerifyRouter, type VerifyRouterDeps } from './verify-router.js';

export type PublicRouterDeps = IssuerLogoDeps &
  PaperRouterDeps &
  CredentialFormsRouterDeps &
  Ob2RouterDeps &
  StatusRouterDeps &
  CredentialRouterDeps &
  BadgeRouterDeps &
  IssuerRouterDeps &
  VerifyRouterDeps;

/**
 * Shared pages stay open to robots: a link's preview needs them, and only who reads one sees that it is not to be listed.
 */
const ROBOTS = 'User-agent: *\nDisallow: /lti/\nDisallow: /courses/\nDisallow: /admin/\n';

export function createPublicRouter(deps: PublicRouterDeps): Router {
  const router = Router();
  router.use(
    ['/credentials', '/badges', '/issuers', '/keys', '/verify', '/status', '/ob2'],
    setPublicHeaders,
    readPlainAccept,
  );
  router.use(createCredentialFormsRouter(deps));
  router.use(createOb2Router(deps));
  router.use(createStatusRouter(deps));
  router.use(createPaperRouter(deps));
  router.use(createCredentialRouter(deps));
  router.use(createBadgeRouter(deps));
  router.use(createIssuerRouter(deps));
  router.use(createIssuerLogoRouter(deps));
  router.use(createVerifyRouter(deps));
  router.get('/robots.txt', (_req, res) => {
    res.type('text/plain').send(ROBOTS);
  });
  return router;
}
