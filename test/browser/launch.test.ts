import type { Browser, Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser } from '../../src/demo/browser.js';
import {
  furnishCourse,
  NEAR_STUDENT,
  PASSED_STUDENT,
  UNGRADED_STUDENT,
  type FurnishedCourse,
} from '../support/furnish-course.js';
import { lmsFrame, logIn, loseCookies, openLinkInFrame, openPerson, toolFrame } from '../support/person.js';
import { COURSE, runRound, startCourse, type CourseWorld } from '../support/start-course.js';

let world: CourseWorld;
let course: FurnishedCourse;
let browser: Browser;

beforeAll(async () => {
  [world, browser] = await Promise.all([
    startCourse({ sandbox: { locale: 'en' } }),
    launchBrowser(inject('chromium')),
  ]);
  course = await furnishCourse(world);
});

afterAll(async () => {
  await browser.close();
  await world.close();
});

describe('without JavaScript', () => {
  /** Presses the button of each page that would have sent itself, the LMS's and ours, until the frame shows a page to read. */
  async function pressOn(page: Page): Promise<Frame> {
    const frame = await lmsFrame(page);
    for (let presses = 0; presses < 8; presses += 1) {
      await frame.waitForLoadState();
      const button = frame.locator('form[data-submit-at-once] button, form[data-submits-itself] button');
      if ((await button.count()) === 0) return frame;
      await Promise.all([frame.waitForNavigation(), button.click()]);
    }
    throw new Error('there is no end to the pages in between');
  }

  async function openLink(page: Page, linkId: string): Promise<Frame> {
    await page.goto(`${world.sandboxUrl}/courses/${COURSE}/links/${linkId}`);
    return pressOn(page);
  }

  it('a teacher maps a badge, a student gets it and shares the credential, a stranger verifies it', async () => {
    const noScript = { javaScriptEnabled: false, locale: 'en' };
    const teacher = await openPerson(browser, world, 'teacher', noScript);
    await teacher.page.goto(`${world.sandboxUrl}/courses/${COURSE}/add`);
    await teacher.page.locator('ul.people a').click();
    const picker = await pressOn(teacher.page);
    await picker.getByRole('radio', { name: 'Active Student Member' }).check();
    await Promise.all([
      picker.waitForNavigation(),
      picker.getByRole('button', { name: 'Map badge' }).click(),
    ]);
    const back = await pressOn(teacher.page);
    await back.getByRole('link', { name: 'Continue to the form' }).click();
    await teacher.page.getByLabel('Title').fill('Mapped without scripts');
    await teacher.page.getByRole('button', { name: 'Save and publish' }).click();
    await teacher.page.getByRole('link', { name: 'Mapped without scripts' }).click();
    const mapping = await pressOn(teacher.page);
    await mapping.getByRole('heading', { level: 1, name: 'Active Student Member' }).waitFor();

    const placed = world.sandbox.control
      .listLinks(COURSE)
      .find(({ title }) => title === 'Mapped without scripts');
    world.sandbox.control.setGrade(COURSE, placed?.columnId ?? '', UNGRADED_STUDENT, 55);
    await runRound(world);
    await mapping.getByRole('link', { name: 'Students', exact: true }).click();
    const row = mapping.locator('tr', { hasText: 'Daan Jansen' });
    await row.getByText('Earned').first().waitFor();
    expect(teacher.complaints).toEqual([]);
    await teacher.context.close();

    const student = await openPerson(browser, world, UNGRADED_STUDENT, noScript);
    const badge = await openLink(student.page, placed?.id ?? '');
    await badge.getByRole('link', { name: 'Look at your credential' }).click();
    await badge.getByRole('button', { name: 'Share by link' }).click();
    const address = await badge.getByLabel('Your link').inputValue();
    expect(student.complaints).toEqual([]);
    await student.context.close();

    const stranger = await browser.newContext({ javaScriptEnabled: false, locale: 'en' });
    const page = await stranger.newPage();
    await page.goto(address);
    await page.getByText('Verified just now').waitFor();
    await stranger.close();
  });
});

