import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser } from '../../src/demo/browser.js';
import { openCredential, openLearner } from '../support/course-states.js';
import {
  furnishCourse,
  NEAR_STUDENT,
  PASSED_STUDENT,
  placeUnsaved,
  type FurnishedCourse,
} from '../support/furnish-course.js';
import { inspectPage, measureOverflow, NARROW, tabTo } from '../support/look-at-page.js';
import { openLinkInFrame, openPerson, openPicker, type Person } from '../support/person.js';
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

/** A person of their own for one test, with nothing to complain about at its end. */
async function withPerson(
  user: string,
  expectedStatus: number | null,
  act: (person: Person) => Promise<void>,
  options: Parameters<typeof openPerson>[3] = { locale: 'nl' },
): Promise<void> {
  world.sandbox.control.setLocale(user, 'nl');
  const person = await openPerson(browser, world, user, options);
  await act(person);
  const expected = `${expectedStatus ?? 'none'} `;
  expect(person.complaints.filter((complaint) => !complaint.startsWith(expected))).toEqual([]);
  await person.context.close();
}

async function measureCompressed(asked: Promise<Response>): Promise<number> {
  return gzipSync(Buffer.from(await (await asked).arrayBuffer())).length;
}

describe('mapping a badge', () => {
  it('goes by keyboard alone, and a badge that has to be allowed first waits', async () => {
    await withPerson('teacher', null, async ({ page }) => {
      const frame = await openPicker(page, world);
      await tabTo(page, frame, 'input[name=badgeClass]');
      const needsApproval = frame.locator('label[for^="badge-"]', { hasText: 'Onderzoeksvaardigheden 2' });
      for (
        let presses = 0;
        presses < 4 && !(await needsApproval.locator('input').isChecked());
        presses += 1
      ) {
        await page.keyboard.press('ArrowDown');
      }
      expect(await needsApproval.innerText()).toContain('Je instelling moet dit eerst toestaan');
      await tabTo(page, frame, '#value');
      await page.keyboard.press('Control+A');
      await page.keyboard.type('5,5');
      await tabTo(page, frame, 'select[name=unit]');
      await page.keyboard.press('End');
      await tabTo(page, frame, '#maximum');
      await page.keyboard.press('Control+A');
      await page.keyboard.type('10');
      await tabTo(page, frame, 'form.picker button');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Save and publish' }).click();
      await page.getByRole('link', { name: 'Onderzoeksvaardigheden 2' }).click();
      const mapping = page.frameLocator('iframe.tool');
      await mapping.locator('header').getByText('Wacht op toestemming').waitFor();
      await mapping.getByText('Minstens 5,5 van de 10 punten').waitFor();
    });
  });

  it('with problems keeps what was typed, and each problem leads to its field', async () => {
    await withPerson('teacher', 422, async ({ page }) => {
      const frame = await openPicker(page, world);
      await frame.locator('label[for^="badge-"]', { hasText: 'Data-analyse' }).click();
      await frame.locator('#value').fill('veel');
      await frame.locator('#stood').fill('-1');
      await frame.locator('form.picker button[type=submit]').click();
      const problems = frame.locator('[role=alert] a');
      await problems.first().waitFor();
      expect(await frame.locator('#value').inputValue()).toBe('veel');
      expect(
        await frame.locator('label[for^="badge-"]', { hasText: 'Data-analyse' }).locator('input').isChecked(),
      ).toBe(true);
      expect(await problems.count()).toBe(2);
      for (const field of ['value', 'stood']) {
        await frame.locator(`[role=alert] a[href="#${field}"]`).press('Enter');
        expect(await frame.evaluate('document.activeElement.id')).toBe(field);
        expect(await frame.locator(`#${field}`).getAttribute('aria-invalid')).toBe('true');
      }
    });
  });
});

describe('assessing a learner', () => {
  it.each([
    ['Noor', '', 100],
    ['Mehmet', '80', 80],
  ])('%s, passed with the score “%s”: the gradebook has %i', async (name, percent, score) => {
    await withPerson('teacher', null, async ({ page }) => {
      const frame = await openLearner(page, course, name);
      await tabTo(page, frame, 'input[name=verdict]');
      await page.keyboard.press('Space');
      await tabTo(page, frame, 'input[name=percent]');
      await page.keyboard.type(percent);
      await page.keyboard.press('Enter');
      await frame.getByRole('status').getByText('De badge is toegekend').waitFor();
      expect(await inspectPage(page, frame)).toEqual([]);
      const { grades } = world.sandbox.control.getGradebook(COURSE);
      const given = grades.filter(({ columnId }) => columnId === course.assessed.columnId);
      expect(given.map((grade) => grade.score)).toContain(score);
    });
  });

  it('with a score out of range saves nothing and keeps what was typed', async () => {
    await withPerson('teacher', 422, async ({ page }) => {
      const frame = await openLearner(page, course, 'Thijs');
      await frame.locator('input[name=verdict][value=not-yet]').check();
      await frame.locator('input[name=percent]').fill('101');
      await frame.locator('form[action$="/assess"] button').click();
      await frame.getByRole('alert').waitFor();
      expect(await frame.locator('input[name=verdict][value=not-yet]').isChecked()).toBe(true);
      expect(await frame.locator('input[name=percent]').inputValue()).toBe('101');
      expect(await frame.getByText('Beoordeeld als').count()).toBe(0);
    });
  });
});

