import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser } from '../../src/demo/browser.js';
import { createTranslator } from '../../src/language/translate.js';
import { openCredential, openEditor, openLearner } from '../support/course-states.js';
import { furnishCourse, placeUnsaved, type FurnishedCourse } from '../support/furnish-course.js';
import { inspectPage } from '../support/look-at-page.js';
import { openLinkInFrame, openPerson, openPicker } from '../support/person.js';
import { COURSE, grade, runRound, startCourse, type CourseWorld } from '../support/start-course.js';
import { createHand, openSeat, type Seat, type Way } from '../support/ways.js';

let world: CourseWorld;
let course: FurnishedCourse;
let browser: Browser;

beforeAll(async () => {
  [world, browser] = await Promise.all([startCourse(), launchBrowser(inject('chromium'))]);
  course = await furnishCourse(world);
  // While the badge still awards by itself.
  for (const { holder } of WAYS) grade(world, course.graded, holder, 90);
  await runRound(world, 3600);
});

afterAll(async () => {
  await browser.close();
  await world.close();
});

/** Each task once in each language: in one with a pointer, in the other by keyboard alone, on learners of its own. */
const WAYS = [
  {
    locale: 'nl',
    way: 'keyboard',
    value: '50',
    waits: 'student04',
    declined: 'student05',
    byHand: 'student06',
    assessed: 'student07',
    holder: 'student01',
  },
  {
    locale: 'en',
    way: 'pointer',
    value: '51',
    waits: 'student08',
    declined: 'student09',
    byHand: 'student10',
    assessed: 'student11',
    holder: 'student12',
  },
] as const satisfies readonly { locale: 'nl' | 'en'; way: Way; [task: string]: string }[];

