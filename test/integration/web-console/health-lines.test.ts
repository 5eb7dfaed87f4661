import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTranslator } from '../../../src/language/translate.js';
import type { HealthCheck } from '../../../src/lti/health/health.js';
import { parseForms } from '../../../src/sandbox/visitor/html-forms.js';
import { createVisitor, playLaunch } from '../../../src/sandbox/visitor/visitor.js';
import { createSandbox, type Sandbox } from '../../../src/sandbox/sandbox.js';
import { openConsole, PASSWORD, setUpOperator, type ConsoleVisitor } from '../../support/console-visitor.js';
import { startTool, type RunningTool } from '../../support/start-tool.js';

const DAY = 24 * 3_600_000;

let tool: RunningTool;
let sandbox: Sandbox;
let lmsUrl: string;
let visitor: ConsoleVisitor;
let registrationId: string;
let clientId: string;
let linkId: string;
/** Of both clocks, and of the LMS's alone. */
let shiftMs = 0;
let lmsIsAheadMs = 0;

beforeAll(async () => {
  tool = await startTool({ now: () => new Date(Date.now() + shiftMs), env: { SYNC_EVERY: '300' } });
  sandbox = await createSandbox({
    students: 3,
    profile: 'brightspace',
    now: () => new Date(Date.now() + shiftMs + lmsIsAheadMs),
  });
  lmsUrl = (await sandbox.start()).url;
  visitor = await setUpOperator(tool);
  const { institution, invites, registrations, deployments } = tool.context;
  const invite = await invites.create(institution.id, { kind: 'command-line' });
  await fetch(sandbox.control.openRegistration({ toolUrl: invite.url }).registrationUrl ?? '');
  clientId = sandbox.control.listTools()[0]?.clientId ?? '';
  sandbox.control.changeTool(clientId, { active: true, shareRoles: true });
  registrationId = (await registrations.list(institution.id))[0]?.id ?? '';
  linkId = sandbox.control.addLink('1', { clientId, title: 'Badges' }).id;
  await launch();
  for (const one of await deployments.list(institution.id))
    if (one.state === 'waiting') await deployments.activate(institution.id, one.id, { kind: 'tool' });
  await launch();
  await placeMapping();
  await round();
  await testNow();
});
afterAll(async () => {
  await tool.close();
});

const launch = () => playLaunch(lmsUrl, { user: 'teacher', course: '1', link: linkId });

/** A round has work where something is mapped. */
async function placeMapping(): Promise<void> {
  const { context } = tool;
  const [course] = await context.stores.courses.list(context.institution.id);
  const [teacher] = await context.stores.enrolments.list(context.institution.id, course?.id ?? '');
  const badgeClass = (await context.seed()).find(({ variant }) => variant === 'extra-curricular');
  if (!course || !teacher || !badgeClass) throw new Error('nothing to map');
  await context.mappings.place(
    course,
    {
      badgeClassId: badgeClass.id,
      columnRole: 'grade',
      unit: 'percent',
      value: 55,
      columnMaximum: 100,
      readsColumnOf: null,
      wait: { notBefore: null, stoodHours: 0 },
    },
    teacher.learnerId,
  );
}

/** The background call that reads members and columns. */
async function round(): Promise<void> {
  const { context } = tool;
  const [course] = await context.stores.courses.list(context.institution.id);
  await context.rounds.run(context.institution.id, course?.id ?? '', 'check-now').catch(() => null);
}

async function testNow(): Promise<void> {
  await visitor.get(`/admin/connections/${registrationId}`);
  const answer = await visitor.post(`/admin/connections/${registrationId}/test`, {});
  expect(answer.status).toBe(303);
}

/** The line as the page shows it. */
async function readLine(check: HealthCheck): Promise<{ state: string; text: string }> {
  const { html } = await visitor.get(`/admin/connections/${registrationId}`);
  const line = new RegExp(`data-check="${check}" data-state="(\\w+)">([\\s\\S]*?)</li>`).exec(html);
  const text = (line?.[2] ?? '').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
  return { state: line?.[1] ?? 'absent', text };
}

async function expectRed(check: HealthCheck, cure: RegExp): Promise<void> {
  const { state, text } = await readLine(check);
  expect({ check, state }).toEqual({ check, state: 'ill' });
  expect(text).toMatch(/since /);
  expect(text).toContain(createTranslator('en')(`health.stops.${check}`));
  expect(text).toMatch(/What to do: /);
  expect(text).toMatch(cure);
}

async function expectGreen(check: HealthCheck): Promise<void> {
  expect({ check, ...(await readLine(check)) }).toMatchObject({ check, state: 'well' });
}