describe('what a teacher is told', () => {
  it('“check now” says that it is looking, and later that it has looked', async () => {
    await withPerson('teacher', null, async ({ page }) => {
      const frame = await openLinkInFrame(page, world, course.courseLink);
      world.clock.forward(1);
      await frame.getByRole('button', { name: 'Nu bijwerken' }).click();
      await frame.getByRole('status').getByText('Ververs deze pagina').waitFor();
      expect(await inspectPage(page, frame)).toEqual([]);
      await runRound(world, 1);
      await frame.getByRole('link', { name: 'Ververs' }).click();
      await frame.getByRole('status').getByText('Bijgewerkt.').waitFor();
    });
  });

  it('what needs them: the LMS that does not answer since when, a form that was never saved', async () => {
    const unsaved = await placeUnsaved(course);
    world.sandbox.control.setFault('members', { kind: 'error' });
    await runRound(world);
    await withPerson('teacher', null, async ({ page }) => {
      const frame = await openLinkInFrame(page, world, course.courseLink);
      const needs = frame.getByRole('region', { name: 'aandacht' }).getByRole('listitem');
      expect(await needs.first().innerText()).toMatch(/niet bereikbaar sinds .*platform_unavailable/);
      expect(await frame.locator(`a[href$="/badges/${unsaved.key}"]`).count()).toBeGreaterThan(0);
      expect(await inspectPage(page, frame)).toEqual([]);
    });
    world.sandbox.control.clearFaults();
    await runRound(world, 3600);
    await withPerson('teacher', null, async ({ page }) => {
      const frame = await openLinkInFrame(page, world, course.courseLink);
      expect(await frame.getByText('niet bereikbaar').count()).toBe(0);
    });
  });
});

describe('a student', () => {
  it('sees what was known, and of when, while the LMS hangs', async () => {
    world.sandbox.control.setFault('results', { kind: 'hang' });
    await withPerson(NEAR_STUDENT, null, async ({ page }) => {
      const frame = await openLinkInFrame(page, world, course.graded.linkId);
      await frame.getByText('antwoordde niet op tijd. Je ziet hoe het was op').waitFor();
      await frame.getByText('Jouw resultaat: 54,9 %').waitFor();
    });
    world.sandbox.control.clearFaults();
  });

  it('shares the credential and stops sharing it; a stranger sees it in between only', async () => {
    await withPerson(PASSED_STUDENT, null, async ({ page }) => {
      const frame = await openCredential(page, course, true);
      const address = await frame.getByLabel('Jouw link').inputValue();
      expect(new URL(address).origin).toBe(world.tool.baseUrl);
      expect((await fetch(address)).status).toBe(200);
      await tabTo(page, frame, '#share > form.form-below button');
      await page.keyboard.press('Enter');
      await frame.getByRole('button', { name: 'Deel met een link' }).waitFor();
      expect((await fetch(address)).status).toBe(404);
    });
  });

  it('downloads the signed bytes', async () => {
    await withPerson(
      PASSED_STUDENT,
      null,
      async ({ page }) => {
        const frame = await openCredential(page, course, true);
        const address = await frame.getByLabel('Jouw link').inputValue();
        await frame.getByText('Andere vormen').click();
        const [download] = await Promise.all([
          page.waitForEvent('download'),
          frame.getByRole('link', { name: 'Ondertekende tekst (JWT)' }).click(),
        ]);
        expect(download.suggestedFilename()).toMatch(/\.jwt$/);
        const published = await (await fetch(`${address}.jwt`)).text();
        expect(await readFile(await download.path(), 'utf8')).toBe(published);
      },
      { locale: 'nl', acceptDownloads: true },
    );
  });
});

describe('a course of 500 learners', () => {
  beforeAll(async () => {
    const { control } = world.sandbox;
    for (let number = 1; number <= 470; number += 1) {
      const login = `many${String(number).padStart(3, '0')}`;
      control.addMember(COURSE, { login, givenName: `Student ${number}`, familyName: 'van den Achternaam' });
    }
    await runRound(world, 3600);
  });

  it('has a matrix under 150 kB, whose first row and column stay in view and which scrolls in its own region', async () => {
    await withPerson('teacher', null, async ({ page }) => {
      const frame = await openLinkInFrame(page, world, course.courseLink);
      const loaded = new Set<string>();
      page.on('request', (request) => {
        if (request.frame() === frame) loaded.add(request.url());
      });
      const [answer] = await Promise.all([
        page.waitForResponse(/\/learners$/),
        frame.getByRole('link', { name: 'Studenten', exact: true }).click(),
      ]);
      await frame.locator('table.matrix tbody tr').nth(499).waitFor();
      expect(await frame.locator('table.matrix tbody tr').count()).toBe(500);
      const parts = [...loaded].filter((address) => new URL(address).pathname.startsWith('/assets/'));
      expect(parts.map((address) => new URL(address).pathname)).toContain('/assets/insigne.css');
      const bytes = await Promise.all(parts.map((address) => measureCompressed(fetch(address))));
      bytes.push(gzipSync(await answer.body()).length);
      expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(150_000);

      await page.setViewportSize(NARROW);
      expect(await measureOverflow(frame)).toBe(0);
      await tabTo(page, frame, '.matrix-region');
      const before = await frame.evaluate<Corner>(MEASURE_CORNER);
      expect(before.canScrollX).toBeGreaterThan(100);
      expect(before.onTop).toEqual(['col', 'col', 'row']);
      await page.keyboard.press('End');
      await expect.poll(() => frame.evaluate(`${REGION}.scrollTop`)).toBeGreaterThan(10_000);
      await frame.evaluate(`${REGION}.scrollLeft = 150`);
      const after = await frame.evaluate<Corner>(MEASURE_CORNER);
      expect(after).toEqual({ ...before, scrollLeft: 150 });
    });
  });
});

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
