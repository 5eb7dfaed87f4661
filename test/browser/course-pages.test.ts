import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser } from '../../src/demo/browser.js';
import { REFUSED_STATES, STUDENT_STATES, TEACHER_STATES, type PageState } from '../support/course-states.js';
import { furnishCourse, type FurnishedCourse } from '../support/furnish-course.js';
import { inspectPage } from '../support/look-at-page.js';
import { logIn, openPerson, type Person } from '../support/person.js';
import { startCourse, type CourseWorld } from '../support/start-course.js';

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
      expect(await inspectPage(person.page, frame)).toEqual([]);
      const expected = `${state.status ?? 'none'} `;
      expect(person.complaints.splice(0).filter((complaint) => !complaint.startsWith(expected))).toEqual([]);
    },
  );
});
