import type { Browser, Frame } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser } from '../../src/demo/browser.js';
import {
  furnishCourse,
  REFUSED_STATES,
  STUDENT_STATES,
  TEACHER_STATES,
  type FurnishedCourse,
  type PageState,
} from '../support/course-states.js';
import { findViolations, listControls, measureOverflow, walkByKeyboard } from '../support/look-at-page.js';
import { logIn, openPerson, type Person } from '../support/person.js';
import { startCourse, type CourseWorld } from '../support/start-course.js';

const WIDE = { width: 1100, height: 900 };
const NARROW = { width: 320, height: 640 };

let world: CourseWorld;
let course: FurnishedCourse;
let browser: Browser;

beforeAll(async () => {
  [world, browser] = await Promise.all([startCourse(), launchBrowser(inject('chromium'))]);
  course = await furnishCourse(world);
});

afterAll(async () => {
  await browser.close();
  await world.close();
});

/** What nobody should find on a page; empty when all is well. */
async function inspect({ page }: Person, frame: Frame): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    // Colours that are still moving to the other scheme would be measured half-way.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const isSeen = await frame.evaluate(`matchMedia('(prefers-color-scheme: ${colorScheme})').matches`);
    if (!isSeen) found.push(`the frame is not ${colorScheme}`);
    for (const violation of await findViolations(frame)) found.push(`${colorScheme}: ${violation}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });

  const controls = await listControls(frame);
  const reached = await walkByKeyboard(page, frame);
  const names = reached.map(({ name }) => name);
  for (const control of controls)
    if (!names.includes(control)) found.push(`not reached by keyboard: ${control}`);
  for (const { name, width, height, isInline, hasRing } of reached) {
    if (!hasRing) found.push(`no focus ring: ${name}`);
    if (!isInline && (width < 24 || height < 24)) found.push(`${width} × ${height}: ${name}`);
  }

  await page.setViewportSize(NARROW);
  const overflow = await measureOverflow(frame);
  if (overflow > 0) found.push(`${overflow} px too wide at ${NARROW.width} px`);
  await page.setViewportSize(WIDE);
  return found;
}

describe.each([
  ['teachers', 'nl', TEACHER_STATES],
  ['students', 'en', STUDENT_STATES],
  ['whom it cannot let in', 'nl', REFUSED_STATES],
] as const)('pages in the frame for %s', (_whom, locale, states) => {
  let person: Person;
  let sitting = '';

  beforeAll(async () => {
    person = await openPerson(browser, world, 'teacher', { locale });
  });

  afterAll(() => person.context.close());

  async function sitDown(user: string): Promise<void> {
    if (user !== sitting) await logIn(person.page, world, user);
    sitting = user;
    world.sandbox.control.setLocale(user, locale);
  }

  it.each<PageState>(states)(
    '$name: nothing for axe, keyboard, 320 px or a policy to find',
    async (state) => {
      await sitDown(state.user);
      const frame = await state.open(person.page, course);
      expect(await inspect(person, frame)).toEqual([]);
      const expected = `${state.status ?? 'none'} `;
      expect(person.complaints.splice(0).filter((complaint) => !complaint.startsWith(expected))).toEqual([]);
    },
  );
});
