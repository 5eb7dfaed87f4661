/**
 * Browsers as people have them: third-party cookies are blocked in every page and every frame.
 *
 * Chromium is started with `--no-sandbox` alone (root in a container has no sandbox to offer); the flags that its
 * package proposes switch web security off, and what is proven with them would prove nothing.
 *
 * @module
 */
import { chromium, type Browser, type BrowserContext, type Frame, type Page } from 'playwright-core';
import type { Chromium } from './chromium.js';

/** Starts a headless browser. */
export function launchBrowser({ executablePath, env }: Chromium): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox'],
    env: { ...cleanEnv(), ...env },
  });
}

export interface PersonOptions {
  readonly locale?: string;
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
}

/** One person's browser: cookies of its own, and none for third parties. */
export async function openPersonContext(
  browser: Browser,
  { locale = 'en-GB', width = 1100, height = 900, colorScheme = 'light' }: PersonOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({ locale, viewport: { width, height }, colorScheme });
  context.on('page', (page) => void blockThirdPartyCookies(context, page));
  return context;
}

/** A page that blocks third-party cookies from its first request on. */
export async function openPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await blockThirdPartyCookies(context, page);
  return page;
}

const COOKIE_CONTROLS = {
  enableThirdPartyCookieRestriction: true,
  disableThirdPartyCookieMetadata: true,
  disableThirdPartyCookieHeuristics: true,
};

/** For a context that a test makes by itself. */
export async function blockThirdPartyCookies(context: BrowserContext, page: Page): Promise<void> {
  await block(context, page);
  // A frame of another site gets a process, and with it controls, of its own.
  page.on('frameattached', (frame) => void block(context, frame));
  page.on('framenavigated', (frame) => void block(context, frame));
}

async function block(context: BrowserContext, target: Page | Frame): Promise<void> {
  try {
    const session = await context.newCDPSession(target);
    await session.send('Network.enable');
    await session.send('Network.setCookieControls', COOKIE_CONTROLS);
  } catch {
    // A frame inside its parent's process is covered by the parent; one that is gone needs nothing.
  }
}

function cleanEnv(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
