import type { Browser, Frame } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser } from '../../src/demo/browser.js';
import { openLearner, type PageState } from '../support/course-states.js';
import { furnishCourse, NEAR_STUDENT, type FurnishedCourse } from '../support/furnish-course.js';
import { inspectPage } from '../support/look-at-page.js';
import { logIn, openLinkInFrame, openPerson, type Person } from '../support/person.js';
import { startCourse, type CourseWorld } from '../support/start-course.js';

let world: CourseWorld;
let course: FurnishedCourse;
let browser: Browser;
let person: Person;
let sitting = '';

beforeAll(async () => {
  const env = { SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'badges@example.org' };
  [world, browser] = await Promise.all([startCourse({ env }), launchBrowser(inject('chromium'))]);
  course = await furnishCourse(world);
  await world.tool.context.telling.allow(world.tool.context.institution.id, true, { kind: 'command-line' });
  person = await openPerson(browser, world, 'teacher', { locale: 'nl' });
});

afterAll(async () => {
  await person.context.close();
  await browser.close();
  await world.close();
});

async function openBadge(): Promise<Frame> {
  return openLinkInFrame(person.page, world, course.assessed.linkId);
}

async function handIn(
  frame: Frame,
  text: string,
  file: { name: string; text: string } | null,
): Promise<void> {
  await frame.locator('#hand-in-text').fill(text);
  if (file) {
    await frame.locator('#hand-in-files').setInputFiles({
      name: file.name,
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(file.text),
    });
  }
  await frame.locator('form[action$="/hand-in"] button[type=submit]').click();
}

/** In this order: each leaves what the next one shows. */
const STATES: readonly PageState[] = [
  { name: 'the badge where one hands in', user: NEAR_STUDENT, open: openBadge },
  {
    name: 'a file that is not taken',
    user: NEAR_STUDENT,
    status: 422,
    async open() {
      const frame = await openBadge();
      await handIn(frame, 'Mijn verslag', { name: 'verslag.html', text: '<html>' });
      await frame.locator('[role=alert]').waitFor();
      return frame;
    },
  },
  {
    name: 'the badge after handing in',
    user: NEAR_STUDENT,
    async open() {
      const frame = await openBadge();
      await handIn(frame, 'Mijn verslag, met een lange toelichting.', { name: 'verslag.txt', text: 'tekst' });
      await frame.locator('.notice[role=status]').waitFor();
      return frame;
    },
  },
  {
    name: 'the badges of the course, with the choice about mail',
    user: NEAR_STUDENT,
    async open(page) {
      const frame = await openLinkInFrame(page, world, course.courseLink);
      await frame.locator('#mail').waitFor();
      return frame;
    },
  },
  {
    name: 'the overview with something to assess',
    user: 'teacher',
    async open(page) {
      const frame = await openLinkInFrame(page, world, course.courseLink);
      await frame.getByText('1 ingeleverd, nog te beoordelen').waitFor();
      return frame;
    },
  },
  {
    name: 'a new rubric with problems',
    user: 'teacher',
    status: 422,
    async open() {
      const frame = await openBadge();
      await frame.locator('a[href$="/rubric"]').click();
      await frame.locator('#c0').fill('Opbouw');
      await frame.locator('#c0l0').fill('Zwak');
      await frame.locator('form .actions button[type=submit]').click();
      await frame.locator('[role=alert]').waitFor();
      return frame;
    },
  },
  {
    name: 'the rubric, saved',
    user: 'teacher',
    async open() {
      const frame = await openBadge();
      await frame.locator('a[href$="/rubric"]').click();
      await frame.locator('#c0').fill('Opbouw van het verhaal');
      for (const [place, title, points] of [
        [0, 'Zwak', '0'],
        [1, 'Voldoende', '3'],
        [2, 'Sterk', '6'],
      ] as const) {
        await frame.locator(`#c0l${place}`).fill(title);
        await frame.locator(`#c0p${place}`).fill(points);
      }
      await frame.locator('#passPoints').fill('3');
      await frame.locator('form .actions button[type=submit]').click();
      await frame.locator('.notice[role=status]').waitFor();
      return frame;
    },
  },
  {
    name: 'a learner to assess by a rubric',
    user: 'teacher',
    async open(page) {
      const frame = await openLearner(page, course, 'Youssef');
      await frame.getByText('verslag.txt').first().waitFor();
      return frame;
    },
  },
  {
    name: 'the form without a level',
    user: 'teacher',
    status: 422,
    async open(page) {
      const frame = await openLearner(page, course, 'Youssef');
      const form = frame.locator('form[action$="/assess"]').first();
      await form.locator('textarea[name=remark]').fill('Goed verteld.');
      await frame.evaluate(
        'document.querySelectorAll("form").forEach((form) => { form.noValidate = true; })',
      );
      await form.locator('button[type=submit]').click();
      await frame.locator('[role=alert]').waitFor();
      return frame;
    },
  },
  {
    name: 'a learner who was assessed',
    user: 'teacher',
    async open(page) {
      const frame = await openLearner(page, course, 'Youssef');
      const form = frame.locator('form[action$="/assess"]').first();
      await form.locator('input[name=level0][value="2"]').check();
      await form.locator('textarea[name=remark]').fill('Goed verteld.');
      await form.locator('button[type=submit]').click();
      await frame.locator('.notice.is-earned[role=status]').waitFor();
      return frame;
    },
  },
  {
    name: 'the badge that was assessed as passed',
    user: NEAR_STUDENT,
    async open() {
      const frame = await openBadge();
      await frame.getByText('Goed verteld.').waitFor();
      return frame;
    },
  },
];

describe('handing in and assessing, in the frame', () => {
  it.each(STATES)('$name: nothing for axe, keyboard, 320 px or a policy to find', async (state) => {
    if (state.user !== sitting) await logIn(person.page, world, state.user);
    sitting = state.user;
    world.sandbox.control.setLocale(state.user, 'nl');
    const frame = await state.open(person.page, course);
    expect(await inspectPage(person.page, frame)).toEqual([]);
    const expected = `${state.status ?? 'none'} `;
    expect(person.complaints.splice(0).filter((complaint) => !complaint.startsWith(expected))).toEqual([]);
  });
});
