/**
 * Taking the pictures: light and dark, at each width, the frame alone where there is one.
 *
 * @module
 */
import type { Frame, Page } from 'playwright-core';

const SCHEMES = ['light', 'dark'] as const;
/** What is longer is cut off: a picture of 500 rows shows nothing more. */
const TALLEST = 2_400;

export async function takeAll(
  page: Page,
  frame: Frame | null,
  base: string,
  widths: readonly number[],
): Promise<string[]> {
  const written: string[] = [];
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const width of widths) {
      const path = `${base}.${colorScheme}.${width}.png`;
      await (frame ? takeFrame(page, frame, width, path) : takePage(page, width, path));
      written.push(path);
    }
  }
  await page.setViewportSize({ width: 1100, height: 900 });
  return written;
}

/** Letters, and pictures that would come as somebody scrolls to them. */
const LOAD_ALL = `document.fonts.ready.then(() => Promise.all([...document.images].map((image) => {
  image.loading = 'eager';
  return image.decode().catch(() => null);
}))).then(() => null)`;

/** The frame alone, as wide as asked and as tall as its page. */
async function takeFrame(page: Page, frame: Frame, width: number, path: string): Promise<void> {
  await page.setViewportSize({ width: width + 80, height: 900 });
  const element = await page.waitForSelector('iframe.tool');
  await element.evaluate((iframe: HTMLElement, wide: number) => {
    for (const [name, value] of Object.entries({
      width: `${wide}px`,
      height: '700px',
      border: '0',
      'border-radius': '0',
      'max-width': 'none',
    })) {
      iframe.style.setProperty(name, value, 'important');
    }
  }, width);
  const height = Math.min(TALLEST, await frame.evaluate<number>('document.documentElement.scrollHeight'));
  await element.evaluate((iframe: HTMLElement, tall: number) => {
    iframe.style.setProperty('height', `${tall}px`, 'important');
  }, height);
  await frame.evaluate(LOAD_ALL);
  await element.screenshot({ path });
}

async function takePage(page: Page, width: number, path: string): Promise<void> {
  await page.setViewportSize({ width, height: 900 });
  await page.evaluate(LOAD_ALL);
  const height = await page.evaluate<number>('document.documentElement.scrollHeight');
  const clip = { x: 0, y: 0, width, height: TALLEST };
  await page.screenshot({ path, fullPage: true, ...(height > TALLEST && { clip }) });
}

export function renderIndex(paths: readonly string[]): string {
  const names = paths.map((path) => path.split(/[\\/]/).at(-1) ?? '');
  const figures = names.map(
    (name) => `<figure><img src="${name}" loading="lazy" alt=""><figcaption>${name}</figcaption></figure>`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Insigne: every page</title><body>${figures.join('\n')}</body></html>\n`;
}
