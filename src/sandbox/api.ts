/**
 * The automation API: JSON over the functions of `control.ts`. What it offers is in README.md.
 *
 * @module
 */
import { json, Router } from 'express';
import { AppError } from '../errors/app-error.js';
import type { Control, NewCourseLink } from './control.js';
import {
  findFields,
  findFlag,
  findNumber,
  findText,
  findTextMap,
  findTexts,
  invalid,
  readFields,
  readText,
  type Fields,
} from './input.js';
import { SESSION_COOKIE, startSession } from './pages/session.js';
import type { Platform, Settings } from './platform.js';
import { getUser } from './school/state.js';
import { requireThisMachine } from './this-machine.js';
import { FAULT_KINDS, parseService } from './watch/faults.js';

export function createApi(platform: Platform, control: Control): Router {
  const router = Router();
  router.use(requireThisMachine(platform), json());
  addToolCalls(router, control);
  addCourseCalls(router, control);
  addGradebookCalls(router, control);
  addMemberCalls(router, control);
  addWatchCalls(router, control);

  router.post('/sessions', (req, res) => {
    const user = getUser(platform.state, readText(readFields(req.body), 'user'));
    const value = startSession(platform, res, user);
    res.json({ userId: user.id, cookie: { name: SESSION_COOKIE, value } });
  });

  router.use(() => {
    throw new AppError('call_unknown', 404, 'no such call: see src/sandbox/README.md');
  });
  return router;
}

function addToolCalls(router: Router, control: Control): void {
  router.post('/registrations', ({ body }, res) => {
    const fields = readFields(body);
    const toolUrl = findText(fields, 'toolUrl');
    res.status(201).json(control.openRegistration({ toolUrl, activate: findFlag(fields, 'activate') }));
  });
  router.get('/tools', (_req, res) => void res.json(control.listTools()));
  router.post('/tools', ({ body }, res) => {
    const fields = readFields(body);
    const tool = control.addTool({
      name: readText(fields, 'name'),
      loginUrl: readText(fields, 'loginUrl'),
      redirectUris: findTexts(fields, 'redirectUris') ?? [],
      jwksUrl: readText(fields, 'jwksUrl'),
      targetLinkUri: readText(fields, 'targetLinkUri'),
      deepLinkingUrl: findText(fields, 'deepLinkingUrl'),
      scopes: findTexts(fields, 'scopes'),
      custom: findTextMap(fields, 'custom'),
      shareNames: findFlag(fields, 'shareNames'),
      shareEmail: findFlag(fields, 'shareEmail'),
    });
    res.status(201).json(tool);
  });
  router.get('/tools/:client', ({ params }, res) => void res.json(control.getTool(params.client)));
  router.patch('/tools/:client', ({ params, body }, res) => {
    const fields = readFields(body);
    const tool = control.changeTool(params.client, {
      active: findFlag(fields, 'active'),
      scopes: findTexts(fields, 'scopes'),
      custom: findTextMap(fields, 'custom'),
      shareNames: findFlag(fields, 'shareNames'),
      shareEmail: findFlag(fields, 'shareEmail'),
      shareRoles: findFlag(fields, 'shareRoles'),
      redirectUris: findTexts(fields, 'redirectUris'),
      jwksUrl: findText(fields, 'jwksUrl'),
    });
    res.json(tool);
  });
  router.delete('/tools/:client', ({ params }, res) => {
    control.removeTool(params.client);
    res.status(204).end();
  });
  router.post('/tools/:client/deployments', ({ params }, res) => {
    res.status(201).json(control.addDeployment(params.client));
  });
}

function addCourseCalls(router: Router, control: Control): void {
  router.get('/courses', (_req, res) => void res.json(control.listCourses()));
  router.post('/courses', ({ body }, res) => {
    const fields = readFields(body);
    const course = control.addCourse({
      label: readText(fields, 'label'),
      title: readText(fields, 'title'),
      copyOf: findText(fields, 'copyOf'),
      teacher: findText(fields, 'teacher'),
    });
    res.status(201).json(course);
  });
  router.get('/courses/:course/links', ({ params }, res) => void res.json(control.listLinks(params.course)));
  router.post('/courses/:course/links', ({ params, body }, res) => {
    res.status(201).json(control.addLink(params.course, readNewLink(readFields(body))));
  });
  router.patch('/courses/:course/links/:link', ({ params, body }, res) => {
    const fields = readFields(body);
    const link = control.changeLink(params.course, params.link, {
      title: findText(fields, 'title'),
      published: findFlag(fields, 'published'),
      custom: findTextMap(fields, 'custom'),
    });
    res.json(link);
  });
  router.post('/courses/:course/links/:link/duplicate', ({ params }, res) => {
    res.status(201).json(control.duplicateLink(params.course, params.link));
  });
  router.delete('/courses/:course/links/:link', ({ params }, res) => {
    control.removeLink(params.course, params.link);
    res.status(204).end();
  });
}