describe.each(WAYS)('in the frame, in $locale, by $way', (one) => {
  const { locale, way } = one;
  const t = createTranslator(locale);
  let seat: Seat;
  const act: Seat['act'] = (...task) => seat.act(...task);

  beforeAll(async () => {
    seat = await openSeat(browser, world, { locale, way });
  });

  afterAll(() => seat.close());

  const nameOf = (user: string): string =>
    world.sandbox.control.listMembers(COURSE).find(({ login }) => login === user)?.name ?? user;
  const openCourse = () => openLinkInFrame(seat.page, world, course.courseLink);
  const card = () => `#badge-${course.graded.mapping.id}`;

  it('a teacher maps a badge in three steps, and sees what it would do', async () => {
    await act(
      'teacher',
      () => openPicker(seat.page, world),
      async (frame, hand) => {
        const data = frame.locator('label.choice', { hasText: /Data-analyse|Data analysis/i });
        const value = await data.first().locator('input').getAttribute('value');
        await hand.tick(`input[value="${value}"]`);
        await hand.press('button[data-step="2"]');
        // Folded into its sentence.
        await frame.locator('.step:not([open]) [data-says="badge"]', { hasText: /Data/ }).waitFor();
        await hand.write('[name="value.0"]', locale === 'nl' ? '5,5' : '5.5');
        await hand.select('[name="unit.0"]', 'points');
        await hand.write('#maximum', '10');
        await frame.locator('[data-preview]').getByText(t('editor.preview.new-column')).waitFor();
        await hand.press('button[data-step="3"]');
        await hand.tick('#mode-after-approval');
        await frame.locator('[data-preview]').getByText(t('how.mode.after-approval')).first().waitFor();
        await hand.press('button[value=map]');
        await seat.page.getByRole('button', { name: 'Save and publish' }).click();
      },
    );
    const { stores, institution } = world.tool.context;
    const mappings = await stores.mappings.list(institution.id, course.graded.course.id);
    expect(mappings.at(-1)).toMatchObject({
      columnMaximum: 10,
      rule: { unit: 'points', value: 5.5 },
      policies: { mode: 'after-approval' },
    });
  });

  it('a teacher changes when and how: the sentence follows, the difference is seen, then saved', async () => {
    await act(
      'teacher',
      () => openEditor(seat.page, course),
      async (frame, hand) => {
        await hand.write('[name="value.0"]', one.value);
        await frame
          .locator('[data-preview]')
          .getByText(new RegExp(`(Minstens|At least) ${one.value} %`))
          .first()
          .waitFor();
        await hand.press('button[data-step="3"]');
        await hand.tick('#mode-after-approval');
        await hand.press('button[value=review]');
        // The live preview shows the difference before the page does: what can be saved is on the page alone.
        await frame.locator('button[value=save]').waitFor();
        await frame.locator('.change .was').first().waitFor();
        await hand.press('button[value=save]');
        await frame.getByRole('status').getByText(t('editor.saved').slice(0, 8)).waitFor();
      },
    );
    const { stores, institution } = world.tool.context;
    const { mapping, course: at } = course.graded;
    expect(await stores.mappings.find(institution.id, at.id, mapping.id)).toMatchObject({
      rule: { value: Number(one.value) },
      policies: { mode: 'after-approval' },
    });
  });

  it('a teacher approves in the matrix, undoes it, and the results come along as a spreadsheet', async () => {
    grade(world, course.graded, one.waits, 60);
    await runRound(world, 600);
    await act('teacher', openCourse, async (frame, hand) => {
      await hand.press('nav.tabs a[href$="/learners"]');
      await frame.locator('table.matrix').waitFor();
      await hand.select('#state', 'approve');
      await hand.press('form.filter button');
      await frame.waitForURL(/state=approve/);
      await frame.locator('[data-approve]').waitFor();
      // Others may wait as well, for what earlier tasks changed.
      const box = frame.locator('table.matrix tr', { hasText: nameOf(one.waits) }).getByRole('checkbox');
      await hand.tick(`input[name="${await box.getAttribute('name')}"]`);
      await frame.getByRole('button', { name: t('approve.count', { count: 1 }), exact: true }).waitFor();
      await hand.press('[data-approve]');
      await frame
        .getByRole('status')
        .getByText(t('approvals.done', { count: '1' }))
        .waitFor();
      const [download] = await Promise.all([
        seat.page.waitForEvent('download'),
        hand.press('a[href*="learners.csv"]'),
      ]);
      expect(download.suggestedFilename()).toBe(`${t('matrix.csv.name')}.csv`);
    });
    await act(
      'teacher',
      () => openLearner(seat.page, course, nameOf(one.waits)),
      async (frame, hand) => {
        await hand.press(`${card()} button[value=undo]`);
        await frame.getByRole('status').getByText(t('approvals.undone')).waitFor();
      },
    );
  });

  it('a teacher answers the queue, and says why not', async () => {
    grade(world, course.graded, one.declined, 60);
    await runRound(world, 600);
    await act('teacher', openCourse, async (frame, hand) => {
      await hand.press('.checklist a[href*="/approvals"]');
      const row = `label.approval-row:has-text("${nameOf(one.declined)}") input`;
      await frame.locator(row).waitFor();
      const id = (await frame.locator(row).getAttribute('id')) ?? '';
      await hand.tick(`[id="${id}"]`);
      await hand.press('[data-answers] summary');
      await hand.write('[data-answers] input[name=reason]', 'Niet eigen werk');
      await hand.press('button[value=decline]');
      await frame
        .getByRole('status')
        .getByText(t('approvals.declined', { count: '1' }))
        .waitFor();
      expect(await frame.locator(row).count()).toBe(0);
    });
  });

  it('a teacher awards by hand, withdraws with a reason, and the history tells both', async () => {
    await act(
      'teacher',
      () => openLearner(seat.page, course, nameOf(one.byHand)),
      async (frame, hand) => {
        await hand.press(`${card()} details:has(button[value=award]) > summary`);
        await hand.press(`${card()} button[value=award]`);
        await frame.getByText(t('act.reason.missing')).waitFor();
        await hand.write(`[id="reason-award-${course.graded.mapping.id}"]`, 'Mondeling getoetst');
        await hand.press(`${card()} button[value=award]`);
        await frame.getByRole('status').getByText(t('approvals.by-hand.done')).waitFor();
      },
    );
    // Until it can no longer be undone, nobody is told; then the badge draws itself in, once.
    await runRound(world, 3_600);
    const openBadge = () => openLinkInFrame(seat.page, world, course.graded.linkId);
    for (const times of [1, 0]) {
      await act(one.byHand, openBadge, async (frame) => {
        await frame.locator('a[href$="/credential"]').first().waitFor();
        expect(await frame.locator('.badge-arrives').count()).toBe(times);
      });
    }
    await act(
      'teacher',
      () => openLearner(seat.page, course, nameOf(one.byHand)),
      async (frame, hand) => {
        await hand.press(`${card()} details:has(button[value=withdraw]) > summary`);
        await hand.write(`[id="reason-withdraw-${course.graded.mapping.id}"]`, 'Vergissing');
        await hand.press(`${card()} button[value=withdraw]`);
        await frame.getByRole('status').getByText(t('approvals.withdrawn')).waitFor();
      },
    );
    await act('teacher', openCourse, async (frame, hand) => {
      await hand.press('nav.tabs a[href$="/history"]');
      await frame.getByText('“Vergissing”').first().waitFor();
      await frame.getByText('“Mondeling getoetst”').first().waitFor();
    });
  });

  it('a teacher assesses, and the gradebook has it', async () => {
    const score = locale === 'nl' ? 80 : 70;
    await act(
      'teacher',
      () => openLearner(seat.page, course, nameOf(one.assessed)),
      async (frame, hand) => {
        await hand.tick('input[name=verdict][value=passed]');
        await hand.write('input[name=percent]', String(score));
        await hand.press('form[action$="/assess"] button[type=submit]');
        await frame.getByRole('status').first().waitFor();
      },
    );
    const { grades } = world.sandbox.control.getGradebook(COURSE);
    const given = grades.filter(({ columnId }) => columnId === course.assessed.columnId);
    expect(given.map((each) => each.score)).toContain(score);
  });

  it('“check now” says that it is looking, and later that it has looked', async () => {
    await act('teacher', openCourse, async (frame, hand) => {
      world.clock.forward(1);
      await hand.press('form[action$="/check"] button');
      await frame
        .getByRole('status')
        .getByRole('link', { name: t('overview.refresh') })
        .waitFor();
      await runRound(world, 1);
      await hand.press('.notice[role=status] a');
      await frame.getByRole('status').getByText(t('overview.checked')).waitFor();
    });
  });

  it('a student opens a badge, keeps its credential, shares it, and stops sharing', async () => {
    await act(one.holder, openCourse, async (_frame, hand) => {
      await hand.press('a[href*="/badges/"]');
    });
    await act(
      one.holder,
      () => openCredential(seat.page, course, false),
      async (frame, hand) => {
        await hand.press('details:has(a[href$=".jwt"]) > summary');
        const [download] = await Promise.all([
          seat.page.waitForEvent('download'),
          hand.press('a[href$=".json"]'),
        ]);
        await hand.press('form:has(input[name=share][value=on]) button');
        const link = frame.locator('#share-link');
        await link.waitFor();
        const address = (await link.getAttribute('value')) ?? '';
        expect(new URL(address).origin).toBe(world.tool.baseUrl);
        expect((await fetch(address)).status).toBe(200);
        const published = await (await fetch(`${address}.json`)).text();
        expect(await readFile(await download.path(), 'utf8')).toBe(published);
        expect(await (await fetch(address)).text()).not.toContain(nameOf(one.holder));
        await hand.tick('#shows-name');
        await hand.press('#shows .actions button');
        await frame.getByRole('status').getByText(t('shows.saved')).waitFor();
        expect(await (await fetch(address)).text()).toContain(nameOf(one.holder));
        await hand.press('a[href$="/seen"]');
        await frame.waitForURL(/\/seen$/);
        await frame.getByText(nameOf(one.holder)).first().waitFor();
        const again = await openCredential(seat.page, course, true);
        await createHand(way, seat.page, again).press('form:has(input[name=share][value=off]) button');
        await again.locator('input[name=share][value=on]').waitFor({ state: 'attached' });
        expect((await fetch(address)).status).toBe(404);
      },
    );
  });

  it('a copied course takes over its badges', async () => {
    const { control } = world.sandbox;
    const copy = control.addCourse({
      label: `NEXT-${locale}`,
      title: 'Volgend jaar',
      copyOf: COURSE,
      teacher: 'teacher',
    });
    const [link] = control.listLinks(copy.id);
    await act(
      'teacher',
      () => openLinkInFrame(seat.page, world, link?.id ?? '', copy.id),
      async (frame, hand) => {
        await frame.locator('#which').waitFor();
        expect(await frame.locator('#which input[type=checkbox]:checked').count()).toBeGreaterThan(1);
        await hand.press('button[value=accept]');
        await frame.locator('ul.rows > li').nth(1).waitFor();
      },
    );
  });
});

