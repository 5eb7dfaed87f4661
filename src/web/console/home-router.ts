/**
 * The first page of the console: what is waiting, and for whom.
 *
 * @module
 */
import { Router } from 'express';
import type { BadgeClassService } from '../../badges/badge-class-service.js';
import { mayAct } from '../../institutions/admin-account.js';
import { createTranslator } from '../../language/translate.js';
import type { HealthReports } from '../../lti/health/health-report.js';
import { nameLms } from '../../platforms/lms-name.js';
import { listWork, type WorkReadings } from './present-work.js';
import { getAdmin, requireAdmin } from './admin-session.js';
import { readConsoleLanguage, sendConsolePage } from './send-console-page.js';

export interface HomeRouterDeps extends WorkReadings {
  readonly healthReports: Pick<HealthReports, 'list'>;
  readonly badgeClasses: Pick<BadgeClassService, 'listApprovals'>;
  readonly config: { readonly mayIssue: boolean };
}

interface Waiting {
  readonly text: string;
  readonly href: string;
  readonly meaning: string;
  readonly icon: string;
}

export function createHomeRouter(deps: HomeRouterDeps): Router {
  const { healthReports, badgeClasses, config } = deps;
  const router = Router();

  router.get('/admin', requireAdmin('editor'), async (req, res) => {
    const { account, institution } = getAdmin(req);
    const t = createTranslator(readConsoleLanguage(req));
    const waiting: Waiting[] = [];
    if (mayAct(account.role, 'admin')) {
      const [reports, approvals, work] = await Promise.all([
        healthReports.list(institution.id),
        badgeClasses.listApprovals(institution.id),
        listWork(deps, institution.id, account.role),
      ]);
      const stopped = work.stopped.length + work.parked.length;
      if (stopped > 0)
        waiting.push({
          text: t(stopped === 1 ? 'console.home.work.one' : 'console.home.work', { count: stopped }),
          href: '/admin/work',
          meaning: 'is-stopped',
          icon: 'stop',
        });
      if (!config.mayIssue)
        waiting.push({
          text: t('console.home.issuing'),
          href: '/admin',
          meaning: 'is-stopped',
          icon: 'stop',
        });
      const requests = approvals.filter(({ state }) => state === 'requested').length;
      if (requests > 0)
        waiting.push({
          text: t(requests === 1 ? 'console.home.request' : 'console.home.requests', { count: requests }),
          href: '/admin/requests',
          meaning: 'is-needs',
          icon: 'badge',
        });
      for (const { registration, state, deployments } of reports) {
        const lms = nameLms(registration) ?? registration.name;
        const href = `/admin/connections/${registration.id}`;
        if (deployments.some(({ deployment }) => deployment.state === 'waiting'))
          waiting.push({
            text: t('console.home.deployment', { lms }),
            href,
            meaning: 'is-needs',
            icon: 'clock',
          });
        if (state === 'ill')
          waiting.push({ text: t('console.home.ill', { lms }), href, meaning: 'is-stopped', icon: 'stop' });
      }
      if (reports.length === 0)
        waiting.push({
          text: t('console.home.connect'),
          href: '/admin/connect',
          meaning: 'is-way',
          icon: 'share',
        });
    }
    sendConsolePage(req, res, {
      view: 'console/home',
      title: t('console.home.title'),
      part: 'home',
      locals: { waiting, name: account.name },
    });
  });

  return router;
}
