/**
 * The administrator's pages: tools and how they got here, and what they have been asking for.
 *
 * @module
 */
import { Router, urlencoded } from 'express';
import type { Control } from '../control.js';
import { findText, readFields, readText } from '../input.js';
import type { Platform } from '../platform.js';
import { FAULT_KINDS, parseService, type FaultKind } from '../watch/faults.js';
import { SERVICES } from '../watch/access-log.js';
import { invalid } from '../input.js';
import { requireAdmin, requireUser } from './session.js';

const SHOWN_LOG_ENTRIES = 100;

export function createAdminPages(platform: Platform, control: Control): Router {
  const router = Router();
  const administering = [requireUser(platform), requireAdmin];
  const form = urlencoded({ extended: false });

  router.get('/admin', ...administering, (_req, res) => {
    res.render('admin', {
      title: 'Administration',
      tools: control.listTools(),
      courses: control.listCourses(),
      platform: control.describePlatform(),
      mayStartActive: platform.profile.registration.mayStartActive,
      // The word on Moodle's card, and on that of others.
      waitingWord: platform.profile.name === 'moodle' ? 'Pending' : 'Not enabled yet',
    });
  });

  router.post('/admin/registrations', ...administering, form, (req, res) => {
    const fields = readFields(req.body);
    const { registrationUrl } = control.openRegistration({
      toolUrl: readText(fields, 'toolUrl').trim(),
      activate: findText(fields, 'activate') === 'yes',
    });
    // The address holds a token: it goes into the frame, not into the address bar.
    res.render('register', { title: 'Register a tool', registrationUrl });
  });

  router.post('/admin/tools', ...administering, form, (req, res) => {
    const fields = readFields(req.body);
    const tool = control.addTool({
      name: readText(fields, 'name'),
      loginUrl: readText(fields, 'loginUrl').trim(),
      redirectUris: readText(fields, 'redirectUris').split(/\s+/).filter(Boolean),
      jwksUrl: readText(fields, 'jwksUrl').trim(),
      targetLinkUri: readText(fields, 'targetLinkUri').trim(),
      custom: readCustom(findText(fields, 'custom') ?? ''),
    });
    res.redirect(303, `/admin#tool-${tool.clientId}`);
  });

  router.post('/admin/tools/:client', ...administering, form, (req, res) => {
    const clientId = String(req.params.client);
    switch (findText(readFields(req.body), 'action')) {
      case 'activate':
        control.changeTool(clientId, { active: true });
        break;
      case 'deactivate':
        control.changeTool(clientId, { active: false });
        break;
      case 'share-roles':
        control.changeTool(clientId, { shareRoles: true });
        break;
      case 'add-deployment':
        control.addDeployment(clientId);
        break;
      case 'remove':
        control.removeTool(clientId);
        break;
      default:
    }
    res.redirect(303, '/admin');
  });

  router.get('/admin/requests', ...administering, (_req, res) => {
    res.render('requests', {
      title: 'Requests',
      counters: Object.entries(control.getCounters()),
      entries: control.listLog().slice(-SHOWN_LOG_ENTRIES).reverse(),
      faults: Object.entries(control.listFaults()),
      services: SERVICES,
      faultKinds: FAULT_KINDS,
    });
  });

  router.post('/admin/requests/faults', ...administering, form, (req, res) => {
    const fields = readFields(req.body);
    const service = parseService(readText(fields, 'service'));
    const kind = findText(fields, 'kind');
    if (kind === 'none') control.clearFaults(service);
    else control.setFault(service, { kind: parseFaultKind(kind) });
    res.redirect(303, '/admin/requests');
  });

  router.post('/admin/requests/reset', ...administering, (_req, res) => {
    control.resetCounters();
    control.clearLog();
    res.redirect(303, '/admin/requests');
  });

  return router;
}

/** `name=value`, one a line; only the first `=` parts them. */
function readCustom(text: string): Record<string, string> {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  return Object.fromEntries(
    lines.map((line) => {
      const end = line.indexOf('=');
      if (end < 1) throw invalid('custom parameters are name=value, one a line');
      return [line.slice(0, end).trim(), line.slice(end + 1).trim()];
    }),
  );
}

function parseFaultKind(value: string | undefined): FaultKind {
  const kind = FAULT_KINDS.find((name) => name === value);
  if (kind === undefined) throw invalid(`kind is one of ${FAULT_KINDS.join(', ')}`);
  return kind;
}
