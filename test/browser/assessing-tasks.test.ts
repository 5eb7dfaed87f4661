import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { DEFAULT_POLICIES } from '../../src/awarding/policies.js';
import { launchBrowser } from '../../src/demo/browser.js';
import { createTranslator } from '../../src/language/translate.js';
import { openLearner } from '../support/course-states.js';
import { furnishCourse, type FurnishedCourse } from '../support/furnish-course.js';
import { openLinkInFrame } from '../support/person.js';
import { COURSE, startCourse, type CourseWorld } from '../support/start-course.js';
import { openSeat, type Seat, type Way } from '../support/ways.js';

const ACTOR = { kind: 'admin', id: 'admin-1' } as const;

let world: CourseWorld;
let course: FurnishedCourse;
let browser: Browser;

beforeAll(async () => {
  const env = { SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'badges@example.org' };
  [world, browser] = await Promise.all([startCourse({ env }), launchBrowser(inject('chromium'))]);
  course = await furnishCourse(world);
  const { telling, stores, institution, templates, issuers, badgeClasses } = world.tool.context;
  await telling.allow(institution.id, true, { kind: 'command-line' });
  await stores.institutions.change(institution.id, { teachersMayDraft: true });
  const issuer = await issuers.ensureFirst(institution);
  for (const { locale } of WAYS) {
    const badgeClass = await badgeClasses.create(
      institution.id,
      {
        issuerId: issuer.id,
        variant: 'extra-curricular',
        name: { nl: `Debat ${locale}`, en: `Debate ${locale}` },
        description: { nl: 'Je debatteert.', en: 'You debate.' },
        criteria: { nl: 'Win een debat.', en: 'Win a debate.' },
        language: 'nl',
      },
      ACTOR,
    );
    await templates.create(
      institution.id,
      {
        name: `Debat ${locale}`,
        badgeClassId: badgeClass.id,
        places: [{ name: 'report', label: 'Verslag' }],
        wait: { notBefore: null, stoodHours: 2 },
        policies: { ...DEFAULT_POLICIES, mode: 'after-approval' },
        columnRole: 'none',
        columnMaximum: null,
        rule: { kind: 'at-least', columnKey: 'report', unit: 'percent', value: 70 },
      },
      ACTOR,
    );
  }
});

afterAll(async () => {
  await browser.close();
  await world.close();
});

/** Each task once in each language: in one with a pointer, in the other by keyboard alone. */
const WAYS = [
  { locale: 'en', way: 'keyboard', learner: 'student04', points: '2.5', level: 'Strong' },
  { locale: 'nl', way: 'pointer', learner: 'student05', points: '2,5', level: 'Sterk' },
] as const satisfies readonly { locale: 'nl' | 'en'; way: Way; [word: string]: string }[];