describe('mapping a badge', () => {
  it('with problems keeps what was typed, and each problem leads to its field', async () => {
    world.sandbox.control.setLocale('teacher', 'nl');
    const { page, context, complaints } = await openPerson(browser, world, 'teacher', { locale: 'nl' });
    const frame = await openPicker(page, world);
    await frame.locator('label[for^="badge-"]', { hasText: 'Data-analyse' }).click();
    await frame.locator('[name="value.0"]').fill('veel');
    await frame.locator('#maximum').fill('x');
    await frame.locator('form.picker button[value=map]').click();
    const problems = frame.locator('[role=alert] a');
    await problems.first().waitFor();
    expect(await frame.locator('[name="value.0"]').inputValue()).toBe('veel');
    expect(
      await frame.locator('label[for^="badge-"]', { hasText: 'Data-analyse' }).locator('input').isChecked(),
    ).toBe(true);
    expect(await problems.count()).toBe(2);
    for (const field of ['maximum', 'row-0']) {
      await frame.locator(`[role=alert] a[href="#${field}"]`).press('Enter');
      expect(await frame.evaluate('document.activeElement.id')).toBe(field);
    }
    expect(complaints.filter((complaint) => !complaint.startsWith('422 '))).toEqual([]);
    await context.close();
  });
});

