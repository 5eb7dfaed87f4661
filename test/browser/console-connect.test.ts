import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser, openPage, openPersonContext } from '../../src/demo/browser.js';
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.js';
import { sharePlatformKeys } from '../support/prepared-keys.js';
import { startTool, type RunningTool } from '../support/start-tool.js';

let browser: Browser;
beforeAll(async () => void (browser = await launchBrowser(inject('chromium'))));
afterAll(() => browser.close());

const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

interface World {
  readonly tool: RunningTool;
  readonly sandbox: Sandbox;
  readonly lmsUrl: string;
}

async function person(): Promise<Page> {
  const context: BrowserContext = await openPersonContext(browser, { locale: 'en-GB' });
  open.push(context);
  return openPage(context);
}

async function lmsPerson({ lmsUrl }: World, user: string, path: string): Promise<Page> {
  const page = await person();
  await page.goto(`${lmsUrl}/login-as/${user}?to=${path}`);
  return page;
}

/** First start → password → institution. */
async function setUp({ tool }: World): Promise<Page> {
  const setup = await tool.context.adminAccounts.createSetupLink();
  const page = await person();
  await page.goto(setup?.url ?? '');
  await page.getByLabel('Name').fill('Olga Operator');
  await page.getByLabel('E-mail address').fill('olga@school.example');
  await page.getByLabel('Password').fill('vier losse woorden samen');
  await page.getByRole('button', { name: 'Save and go on' }).click();
  await page.getByRole('heading', { name: 'Waiting for you' }).waitFor();
  await page.getByRole('link', { name: 'Your institution', exact: true }).click();
  await page.getByLabel('Name in English').fill('Example College');
  await page.getByLabel('Colour').fill('#ffd400');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  await page.locator('.page-owner', { hasText: 'Example College' }).waitFor();
  return page;
}

const nextStep = (page: Page, id: string) => page.locator(`#step-${id}.is-next`).waitFor({ timeout: 20_000 });