function readNewLink(fields: Fields): NewCourseLink {
  const lineItem = findFields(fields, 'lineItem');
  return {
    clientId: readText(fields, 'clientId'),
    deploymentId: findText(fields, 'deploymentId'),
    title: readText(fields, 'title'),
    text: findText(fields, 'text'),
    url: findText(fields, 'url'),
    custom: findTextMap(fields, 'custom'),
    published: findFlag(fields, 'published'),
    lineItem:
      lineItem === undefined
        ? undefined
        : {
            label: findText(lineItem, 'label'),
            scoreMaximum: readPoints(lineItem, 'scoreMaximum'),
            resourceId: findText(lineItem, 'resourceId') ?? null,
            tag: findText(lineItem, 'tag') ?? null,
          },
  };
}

function addGradebookCalls(router: Router, control: Control): void {
  router.get(
    '/courses/:course/gradebook',
    ({ params }, res) => void res.json(control.getGradebook(params.course)),
  );
  router.post('/courses/:course/columns', ({ params, body }, res) => {
    const fields = readFields(body);
    const column = { label: readText(fields, 'label'), scoreMaximum: readPoints(fields, 'scoreMaximum') };
    res.status(201).json(control.addColumn(params.course, column));
  });
  router.patch('/courses/:course/columns/:column', ({ params, body }, res) => {
    const fields = readFields(body);
    const changes = {
      label: findText(fields, 'label'),
      scoreMaximum: fields.scoreMaximum === undefined ? undefined : readPoints(fields, 'scoreMaximum'),
    };
    res.json(control.changeColumn(params.course, params.column, changes));
  });
  router.delete('/courses/:course/columns/:column', ({ params }, res) => {
    control.removeColumn(params.course, params.column);
    res.status(204).end();
  });
  router.put('/courses/:course/columns/:column/grades/:user', ({ params, body }, res) => {
    const fields = readFields(body);
    const score = findNumber(fields, 'score');
    if (score === undefined || score < 0) throw invalid('score must be 0 or more; DELETE clears');
    res.json(control.setGrade(params.course, params.column, params.user, score, findText(fields, 'comment')));
  });
  router.delete('/courses/:course/columns/:column/grades/:user', ({ params }, res) => {
    control.clearGrade(params.course, params.column, params.user);
    res.status(204).end();
  });
}

function addMemberCalls(router: Router, control: Control): void {
  router.get(
    '/courses/:course/members',
    ({ params }, res) => void res.json(control.listMembers(params.course)),
  );
  router.post('/courses/:course/members', ({ params, body }, res) => {
    const fields = readFields(body);
    const member = control.addMember(params.course, {
      login: readText(fields, 'login'),
      ...readPerson(fields),
    });
    res.status(201).json(member);
  });
  router.patch('/courses/:course/members/:user', ({ params, body }, res) => {
    res.json(control.changeMember(params.course, params.user, readPerson(readFields(body))));
  });
  router.delete('/courses/:course/members/:user', ({ params }, res) => {
    control.removeMember(params.course, params.user);
    res.status(204).end();
  });
  router.patch('/users/:user', ({ params, body }, res) => {
    control.setLocale(params.user, readText(readFields(body), 'locale'));
    res.status(204).end();
  });
}

function readPerson(fields: Fields) {
  return {
    givenName: findText(fields, 'givenName'),
    familyName: findText(fields, 'familyName'),
    email: findText(fields, 'email'),
    role: findText(fields, 'role'),
    status: findText(fields, 'status'),
  };
}

