import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createApp } from '../../src/app.js';
import { launchBrowser, openPage, openPersonContext } from '../../src/demo/browser.js';
import { CONSOLE_DOOR, CONSOLE_NO_PAGES, fillConsole } from '../support/fill-console.js';
import { listRoutes } from '../support/list-routes.js';
import { COLOR_RULES, findViolations, measureOverflow, NARROW } from '../support/look-at-page.js';
import { startTool, type RunningTool } from '../support/start-tool.js';

const ACTOR = { kind: 'tool' } as const;
let browser: Browser;
let tool: RunningTool;
let page: Page;

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
      await fillConsole(tool, count);
      if (count > 0)
        await tool.context.connections.start(tool.context.institution.id, 'moodle', 'table', ACTOR);
      const ids = await fillConsole(tool, count);
      const paths = listRoutes(createApp(tool.context))
        .filter(({ method, path }) => method === 'GET' && path.startsWith('/admin'))
        .map(({ path }) => path)
        .filter((path) => ![...CONSOLE_NO_PAGES, ...CONSOLE_DOOR].includes(path));
      const found: string[] = [];
      let seen = 0;
      for (const path of paths) {
        const address = path.replace(/:(\w+)/g, (_, name: string) => ids[name] ?? ':absent');
        if (address.includes(':absent')) continue;
        const answer = await page.goto(`${tool.baseUrl}${address}`);
        expect({ path, status: answer?.status() }).toEqual({ path, status: 200 });
        const { length } = await page.content();
        if (length > 400_000) found.push(`${path}: ${length} characters`);
        found.push(...(await inspect(path, count > 1 ? ['light'] : undefined)));
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

/** Five hundred rows have the colours of one: those are looked at in the dark where there is nothing, and one of each. */
async function inspect(
  path: string,
  schemes: readonly ('light' | 'dark')[] = ['light', 'dark'],
): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const rules = colorScheme === 'dark' ? COLOR_RULES : undefined;
    for (const violation of await findViolations(page.mainFrame(), rules))
      found.push(`${path} ${colorScheme} ${violation}`);
  }
  await page.setViewportSize(NARROW);
  const overflow = await measureOverflow(page.mainFrame());
  if (overflow > 0) found.push(`${path}: ${overflow} px too wide`);
  await page.setViewportSize({ width: 1100, height: 900 });
  return found;
}