describe('each line of health, shown red and cured', () => {
  it('begins green altogether', async () => {
    const { html } = await visitor.get(`/admin/connections/${registrationId}`);
    expect(
      [...html.matchAll(/data-check="([\w-]+)" data-state="(?!well)/g)].map(([, check]) => check),
    ).toEqual([]);
    expect(html).toContain('data-health="well"');
  });

  it('keys', async () => {
    // The page asks by itself whether it would be another by now.
    const readState = async () => {
      const { html } = await visitor.get(`/admin/connections/${registrationId}/state`);
      return (JSON.parse(html) as { state: string }).state;
    };
    const green = await readState();
    const { html } = await visitor.get(`/admin/connections/${registrationId}`);
    expect(html).toContain(`data-watch="/admin/connections/${registrationId}/state" data-state="${green}"`);
    sandbox.control.setFault('jwks', { kind: 'error', status: 503 });
    await testNow();
    expect(await readState()).not.toBe(green);
    await expectRed('keys', /firewall/);
    sandbox.control.clearFaults('jwks');
    await testNow();
    await expectGreen('keys');
  });

  it('clock, while launches still come in and when they do not', async () => {
    lmsIsAheadMs = 55_000;
    await launch();
    await expectRed('clock', /NTP/);
    lmsIsAheadMs = 0;
    await launch();
    await expectGreen('clock');
    lmsIsAheadMs = 200_000;
    const { page } = await launch();
    expect(page.status).toBe(401);
    await expectRed('clock', /200 seconds|199 seconds|NTP/);
    lmsIsAheadMs = 0;
    await launch();
    await expectGreen('clock');
  });

  it.each([
    ['token-members', 'contextmembership'],
    ['token-columns', 'scope/lineitem'],
    ['token-results', 'result.readonly'],
    ['token-scores', 'scope/score'],
  ] as const)('%s', async (check, part) => {
    const scopes = sandbox.control.getTool(clientId).scopes;
    sandbox.control.changeTool(clientId, { scopes: scopes.filter((scope) => !scope.includes(part)) });
    await testNow();
    await expectRed(check, /Manage Extensibility › LTI Advantage › Insigne/);
    sandbox.control.changeTool(clientId, { scopes });
    await testNow();
    await expectGreen(check);
  });

  it.each([
    ['members', 'members'],
    ['columns', 'lineitems'],
  ] as const)('%s, by a background call alone', async (check, service) => {
    sandbox.control.setFault(service, { kind: 'error', status: 500 });
    await round();
    await expectRed(check, /Wait until Brightspace works again/);
    sandbox.control.clearFaults(service);
    sandbox.control.setFault(service, { kind: 'malformed' });
    await round();
    await expectRed(check, /Test now/);
    sandbox.control.clearFaults(service);
    await round();
    await expectGreen(check);
  });

  it.each([
    ['name', { shareNames: false }, { shareNames: true }, /“First Name” and “Last Name”/],
    ['email', { shareEmail: false }, { shareEmail: true }, /“Email”/],
  ] as const)('%s', async (check, off, on, cure) => {
    sandbox.control.changeTool(clientId, off);
    await round();
    await expectRed(check, cure);
    sandbox.control.changeTool(clientId, on);
    await round();
    await expectGreen(check);
  });

  it('roles', async () => {
    sandbox.control.changeTool(clientId, { shareRoles: false });
    await launch();
    await expectRed('roles', /“Send Institution Role”/);
    sandbox.control.changeTool(clientId, { shareRoles: true });
    await launch();
    await round();
    await expectGreen('roles');
  });

  it('variables', async () => {
    const { custom } = sandbox.control.getTool(clientId);
    sandbox.control.changeTool(clientId, { custom: {} });
    await launch();
    await expectRed('variables', /lms_user_id=\$User\.id.*Substitution Parameters/);
    sandbox.control.changeTool(clientId, { custom });
    await launch();
    await expectGreen('variables');
  });

  it('browser, when it kept nothing; and nobody can make it red who is not sent by the LMS', async () => {
    await launchWithoutCookie((idToken) => idToken.replace(/.{20}$/, 'x'.repeat(20)));
    await expectGreen('browser');
    await launchWithoutCookie((idToken) => idToken);
    await expectRed('browser', /new window|allow cookies/);
    await launch();
    await expectGreen('browser');
  });

  it('a course that is forbidden stays red until that course shows that it is not', async () => {
    const { healthWatch, stores, institution } = tool.context;
    const [course] = await stores.courses.list(institution.id);
    const registration = await stores.registrations.find(institution.id, registrationId);
    if (!course || !registration) throw new Error('no course');
    sandbox.control.setFault('members', { kind: 'malformed' });
    await round();
    sandbox.control.clearFaults('members');
    await healthWatch.noteService(registration, { ...course, id: 'another-course' }, 'members', null);
    await expectRed('members', /Test now/);
    await testNow();
    await expectGreen('members');
  });

  it('launch, when nobody came for two months', async () => {
    shiftMs += 61 * DAY;
    visitor = await signInAgain();
    await expectRed('launch', /Open Insigne in a course/);
    await launch();
    await expectGreen('launch');
  });
});

async function signInAgain(): Promise<ConsoleVisitor> {
  const again = openConsole(tool.baseUrl);
  await again.post('/admin/sign-in', { email: 'olga@school.example', password: PASSWORD });
  await again.get('/admin');
  return again;
}

/** The last step of a launch from a browser that lost its cookie on the way. */
async function launchWithoutCookie(change: (idToken: string) => string): Promise<void> {
  const browser = createVisitor();
  await browser.logIn(lmsUrl, 'teacher');
  let answer = await browser.fetch(`${lmsUrl}/courses/1/links/${linkId}/launch`);
  let url = `${lmsUrl}/courses/1/links/${linkId}/launch`;
  for (let hops = 0; hops < 20; hops += 1) {
    const location = answer.headers.get('location');
    if (location !== null) {
      url = new URL(location, url).href;
      answer = await browser.fetch(url);
      continue;
    }
    const form = parseForms(await answer.text(), url).find(({ isSelfSubmitting }) => isSelfSubmitting);
    if (!form) throw new Error(`the launch stops at ${new URL(url).pathname}`);
    url = form.action;
    if (form.action.endsWith('/lti/launch')) {
      const fields = { ...form.fields, id_token: change(form.fields['id_token'] ?? '') };
      const refused = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) });
      expect(refused.status).toBe(400);
      return;
    }
    const body = new URLSearchParams(form.fields);
    answer =
      form.method === 'POST'
        ? await browser.fetch(url, { method: 'POST', body })
        : await browser.fetch(`${url}?${body.toString()}`);
  }
  throw new Error('the launch does not end');
}
