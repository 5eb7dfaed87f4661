import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../../src/app.js';
import { buildAuditEntry, buildCourseSighting, buildRegistration } from '../../support/build-records.js';
import { openConsole, setUpOperator, signInAs, type ConsoleVisitor } from '../../support/console-visitor.js';
import { listRoutes } from '../../support/list-routes.js';
import { startTool, type RunningTool } from '../../support/start-tool.js';

const NOW = new Date('2027-03-01T12:00:00Z');
const ACTOR = { kind: 'tool' } as const;
/** Stands in every record of A that a page could show. */
const MARK = 'zebrafish';

/** Pages that need nobody to be signed in. */
const DOORS = [
  '/admin/sign-in',
  '/admin/welcome',
  '/admin/sign-in/institution',
  '/admin/sign-in/institution/callback',
];
/** Pages that a badge editor may open. */
const FOR_EDITORS = ['/admin', '/admin/sign-out', '/admin/language'];
const FOR_OPERATORS = ['/admin/institutions', '/admin/institutions/:institution/enter'];
/** An editor edits badges, and may be one of those who approve. */
const EDITORS_PARTS = /^\/admin\/(?:badges|images|approvals)(?:\/|$)/;

let tool: RunningTool;
let ids: Record<string, string>;
let routes: { method: string; path: string }[];
let adminOfB: ConsoleVisitor;
let editorOfA: ConsoleVisitor;
let institutionA: string;

beforeAll(async () => {
  tool = await startTool({ now: () => NOW });
  const { context } = tool;
  const { stores, institution } = context;
  institutionA = institution.id;
  await setUpOperator(tool);
  const b = await context.institutions.create({ name: { nl: 'B', en: 'B' }, language: 'nl' }, ACTOR);
  await context.furnishInstitution(b);
  const seeded = await context.seed();
  const registration = buildRegistration({ institutionId: institutionA, name: `${MARK} LMS` });
  await stores.registrations.save(institutionA, registration);
  const deployment = await context.deployments.sight(registration, `${MARK}-1`);
  const connection = await context.connections.start(institutionA, 'moodle', 'link', ACTOR);
  const course = await stores.courses.remember(
    institutionA,
    buildCourseSighting({ registrationId: registration.id, title: `${MARK} course` }),
    NOW,
  );
  const learners = await stores.learners.rememberAll(
    institutionA,
    registration.id,
    [{ sub: MARK, name: MARK }],
    NOW,
  );
  const badgeClassId = seeded[0]?.id ?? '';
  await stores.approvals.request(institutionA, badgeClassId, course.id, NOW);
  await stores.audit.append(
    institutionA,
    buildAuditEntry({ institutionId: institutionA, action: `${MARK}.made` }),
  );
  const { account } = await context.adminAccounts.add(
    institutionA,
    { name: MARK, email: `${MARK}@school.example`, role: 'admin' },
    ACTOR,
  );
  const issuer = await context.issuers.ensureFirst(institution);
  const [key] = await context.issuerKeys.list(institutionA, issuer.id);
  ids = {
    issuer: issuer.id,
    kid: key?.kid ?? '',
    registration: registration.id,
    deployment: deployment.id,
    connection: connection.id,
    course: course.id,
    learner: learners.get(MARK)?.id ?? '',
    account: account.id,
    institution: institutionA,
    badgeClass: badgeClassId,
  };
  adminOfB = await signInAs(tool, b.id, 'admin');
  editorOfA = await signInAs(tool, institutionA, 'editor');
  routes = listRoutes(createApp(context)).filter(({ path }) => path.startsWith('/admin'));
});
afterAll(() => tool.close());

/** The address with records of A in it. A parameter that this test does not know of is none of A's either. */
const fill = (path: string): string =>
  path.replace(/:(\w+)/g, (_, name: string) => ids[name] ?? ids['badgeClass'] ?? 'x');

/** What a form could carry to reach A's records. */
const body = () => ({
  course: ids['course'] ?? '',
  badgeClass: ids['badgeClass'] ?? '',
  other: ids['learner'] ?? '',
  institution: institutionA,
  identifier: 'x',
  answer: 'no',
  sure: 'yes',
  change: 'disable',
  profile: 'plain',
  old: ids['registration'] ?? '',
  to: 'off',
  from: '2027-03-01',
  step: 'activate',
  done: 'yes',
  way: 'table',
});

async function readAllOfA() {
  const { stores, adminAccounts, issuerKeys } = tool.context;
  return {
    registrations: await stores.registrations.list(institutionA),
    deployments: (await stores.deployments.list(institutionA)).map(({ id, state, institutionId }) => ({
      id,
      state,
      institutionId,
    })),
    connections: await stores.connections.list(institutionA, 10),
    learner: await stores.learners.find(institutionA, ids['learner'] ?? ''),
    approvals: await stores.approvals.list(institutionA),
    accounts: await adminAccounts.list(institutionA),
    badgeClasses: await stores.badgeClasses.list(institutionA),
    issuers: await stores.issuers.list(institutionA),
    keys: await issuerKeys.list(institutionA, ids['issuer'] ?? ''),
    institution: await stores.institutions.find(institutionA),
  };
}

