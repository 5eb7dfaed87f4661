/**
 * The LMSs of an institution: one dot each, a checklist behind it, *Test now*, and deployments that wait for a yes.
 *
 * @module
 */
import { Router, type Request, type Response } from 'express';
import { AppError } from '../../errors/app-error.js';
import { createFormats } from '../../language/format.js';
import { createTranslator } from '../../language/translate.js';
import type { ConnectionTest } from '../../lti/health/connection-test.js';
import type { HealthReports, RegistrationHealth } from '../../lti/health/health-report.js';
import type { Connections } from '../../lti/registration/connection-service.js';
import type { DeploymentService } from '../../platforms/deployment-service.js';
import { nameProfile } from '../../platforms/lms-name.js';
import { findProfile, PROFILE_NAMES } from '../../platforms/profile.js';
import type { Deployment, Registration } from '../../platforms/registration.js';
import type { RegistrationService } from '../../platforms/registration-service.js';
import { getGuide } from '../../language/guides/index.js';
import { parseChoice, readFields } from '../course/form-fields.js';
import { presentDot, presentRegistrationHealth, printHealth } from '../health/present-health.js';
import { readForm } from '../read-params.js';
import { getAdmin, readNext, requireAdmin, requireAdminForm } from './admin-session.js';
import { pickPage } from './paging.js';
import { readConsoleLanguage, sendConsolePage } from './send-console-page.js';

export interface ConnectionsRouterDeps {
  readonly healthReports: Pick<HealthReports, 'find' | 'list'>;
  readonly connectionTest: ConnectionTest;
  readonly connections: Pick<Connections, 'list'>;
  readonly registrations: Pick<RegistrationService, 'change' | 'remove' | 'list'>;
  readonly deployments: Pick<DeploymentService, 'activate' | 'refuse' | 'list'>;
  readonly forgetHealth: (institutionId: string, registrationId: string) => Promise<void>;
}

