import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser, openPage, openPersonContext } from '../../src/demo/browser.js';
import { completeContent } from '../support/build-full-badge-class.js';
import { PASSWORD } from '../support/console-visitor.js';
import {
  COLOR_RULES,
  findViolations,
  listControls,
  measureOverflow,
  NARROW,
  type ReachedControl,
} from '../support/look-at-page.js';
import { startTool, type RunningTool } from '../support/start-tool.js';

const EMAIL = 'eva@school.example';
const SHOTS = process.env['SHOTS'];

let tool: RunningTool;
let browser: Browser;
let person: BrowserContext;
let page: Page;

beforeAll(async () => {
  tool = await startTool();
  await tool.context.seed();
  // One key that is not trusted any more, so that its page shows each kind of line.
  const { issuers, issuerKeys, institution: ours } = tool.context;
  const { id: issuerId } = await issuers.ensureFirst(ours);
  const [key] = await issuerKeys.list(ours.id, issuerId);
  if (key) await issuerKeys.markCompromised(ours.id, key.kid, key.createdAt, { kind: 'tool' });
  browser = await launchBrowser(inject('chromium'));
  person = await openPersonContext(browser, { locale: 'nl-NL', width: 1400 });
  page = await openPage(person);
  const { institution, adminAccounts } = tool.context;
  const account = { name: 'Eva Editor', email: EMAIL, role: 'admin' } as const;
  const { link } = await adminAccounts.add(institution.id, account, { kind: 'tool' });
  await page.goto(link.url);
  for (const field of await page.locator('input[type=password]').all()) await field.fill(PASSWORD);
  await page.locator('button[type=submit]').last().click();
  await page.goto(`${tool.baseUrl}/admin`);
});

afterAll(async () => {
  await browser.close();
  await tool.close();
});

async function shoot(name: string): Promise<void> {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
}

