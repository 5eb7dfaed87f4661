import type { Browser, Frame } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser } from '../../src/demo/browser.js';
import { openEditor, openLearner } from '../support/course-states.js';
import { furnishCourse, NEAR_STUDENT, type FurnishedCourse } from '../support/furnish-course.js';
import { inspectPage, tabTo } from '../support/look-at-page.js';
import { openLinkInFrame, openPerson, type Person } from '../support/person.js';
import { COURSE, runRound, startCourse, type CourseWorld } from '../support/start-course.js';

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

async function withPerson(
  user: string,
  locale: 'nl' | 'en',
  act: (person: Person) => Promise<void>,
  options: Parameters<typeof openPerson>[3] = {},
): Promise<void> {
  world.sandbox.control.setLocale(user, locale);
  const person = await openPerson(browser, world, user, { locale, ...options });
  await act(person);
  expect(person.complaints).toEqual([]);
  await person.context.close();
}

async function press(person: Person, frame: Frame, selector: string): Promise<void> {
  await tabTo(person.page, frame, selector);
  await person.page.keyboard.press('Enter');
}

describe('changing when and how a badge is earned', () => {
  it('by keyboard alone: the sentence follows, the change is looked at, then saved', async () => {
    await withPerson('teacher', 'nl', async (person) => {
      const { page } = person;
      const frame = await openEditor(page, course);
      await tabTo(page, frame, '[name="value.0"]');
      await page.keyboard.press('Control+A');
      await page.keyboard.type('50');
      await frame.locator('[data-preview]').getByText('Minstens 50 % voor deze opdracht.').waitFor();
      await frame.locator('[data-preview]').getByText('1 krijgen hem').waitFor();
      await tabTo(page, frame, '#mode-automatic');
      await page.keyboard.press('ArrowDown');
      await press(person, frame, 'button[value=review]');
      // The live preview shows the difference before the page does: what can be saved is on the page alone.
      await frame.locator('button[value=save]').waitFor();
      await frame.locator('.change .was', { hasText: 'Minstens 55 %' }).waitFor();
      await press(person, frame, 'button[value=save]');
      await frame.getByRole('status').getByText('Bewaard.').waitFor();
      expect(await inspectPage(page, frame)).toEqual([]);
    });
    const { stores, institution } = world.tool.context;
    const mapping = await stores.mappings.find(
      institution.id,
      course.graded.course.id,
      course.graded.mapping.id,
    );
    expect(mapping).toMatchObject({ version: 2, rule: { value: 50 }, policies: { mode: 'after-approval' } });
  });
});

describe('approving', () => {
  it('the overview says who waits, and a selection is approved by keyboard alone', async () => {
    await runRound(world);
    await withPerson('teacher', 'en', async (person) => {
      const { page } = person;
      const frame = await openLinkInFrame(page, world, course.courseLink);
      await frame.locator('.checklist a[href*="/approvals"]').waitFor();
      await press(person, frame, 'nav.tabs a[href$="/learners"]');
      await tabTo(page, frame, '#state');
      await page.keyboard.press('ArrowDown');
      await press(person, frame, 'form.filter button');
      await frame.getByText('1 of').waitFor();
      await frame.locator('table.matrix').waitFor();
      expect(await frame.locator('tbody tr').count()).toBe(1);
      expect(await inspectPage(page, frame)).toEqual([]);
      await tabTo(page, frame, 'table.matrix input[type=checkbox]');
      await page.keyboard.press('Space');
      await frame.getByRole('button', { name: 'Approve 1' }).waitFor();
      await press(person, frame, '[data-approve]');
      await frame.getByRole('status').getByText('1 approved.').waitFor();
    });
    const { stores, institution } = world.tool.context;
    const awards = await stores.awards.listByCourse(institution.id, course.graded.course.id);
    expect(awards.filter(({ state }) => state === 'awarded')).toHaveLength(2);
  });

  it('can be undone for a while, then the badge is withdrawn with a reason', async () => {
    await withPerson('teacher', 'nl', async (person) => {
      const { page } = person;
      const frame = await openLearner(page, course, 'Youssef');
      await frame.getByRole('button', { name: 'Maak ongedaan' }).click();
      await frame.getByRole('status').getByText('Ongedaan gemaakt.').waitFor();

      const held = await openLearner(page, course, 'Sanne');
      const card = held.locator(`#badge-${course.graded.mapping.id}`);
      await card.getByText('Trek in').first().click();
      await card.getByRole('button', { name: 'Trek in' }).click();
      await held.getByText('Schrijf een reden.').waitFor();
      await held.locator(`[id="reason-withdraw-${course.graded.mapping.id}"]`).fill('Niet eigen werk');
      await card.getByRole('button', { name: 'Trek in' }).click();
      await held.getByRole('status').getByText('Ingetrokken.').waitFor();
      expect(await inspectPage(page, held)).toEqual([]);
    });
  });
});

