/**
 * The console, at `/admin`: every page of it names the role that may open it (`requireAdmin`), and every form its proof
 * (`requireAdminForm`). A new part adds its router here and its entry in navigation.ts.
 *
 * @module
 */
import { Router } from 'express';
import type { Institution } from '../../institutions/institution.js';
import { createAccountsRouter, type AccountsRouterDeps } from './accounts-router.js';
import { createBadgeEditorRouter, type BadgeEditorRouterDeps } from './badges/editor-router.js';
import { createBadgeExchangeRouter, type BadgeExchangeRouterDeps } from './badges/exchange-router.js';
import { createBadgeRubricRouter, type BadgeRubricRouterDeps } from './badges/rubric-router.js';
import { createBadgeListRouter, type BadgeListRouterDeps } from './badges/list-router.js';
import { createIssuersRouter, type IssuersRouterDeps } from './issuers/issuers-router.js';
import { createConnectRouter, type ConnectRouterDeps } from './connect-router.js';
import { createConnectionsRouter, type ConnectionsRouterDeps } from './connections-router.js';
import { createLoadAdmin, setConsoleHeaders } from './admin-session.js';
import { createAuditRouter, type AuditRouterDeps } from './audit-router.js';
import { createApprovalQueueRouter, type ApprovalQueueRouterDeps } from './awarding/approval-queue-router.js';
import { createAwardingRulesRouter, type AwardingRulesRouterDeps } from './awarding/awarding-rules-router.js';
import { createHomeRouter, type HomeRouterDeps } from './home-router.js';
import { createInstitutionRouter, type InstitutionRouterDeps } from './institution-router.js';
import { createInstitutionsRouter, type InstitutionsRouterDeps } from './institutions-router.js';
import { createLearnersAdminRouter, type LearnersAdminRouterDeps } from './learners-router.js';
import { createOidcRouter, type OidcRouterDeps } from './oidc-router.js';
import { createReplaceRouter, type ReplaceRouterDeps } from './replace-router.js';
import { createRequestsRouter, type RequestsRouterDeps } from './requests-router.js';
import { createWorkRouter, type WorkRouterDeps } from './work-router.js';
import { consoleNotFound, createSignInRouter, type SignInRouterDeps } from './sign-in-router.js';

export type ConsoleRouterDeps = ApprovalQueueRouterDeps &
  AwardingRulesRouterDeps &
  SignInRouterDeps &
  OidcRouterDeps &
  AccountsRouterDeps &
  BadgeListRouterDeps &
  BadgeExchangeRouterDeps &
  BadgeEditorRouterDeps &
  BadgeRubricRouterDeps &
  IssuersRouterDeps &
  ConnectionsRouterDeps &
  ConnectRouterDeps &
  ReplaceRouterDeps &
  HomeRouterDeps &
  RequestsRouterDeps &
  WorkRouterDeps &
  LearnersAdminRouterDeps &
  InstitutionRouterDeps &
  AuditRouterDeps &
  InstitutionsRouterDeps & {
    readonly stores: {
      readonly institutions: { find(institutionId: string): Promise<Institution | null> };
    };
  };

export function createConsoleRouter(deps: ConsoleRouterDeps): Router {
  const router = Router();
  router.use(
    '/admin',
    setConsoleHeaders,
    createLoadAdmin({
      adminSignIn: deps.adminSignIn,
      findInstitution: (institutionId) => deps.stores.institutions.find(institutionId),
    }),
  );
  router.use(createOidcRouter(deps));
  router.use(createSignInRouter(deps));
  router.use(createHomeRouter(deps));
  router.use(createConnectRouter(deps));
  router.use(createConnectionsRouter(deps));
  router.use(createReplaceRouter(deps));
  router.use(createRequestsRouter(deps));
  router.use(createWorkRouter(deps));
  router.use(createApprovalQueueRouter(deps));
  router.use(createAwardingRulesRouter(deps));
  router.use(createLearnersAdminRouter(deps));
  router.use(createInstitutionRouter(deps));
  router.use(createAuditRouter(deps));
  router.use(createAccountsRouter(deps));
  router.use(createInstitutionsRouter(deps));
  // Before the editor: `import`, `all` and `new` are no ids.
  router.use(createBadgeListRouter(deps));
  router.use(createBadgeRubricRouter(deps)); // before the exports, which take any name there
  router.use(createBadgeExchangeRouter(deps));
  router.use(createBadgeEditorRouter(deps));
  router.use(createIssuersRouter(deps));
  router.use('/admin', consoleNotFound);
  return router;
}