describe('from the first start to a green connection and an approved request', () => {
  it.each([
    ['Moodle', 'moodle', 'activate'],
    ['Canvas', 'canvas', 'review'],
    ['Brightspace', 'brightspace', 'enable'],
  ] as const)('%s', { timeout: 180_000 }, async (name, profile, second) => {
    const tool = await startTool();
    const sandbox = await createSandbox({ students: 3, profile, keys: await sharePlatformKeys() });
    const lms = await sandbox.start();
    open.push(tool, lms);
    const world: World = { tool, sandbox, lmsUrl: lms.url };
    await tool.context.seed();
    const page = await setUp(world);

    // The wizard, at its first step.
    await page.getByRole('link', { name: 'Learning environments' }).click();
    await page.getByRole('link', { name: 'Connect a learning environment' }).click();
    await page.getByRole('button', { name, exact: true }).click();
    await nextStep(page, 'paste');
    const link = (await page.locator('#link').textContent()) ?? '';
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy' }).first().click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(link);
    // What to do next stays in view, wherever one reads.
    await page.evaluate('window.scrollTo(0, document.body.scrollHeight)');
    expect(await page.evaluate('window.scrollY')).toBeGreaterThan(0);
    const banner = await page.locator('.next-step').boundingBox();
    const { height } = page.viewportSize() ?? { height: 0 };
    expect(banner && banner.y >= 0 && banner.y + banner.height <= height).toBe(true);

    // The LMS's administrator pastes the link; the page notices by itself.
    const admin = await lmsPerson(world, 'admin', '/admin');
    await admin.getByLabel('Registration address').fill(link);
    await admin.getByRole('button', { name: 'Open the tool' }).click();
    await nextStep(page, second);
    await admin.goto(`${lms.url}/admin`);
    const activate = admin.getByRole('button', { name: 'Activate', exact: true });
    if (await activate.count()) await activate.click();
    const roles = admin.getByRole('button', { name: 'Send roles' });
    if (await roles.count()) await roles.click();
    for (let steps = 0; steps < 3; steps += 1) {
      const own = page.locator('.wizard-step.is-next');
      if ((await own.getAttribute('id')) === 'step-open') break;
      const tick = own.getByRole('button', { name: /^I have done this/ });
      if (await tick.count()) await tick.click();
      else await page.getByRole('button', { name: 'Test now' }).click();
      await page.waitForLoadState();
    }
    await nextStep(page, 'open');

    // A teacher opens Insigne in a course.
    const teacher = await lmsPerson(world, 'teacher', '/courses/1/add');
    await teacher.locator('ul.people a').click();
    const deployment = page.getByRole('button', { name: /^Yes, ours/ });
    const isWaiting = (await tool.context.deployments.list(tool.context.institution.id)).every(
      ({ state }) => state !== 'active',
    );
    if (isWaiting) {
      await deployment.waitFor({ timeout: 20_000 });
      const banner = page.locator('.next-step');
      await banner.getByText('Say below whether this deployment is yours.').waitFor();
      await deployment.click();
      await banner.getByText(/Now have Insigne opened once more in the course/).waitFor();
      await teacher.goto(`${lms.url}/courses/1/add`);
      await teacher.locator('ul.people a').click();
    }
    const frame = teacher.frameLocator('iframe.tool');

    // A badge that the institution signs has to be asked for.
    await frame
      .locator('label[for^="badge-"]', { hasText: /Onderzoeksvaardigheden 2|Research skills 2/i })
      .click();
    await frame.locator('[name="value.0"]').fill('5,5');
    await frame.locator('#maximum').fill('10');
    await frame.locator('form.picker button[value=map]').click();
    await teacher.getByRole('button', { name: 'Save and publish' }).click();
    await teacher.waitForURL(/\/courses\/1$/);
    const [placed] = sandbox.control.listLinks('1');
    await teacher.goto(`${lms.url}/courses/1/links/${placed?.id ?? ''}`);
    await teacher.frameLocator('iframe.tool').getByRole('heading', { level: 1 }).waitFor();
    await tool.context.runner.runDue();

    // Everything has shown itself, or does with a test.
    await page.getByText(`${name} is connected.`).waitFor({ timeout: 20_000 });
    await page.locator('.next-step').getByRole('link', { name: 'How the connection is' }).click();
    await page.getByRole('button', { name: 'Test now' }).click();
    await page.getByText('Tested just now.').waitFor();
    const lines = await page
      .locator('.health-line')
      .evaluateAll((all) =>
        all.map((one) => `${one.getAttribute('data-check')} ${one.getAttribute('data-state')}`),
      );
    expect(lines.filter((line) => !line.endsWith(' well'))).toEqual([]);
    expect(lines).toHaveLength(14);
    expect(await page.locator('[data-health]').getAttribute('data-health')).toBe('well');

    // The request of the course is approved.
    await page.getByRole('link', { name: 'To do', exact: true }).click();
    await page.getByRole('link', { name: '1 course asks whether a badge may be used there' }).click();
    await page.getByRole('button', { name: /^Approve/ }).click();
    await page.getByRole('link', { name: 'Approved (1)' }).click();
    await tool.context.runner.runDue();
    const [approval] = await tool.context.badgeClasses.listApprovals(tool.context.institution.id);
    expect(approval?.state).toBe('approved');

    // Whoever administers the LMS and opens Insigne itself reads how it is; they change nothing there.
    sandbox.control.addLink('1', {
      clientId: sandbox.control.listTools()[0]?.clientId ?? '',
      title: 'Insigne itself',
    });
    const itself = sandbox.control.listLinks('1').find(({ title }) => title === 'Insigne itself');
    await admin.goto(`${lms.url}/courses/1/links/${itself?.id ?? ''}`);
    const health = admin.frameLocator('iframe.tool');
    await health
      .getByRole('heading', { name: /How the connection is|Hoe de koppeling ervoor staat/ })
      .waitFor();
    expect(await health.locator('form').count()).toBe(0);
  });
});