describe('every route of the console, from the router', () => {
  it('is more than a few, and each one asks who is there', () => {
    expect(routes.length).toBeGreaterThan(25);
    expect(new Set(routes.map(({ path }) => path)).size).toBeGreaterThan(20);
  });

  it('lets nobody in who is not signed in', async () => {
    for (const { method, path } of routes.filter((one) => !DOORS.includes(one.path))) {
      const stranger = openConsole(tool.baseUrl);
      const answer =
        method === 'GET' ? await stranger.get(fill(path)) : await stranger.post(fill(path), body());
      const isRefused =
        method === 'GET' ? answer.location?.startsWith('/admin/sign-in') : answer.status === 401;
      expect({ method, path, isRefused }).toEqual({ method, path, isRefused: true });
      expect(answer.html).not.toContain(MARK);
    }
  });

  it('refuses a badge editor what is for administrators', async () => {
    const guarded = routes.filter(
      ({ path }) => ![...DOORS, ...FOR_EDITORS].includes(path) && !EDITORS_PARTS.test(path),
    );
    const before = await readAllOfA();
    for (const { method, path } of guarded) {
      const answer =
        method === 'GET' ? await editorOfA.get(fill(path)) : await editorOfA.post(fill(path), body());
      expect({ method, path, status: answer.status }).toEqual({ method, path, status: 403 });
    }
    expect(await readAllOfA()).toEqual(before);
    expect(guarded.length).toBeGreaterThan(20);
  });

  it('refuses an administrator what is for operators', async () => {
    const adminOfA = await signInAs(tool, institutionA, 'admin');
    const guarded = routes.filter(({ path }) => FOR_OPERATORS.includes(path));
    for (const { method, path } of guarded) {
      const answer =
        method === 'GET' ? await adminOfA.get(fill(path)) : await adminOfA.post(fill(path), body());
      expect({ method, path, status: answer.status }).toEqual({ method, path, status: 403 });
    }
    expect(guarded).toHaveLength(3);
  });

  it('shows and changes nothing of another institution', async () => {
    await adminOfB.get('/admin');
    const before = await readAllOfA();
    const named: string[] = [];
    for (const { method, path } of routes.filter(
      (one) => ![...DOORS, '/admin/sign-out'].includes(one.path),
    )) {
      const answer =
        method === 'GET' ? await adminOfB.get(fill(path)) : await adminOfB.post(fill(path), body());
      expect({ method, path, shows: answer.html.includes(MARK) }).toEqual({ method, path, shows: false });
      // A record of A is not there for B, rather than there and forbidden.
      if (/:\w+/.test(path) && !FOR_OPERATORS.includes(path)) {
        const isRefused = answer.status >= 400 && answer.status < 500;
        expect({ method, path, isRefused, status: answer.status }).toMatchObject({
          method,
          path,
          isRefused: true,
        });
        named.push(path);
      }
    }
    expect(await readAllOfA()).toEqual(before);
    expect(named.length).toBeGreaterThan(10);
  });

  it('refuses every form without its proof', async () => {
    const adminOfA = await signInAs(tool, institutionA, 'admin', 'forms@school.example');
    const before = await readAllOfA();
    for (const { path } of routes.filter((one) => one.method === 'POST' && !DOORS.includes(one.path))) {
      if (FOR_OPERATORS.includes(path)) continue;
      const answer = await adminOfA.post(fill(path), { ...body(), _csrf: 'x' });
      // A page that takes a file says first that this is none (413, 415); nothing is done there either.
      const refusals =
        EDITORS_PARTS.test(path) || path.startsWith('/admin/issuers') ? [400, 403, 413, 415] : [403];
      expect({ path, refusals }).toEqual({
        path,
        refusals: expect.arrayContaining([answer.status]) as unknown,
      });
    }
    expect(await readAllOfA()).toEqual(before);
  });
});

describe('every route inside a course', () => {
  it('asks for a launch, whoever is signed in to the console', async () => {
    const inside = listRoutes(createApp(tool.context)).filter(({ path }) => path.startsWith('/courses'));
    expect(inside.length).toBeGreaterThan(8);
    for (const { method, path } of inside) {
      const answer =
        method === 'GET' ? await adminOfB.get(fill(path)) : await adminOfB.post(fill(path), body());
      expect({ method, path, status: answer.status }).toEqual({ method, path, status: 401 });
    }
  });
});
