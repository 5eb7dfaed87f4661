/**
 * Two ways of doing the same on a page of the tool: by keyboard alone, and with a pointer. A task is told once and done both ways.
 *
 * @module
 */
import type { Browser, Frame, Page } from 'playwright-core';
import { expect } from 'vitest';
import { tabTo } from './look-at-page.js';
import { logIn, openPerson } from './person.js';
import type { CourseWorld } from './start-course.js';

export type Way = 'keyboard' | 'pointer';

export interface Hand {
  /** A button, a link, or the head of something folded. */
  press(selector: string): Promise<void>;
  write(selector: string, text: string): Promise<void>;
  /** A box, or one of a group. */
  tick(selector: string): Promise<void>;
  select(selector: string, value: string): Promise<void>;
}

/** One browser at which people sit down in turn, all with the same hand and the same language. */
export interface Seat {
  readonly page: Page;
  /**
   * Who sits down, and what they do; nothing may be complained about afterwards.
   *
   * @param expectedStatus - of an answer that is part of the task
   */
  act(
    user: string,
    open: () => Promise<Frame>,
    work: (frame: Frame, hand: Hand) => Promise<void>,
    expectedStatus?: number | null,
  ): Promise<void>;
  close(): Promise<void>;
}

export async function openSeat(
  browser: Browser,
  world: CourseWorld,
  { locale, way }: { readonly locale: 'nl' | 'en'; readonly way: Way },
): Promise<Seat> {
  const { page, context, complaints } = await openPerson(browser, world, 'teacher', {
    locale,
    acceptDownloads: true,
  });
  let sitting = 'teacher';
  return {
    page,
    async act(user, open, work, expectedStatus = null) {
      world.sandbox.control.setLocale(user, locale);
      if (user !== sitting) await logIn(page, world, user);
      sitting = user;
      const frame = await open();
      expect(await frame.evaluate('document.documentElement.lang')).toBe(locale);
      await work(frame, createHand(way, page, frame));
      const expected = `${expectedStatus ?? 'none'} `;
      expect(complaints.splice(0).filter((complaint) => !complaint.startsWith(expected))).toEqual([]);
    },
    close: () => context.close(),
  };
}

export function createHand(way: Way, page: Page, frame: Frame): Hand {
  return way === 'keyboard' ? createKeyboardHand(page, frame) : createPointerHand(frame);
}

function createPointerHand(frame: Frame): Hand {
  return {
    press: (selector) => frame.locator(selector).first().click(),
    write: (selector, text) => frame.locator(selector).first().fill(text),
    tick: (selector) => frame.locator(selector).first().check(),
    async select(selector, value) {
      await frame.locator(selector).first().selectOption(value);
    },
  };
}

const MOST_ARROWS = 40;

function createKeyboardHand(page: Page, frame: Frame): Hand {
  const arrowTo = async (isThere: string, what: string): Promise<void> => {
    for (let presses = 0; presses < MOST_ARROWS; presses += 1) {
      if (await frame.evaluate(isThere)) return;
      await page.keyboard.press('ArrowDown');
    }
    throw new Error(`the arrow keys do not reach ${what}`);
  };
  return {
    async press(selector) {
      await tabTo(page, frame, selector);
      await page.keyboard.press('Enter');
    },
    async write(selector, text) {
      await tabTo(page, frame, selector);
      await page.keyboard.press('Control+A');
      await page.keyboard.type(text);
    },
    async tick(selector) {
      const box = frame.locator(selector).first();
      if (await box.isChecked()) return;
      if ((await box.getAttribute('type')) === 'radio') {
        const name = JSON.stringify(await box.getAttribute('name'));
        await tabTo(page, frame, `input[name=${name}]`);
        await arrowTo(`document.activeElement.matches(${JSON.stringify(selector)})`, selector);
      } else {
        await tabTo(page, frame, selector);
      }
      if (!(await box.isChecked())) await page.keyboard.press('Space');
    },
    async select(selector, value) {
      await tabTo(page, frame, selector);
      await page.keyboard.press('Home');
      await arrowTo(`document.activeElement.value === ${JSON.stringify(value)}`, value);
    },
  };
}
