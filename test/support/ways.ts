/**
 * Two ways of doing the same on a page of the tool: by keyboard alone, and with a pointer. A task is told once and done both ways.
 *
 * @module
 */
import type { Frame, Page } from 'playwright-core';
import { tabTo } from './look-at-page.js';

export type Way = 'keyboard' | 'pointer';

export interface Hand {
  /** A button, a link, or the head of something folded. */
  press(selector: string): Promise<void>;
  write(selector: string, text: string): Promise<void>;
  /** A box, or one of a group. */
  tick(selector: string): Promise<void>;
  select(selector: string, value: string): Promise<void>;
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