/** Axe in both schemes, every control reached by Tab with a ring to see, nothing wider than 320 px. */
async function inspect(): Promise<string[]> {
  const found: string[] = [];
  const frame = page.mainFrame();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const rules = colorScheme === 'dark' ? COLOR_RULES : undefined;
    for (const violation of await findViolations(frame, rules)) found.push(`${colorScheme}: ${violation}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  const controls = await listControls(frame);
  await frame.evaluate('document.activeElement?.blur()');
  await frame.evaluate('window.insigneLook.watch()');
  for (let presses = 0; presses < controls.length + 10; presses += 1) await page.keyboard.press('Tab');
  const reached = await frame.evaluate<ReachedControl[]>('window.insigneLook.reached');
  for (const { name, hasRing } of reached) if (!hasRing) found.push(`no focus ring: ${name}`);
  const names = reached.map(({ name }) => name);
  for (const control of controls) if (!names.includes(control)) found.push(`not reached: ${control}`);
  await page.setViewportSize(NARROW);
  const overflow = await measureOverflow(frame);
  if (overflow > 0) found.push(`${overflow} px too wide`);
  return found;
}

async function findBadge(variant: string): Promise<string> {
  const all = await tool.context.badgeClasses.list(tool.context.institution.id);
  return all.find((one) => one.variant === variant)?.id ?? '';
}

describe('the console’s pages of badges', () => {
  it.each([
    ['list', '/admin/badges'],
    ['new', '/admin/badges/new'],
    ['import', '/admin/badges/import'],
    ['issuers', '/admin/issuers'],
    ['issuer', '/admin/issuers/new'],
    ['issuer-keys', '/admin/issuers/:issuer'],
    ['rubric', '/admin/badges/:badge/rubric'],
    ['editor', ''],
  ])('%s: axe, keyboard, 320 px', async (name, path) => {
    await page.setViewportSize({ width: 1400, height: 900 });
    const { issuers, institution } = tool.context;
    const filled = path
      .replace(':issuer', (await issuers.ensureFirst(institution)).id)
      .replace(':badge', await findBadge('microcredential'));
    const answer = await page.goto(
      `${tool.baseUrl}${filled || `/admin/badges/${await findBadge('microcredential')}`}`,
    );
    expect(answer?.status()).toBe(200);
    for (const closed of await page.locator('#keys details').all()) await closed.locator('summary').click();
    await shoot(name);
    expect(await inspect()).toEqual([]);
    await page.setViewportSize(NARROW);
    await shoot(`${name}-narrow`);
  });

  it('stands with 500 badges', async () => {
    await page.setViewportSize({ width: 1400, height: 900 });
    const { badgeClasses, institution, issuers } = tool.context;
    const issuer = await issuers.ensureFirst(institution);
    for (let number = 0; number < 500; number += 1) {
      const name = { nl: `Badge ${number}`, en: `Badge ${number}` };
      const text = { nl: 'Tekst', en: 'Text' };
      await badgeClasses.create(
        institution.id,
        {
          ...completeContent('extra-curricular'),
          issuerId: issuer.id,
          variant: 'extra-curricular',
          name,
          description: text,
          criteria: text,
          language: 'nl',
        },
        { kind: 'tool' },
      );
    }
    await page.goto(`${tool.baseUrl}/admin/badges`);
    expect(await page.locator('tbody tr').count()).toBe(503);
    await page.setViewportSize(NARROW);
    expect(await measureOverflow(page.mainFrame())).toBe(0);
    await page.fill('input[name=q]', 'badge 499');
    await page.press('input[name=q]', 'Enter');
    await page.waitForURL(/q=/);
    expect(await page.locator('tbody tr').count()).toBe(1);
  });
});

describe('the editor', () => {
  it('shows the page while somebody types, and saves it', async () => {
    await page.setViewportSize({ width: 1400, height: 900 });
    const id = await findBadge('microcredential');
    await page.goto(`${tool.baseUrl}/admin/badges/${id}`);
    const pane = page.locator('[data-pane]');
    expect(await page.locator('[data-refresh]').isHidden()).toBe(true);

    await page.fill('[name="name.nl"]', 'Zorgdata lezen');
    await page.fill('[name="criteria.nl"]', 'Maak een **dashboard**.');
    await page.selectOption('[name="artwork.shape"]', 'hexagon');
    await pane.locator('h2', { hasText: 'Zorgdata lezen' }).waitFor();
    await pane.locator('strong', { hasText: 'dashboard' }).waitFor();
    await page.selectOption('[name="eqfLevel"]', '');
    await pane.getByText('Kies het niveau').waitFor();
    await page.selectOption('[name="eqfLevel"]', '6');
    await pane.getByText('Niets staat publiceren in de weg.').waitFor();

    await page.click('button[name=action][value=save]');
    await page.waitForURL(/saved=yes/);
    await page.getByText('Bewaard.').waitFor();
    await shoot('saved');
    await page.goto(`${tool.baseUrl}/badges/${id}?lang=nl`);
    expect(await page.locator('h1').textContent()).toBe('Zorgdata lezen');
    await shoot('public');
    await page.goto(`${tool.baseUrl}/badges/${id}?version=1&lang=nl`);
    expect(await page.locator('h1').textContent()).toBe('Data-analyse voor zorgprofessionals');
  });

  it('works without scripts', async () => {
    const plain = await browser.newContext({ javaScriptEnabled: false, locale: 'nl-NL' });
    await plain.addCookies(await person.cookies());
    const tab = await plain.newPage();
    await tab.goto(`${tool.baseUrl}/admin/badges/${await findBadge('regular')}`);
    await tab.fill('[name="name.nl"]', 'Zonder scripts');
    await tab.click('[data-refresh]');
    await tab.locator('[data-pane] h2', { hasText: 'Zonder scripts' }).waitFor();
    await tab.click('button[name=action][value=save]');
    await tab.getByText('Bewaard.').waitFor();
    await plain.close();
  });
});
