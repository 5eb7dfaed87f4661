import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createApp } from '../../src/app.js';
import { launchBrowser, openPage, openPersonContext } from '../../src/demo/browser.js';
import { emptySync } from '../../src/awarding/course-sync.js';
import {
  buildAuditEntry,
  buildAwardingRules,
  buildBadgeClass,
  buildCourseSighting,
  buildDeployment,
  buildEnrolmentSighting,
  buildEvaluation,
  buildHealthSignal,
  buildIssuer,
  buildMapping,
  buildRegistration,
} from '../support/build-records.js';
import { listRoutes } from '../support/list-routes.js';
import { findViolations, measureOverflow, NARROW } from '../support/look-at-page.js';
import { startTool, type RunningTool } from '../support/start-tool.js';

const ACTOR = { kind: 'tool' } as const;
/** No page: what scripts ask, files, and the way out to another site. */
const NO_PAGES = [
  '/admin/connect/:connection/state',
  '/admin/connections/:registration/state',
  '/admin/audit.csv',
  '/admin/badges/all/:file',
  '/admin/badges/:badge/:file',
];
const AWAY = [
  '/admin/sign-in/institution',
  '/admin/sign-in/institution/callback',
  '/admin/welcome',
  '/admin/sign-in',
];

let browser: Browser;
let tool: RunningTool;
let page: Page;
let ids: Record<string, string>;

beforeAll(async () => {
  browser = await launchBrowser(inject('chromium'));
  tool = await startTool();
  const context = await openPersonContext(browser, { locale: 'nl' });
  page = await openPage(context);
});
afterAll(async () => {
  await browser.close();
  await tool.close();
});

/** So many of everything that a page lists, written in bulk: one transaction for each collection. */
async function fill(count: number): Promise<void> {
  const { context } = tool;
  const { stores, institution, database } = context;
  const { id: institutionId } = institution;
  const now = new Date();
  const [badgeClass] = await context.seed();
  const from = (await stores.registrations.list(institutionId)).length;
  const numbers = Array.from({ length: Math.max(0, count - from) }, (_, index) => from + index);
  const insert = (model: string, make: (number: number) => Readonly<Record<string, unknown>>) =>
    database.connection.model<Record<string, unknown>>(model).insertMany(numbers.map(make));
  const keyed = <T extends { readonly id: string }>({ id, ...fields }: T) => ({ _id: id, ...fields });

  await insert('Registration', (number) =>
    keyed(
      buildRegistration({
        id: `registration-${number}`,
        institutionId,
        clientId: `client-${number}`,
        name: `Leeromgeving ${number}`,
      }),
    ),
  );
  await insert('Deployment', (number) =>
    keyed(
      buildDeployment({
        id: `record-${number}`,
        registrationId: `registration-${number}`,
        deploymentId: `deployment-${number}`,
        institutionId: number % 2 === 0 ? institutionId : null,
        state: number % 2 === 0 ? 'active' : 'waiting',
      }),
    ),
  );
  await insert('HealthSignal', (number) => ({
    _id: `signal-${number}`,
    ...buildHealthSignal({
      institutionId,
      registrationId: `registration-${number}`,
      deploymentRecordId: `record-${number}`,
      check: 'email',
      state: 'ill',
      code: 'email_missing',
    }),
  }));
  await insert('Course', (number) => ({
    _id: `course-${number}`,
    institutionId,
    ...buildCourseSighting({
      registrationId: 'registration-0',
      contextId: `context-${number}`,
      title: `Cursus ${number}`,
    }),
    firstSeenAt: now,
    lastLaunchAt: now,
  }));
  // Background work: courses that are stopped, and jobs that wait for a person.
  await insert('CourseSync', (number) => ({
    _id: `course-${number}`,
    ...emptySync({ id: `course-${number}`, institutionId }),
    stop: { code: 'lms_broken', since: now },
  }));
  await insert('Job', (number) => ({
    _id: `sync-course:course-${number}`,
    name: 'sync-course',
    key: `course-${number}`,
    institutionId,
    runAt: now,
    parkedAt: now,
    attempts: 7,
    lastErrorCode: 'lms_broken',
  }));
  await insert('AuditEntry', () => keyed(buildAuditEntry({ institutionId })));
  await insert('AdminAccount', (number) => ({
    _id: `account-${number}`,
    institutionId,
    role: 'editor',
    name: `Beheerder ${number}`,
    email: `beheerder${number}@school.example`,
    isEnabled: true,
    createdAt: now,
  }));
  await insert('Institution', (number) => ({
    _id: `school-${number}`,
    name: { nl: `School ${number}`, en: `School ${number}` },
    language: 'nl',
    createdAt: now,
  }));
  await insert('BadgeClass', (number) =>
    keyed(
      buildBadgeClass({
        id: `badge-${number}`,
        institutionId,
        issuerId: badgeClass?.issuerId ?? '',
        name: { nl: `Badge ${number}`, en: `Badge ${number}` },
        // Some wait for an editor, some were put away.
        ...(number % 3 === 0 && { state: 'draft', submittedAt: now }),
        ...(number % 5 === 1 && { archivedAt: now }),
      }),
    ),
  );
  await insert('IssuerProfile', (number) =>
    keyed(
      buildIssuer({
        id: `issuer-${number}`,
        institutionId,
        name: { nl: `Uitgever ${number}`, en: `Issuer ${number}` },
      }),
    ),
  );
  // A page of requests is 50; what is beyond is counted.
  for (const number of numbers.slice(0, 60))
    await stores.approvals.request(institutionId, badgeClass?.id ?? '', `course-${number}`, now);
  const sightings = numbers.map((number) => ({ sub: `sub-${number}`, name: `Student ${number}` }));
  const known = await stores.learners.rememberAll(institutionId, 'registration-0', sightings, now);
  if (count > 0)
    await letThemWait(
      badgeClass?.id ?? '',
      [...known.values()].map(({ id }) => id),
    );

  const { learners } = await stores.learners.search(institutionId, '', null, 1);
  const [connection] = await context.connections.list(institutionId);
  ids = {
    ...(count > 0 && { registration: 'registration-0' }),
    ...(learners[0] && { learner: learners[0].id }),
    ...(connection && { connection: connection.id }),
    badge: badgeClass?.id ?? '',
    issuer: badgeClass?.issuerId ?? '',
  };
}

