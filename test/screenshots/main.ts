/**
 * `npm run screenshots [folder]`: every page in both languages, light and dark, 700 and 360 pixels wide, with nothing, one
 * and many of what it shows.
 *
 * The pages come from the states that the browser tests look at, in the LMS's frame as people have them, so what is
 * pictured is what is tested. Their names say who, what, how much, and how.
 *
 * @module
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { launchBrowser } from '../../src/demo/browser.js';
import { findChromium } from '../../src/demo/chromium.js';
import { openCredential, REFUSED_STATES, STUDENT_STATES, TEACHER_STATES } from '../support/course-states.js';
import {
  furnishCourse,
  PASSED_STUDENT,
  UNGRADED_STUDENT,
  type FurnishedCourse,
} from '../support/furnish-course.js';
import { logIn, openPerson } from '../support/person.js';
import { addSizedCourses } from '../support/sized-courses.js';
import { SIZED_STATES } from '../support/sized-states.js';
import { startCourse } from '../support/start-course.js';

const LANGUAGES = ['nl', 'en'] as const;
const SCHEMES = ['light', 'dark'] as const;
const WIDTHS = [700, 360] as const;
/** What is longer is cut off: a picture of 500 rows shows nothing more. */
const TALLEST = 2_400;

interface Shot {
  readonly name: string;
  readonly user: string;
  open(page: Page): Promise<Frame | null>;
}

await main(process.argv.slice(2));

async function main([folder = 'screenshots', only = '']: string[]): Promise<void> {
  const target = resolve(folder);
  await mkdir(target, { recursive: true });
  const [world, browser] = await Promise.all([startCourse(), launchBrowser(await findChromium())]);
  try {
    const course = await furnishCourse(world);
    const shots = (await listShots(course)).filter(({ name }) => name.includes(only));
    const written: string[] = [];
    for (const language of LANGUAGES) {
      const person = await openPerson(browser, world, 'teacher', {
        locale: language === 'nl' ? 'nl-NL' : 'en-GB',
        reducedMotion: 'reduce',
      });
      let sitting = 'teacher';
      for (const shot of shots) {
        if (shot.user !== sitting) await logIn(person.page, world, shot.user);
        sitting = shot.user;
        world.sandbox.control.setLocale(shot.user, language);
        try {
          const frame = await shot.open(person.page);
          const base = `${toFileName(shot.name)}.${language}`;
          written.push(...(await takeAll(person.page, frame, join(target, base))));
        } catch (error) {
          console.error(
            `${shot.name} (${language}): ${error instanceof Error ? error.message : 'no picture'}`,
          );
          process.exitCode = 1;
        }
      }
      await person.context.close();
    }
    await writeFile(join(target, 'index.html'), renderIndex(written));
    console.log(`${written.length} pictures in ${target}`);
  } finally {
    await browser.close();
    await world.close();
  }
}

async function listShots(course: FurnishedCourse): Promise<Shot[]> {
  const inFrame = (whom: string, states: typeof TEACHER_STATES): Shot[] =>
    states.map((state) => ({
      name: `${whom} ${state.name}`,
      user: state.user,
      open: (page) => state.open(page, course),
    }));
  const first = [
    ...inFrame('teacher', TEACHER_STATES),
    ...inFrame('student', STUDENT_STATES),
    ...inFrame('refused', REFUSED_STATES),
    ...listPublicPages(course),
  ];
  const courses = await addSizedCourses(course);
  const sized = SIZED_STATES.map((state): Shot => ({
    name: `rows ${state.name} ${state.size}`,
    user: state.user,
    open: (page) => state.open(page, course, courses),
  }));
  return [...first, ...sized];
}

/** Pages of our own, without an LMS around them. */
function listPublicPages(course: FurnishedCourse): Shot[] {
  const { baseUrl } = course.world.tool;
  const { badgeClassId } = course.graded.mapping;
  const at = (name: string, find: (page: Page) => Promise<string> | string): Shot => ({
    name: `public ${name}`,
    user: name === 'credential' ? PASSED_STUDENT : UNGRADED_STUDENT,
    async open(page) {
      await page.goto(await find(page));
      return null;
    },
  });
  return [
    at('verify', () => `${baseUrl}/verify`),
    at('badge class', () => `${baseUrl}/badges/${badgeClassId}`),
    at('not found', () => `${baseUrl}/credentials/nobody`),
    at('credential', async (page) => {
      const frame = await openCredential(page, course, true);
      return frame.locator('#share-link').inputValue();
    }),
    at(
      'without a session',
      () => `${baseUrl}/courses/${course.graded.course.id}/badges/${course.graded.mapping.key}`,
    ),
  ];
}

async function takeAll(page: Page, frame: Frame | null, base: string): Promise<string[]> {
  const written: string[] = [];
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const width of WIDTHS) {
      const path = `${base}.${colorScheme}.${width}.png`;
      await (frame ? takeFrame(page, frame, width, path) : takePage(page, width, path));
      written.push(path);
    }
  }
  await page.setViewportSize({ width: 1100, height: 900 });
  return written;
}

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
  await frame.evaluate('document.fonts.ready');
  await element.screenshot({ path });
}

async function takePage(page: Page, width: number, path: string): Promise<void> {
  await page.setViewportSize({ width, height: 900 });
  await page.evaluate('document.fonts.ready');
  await page.screenshot({ path, fullPage: true });
}

function toFileName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

function renderIndex(paths: readonly string[]): string {
  const names = paths.map((path) => path.split(/[\\/]/).at(-1) ?? '');
  const figures = names.map(
    (name) => `<figure><img src="${name}" loading="lazy" alt=""><figcaption>${name}</figcaption></figure>`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Insigne: every page</title><body>${figures.join('\n')}</body></html>\n`;
}
