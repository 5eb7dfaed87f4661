/**
 * The ways in from a frame on another site, third-party cookies blocked: a cookie that is kept apart for this site, the platform's
 * storage, a window of its own. Each ends in a session that works.
 */
import axe from 'axe-core';
import type { Browser, BrowserContext, Frame, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { blockThirdPartyCookies, launchBrowser } from '../../src/demo/browser.js';
import { openLtiWorld, type LtiWorld } from '../support/lti-world.js';
import { buildClaims } from '../support/test-platform.js';
import { serveStoragePage, startOtherSite, type KeepsValues } from './platform-page.js';
import { startStrippingProxy, type StrippingProxy } from './stripping-proxy.js';

describe('ways into the tool from a frame of another site', () => {
  let world: LtiWorld;
  let browser: Browser;
  let proxy: StrippingProxy;
  /** A page like the platform's, of somebody else. */
  let other: Awaited<ReturnType<typeof startOtherSite>>;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    world = await openLtiWorld();
    browser = await launchBrowser(inject('chromium'));
    proxy = await startStrippingProxy();
    serveStoragePage(world.platform, (target) => toLogin(world, target));
    serveLogin(world);
    other = await startOtherSite('/course', (target) => toLogin(world, target));
  });
  afterAll(async () => {
    await browser.close();
    proxy.close();
    other.close();
    await world.close();
  });
  beforeEach(() => {
    world.platform.seen.length = 0;
  });
  afterEach(() => context.close());

  async function openBrowser({ keepsCookies }: { readonly keepsCookies: boolean }): Promise<void> {
    context = await browser.newContext({
      locale: 'en-GB',
      ...(!keepsCookies && { proxy: { server: proxy.url } }),
    });
    context.on('page', (one) => void blockThirdPartyCookies(context, one));
    page = await context.newPage();
    await blockThirdPartyCookies(context, page);
  }

  const openCourse = (keeps: KeepsValues) =>
    page.goto(`${keeps === 'elsewhere' ? other.url : world.platform.url}/course?keeps=${keeps}`);
  const inFrame = () => page.frameLocator('iframe[title="Insigne"]');
  const countAuthentications = () => world.platform.seen.filter(({ url }) => url.startsWith('/auth')).length;

  function getFrame(): Frame {
    const frame = page.frame({ name: 'tool' });
    if (!frame) throw new Error('the page has no frame of the tool');
    return frame;
  }

  /** Opens by address what the launch led to: nothing but the session lets it in. */
  async function expectWorking(opened: Page | Frame): Promise<void> {
    await expect.poll(() => new URL(opened.url()).pathname).toMatch(/^\/courses\/[^/]+$/);
    const response = await opened.goto(opened.url());
    expect(response?.status()).toBe(200);
    await opened.getByRole('heading', { level: 1 }).waitFor();
    expect(new URL(opened.url()).search).toBe('');
  }

  async function openWindow(button: 'link' | 'button'): Promise<Page> {
    const opens = inFrame().getByRole(button, { name: 'Open in a new window' });
    await opens.waitFor();
    const [opened] = await Promise.all([context.waitForEvent('page'), opens.click()]);
    return opened;
  }

  async function expectAccessible(frame: Frame): Promise<void> {
    await frame.evaluate(axe.source);
    const violations = await frame.evaluate(async () => {
      const found = await (globalThis as unknown as { axe: typeof axe }).axe.run();
      return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    });
    expect(violations).toEqual([]);
  }

  it('a partitioned cookie: the session works in the frame, and the platform is not asked to keep anything', async () => {
    await openBrowser({ keepsCookies: true });
    await openCourse('parent');
    await expectWorking(getFrame());
    expect(await page.evaluate(() => document.title)).toBe('LMS, asked 0 times');
    expect((await context.cookies(world.baseUrl)).map(({ partitionKey }) => partitionKey)).toEqual([
      'http://127.0.0.1',
    ]);
  });

  for (const keeps of ['parent', 'beside'] as const) {
    it(`platform storage in a frame called ${keeps === 'parent' ? '_parent' : 'by a name'}: the launch is proven, and a window of its own holds the session`, async () => {
      await openBrowser({ keepsCookies: false });
      await openCourse(keeps);
      const opened = await openWindow('button');
      await expectAccessible(getFrame());
      await expectWorking(opened);
      // The LMS gave its launch once, to the frame: the window did not have to ask again.
      expect(countAuthentications()).toBe(1);
      expect(proxy.stripped()).toBeGreaterThan(0);
    });
  }

  it('the code of the window opens one window', async () => {
    await openBrowser({ keepsCookies: false });
    await openCourse('parent');
    await expectWorking(await openWindow('button'));
    const second = await openWindow('button');
    await second.getByRole('heading', { name: 'Open the link again' }).waitFor();
  });

  for (const keeps of ['silent', 'refuses', 'elsewhere', 'absent'] as const) {
    it(`a window of its own, where the platform's page ${SAYS[keeps]}: the LMS is asked there for the first time`, async () => {
      await openBrowser({ keepsCookies: false });
      await openCourse(keeps);
      const link = inFrame().getByRole('link', { name: 'Open in a new window' });
      await link.waitFor({ timeout: 10_000 });
      expect(countAuthentications()).toBe(0);
      await expectAccessible(getFrame());
      await expectWorking(await openWindow('link'));
      expect(countAuthentications()).toBe(1);
    });
  }

  it('a window of its own, where the platform’s page forgot what it kept: the launch is not let in', async () => {
    await openBrowser({ keepsCookies: false });
    await openCourse('forgets');
    await expectWorking(await openWindow('link'));
    expect(countAuthentications()).toBe(2);
  });
});

const SAYS = {
  silent: 'does not answer',
  refuses: 'refuses',
  elsewhere: 'is another site than the LMS',
  absent: 'offers no storage',
} as const;

function toLogin({ platform, baseUrl }: LtiWorld, storageTarget: string | null): string {
  const login = new URLSearchParams({
    iss: platform.url,
    client_id: platform.clientId,
    login_hint: 'user-1',
    target_link_uri: `${baseUrl}/lti/launch`,
    ...(storageTarget !== null && { lti_storage_target: storageTarget }),
  });
  return `${baseUrl}/lti/login?${login.toString()}`;
}

/** A platform that everybody is logged in to. */
function serveLogin(world: LtiWorld): void {
  const { platform, baseUrl } = world;
  platform.routes.set('/auth', (req, res) => {
    const asked = new URL(req.url ?? '/', platform.url).searchParams;
    const { clientId, deploymentId } = platform;
    const idToken = platform.sign(
      buildClaims({
        issuer: platform.url,
        clientId,
        deploymentId,
        nonce: asked.get('nonce') ?? '',
        targetLinkUri: `${baseUrl}/lti/launch`,
        now: world.clock.at,
      }),
    );
    res.setHeader('content-type', 'text/html').end(`<!doctype html><title>LMS</title>
      <form method="post" action="${baseUrl}/lti/launch">
        <input type="hidden" name="state" value="${asked.get('state') ?? ''}">
        <input type="hidden" name="id_token" value="${idToken}">
      </form><script>document.forms[0].submit()</script>`);
  });
}
