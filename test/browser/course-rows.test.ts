import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser } from '../../src/demo/browser.js';
import { furnishCourse, type FurnishedCourse } from '../support/furnish-course.js';
import { findViolations, measureOverflow, measureShift, NARROW } from '../support/look-at-page.js';
import { logIn, openPerson } from '../support/person.js';
import { addSizedCourses, type SizedCourses } from '../support/sized-courses.js';
import { SIZED_STATES } from '../support/sized-states.js';
import { startCourse, type CourseWorld } from '../support/start-course.js';

/** Before badge images, as an LMS's page loads them: the page, its style sheets, scripts and fonts. */
const HEAVIEST = 150_000;

let world: CourseWorld;
let course: FurnishedCourse;
let courses: SizedCourses;
let browser: Browser;

beforeAll(async () => {
  [world, browser] = await Promise.all([startCourse(), launchBrowser(inject('chromium'))]);
  course = await furnishCourse(world);
  courses = await addSizedCourses(course);
}, 180_000);

afterAll(async () => {
  await browser.close();
  await world.close();
});

describe.each(['nl', 'en'] as const)('pages with 0, 1 and 500 rows (%s)', (locale) => {
  it.each(SIZED_STATES)(
    '$name, $size: nothing for axe, no shift, not wider than a phone, under 150 kB',
    async (state) => {
      world.sandbox.control.setLocale(state.user, locale);
      const person = await openPerson(browser, world, state.user, { locale });
      const { page } = person;
      await logIn(page, world, state.user);
      const bodies: Promise<Buffer>[] = [];
      page.on('response', (response) => {
        const { origin, pathname } = new URL(response.url());
        const isOurs = origin === world.tool.baseUrl && response.status() === 200;
        if (isOurs && /^\/(assets|courses)\//.test(pathname))
          bodies.push(response.body().catch(() => Buffer.alloc(0)));
      });
      const frame = await state.open(page, course, courses);
      await frame.waitForLoadState('load');
      await frame.evaluate('document.fonts.ready.then(() => null)');
      expect(await measureShift(frame)).toBe(0);
      expect(await frame.evaluate('document.documentElement.lang')).toBe(locale);
      expect(await findViolations(frame)).toEqual([]);
      if (state.size === 'many' && state.name === 'learners') {
        expect(await frame.locator('table.matrix tbody tr').count()).toBe(500);
      }
      const weights = (await Promise.all(bodies)).map((body) => gzipSync(body).length);
      expect(weights.length).toBeGreaterThan(2);
      expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeLessThan(HEAVIEST);
      await page.setViewportSize(NARROW);
      expect(await measureOverflow(frame)).toBe(0);
      expect(person.complaints).toEqual([]);
      await person.context.close();
    },
  );
});

describe('the matrix of 500', () => {
  it('stands still while its rows come in, on a slow computer too', async () => {
    const matrix = SIZED_STATES.find(({ name, size }) => name === 'learners' && size === 'many');
    const person = await openPerson(browser, world, 'teacher', { locale: 'nl' });
    await logIn(person.page, world, 'teacher');
    // So slow that the table is painted before all of it is there: widths that follow its content showed at every load.
    const slow = await person.context.newCDPSession(person.page);
    await slow.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    const shifts: number[] = [];
    for (let load = 0; load < 3; load += 1) {
      const frame = await matrix!.open(person.page, course, courses);
      await frame.evaluate('document.fonts.ready.then(() => null)');
      shifts.push(await measureShift(frame));
    }
    expect(shifts).toEqual([0, 0, 0]);
    await person.context.close();
  });

  it('finds while somebody types, filters without a script’s help, and gives a spreadsheet', async () => {
    world.sandbox.control.setLocale('teacher', 'en');
    const person = await openPerson(browser, world, 'teacher', { locale: 'en', acceptDownloads: true });
    const matrix = SIZED_STATES.find(({ name, size }) => name === 'learners' && size === 'many');
    const frame = await matrix!.open(person.page, course, courses);
    await frame.locator('#q').pressSequentially('sanne');
    await expect.poll(() => frame.locator('tbody tr:visible').count()).toBe(1);
    expect(await frame.locator('[data-pattern]').innerText()).toBe('1 of 500 students');
    await frame.locator('#q').fill('');
    await frame.locator('#state').selectOption('near');
    await frame.getByRole('button', { name: 'Show', exact: true }).click();
    await frame.getByText('1 of 500 students').waitFor();
    const [download] = await Promise.all([
      person.page.waitForEvent('download'),
      frame.getByRole('link', { name: 'Download as a spreadsheet (CSV)' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('students-and-badges.csv');
    await person.context.close();
  });

  it('goes from cell to cell with the arrow keys', async () => {
    const person = await openPerson(browser, world, 'teacher', { locale: 'en' });
    const matrix = SIZED_STATES.find(({ name, size }) => name === 'learners' && size === 'many');
    const frame = await matrix!.open(person.page, course, courses);
    await frame.locator('tbody th a').first().focus();
    await person.page.keyboard.press('ArrowDown');
    expect(await frame.evaluate('document.activeElement.closest("tr").rowIndex')).toBe(2);
    await person.context.close();
  });
});
