/**
 * `npm run screenshots [folder] [part of a name]`: every page in both languages, light and dark, at 700 and 360 pixels (the
 * console at 1100 and 360), with nothing, one and many of what it shows.
 *
 * The pages come from the states that the browser tests look at, in the LMS's frame as people have them, so what is
 * pictured is what is tested. Their names say who, what, how much, and how. A test holds the list to the router's.
 *
 * @module
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, openPage } from '../../src/demo/browser.js';
import { findChromium } from '../../src/demo/chromium.js';
import { listGuides } from '../../src/language/guides/index.js';
import { furnishCourse, PASSED_STUDENT } from '../support/furnish-course.js';
import { logIn, openPerson } from '../support/person.js';
import { addSizedCourses } from '../support/sized-courses.js';
import { grade, placeBadge, runRound, startCourse, type CourseWorld } from '../support/start-course.js';
import { startTool } from '../support/start-tool.js';
import { CONSOLE_PICTURES, CONSOLE_SIZES, openDoor, prepareConsole } from './console-pictures.js';
import { COURSE_PICTURES } from './course-pictures.js';
import { livenCourse } from './liven-course.js';
import { PUBLIC_PICTURES } from './public-pictures.js';
import { renderIndex, takeAll } from './take-pictures.js';

const LANGUAGES = ['nl', 'en'] as const;
type Language = (typeof LANGUAGES)[number];
const LOCALES = { nl: 'nl-NL', en: 'en-GB' } as const;
const MAIL = { SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'badges@example.org' };

await main(process.argv.slice(2));

async function main([folder = 'screenshots', only = '']: string[]): Promise<void> {
  if (folder.startsWith('-')) {
    console.log('npm run screenshots [folder] [part of a name]');
    return;
  }
  const target = resolve(folder);
  await mkdir(target, { recursive: true });
  const browser = await launchBrowser(await findChromium());
  const written: string[] = [];
  try {
    const isWanted = (name: string): boolean => toFileName(name).includes(toFileName(only));
    const picture = async (
      page: Page,
      name: string,
      language: Language,
      open: OpenPicture,
    ): Promise<void> => {
      if (!isWanted(name)) return;
      try {
        const frame = await open();
        const widths = name.startsWith('console') ? [1100, 360] : [700, 360];
        written.push(
          ...(await takeAll(page, frame, join(target, `${toFileName(name)}.${language}`), widths)),
        );
      } catch (error) {
        console.error(`${name} (${language}): ${error instanceof Error ? error.message : 'no picture'}`);
        process.exitCode = 1;
      }
    };
    if ([...COURSE_PICTURES, ...PUBLIC_PICTURES].some(({ name }) => isWanted(name)))
      await pictureCourse(browser, picture);
    if (isWanted('console') || only.startsWith('console')) await pictureConsole(browser, picture);
    await writeFile(join(target, 'index.html'), renderIndex(written));
    console.log(`${written.length} pictures in ${target}`);
  } finally {
    await browser.close();
  }
}

type OpenPicture = () => ReturnType<(typeof COURSE_PICTURES)[number]['open']>;
type TakePicture = (page: Page, name: string, language: Language, open: OpenPicture) => Promise<void>;

async function pictureCourse(browser: Browser, picture: TakePicture): Promise<void> {
  const world = await startCourse({ env: MAIL });
  const canvas = await startCanvas();
  try {
    const course = await furnishCourse(world);
    const people = await livenCourse(course);
    const courses = await addSizedCourses(course);
    for (const language of LANGUAGES) {
      const person = await openPerson(browser, world, 'teacher', {
        locale: LOCALES[language],
        reducedMotion: 'reduce',
      });
      let sitting = 'teacher';
      for (const { name, user, only, open } of [...COURSE_PICTURES, ...PUBLIC_PICTURES]) {
        if (only && only !== language) continue;
        await picture(person.page, name, language, async () => {
          if (user !== null && user !== sitting) await logIn(person.page, world, user);
          sitting = user ?? '';
          if (user !== null) world.sandbox.control.setLocale(user, language);
          return open(person.page, { course, courses, people, canvas, language });
        });
      }
      await person.context.close();
    }
  } finally {
    await canvas.close();
    await world.close();
  }
}

/** An LMS in which a student hands in a credential that they hold. */
async function startCanvas(): Promise<CourseWorld> {
  const world = await startCourse({ sandbox: { profile: 'canvas', students: 5 } });
  const badge = await placeBadge(world);
  grade(world, badge, PASSED_STUDENT, 80);
  await runRound(world);
  return world;
}

async function pictureConsole(browser: Browser, picture: TakePicture): Promise<void> {
  const tool = await startTool({ env: MAIL });
  try {
    const pages = new Map<Language, Page>();
    for (const language of LANGUAGES) {
      const context = await browser.newContext({ locale: LOCALES[language], reducedMotion: 'reduce' });
      pages.set(language, await openPage(context));
    }
    const nl = pages.get('nl');
    const en = pages.get('en');
    if (!nl || !en) return;
    await openDoor(nl, en, tool, (page, name, language) => picture(page, name, language, stay));
    for (const [size, count] of CONSOLE_SIZES) {
      const ids = await prepareConsole(tool, count);
      for (const [language, page] of pages)
        for (const { name, find } of CONSOLE_PICTURES) {
          const path = find(ids);
          if (path === null) continue;
          await picture(page, `${name} ${size}`, language, async () => {
            await page.goto(`${tool.baseUrl}${path}`);
            return null;
          });
        }
    }
    const connections = await tool.context.connections.list(tool.context.institution.id);
    for (const [language, page] of pages)
      for (const { id, guide, way } of connections)
        await picture(page, `console wizard ${guide} by ${way}`, language, async () => {
          await page.goto(`${tool.baseUrl}/admin/connect/${id}`);
          return null;
        });
    if (connections.length < listGuides().length) throw new Error('not every LMS has its wizard');
  } finally {
    await tool.close();
  }
}

async function stay(): Promise<null> {
  return null;
}

function toFileName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