describe('a student', () => {
  it('sees the badge draw itself in once, and not a second time', async () => {
    await withPerson('teacher', 'nl', async ({ page }) => {
      const frame = await openLearner(page, course, 'Youssef');
      const card = frame.locator(`#badge-${course.graded.mapping.id}`);
      await card.getByText('Ken toe', { exact: false }).first().click();
      await card.locator(`[id="reason-award-${course.graded.mapping.id}"]`).fill('Mondeling getoetst');
      await card.getByRole('button', { name: 'Ken toe' }).click();
      await frame.getByRole('status').getByText('Toegekend.').waitFor();
    });
    // Until it can no longer be undone, nobody is told.
    await runRound(world, 3_600);
    await withPerson(NEAR_STUDENT, 'nl', async ({ page }) => {
      const first = await openLinkInFrame(page, world, course.graded.linkId);
      await first
        .getByRole('status')
        .getByText(/^Gelukt! Behaald op/)
        .waitFor();
      expect(await first.locator('.badge-arrives').count()).toBe(1);
      const again = await openLinkInFrame(page, world, course.graded.linkId);
      await again.getByText('Je hebt deze badge behaald').waitFor();
      expect(await again.locator('.badge-arrives').count()).toBe(0);
    });
  });

  it('in a browser without a session is told how to get there', async () => {
    const context = await browser.newContext({ locale: 'nl', viewport: { width: 360, height: 640 } });
    const page = await context.newPage();
    const { id } = course.graded.course;
    const answer = await page.goto(`${world.tool.baseUrl}/courses/${id}/badges/${course.graded.mapping.key}`);
    expect(answer?.status()).toBe(401);
    await page.getByRole('heading', { name: 'Open dit vanuit je cursus' }).waitFor();
    expect(await page.getByRole('listitem').count()).toBe(3);
    await context.close();
  });
});

describe('a copied course', () => {
  it('takes over its badges by keyboard alone', async () => {
    const { control } = world.sandbox;
    const copy = control.addCourse({
      label: 'NEXT',
      title: 'Volgend jaar',
      copyOf: COURSE,
      teacher: 'teacher',
    });
    const [link] = control.listLinks(copy.id);
    await withPerson('teacher', 'nl', async (person) => {
      const { page } = person;
      await page.goto(`${world.sandboxUrl}/courses/${copy.id}/links/${link?.id}`);
      const plain = control.listLinks(copy.id).find(({ custom }) => !custom['insigne_mapping']);
      const frame = await openLinkInFrame(page, world, plain?.id ?? '', copy.id);
      await press(person, frame, 'a[href$="/copy"]');
      await frame.locator('#which').waitFor();
      expect(await frame.locator('#which input[type=checkbox]:checked').count()).toBeGreaterThan(1);
      await press(person, frame, 'button[value=accept]');
      await frame.getByRole('status').getByText('Overgenomen:').waitFor();
      expect(await frame.locator('ul.rows > li').count()).toBeGreaterThan(1);
      expect(await inspectPage(page, frame)).toEqual([]);
    });
  });
});
