import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser } from '../../src/demo/browser.js';
import { furnishCourse, type FurnishedCourse } from '../support/furnish-course.js';
import { measureShift, NARROW, tabTo } from '../support/look-at-page.js';
import { lookAtRows } from '../support/look-at-rows.js';
import { logIn, openPerson, type Person } from '../support/person.js';
import { addSizedCourses, type SizedCourses } from '../support/sized-courses.js';
import { SIZED_STATES } from '../support/sized-states.js';
import { startCourse, type CourseWorld } from '../support/start-course.js';

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

describe('pages with 0, 1 and 500 rows', () => {
  let person: Person;

  beforeAll(async () => {
    person = await openPerson(browser, world, 'teacher', { locale: 'nl' });
  });
  afterAll(() => person.context.close());

  // Each in one language, and the next in the other: words are as long in either.
  it.each(SIZED_STATES.map((state, index) => ({ ...state, locale: index % 2 === 0 ? 'nl' : 'en' }) as const))(
    '$name, $size, in $locale: nothing for axe, no shift, not wider than a phone, under 150 kB',
    ({ user, locale, size, rows, open }) =>
      lookAtRows(person, world, {
        user,
        locale,
        ...(size === 'many' && rows !== undefined && { rows }),
        open: () => open(person.page, course, courses),
      }),
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
    // Less than a line of text by a pixel: letters of names outside Latin-1 have a font of their own, which may come a moment later.
    expect(Math.max(...shifts)).toBeLessThan(0.001);
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
    // A sign that nothing can be pressed on says why, while it has the focus.
    const steps = await frame.evaluate<number>(STAND_BEFORE_SIGN);
    for (let step = 0; step < steps; step += 1) await person.page.keyboard.press('ArrowRight');
    expect(await frame.evaluate<number>(READ_FOCUSED_SIGN)).toBeGreaterThan(16);
    await person.context.close();
  });

  it('keeps its first row and column in view, and scrolls in its own region', async () => {
    world.sandbox.control.setLocale('teacher', 'nl');
    const { page, context } = await openPerson(browser, world, 'teacher', { locale: 'nl' });
    const matrix = SIZED_STATES.find(({ name, size }) => name === 'learners' && size === 'many');
    const frame = await matrix!.open(page, course, courses);
    await page.setViewportSize(NARROW);
    await tabTo(page, frame, '.matrix-region');
    const before = await frame.evaluate<Corner>(MEASURE_CORNER);
    expect(before.canScrollX).toBeGreaterThan(100);
    expect(before.onTop).toEqual(['col', 'col', 'row']);
    await page.keyboard.press('End');
    await expect.poll(() => frame.evaluate(`${REGION}.scrollTop`)).toBeGreaterThan(10_000);
    await frame.evaluate(`${REGION}.scrollLeft = 150`);
    expect(await frame.evaluate<Corner>(MEASURE_CORNER)).toEqual({ ...before, scrollLeft: 150 });
    await context.close();
  });
});

/** To the name in the row of the first sign; how many cells further that stands. */
const STAND_BEFORE_SIGN = `(() => {
  const cell = document.querySelector('td.cell span[title] .reader-only').closest('td');
  cell.parentElement.querySelector('th a').focus();
  return cell.cellIndex;
})()`;
/** How tall its words are: 1 while they are for screen readers alone. */
const READ_FOCUSED_SIGN =
  'document.activeElement.querySelector(".reader-only").getBoundingClientRect().height';

interface Corner {
  readonly canScrollX: number;
  readonly scrollLeft: number;
  /** Distance to the region's edges. */
  readonly headTop: number;
  readonly headLeft: number;
  readonly nameLeft: number;
  /** What is painted in the corner, in the first row and in the first column. */
  readonly onTop: readonly string[];
}

const REGION = `document.querySelector('.matrix-region')`;
const MEASURE_CORNER = `(() => {
  const region = ${REGION};
  const box = region.getBoundingClientRect();
  const head = region.querySelector('thead th').getBoundingClientRect();
  const rows = [...region.querySelectorAll('tbody tr')];
  const shown = rows.find((row) => row.getBoundingClientRect().top > head.bottom) ?? rows.at(-1);
  const name = shown.querySelector('th').getBoundingClientRect();
  const at = (x, y) => document.elementFromPoint(x, y).closest('th')?.scope ?? 'no heading';
  return {
    canScrollX: region.scrollWidth - region.clientWidth,
    scrollLeft: region.scrollLeft,
    headTop: head.top - box.top,
    headLeft: head.left - box.left,
    nameLeft: name.left - box.left,
    onTop: [at(box.left + 10, box.top + 10), at(box.right - 20, box.top + 10), at(box.left + 10, name.top + 10)],
  };
})()`;
