import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser, openPage, openPersonContext } from '../../src/demo/browser.js';
import { createSandbox, type RunningSandbox, type Sandbox } from '../../src/sandbox/sandbox.js';
import { startPlainTool, type PlainTool } from './plain-tool.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe('the sandbox LMS in a browser that blocks third-party cookies', () => {
  let browser: Browser;
  let sandbox: Sandbox;
  let lms: RunningSandbox;
  let tool: PlainTool;
  const contexts: BrowserContext[] = [];

  beforeAll(async () => {
    browser = await launchBrowser(inject('chromium'));
    sandbox = await createSandbox({ students: 4 });
    lms = await sandbox.start();
    tool = await startPlainTool();
  });

  afterAll(async () => {
    await browser.close();
    tool.close();
    await lms.close();
  });

  /** Somebody's browser, logged in by hand. */
  async function open(name: string, width = 1100): Promise<Page> {
    const context = await openPersonContext(browser, { width });
    contexts.push(context);
    const page = await openPage(context);
    await page.goto(lms.url);
    await page.getByRole('button', { name }).click();
    return page;
  }

  it('registers a tool in a frame and goes back to the list when the tool says it is done', async () => {
    const page = await open('Marijke Postma');
    await page.getByLabel('Registration address').fill(`${tool.url}/register`);
    await page.getByRole('button', { name: 'Open the tool' }).click();
    const frame = page.frameLocator('iframe');
    await expect.poll(() => frame.getByRole('heading').textContent()).toBe('Registered');
    expect(await frame.getByText('201').count()).toBe(1);
    await frame.getByRole('button', { name: 'Done' }).click();
    await page.waitForURL(`${lms.url}/admin`);
    expect(
      await page.getByRole('region', { name: 'Plain tool' }).getByText('Active', { exact: true }).count(),
    ).toBe(1);
  });

  it('adds content by deep linking: the tool in a frame, then the form of the LMS', async () => {
    const page = await open('Hanneke Willems');
    await page.getByRole('link', { name: 'Add content' }).click();
    await page.getByRole('link', { name: 'Plain tool' }).click();
    await page.frameLocator('iframe').getByRole('button', { name: 'Choose it' }).click();
    await page.waitForURL(/\/courses\/1\/selections\//);
    expect(await page.getByLabel('Title').inputValue()).toBe('Plain exercise');
    expect(sandbox.control.listLinks('1')).toEqual([]);
    await page.getByRole('button', { name: 'Save and publish' }).click();
    await page.waitForURL(`${lms.url}/courses/1`);
    expect(sandbox.control.listLinks('1')).toMatchObject([{ title: 'Plain exercise', published: true }]);
  });

  it('shows the tool to a student in a frame, as high as the tool asks', async () => {
    const page = await open('Sanne de Vries');
    await page.getByRole('link', { name: 'Plain exercise' }).click();
    const frame = page.frameLocator('iframe');
    await expect.poll(() => frame.getByText('Hello').textContent()).toBe('Hello Sanne de Vries');
    await expect.poll(() => page.locator('iframe').evaluate((element) => element.clientHeight)).toBe(321);
  });

  it('takes grades that a teacher types', async () => {
    const page = await open('Hanneke Willems');
    await page.getByRole('link', { name: 'Gradebook' }).click();
    await page.getByLabel('Sanne de Vries: Plain exercise').fill('8,5');
    await page.getByRole('button', { name: 'Save grades' }).click();
    await expect.poll(() => page.getByRole('status').textContent()).toBe('Saved.');
    expect(sandbox.control.getGradebook('1').grades).toMatchObject([{ login: 'student01', score: 8.5 }]);
  });

  it.each([
    ['Hanneke Willems', ['/courses/1', '/courses/1/add', '/courses/1/gradebook', '/courses/1/members']],
    ['Marijke Postma', ['/admin', '/admin/requests', '/login']],
  ])('has pages without accessibility problems, at 320 pixels too: %s', async (person, paths) => {
    const page = await open(person, 320);
    for (const path of paths) {
      await page.goto(lms.url + path);
      // The page allows no script but its own: axe comes in by way of the debugger.
      await page.evaluate(AXE);
      const problems = await page.evaluate(
        'axe.run().then(({ violations }) => violations.map(({ id }) => id))',
      );
      const overflow = await page.evaluate('document.documentElement.scrollWidth > window.innerWidth');
      expect({ path, problems, overflow }).toEqual({ path, problems: [], overflow: false });
    }
  });
});
