/**
 * Looking at a page that shows rows, as whoever opens it for the first time: its weight, what moves, what axe finds, and
 * whether a phone is wide enough.
 *
 * @module
 */
import { gzipSync } from 'node:zlib';
import type { Frame, Response } from 'playwright-core';
import { expect } from 'vitest';
import { findViolations, measureOverflow, measureShift, NARROW } from './look-at-page.js';
import { logIn, toolFrame, type Person } from './person.js';
import type { CourseWorld } from './start-course.js';

/** Before badge images, as an LMS's page loads them: the page, its style sheets, scripts and fonts. */
const HEAVIEST = 150_000;

export interface PageWithRows {
  readonly user: string;
  readonly locale: 'nl' | 'en';
  /** What there are 500 of; absent where a page shows one thing, comes in parts, or has fewer. */
  readonly rows?: string;
  open(): Promise<Frame>;
}

export async function lookAtRows(
  person: Person,
  world: CourseWorld,
  { user, locale, rows, open }: PageWithRows,
): Promise<void> {
  const { page } = person;
  await logIn(page, world, user);
  world.sandbox.control.setLocale(user, locale);
  await page.setViewportSize({ width: 1100, height: 900 });
  const bodies: Promise<Buffer>[] = [];
  // As a first visit loads them: nothing of ours is taken from what the browser kept.
  const network = await person.context.newCDPSession(page);
  await network.send('Network.setCacheDisabled', { cacheDisabled: true });
  const weigh = (response: Response): void => {
    const { origin, pathname } = new URL(response.url());
    const isOurs = origin === world.tool.baseUrl && response.status() === 200;
    if (isOurs && /^\/(assets|courses)\//.test(pathname))
      bodies.push(response.body().catch(() => Buffer.alloc(0)));
  };
  const opened = await open();
  page.on('response', weigh);
  await opened.goto(opened.url());
  const frame = await toolFrame(page, world);
  await frame.waitForLoadState('load');
  await frame.evaluate('document.fonts.ready.then(() => null)');
  page.off('response', weigh);
  expect(await measureShift(frame)).toBe(0);
  expect(await frame.evaluate('document.documentElement.lang')).toBe(locale);
  expect(await findViolations(frame)).toEqual([]);
  if (rows !== undefined) expect(await frame.locator(rows).count()).toBeGreaterThan(490);
  const weights = (await Promise.all(bodies)).map((body) => gzipSync(body).length);
  expect(weights.length).toBeGreaterThan(2);
  expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeLessThan(HEAVIEST);
  await page.setViewportSize(NARROW);
  expect(await measureOverflow(frame)).toBe(0);
  expect(person.complaints.splice(0)).toEqual([]);
}
