/**
 * The way in with a real browser: the tool in a frame of another site, third-party cookies blocked.
 */
import axe from 'axe-core';
import type { Browser, BrowserContext, Frame, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { launchBrowser, openPage, openPersonContext } from '../../src/demo/browser.js';
import { openLtiWorld, type LtiWorld } from '../support/lti-world.js';
import { buildClaims } from '../support/test-platform.js';

describe('launching in a frame', () => {
  let world: LtiWorld;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    world = await openLtiWorld();
    browser = await launchBrowser(inject('chromium'));
    serveLms(world);
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });
  beforeEach(async () => {
    context = await openPersonContext(browser);
    page = await openPage(context);
    world.platform.seen.length = 0;
  });
  afterEach(() => context.close());

  function getFrame(): Frame {
    const frame = page.frames()[1];
    if (!frame) throw new Error('the page has no frame');
    return frame;
  }

  it('goes through the hop to the course, on cookies that are kept apart for this site', async () => {
    await page.goto(`${world.platform.url}/course`);
    await page.frameLocator('iframe').getByRole('heading', { level: 1 }).waitFor();
    await expect.poll(() => new URL(getFrame().url()).pathname).toMatch(/^\/courses\/[^/]+$/);
    const cookies = await context.cookies(world.baseUrl);
    expect(cookies.map(({ name, partitionKey }) => [name, partitionKey])).toEqual([
      ['__Host-insigne', 'http://127.0.0.1'],
    ]);
    expect(countAuthentications()).toBe(1);
  });

  it('asks nothing of the LMS while the browser keeps no cookie in the frame, and goes on in a new window', async () => {
    await loseCookiesInFrames();
    await page.goto(`${world.platform.url}/course`);
    const link = page.frameLocator('iframe').getByRole('link', { name: 'Open in a new window' });
    await link.waitFor();
    expect(countAuthentications()).toBe(0);
    await getFrame().evaluate(axe.source);
    expect(await getFrame().evaluate(findViolations)).toEqual([]);

    const [opened] = await Promise.all([context.waitForEvent('page'), link.click()]);
    await opened.waitForURL(`${world.baseUrl}/courses/*`);
    expect(countAuthentications()).toBe(1);
  });

  it('shows what to do when a launch is reloaded', async () => {
    const posted = page.waitForRequest((request) => request.url() === `${world.baseUrl}/lti/launch`);
    await page.goto(`${world.platform.url}/course`);
    const form = new URLSearchParams((await posted).postData() ?? '');
    await page.frameLocator('iframe').getByRole('heading', { level: 1 }).waitFor();
    await page.goto(`${world.platform.url}/again?${form.toString()}`);
    await page.getByRole('heading', { name: 'Open the link again' }).waitFor();
    expect(page.url()).toBe(`${world.baseUrl}/lti/launch`);
    await page.evaluate(axe.source);
    expect(await page.evaluate(findViolations)).toEqual([]);
  });

  function countAuthentications(): number {
    return world.platform.seen.filter(({ url }) => url.startsWith('/auth')).length;
  }

  /** As browsers do that keep nothing for a site inside another one's page; windows of its own are not touched. */
  async function loseCookiesInFrames(): Promise<void> {
    await page.route(`${world.baseUrl}/**`, async (route) => {
      const response = await route.fetch({ maxRedirects: 0 });
      const headers = Object.entries(response.headers()).filter(([name]) => name !== 'set-cookie');
      await route.fulfill({ response, headers: Object.fromEntries(headers) });
    });
  }
});

/** Runs in the page, where axe was put before. */
async function findViolations(): Promise<string[]> {
  const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** An LMS of three pages: a course with the tool in a frame, its login, and a way to post a launch again. */
function serveLms(world: LtiWorld): void {
  const { platform, baseUrl } = world;
  const page = (body: string) =>
    `<!doctype html><html lang="en"><title>LMS</title><body>${body}</body></html>`;
  const postForm = (fields: readonly (readonly [string, string])[]) =>
    page(
      `<form method="post" action="${baseUrl}/lti/launch">${fields
        .map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`)
        .join('')}</form><script>document.forms[0].submit()</script>`,
    );

  platform.routes.set('/course', (_req, res) => {
    const login = new URLSearchParams({
      iss: platform.url,
      client_id: platform.clientId,
      login_hint: 'user-1',
      target_link_uri: `${baseUrl}/lti/launch`,
    });
    const src = `${baseUrl}/lti/login?${login.toString()}`.replaceAll('&', '&amp;');
    res
      .setHeader('content-type', 'text/html')
      .end(page(`<iframe title="Insigne" src="${src}" width="700" height="500"></iframe>`));
  });
  platform.routes.set('/auth', (req, res) => {
    const asked = new URL(req.url ?? '/', platform.url).searchParams;
    const { clientId, deploymentId } = platform;
    const claims = buildClaims({
      issuer: platform.url,
      clientId,
      deploymentId,
      nonce: asked.get('nonce') ?? '',
      targetLinkUri: `${baseUrl}/lti/launch`,
      now: world.clock.at,
    });
    const fields = [
      ['state', asked.get('state') ?? ''],
      ['id_token', platform.sign(claims)],
    ] as const;
    res.setHeader('content-type', 'text/html').end(postForm(fields));
  });
  platform.routes.set('/again', (req, res) => {
    const fields = [...new URL(req.url ?? '/', platform.url).searchParams];
    res.setHeader('content-type', 'text/html').end(postForm(fields));
  });
}
