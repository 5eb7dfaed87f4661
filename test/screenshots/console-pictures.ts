/**
 * Pages of the console, with nothing, one and many of what they list, and the ways to connect each LMS.
 *
 * @module
 */
import type { Page } from 'playwright-core';
import { DEFAULT_POLICIES } from '../../src/awarding/policies.js';
import { OWN_PLACE } from '../../src/awarding/template.js';
import { listGuides } from '../../src/language/guides/index.js';
import { fillConsole, type ConsoleIds } from '../support/fill-console.js';
import type { RunningTool } from '../support/start-tool.js';

export interface ConsolePicture {
  readonly name: string;
  readonly route: string | null;
  /** Null where there is nothing to show. */
  find(ids: ConsoleIds): string | null;
}

/** Each page of the console; a test holds this list to the router's. */
export const CONSOLE_ROUTES: readonly string[] = [
  '/admin',
  '/admin/connect',
  '/admin/connect/:connection',
  '/admin/connections',
  '/admin/connections/:registration',
  '/admin/connections/:registration/replace',
  '/admin/requests',
  '/admin/work',
  '/admin/approvals',
  '/admin/awarding',
  '/admin/awarding/templates/new',
  '/admin/awarding/templates/:id',
  '/admin/learners',
  '/admin/learners/:learner',
  '/admin/institution',
  '/admin/audit',
  '/admin/accounts',
  '/admin/institutions',
  '/admin/badges',
  '/admin/badges/new',
  '/admin/badges/import',
  '/admin/badges/:badge',
  '/admin/badges/:badge/rubric',
  '/admin/issuers',
  '/admin/issuers/new',
  '/admin/issuers/:issuer',
];

export const CONSOLE_PICTURES: readonly ConsolePicture[] = [
  ...CONSOLE_ROUTES.map((route): ConsolePicture => ({
    name: `console ${route.replace('/admin', '') || 'home'}`,
    route,
    find: (ids) => {
      const path = route.replace(/:(\w+)/g, (_, name: string) => ids[name] ?? ':absent');
      return path.includes(':absent') ? null : path;
    },
  })),
  {
    name: 'console approved requests',
    route: null,
    find: () => '/admin/requests?state=approved',
  },
  { name: 'console audit, nothing found', route: null, find: () => '/admin/audit?q=qqq' },
];

const ACTOR = { kind: 'tool' } as const;
const EMAIL = 'olga@school.example';
const PASSWORD = 'vier losse woorden samen';

/** How much there is of everything, smallest first. */
export const CONSOLE_SIZES = [
  ['none', 0],
  ['one', 1],
  ['many', 60],
] as const;

/** Past the two pages for whoever is not signed in: the first operator comes in by the printed link, on both pages. */
export async function openDoor(
  nl: Page,
  en: Page,
  tool: RunningTool,
  picture: (page: Page, name: string, language: 'nl' | 'en') => Promise<void>,
): Promise<void> {
  const setup = await tool.context.adminAccounts.createSetupLink();
  for (const [page, language] of [
    [nl, 'nl'],
    [en, 'en'],
  ] as const) {
    await page.goto(`${tool.baseUrl}/admin/sign-in`);
    await picture(page, 'console door sign in', language);
    await signIn(page, 'wrong words altogether');
    await page.locator('[role=alert]').waitFor();
    await picture(page, 'console door refused', language);
    await page.goto(setup?.url ?? '');
    await picture(page, 'console door welcome', language);
  }
  await nl.goto(setup?.url ?? '');
  await nl.locator('#name').fill('Olga Operator');
  await nl.locator('#email').fill(EMAIL);
  await nl.locator('#password').fill(PASSWORD);
  await nl.locator('main form button[type=submit]').click();
  await nl.waitForURL(/\/admin$/);
  await en.goto(`${tool.baseUrl}/admin/sign-in`);
  await signIn(en, PASSWORD);
  await en.waitForURL(/\/admin$/);
}

async function signIn(page: Page, password: string): Promise<void> {
  await page.locator('#email').fill(EMAIL);
  await page.locator('#password').fill(password);
  await page.locator('main form button[type=submit]').last().click();
}

/** Fills the console up, and finds what each page is about. */
export async function prepareConsole(tool: RunningTool, count: number): Promise<ConsoleIds> {
  const { context } = tool;
  const ids = await fillConsole(tool, count);
  if (count === 0) return ids;
  const { id: institutionId } = context.institution;
  const known = await context.connections.list(institutionId);
  if (known.length === 0)
    for (const guide of listGuides())
      for (const way of ['link', 'table'] as const)
        await context.connections.start(institutionId, guide.name, way, ACTOR);
  const [connection] = await context.connections.list(institutionId);
  const [template] = await context.stores.templates.list(institutionId);
  const shown = template ?? (await makeTemplate(tool, ids['badge'] ?? ''));
  return { ...ids, id: shown.id, ...(connection && { connection: connection.id }) };
}

function makeTemplate({ context }: RunningTool, badgeClassId: string) {
  return context.templates.create(
    context.institution.id,
    {
      name: 'Toets met een voldoende',
      badgeClassId,
      columnRole: 'grade',
      columnMaximum: 100,
      rule: { kind: 'at-least', columnKey: OWN_PLACE, unit: 'percent', value: 55 },
      places: [],
      wait: { notBefore: null, stoodHours: 1 },
      policies: DEFAULT_POLICIES,
    },
    { kind: 'admin', id: 'operator' },
  );
}