describe.each(WAYS)('in the frame, in $locale, by $way', ({ locale, way, learner, points, level }) => {
  const t = createTranslator(locale);
  let seat: Seat;

  beforeAll(async () => {
    seat = await openSeat(browser, world, { locale, way });
  });
  afterAll(() => seat.close());

  const openBadge = () => openLinkInFrame(seat.page, world, course.assessed.linkId);
  const openCourse = () => openLinkInFrame(seat.page, world, course.courseLink);
  const nameOf = (user: string): string =>
    world.sandbox.control.listMembers(COURSE).find(({ login }) => login === user)?.name ?? user;

  it('a teacher writes a rubric, is told what is missing, asks for more criteria, and saves it', async () => {
    await seat.act(
      'teacher',
      openBadge,
      async (frame, hand) => {
        await hand.press('a[href$="/rubric"]');
        await frame.waitForURL(/\/rubric$/);
        await hand.write('#c0', 'Opbouw');
        await hand.write('#c0l0', 'Zwak');
        await hand.write('#c0p0', '0');
        await hand.write('#c0l1', level);
        await hand.write('#c0p1', 'x');
        await hand.write('#passPoints', '1');
        await hand.press('form .actions button');
        await frame.getByRole('alert').getByRole('link').first().waitFor();
        await hand.press('[role=alert] a');
        expect(await frame.evaluate('document.activeElement.id || location.hash.slice(1)')).toBe('c0p1');
        const before = await frame.locator('fieldset').count();
        await hand.press('button[value=add]');
        await frame.locator('fieldset').nth(before).waitFor();
        await hand.write('#c0p1', points);
        await hand.press('form .actions button');
        await frame.getByRole('status').getByText(t('rubric.saved')).waitFor();
      },
      422,
    );
    const { rubricService, institution } = world.tool.context;
    const found = await rubricService.findFor(institution.id, course.assessed.mapping);
    expect(found?.rubric).toEqual({
      criteria: [
        {
          title: 'Opbouw',
          levels: [
            { title: 'Zwak', points: 0 },
            { title: level, points: 2.5 },
          ],
        },
      ],
      passPoints: 1,
    });
  });

  it('a student hands in, a teacher assesses it by the rubric, and the student reads what was said', async () => {
    await seat.act(learner, openBadge, async (frame, hand) => {
      await hand.write('#hand-in-text', 'Mijn verslag');
      await hand.write('#hand-in-links', 'https://example.org/film');
      await hand.press('form[action$="/hand-in"] button[type=submit]');
      await frame.getByRole('status').first().waitFor();
    });
    await seat.act('teacher', openCourse, async (frame, hand) => {
      await hand.press('.checklist a[href*="/learners"]');
      await frame.getByRole('heading', { level: 1 }).waitFor();
    });
    await seat.act(
      'teacher',
      () => openLearner(seat.page, course, nameOf(learner)),
      async (frame, hand) => {
        await frame.getByText('Mijn verslag').first().waitFor();
        await hand.tick('input[name=level0][value="1"]');
        await hand.write('form[action$="/assess"] textarea[name=remark]', 'Mooi opgebouwd.');
        await hand.press('form[action$="/assess"] button[type=submit]');
        await frame.locator('.notice.is-earned[role=status]').waitFor();
      },
    );
    await seat.act(learner, openBadge, async (frame) => {
      await frame.getByText('Mooi opgebouwd.').waitFor();
      await frame.getByText(level, { exact: false }).first().waitFor();
    });
  });

  it('a student chooses about mail', async () => {
    await seat.act(learner, openCourse, async (frame, hand) => {
      await hand.press('form:has(input[name=mail][value=off]) button');
      await frame.locator('input[name=mail][value=on]').waitFor({ state: 'attached' });
    });
  });

  it('a teacher takes over what the institution has set up', async () => {
    await seat.act('teacher', openCourse, async (frame, hand) => {
      await hand.press('a[href$="/map"]');
      await frame.locator('#templates').waitFor();
      const form = frame.locator('form.card', { hasText: new RegExp(`(Debat|Debate) ${locale}`) });
      const id = (await form.locator('input[name=template]').getAttribute('value')) ?? '';
      const place = form.locator('select');
      const column = (await place.locator('option').nth(1).getAttribute('value')) ?? '';
      await hand.select(`[id="${await place.getAttribute('id')}"]`, column);
      await hand.tick(`[id="copy-${id}"]`);
      await hand.press(`form:has(input[value="${id}"]) .actions button`);
      await frame.getByRole('heading', { level: 1, name: new RegExp(`${locale}$`) }).waitFor();
    });
    const { stores, institution } = world.tool.context;
    const mappings = await stores.mappings.list(institution.id, course.graded.course.id);
    expect(mappings.at(-1)).toMatchObject({
      columnRole: 'none',
      rule: { unit: 'percent', value: 70 },
      policies: { mode: 'after-approval' },
    });
  });

  it('a teacher drafts a badge, sees its page while typing, and asks to publish it', async () => {
    await seat.act('teacher', openCourse, async (frame, hand) => {
      await hand.press('a[href$="/drafts"]');
      await frame.waitForURL(/\/drafts$/);
      await hand.tick('#variant-extra-curricular');
      await hand.press('form[action$="/drafts"] .actions button');
      await frame.locator('[data-pane]').waitFor();
      for (const language of ['nl', 'en']) {
        await hand.write(`[id="name.${language}"]`, `Moderator ${locale} ${language}`);
      }
      await frame.locator('[data-pane] h2', { hasText: `Moderator ${locale}` }).waitFor();
      await hand.press('button[name=action][value=save]');
      await frame.getByRole('status').getByText(t('badge-editor.saved')).waitFor();
      for (const field of ['description', 'criteria']) {
        for (const language of ['nl', 'en']) await hand.write(`[id="${field}.${language}"]`, 'Je leidt.');
      }
      await hand.press('button[name=action][value=submit]');
      await frame.waitForURL(/\/drafts$/);
      const row = frame.locator('li.row', { hasText: `Moderator ${locale}` });
      await row.getByText(t('drafts.state.submitted')).waitFor();
    });
  });
});
