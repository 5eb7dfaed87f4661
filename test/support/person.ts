/**
 * A person with a browser in front of the sandbox LMS: third-party cookies blocked, the tool in its cross-site frame, and
 * everything that should not happen written down.
 *
 * @module
 */
import type { Browser, BrowserContext, BrowserContextOptions, Frame, Page } from 'playwright-core';
import { openPage } from '../../src/demo/browser.js';
import { COURSE, type CourseWorld } from './start-course.js';

export interface Person {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Errors in the console, refusals of a policy, requests to anywhere else, and answers of 400 and up: `404 /path`. */
  readonly complaints: string[];
  /** Another tab of the same browser. */
  openTab(): Promise<Page>;
}

/** A browser of their own, already logged in to the LMS. */
export async function openPerson(
  browser: Browser,
  world: CourseWorld,
  user: string,
  options: BrowserContextOptions = {},
): Promise<Person> {
  const context = await browser.newContext({ viewport: { width: 1100, height: 900 }, ...options });
  const complaints: string[] = [];
  watch(context, [world.tool.baseUrl, world.sandboxUrl], complaints);
  const page = await openPage(context);
  await logIn(page, world, user);
  return { context, page, complaints, openTab: () => openPage(context) };
}

/** Another person sits down at this browser. */
export async function logIn(page: Page, world: CourseWorld, user: string): Promise<void> {
  await page.goto(`${world.sandboxUrl}/login-as/${user}?to=/assets/sandbox.svg`);
}

/** Opens a link of the course in the LMS. */
export async function openLinkInFrame(
  page: Page,
  world: CourseWorld,
  linkId: string,
  course = COURSE,
): Promise<Frame> {
  await page.goto(`${world.sandboxUrl}/courses/${course}/links/${linkId}`);
  return toolFrame(page, world);
}

/** Adds content from the tool, as far as its first page. */
export async function openPicker(page: Page, world: CourseWorld): Promise<Frame> {
  await page.goto(`${world.sandboxUrl}/courses/${COURSE}/add`);
  await page.locator('ul.people a').click();
  return toolFrame(page, world);
}

/** The tool's frame, once it shows a page of the tool: inside a course, or the one named. */
export async function toolFrame(page: Page, world: CourseWorld, path = '/courses/'): Promise<Frame> {
  const frame = await lmsFrame(page);
  await frame.waitForURL((url) => url.origin === world.tool.baseUrl && url.pathname.startsWith(path));
  return frame;
}

/** The frame that the LMS has for tools, whatever is in it. */
export async function lmsFrame(page: Page): Promise<Frame> {
  const element = await page.waitForSelector('iframe.tool');
  const frame = await element.contentFrame();
  if (!frame) throw new Error('the LMS shows no frame');
  return frame;
}

/** As in browsers that keep nothing for a site inside another one's page; windows of its own are not touched. */
export async function loseCookies(page: Page, world: CourseWorld): Promise<void> {
  await page.route(`${world.tool.baseUrl}/lti/**`, async (route) => {
    const response = await route.fetch({ maxRedirects: 0 });
    const headers = Object.entries(response.headers()).filter(([name]) => name !== 'set-cookie');
    await route.fulfill({ response, headers: Object.fromEntries(headers) });
  });
}

function watch(context: BrowserContext, ownOrigins: readonly string[], complaints: string[]): void {
  context.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && !ownOrigins.includes(origin)) complaints.push(`asks ${origin}`);
  });
  context.on('response', (response) => {
    const status = response.status();
    if (status >= 400) complaints.push(`${status} ${new URL(response.url()).pathname}`);
  });
  context.on('console', (message) => {
    // What this says is in the list of answers already.
    if (message.type() !== 'error' || message.text().startsWith('Failed to load resource')) return;
    complaints.push(message.text());
  });
  context.on('weberror', (error) => complaints.push(error.error().message));
}