/** Learners whose badge waits for the yes of the person who looks at the pages. */
async function letThemWait(badgeClassId: string, learnerIds: readonly string[]): Promise<void> {
  const { context } = tool;
  const { stores, institution, adminAccounts } = context;
  const { id: institutionId } = institution;
  const now = new Date();
  const [operator] = await adminAccounts.list(null);
  const mapping = buildMapping({
    id: 'mapping-waiting',
    institutionId,
    courseId: 'course-0',
    badgeClassId,
    seenAt: now,
  });
  const isNew = (await stores.mappings.find(institutionId, 'course-0', mapping.id)) === null;
  if (isNew) await stores.mappings.create(institutionId, mapping);
  await stores.awardingRules.save(
    institutionId,
    buildAwardingRules({
      institutionId,
      badgeClassId: mapping.badgeClassId,
      approvers: 'named',
      people: [{ kind: 'admin', id: operator?.id ?? '' }],
    }),
  );
  const sightings = learnerIds.map((learnerId) => buildEnrolmentSighting({ learnerId }));
  await stores.enrolments.rememberMembers(institutionId, 'course-0', sightings, now);
  const waiting = buildEvaluation({ verdict: 'met', reason: 'awaits-approval' });
  await stores.decisions.rememberAll(
    institutionId,
    'course-0',
    mapping,
    new Map(learnerIds.map((id) => [id, waiting])),
    now,
  );
}

describe('every page of the console', () => {
  it.each(['/admin/sign-in', '/admin/welcome'])('at the door: %s', async (path) => {
    const setup = await tool.context.adminAccounts.createSetupLink();
    await page.goto(path === '/admin/welcome' ? (setup?.url ?? '') : `${tool.baseUrl}${path}`);
    expect(await inspect(path)).toEqual([]);
  });

  it('is opened by the first operator', async () => {
    const setup = await tool.context.adminAccounts.createSetupLink();
    await page.goto(setup?.url ?? '');
    await page.getByLabel('Naam', { exact: true }).fill('Olga Operator');
    await page.getByLabel('E-mailadres').fill('olga@school.example');
    await page.getByLabel('Wachtwoord').fill('vier losse woorden samen');
    await page.getByRole('button', { name: 'Bewaar en ga verder' }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
  });

  it.each([0, 1, 500])(
    'has nothing for axe to find, nor is it too wide at 320 pixels, with %i rows',
    { timeout: 300_000 },
    async (count) => {
      await fill(count);
      if (count > 0)
        await tool.context.connections.start(tool.context.institution.id, 'moodle', 'table', ACTOR);
      await fill(count);
      const paths = listRoutes(createApp(tool.context))
        .filter(({ method, path }) => method === 'GET' && path.startsWith('/admin'))
        .map(({ path }) => path)
        .filter((path) => ![...NO_PAGES, ...AWAY].includes(path));
      const found: string[] = [];
      let seen = 0;
      for (const path of paths) {
        const address = path.replace(/:(\w+)/g, (_, name: string) => ids[name] ?? ':absent');
        if (address.includes(':absent')) continue;
        const answer = await page.goto(`${tool.baseUrl}${address}`);
        expect({ path, status: answer?.status() }).toEqual({ path, status: 200 });
        const { length } = await page.content();
        if (length > 400_000) found.push(`${path}: ${length} characters`);
        found.push(...(await inspect(path)));
        seen += 1;
      }
      if (count > 2) {
        const path = '/admin/connections/registration-2/replace?old=registration-0';
        const answer = await page.goto(tool.baseUrl + path);
        expect(answer?.status()).toBe(200);
        expect((await page.content()).length).toBeLessThan(400_000);
        found.push(...(await inspect(path)));
      }
      expect(found).toEqual([]);
      expect(seen).toBeGreaterThan(count === 0 ? 16 : 20);
    },
  );
});

async function inspect(path: string): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const violation of await findViolations(page.mainFrame()))
      found.push(`${path} ${colorScheme} ${violation}`);
  }
  await page.setViewportSize(NARROW);
  const overflow = await measureOverflow(page.mainFrame());
  if (overflow > 0) found.push(`${path}: ${overflow} px too wide`);
  await page.setViewportSize({ width: 1100, height: 900 });
  return found;
}