function addWatchCalls(router: Router, control: Control): void {
  router.get('/counters', (_req, res) => void res.json(control.getCounters()));
  router.delete('/counters', (_req, res) => {
    control.resetCounters();
    res.status(204).end();
  });
  router.get('/log', ({ query }, res) => void res.json(control.listLog(findText(query, 'service'))));
  router.delete('/log', (_req, res) => {
    control.clearLog();
    res.status(204).end();
  });
  router.get('/notices', (_req, res) => void res.json(control.listNotices()));
  router.get('/faults', (_req, res) => void res.json(control.listFaults()));
  router.delete('/faults', (_req, res) => {
    control.clearFaults();
    res.status(204).end();
  });
  router.put('/faults/:service', ({ params, body }, res) => {
    const fields = readFields(body);
    const kind = FAULT_KINDS.find((name) => name === fields.kind);
    if (kind === undefined) throw invalid(`kind is one of ${FAULT_KINDS.join(', ')}`);
    const { status = 500, retryAfterSeconds = 1 } = {
      status: findNumber(fields, 'status'),
      retryAfterSeconds: findNumber(fields, 'retryAfterSeconds'),
    };
    const requests = findNumber(fields, 'requests') ?? null;
    res.json(control.setFault(parseService(params.service), { kind, requests, status, retryAfterSeconds }));
  });
  router.delete('/faults/:service', ({ params }, res) => {
    control.clearFaults(parseService(params.service));
    res.status(204).end();
  });
  router.get('/settings', (_req, res) => void res.json(control.getSettings()));
  router.patch(
    '/settings',
    ({ body }, res) => void res.json(control.changeSettings(readSettings(readFields(body)))),
  );
  router.post('/tokens/expire', (_req, res) => {
    control.expireTokens();
    res.status(204).end();
  });
  router.post('/keys/rotate', async ({ body }, res) => {
    res.json(await control.rotateKeys({ keepOld: findFlag(readFields(body), 'keepOld') }));
  });
}

function readSettings(fields: Fields): Partial<Settings> {
  const sizes = findFields(fields, 'pageSizes');
  const read = {
    tokenSeconds: findNumber(fields, 'tokenSeconds'),
    jwksMaxAgeSeconds: findNumber(fields, 'jwksMaxAgeSeconds'),
    acceptTypes: findTexts(fields, 'acceptTypes'),
    acceptTargets: findTexts(fields, 'acceptTargets'),
    acceptMultiple: findFlag(fields, 'acceptMultiple'),
    acceptLineItem: findFlag(fields, 'acceptLineItem'),
    configurationNeedsToken: findFlag(fields, 'configurationNeedsToken'),
    registrationNamesDeployment: findFlag(fields, 'registrationNamesDeployment'),
    sendsDeepLinkingData: findFlag(fields, 'sendsDeepLinkingData'),
    announcesLineItems: findFlag(fields, 'announcesLineItems'),
    rateBucket: findRateBucket(fields),
    allowedAttempts: fields.allowedAttempts === null ? null : findNumber(fields, 'allowedAttempts'),
    pageSizes:
      sizes === undefined
        ? undefined
        : Object.fromEntries(Object.keys(sizes).map((name) => [name, readPageSize(sizes, name)])),
  };
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
}

function findRateBucket(fields: Fields): Settings['rateBucket'] | undefined {
  if (fields.rateBucket === null) return null;
  const bucket = findFields(fields, 'rateBucket');
  if (bucket === undefined) return undefined;
  const [size, upFront, leakPerSecond] = ['size', 'upFront', 'leakPerSecond'].map((name) =>
    findNumber(bucket, name),
  );
  if (size === undefined || upFront === undefined || leakPerSecond === undefined) {
    throw invalid('rateBucket: size, upFront, leakPerSecond');
  }
  return { size, upFront, leakPerSecond };
}

function readPageSize(sizes: Fields, name: string): number {
  const size = findNumber(sizes, name);
  if (!['members', 'lineitems', 'results'].includes(name))
    throw invalid('pageSizes: members, lineitems, results');
  if (size === undefined || !Number.isInteger(size) || size < 1) throw invalid('a page holds at least 1');
  return size;
}

function readPoints(fields: Fields, name: string): number {
  const points = findNumber(fields, name);
  if (points === undefined || points <= 0) throw invalid(`${name} must be above 0`);
  return points;
}