describe('what people are told', () => {
  it('a teacher: since when the LMS does not answer, and a form that was never saved', async () => {
    const unsaved = await placeUnsaved(course);
    world.sandbox.control.setFault('members', { kind: 'error' });
    await runRound(world);
    world.sandbox.control.setLocale('teacher', 'nl');
    const { page, context } = await openPerson(browser, world, 'teacher', { locale: 'nl' });
    const frame = await openLinkInFrame(page, world, course.courseLink);
    const needs = frame.getByRole('region', { name: 'aandacht' }).getByRole('listitem');
    expect(await needs.first().innerText()).toMatch(/niet bereikbaar sinds/);
    expect(await frame.locator(`a[href$="/badges/${unsaved.key}"]`).count()).toBeGreaterThan(0);
    expect(await inspectPage(page, frame)).toEqual([]);
    world.sandbox.control.clearFaults();
    await runRound(world, 3600);
    const later = await openLinkInFrame(page, world, course.courseLink);
    expect(await later.getByText('niet bereikbaar').count()).toBe(0);
    await context.close();
  });

  it('the LMS: how tall a page is, and again when something unfolds', async () => {
    const { page, context } = await openPerson(browser, world, 'teacher', { locale: 'nl' });
    const frame = await openEditor(page, course);
    await page.evaluate(LISTEN);
    await frame.locator('summary:has(#step-3)').click();
    await expect.poll(() => page.evaluate<number>('heights.at(-1) ?? 0')).toBeGreaterThan(400);
    const tall = await page.evaluate<number>('heights.at(-1)');
    await frame.locator('summary:has(#step-3)').click();
    await expect.poll(() => page.evaluate<number>('heights.at(-1)')).toBeLessThan(tall);
    await context.close();
  });

  it('a student in a browser without a session: how to get there', async () => {
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

describe('a link that was duplicated inside its course', () => {
  it.each([
    ['en', 'keyboard'],
    ['nl', 'pointer'],
  ] as const)('is told apart in %s by %s, and each is a badge of its own afterwards', async (locale, way) => {
    const t = createTranslator(locale);
    const { control } = world.sandbox;
    const { stores, institution } = world.tool.context;
    const countMappings = async (): Promise<number> => {
      const mappings = await stores.mappings.list(institution.id, course.graded.course.id);
      return mappings.filter(({ badgeClassId }) => badgeClassId === course.waiting.mapping.badgeClassId)
        .length;
    };
    const before = await countMappings();
    control.duplicateLink(COURSE, course.waiting.linkId);
    await runRound(world, 3600);
    control.setLocale('teacher', locale);
    const { page, context, complaints } = await openPerson(browser, world, 'teacher', { locale });
    const frame = await openLinkInFrame(page, world, course.waiting.linkId);
    await frame.locator('#double').waitFor();
    expect(await inspectPage(page, frame)).toEqual([]);
    expect(await frame.locator('input[name=original]').count()).toBe(2);
    await createHand(way, page, frame).press('#double button');
    await frame.getByText(t('double.done')).waitFor();
    expect(await countMappings()).toBe(before + 1);
    expect(complaints).toEqual([]);
    await context.close();
  });
});

const LISTEN = `(() => {
  window.heights = [];
  addEventListener('message', ({ data }) => {
    if (data?.subject === 'lti.frameResize') window.heights.push(data.height);
  });
})()`;