describe('one browser', () => {
  it('that keeps no cookie in the frame goes on in a window of its own', async () => {
    const student = await openPerson(browser, world, PASSED_STUDENT, { locale: 'en' });
    await loseCookies(student.page, world);
    await student.page.goto(`${world.sandboxUrl}/courses/${COURSE}/links/${course.graded.linkId}`);
    const frame = await toolFrame(student.page, world, '/lti/login/continue');
    const [opened] = await Promise.all([
      student.context.waitForEvent('page'),
      frame.getByRole('link', { name: 'Open in a new window' }).click(),
    ]);
    await opened.getByText('earned on 25 November 2026').waitFor();
    expect(new URL(opened.url()).origin).toBe(world.tool.baseUrl);
    expect(student.complaints).toEqual([]);
    await student.context.close();
  });

  it('with two courses in two tabs keeps each tab in its course', async () => {
    const teacher = await openPerson(browser, world, 'teacher', { locale: 'en' });
    const { emptyCourse } = course;
    const first = await openLinkInFrame(teacher.page, world, course.courseLink);
    const second = await openLinkInFrame(await teacher.openTab(), world, emptyCourse.link, emptyCourse.id);
    const [firstPath, secondPath] = [first, second].map((frame) => new URL(frame.url()).pathname);
    expect(firstPath).not.toBe(secondPath);

    await first.getByRole('link', { name: 'Students', exact: true }).click();
    await first.getByText('Sanne de Vries').waitFor();
    await second.getByRole('link', { name: 'Students', exact: true }).click();
    await second.getByText('does not know any students in this course yet').waitFor();
    await first.getByRole('link', { name: 'Overview' }).click();
    await first.getByRole('button', { name: 'Check now' }).click();
    await first.getByRole('status').waitFor();
    await first.getByRole('heading', { name: 'Badges in Mediawijsheid' }).waitFor();
    await second.getByRole('link', { name: 'Overview' }).click();
    await second.getByRole('heading', { name: 'Badges in Data en duiding' }).waitFor();
    expect(new URL(second.url()).pathname).toBe(secondPath);
    expect(teacher.complaints).toEqual([]);
    await teacher.context.close();
  });

  it('after another person opened a link in it shows the first one’s tabs nothing and takes nothing from them', async () => {
    const { page, context, openTab, complaints } = await openPerson(browser, world, 'teacher', {
      locale: 'en',
    });
    const overview = await openLinkInFrame(page, world, course.courseLink);
    const learnersPage = await openTab();
    const learners = await openLinkInFrame(learnersPage, world, course.courseLink);
    await learners.getByRole('link', { name: 'Students', exact: true }).click();
    await learners.getByText('Sanne de Vries').waitFor();
    const otherCourse = await openLinkInFrame(
      await openTab(),
      world,
      course.emptyCourse.link,
      course.emptyCourse.id,
    );

    const studentPage = await openTab();
    await logIn(studentPage, world, NEAR_STUDENT);
    const badge = await openLinkInFrame(studentPage, world, course.graded.linkId);
    await badge.getByText('Your result: 54.9 %').waitFor();
    expect(complaints).toEqual([]);

    await overview.getByRole('button', { name: 'Check now' }).click();
    await overview.getByText('open the link again').waitFor();
    await overview.getByText('staff_only').waitFor();
    await otherCourse.getByRole('link', { name: 'Students', exact: true }).click();
    await otherCourse.getByRole('heading', { name: 'Open the link again' }).waitFor();
    await learners.locator('th a', { hasText: 'Sanne de Vries' }).click();
    await learners.getByText('open the link again').waitFor();
    await learners.getByText('staff_only').waitFor();
    expect(await learners.getByText('Sanne').count()).toBe(0);
    expect(await learners.getByText('54.9').count()).toBe(0);

    // The student’s own tab is not disturbed by any of this.
    await badge.getByRole('link', { name: 'Your badges in this course' }).click();
    await badge.getByRole('heading', { name: 'Your badges in Mediawijsheid' }).waitFor();
    expect(complaints.every((complaint) => complaint.startsWith('403 '))).toBe(true);
    await context.close();
  });
});