export function createConnectionsRouter(deps: ConnectionsRouterDeps): Router {
  const { healthReports, connectionTest, connections, registrations, deployments, forgetHealth } = deps;
  const router = Router();
  const guard = [requireAdmin('admin'), readForm('8kb'), requireAdminForm];

  router.get('/admin/connections', requireAdmin('admin'), async (req, res) => {
    const { institution } = getAdmin(req);
    const language = readConsoleLanguage(req);
    const t = createTranslator(language);
    const formats = createFormats(language);
    const [reports, waiting, begun] = await Promise.all([
      healthReports.list(institution.id),
      listWaiting(req),
      connections.list(institution.id),
    ]);
    const paging = pickPage(
      req,
      reports.toSorted(byTrouble),
      ({ registration }) => `${registration.name} ${registration.issuer}`,
      '/admin/connections',
    );
    sendConsolePage(req, res, {
      view: 'console/connections',
      title: t('console.connections.title'),
      part: 'connections',
      locals: {
        paging,
        registrations: paging.items.map((health) => {
          const { id, name, address, isEnabled } = presentRegistrationHealth(health, language);
          return { id, name, address, isEnabled, dot: presentDot(health.state, language) };
        }),
        waiting: waiting.slice(0, 50).map(({ id, deploymentId, firstSeenAt, registration }) => ({
          id,
          deploymentId,
          lms: registration.name,
          firstSeen: formats.dateTime(firstSeenAt),
        })),
        begun: begun
          .filter(({ registrationId }) => registrationId === null)
          .map(({ id, guide, createdAt }) => ({
            id,
            lms: getGuide(guide).lms[language],
            at: formats.dateTime(createdAt),
          })),
      },
    });
  });

  router.get('/admin/connections/:registration', requireAdmin('admin'), (req, res) =>
    sendRegistration(req, res),
  );

  router.get('/admin/connections/:registration/state', requireAdmin('admin'), async (req, res) => {
    res.json({ state: printHealth(await getHealth(req)) });
  });

  router.post('/admin/connections/:registration/test', ...guard, async (req, res) => {
    const { institution } = getAdmin(req);
    const id = String(req.params['registration']);
    const { next } = readFields(req.body, ['next']);
    await connectionTest.run(institution.id, id);
    res.redirect(303, next === '' ? `/admin/connections/${encodeURIComponent(id)}?tested=1` : readNext(next));
  });

  router.post('/admin/connections/:registration/switch', ...guard, async (req, res) => {
    const { institution, actor } = getAdmin(req);
    const id = String(req.params['registration']);
    const { to } = readFields(req.body, ['to']);
    await registrations.change(institution.id, id, { isEnabled: to === 'on' }, actor);
    res.redirect(303, `/admin/connections/${encodeURIComponent(id)}`);
  });

  router.post('/admin/connections/:registration/profile', ...guard, async (req, res) => {
    const { institution, actor } = getAdmin(req);
    const id = String(req.params['registration']);
    const profile = parseChoice(readFields(req.body, ['profile']).profile, PROFILE_NAMES);
    if (profile) await registrations.change(institution.id, id, { profile }, actor);
    res.redirect(303, `/admin/connections/${encodeURIComponent(id)}`);
  });

  router.post('/admin/connections/:registration/delete', ...guard, async (req, res) => {
    const { institution, actor } = getAdmin(req);
    const id = String(req.params['registration']);
    const { sure } = readFields(req.body, ['sure']);
    if (sure !== 'yes') return res.redirect(303, `/admin/connections/${encodeURIComponent(id)}`);
    await registrations.remove(institution.id, id, actor);
    await forgetHealth(institution.id, id);
    return res.redirect(303, '/admin/connections');
  });

  router.post('/admin/deployments/:deployment', ...guard, async (req, res) => {
    const { institution, actor } = getAdmin(req);
    const { answer, next } = readFields(req.body, ['answer', 'next']);
    const id = String(req.params['deployment']);
    await requireDecidable(req, id);
    if (answer === 'yes') await deployments.activate(institution.id, id, actor);
    else if (answer === 'no') await deployments.refuse(institution.id, id, actor);
    // Whoever said yes has the link opened once more.
    const after = next === '' ? '/admin/connections' : readNext(next);
    res.redirect(303, answer === 'yes' && next !== '' ? `${after}?confirmed=1` : after);
  });

  /** Those of an LMS that this institution registered; an operator sees every one that waits. */
  async function listWaiting(
    req: Request,
  ): Promise<(Deployment & { readonly registration: Registration })[]> {
    const { institution } = getAdmin(req);
    const own = new Map((await registrations.list(institution.id)).map((one) => [one.id, one]));
    return (await deployments.list(institution.id)).flatMap((deployment) => {
      const registration = own.get(deployment.registrationId);
      return deployment.state === 'waiting' && registration ? [{ ...deployment, registration }] : [];
    });
  }

  /** @throws {AppError} `deployment_not_found` - of an LMS that another institution registered */
  async function requireDecidable(req: Request, deploymentRecordId: string): Promise<void> {
    const { account, institution } = getAdmin(req);
    const all = await deployments.list(institution.id);
    const deployment = all.find(({ id }) => id === deploymentRecordId);
    const own = await registrations.list(institution.id);
    const isOwn = own.some(({ id }) => id === deployment?.registrationId);
    if (deployment && (isOwn || account.role === 'operator' || deployment.institutionId === institution.id))
      return;
    throw new AppError('deployment_not_found', 404, 'no such deployment');
  }

  async function sendRegistration(req: Request, res: Response): Promise<void> {
    const { institution } = getAdmin(req);
    const language = readConsoleLanguage(req);
    const health = await getHealth(req);
    const view = presentRegistrationHealth(health, language);
    sendConsolePage(req, res, {
      view: 'console/connection',
      title: view.name,
      part: 'connections',
      scripts: ['watch-state.js'],
      styles: ['health.css'],
      locals: {
        health: view,
        state: printHealth(health),
        wasTested: req.query['tested'] === '1',
        isConfirmed: req.query['confirmed'] === '1',
        wasReplaced: req.query['replaced'] === '1',
        family: health.registration.productFamily,
        profiles: PROFILE_NAMES.map((name) => ({
          name,
          text: nameProfile(name),
          isChosen: findProfile(health.registration).name === name,
        })),
        hasOlder: (await registrations.list(institution.id)).some(
          ({ id, issuer }) => id !== health.registration.id && issuer === health.registration.issuer,
        ),
      },
    });
  }

  /** @throws {AppError} `registration_not_found` */
  async function getHealth(req: Request): Promise<RegistrationHealth> {
    const { institution } = getAdmin(req);
    const health = await healthReports.find(institution.id, String(req.params['registration']));
    if (!health) throw new AppError('registration_not_found', 404, 'no such registration');
    return health;
  }

  return router;
}

const RANK = { ill: 0, unknown: 1, well: 2 } as const;

/** Those that need somebody first; then by name, 2 before 10. */
function byTrouble(a: RegistrationHealth, b: RegistrationHealth): number {
  return (
    RANK[a.state] - RANK[b.state] ||
    a.registration.name.localeCompare(b.registration.name, 'nl', { numeric: true })
  );
}
