import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser, openPage, openPersonContext } from '../../src/demo/browser.js';

const UNPARTITIONED = 'plain=1; Secure; SameSite=None; Path=/';
const PARTITIONED = '__Host-own=1; Secure; HttpOnly; SameSite=None; Partitioned; Path=/';

/** The site in the frame (localhost) and the site around it (127.0.0.1), on free ports. */
describe('the browsers of the tests block third-party cookies', () => {
  let browser: Browser;
  const servers: Server[] = [];
  let framed = '';
  let around = '';
  /** Cookies of the requests for `/in-frame/2`: by then the frame has been given both. */
  let received: string[] = [];

  async function listen(
    host: string,
    answer: (req: IncomingMessage, res: ServerResponse) => void,
  ): Promise<string> {
    const server = createServer(answer).listen(0, host);
    servers.push(server);
    await once(server, 'listening');
    return `http://${host}:${(server.address() as AddressInfo).port}`;
  }

  beforeAll(async () => {
    framed = await listen('localhost', (req, res) => {
      if (req.url === '/in-frame/2') received.push(req.headers.cookie ?? '');
      res.setHeader('set-cookie', [UNPARTITIONED, PARTITIONED]);
      res.setHeader('content-type', 'text/html');
      res.end('<title>framed</title><a href="/in-frame/2">on</a>');
    });
    around = await listen('127.0.0.1', (_req, res) => {
      res.setHeader('content-type', 'text/html');
      res.end(`<title>around</title><iframe src="${framed}/in-frame/1"></iframe>`);
    });
    browser = await launchBrowser(inject('chromium'));
  });

  afterAll(async () => {
    await browser.close();
    for (const server of servers) server.close();
  });

  async function visit(page: Page): Promise<string> {
    received = [];
    await page.goto(`${framed}/at-top-level`);
    await page.goto(around);
    const frame = page.frameLocator('iframe');
    await frame.getByRole('link').click();
    await expect.poll(() => received.length).toBe(1);
    return received.join();
  }

  it('an unpartitioned SameSite=None cookie does not reach the frame, a partitioned one does', async () => {
    const context = await openPersonContext(browser);
    const cookies = await visit(await openPage(context));
    expect(cookies).toBe('__Host-own=1');
    await context.close();
  });

  it('without the block it would: the test above can fail', async () => {
    const context: BrowserContext = await browser.newContext();
    const cookies = await visit(await context.newPage());
    expect(cookies).toContain('plain=1');
    await context.close();
  });
});
