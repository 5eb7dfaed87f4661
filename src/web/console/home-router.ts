/**
 * The first page of the console: what is waiting, and for whom.
 *
 * @module
 */
import { Router } from 'express';
import type { CountApprovals } from '../../awarding/waiting-approvals.js';
import type { BadgeClassService } from '../../badges/badge-class-service.js';
import { mayAct, type AdminRole } from '../../institutions/admin-account.js';
import type { AdminAccounts } from '../../institutions/admin-account-service.js';
import { getGuide } from '../../language/guides/index.js';
import type { Language } from '../../language/local-text.js';
import { createTranslator } from '../../language/translate.js';
import type { HealthReports } from '../../lti/health/health-report.js';
import type { Connections } from '../../lti/registration/connection-service.js';
import { getAdmin, requireAdmin } from './admin-session.js';
import { presentStart } from './present-start.js';
import { presentWaiting, type AdminFacts } from './present-waiting.js';
import { listWork, type WorkReadings } from './present-work.js';
import { readConsoleLanguage, sendConsolePage } from './send-console-page.js';

export interface HomeRouterDeps extends WorkReadings {
  readonly healthReports: Pick<HealthReports, 'list'>;
  readonly badgeClasses: Pick<BadgeClassService, 'list' | 'listApprovals'>;
  readonly adminAccounts: Pick<AdminAccounts, 'list'>;
  readonly connections: Pick<Connections, 'list'>;
  readonly countApprovals: CountApprovals;
  readonly config: { readonly mayIssue: boolean };
}

export function createHomeRouter(deps: HomeRouterDeps): Router {
  const { healthReports, badgeClasses, adminAccounts, connections, countApprovals, config } = deps;
  const router = Router();

  router.get('/admin', requireAdmin('editor'), async (req, res) => {
    const { account, institution } = getAdmin(req);
    const t = createTranslator(readConsoleLanguage(req));
    const [approvals, all, forAdmins] = await Promise.all([
      countApprovals(institution.id, { kind: 'admin', id: account.id }),
      badgeClasses.list(institution.id),
      readForAdmins(institution.id, account.role, readConsoleLanguage(req)),
    ]);
    const { mayIssue } = config;
    sendConsolePage(req, res, {
      view: 'console/home',
      title: t('console.home.title'),
      part: 'home',
      locals: {
        start: forAdmins
          ? presentStart({ institution, hasLms: forAdmins.reports.length > 0, badgeClasses: all }, t)
          : [],
        ...presentWaiting({ account, mayIssue, approvals, badgeClasses: all, forAdmins }, t),
        name: account.name,
      },
    });
  });

  async function readForAdmins(
    institutionId: string,
    role: AdminRole,
    language: Language,
  ): Promise<AdminFacts | null> {
    if (!mayAct(role, 'admin')) return null;
    const [reports, requests, work, accounts, connecting] = await Promise.all([
      healthReports.list(institutionId),
      badgeClasses.listApprovals(institutionId),
      listWork(deps, institutionId, role),
      adminAccounts.list(institutionId),
      connections.list(institutionId),
    ]);
    const begun = connecting.find(({ registrationId }) => registrationId === null);
    return {
      reports,
      begun: begun ? { id: begun.id, lms: getGuide(begun.guide).lms[language] } : null,
      requests,
      stopped: work.stopped.length + work.parked.length,
      invited: accounts.filter(({ isEnabled, passwordHash, lastSignInAt }) =>
        Boolean(isEnabled && passwordHash === null && lastSignInAt === null),
      ).length,
    };
  }

  return router;
}
