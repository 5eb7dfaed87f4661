import type { Browser, Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, inject, it } from 'vitest';
import { launchBrowser } from '../../src/demo/browser.js';
import { PASSED_STUDENT } from '../support/furnish-course.js';
import { lookAtRows } from '../support/look-at-rows.js';
import { addManyBadges, whereOffered, type CourseOfBadges, type ManyBadges } from '../support/many-badges.js';
import { openLinkInFrame, openPerson, openPicker, type Person } from '../support/person.js';
import { COURSE, startCourse, type CourseWorld } from '../support/start-course.js';

const MANY = 500;

let world: CourseWorld;
let browser: Browser;
let person: Person;

beforeAll(async () => {
  [world, browser] = await Promise.all([
    startCourse({ sandbox: { students: 2 } }),
    launchBrowser(inject('chromium')),
  ]);
  await world.tool.context.seed();
  person = await openPerson(browser, world, 'teacher', { locale: 'nl' });
});

afterAll(async () => {
  await browser.close();
  await world.close();
});

async function openInCourse(page: Page, { id, link }: CourseOfBadges, path: string): Promise<Frame> {
  const frame = await openLinkInFrame(page, world, link, id);
  await frame.waitForLoadState();
  if (path) await frame.goto(`${frame.url().replace(/(\/courses\/[^/?]+).*$/, '$1')}${path}`);
  return frame;
}

describe('what there is to choose from', () => {
  let empty: CourseOfBadges;
  beforeAll(() => {
    const plain = { clientId: world.clientId, title: 'Badges', url: `${world.tool.baseUrl}/lti/launch` };
    empty = { id: COURSE, link: world.sandbox.control.addLink(COURSE, plain).id };
  });

  it.each([
    { count: 0, locale: 'nl', name: 'the picker', open: () => openPicker(person.page, world) },
    { count: 1, locale: 'en', name: 'the picker', open: () => openPicker(person.page, world) },
    { count: 0, locale: 'en', name: 'map a badge', open: () => openInCourse(person.page, empty, '/map') },
    { count: 1, locale: 'nl', name: 'map a badge', open: () => openInCourse(person.page, empty, '/map') },
  ] as const)('$name with $count badge classes', ({ count, locale, open }) =>
    whereOffered(world, count, () => lookAtRows(person, world, { user: 'teacher', locale, open })),
  );
});

describe('a course with one badge', () => {
  it('is offered to its copy', async () => {
    const { copy } = await addManyBadges(world, 1);
    const open = () => openInCourse(person.page, copy, '/copy');
    await lookAtRows(person, world, { user: 'teacher', locale: 'nl', open });
  });
});

describe(`a course with ${MANY} badges`, () => {
  let many: ManyBadges;
  beforeAll(async () => {
    many = await addManyBadges(world, MANY);
  }, 180_000);

  it.each([
    {
      name: 'the picker',
      locale: 'en',
      rows: '[name=badgeClass]',
      open: () => openPicker(person.page, world),
    },
    { name: 'map a badge', locale: 'nl', open: () => openInCourse(person.page, many.course, '/map') },
    { name: 'the overview', locale: 'en', open: () => openInCourse(person.page, many.course, '') },
    {
      name: 'one learner',
      locale: 'nl',
      open: () => openInCourse(person.page, many.course, `/learners/${many.learnerId}`),
    },
    {
      name: 'what its copy is offered',
      locale: 'en',
      open: () => openInCourse(person.page, many.copy, '/copy'),
    },
    {
      name: 'my badges',
      locale: 'nl',
      user: PASSED_STUDENT,
      open: () => openInCourse(person.page, many.course, ''),
    },
  ] as const)('$name', async (state) => {
    await lookAtRows(person, world, { user: 'teacher', ...state });
  });
});
