/**
 * Every state of the tool's pages in a furnished course: how a person gets there, by what they press, in the LMS's frame.
 *
 * @module
 */
import type { Frame, Page } from 'playwright-core';
import { NEAR_STUDENT, PASSED_STUDENT, UNGRADED_STUDENT, type FurnishedCourse } from './furnish-course.js';
import { loseCookies, openLinkInFrame, openPicker, toolFrame } from './person.js';
import { COURSE } from './start-course.js';

export interface PageState {
  readonly name: string;
  readonly user: string;
  /** Of the answer, when it is one of 400 and up. */
  readonly status?: number;
  /** @returns the frame that shows it */
  open(page: Page, course: FurnishedCourse): Promise<Frame>;
}

export const TEACHER_STATES: readonly PageState[] = [
  {
    name: 'the picker',
    user: 'teacher',
    open: (page, { world }) => openPicker(page, world),
  },
  {
    name: 'the picker with problems',
    user: 'teacher',
    status: 422,
    async open(page, { world }) {
      const frame = await openPicker(page, world);
      await frame.locator('[name="value.0"]').fill('veel');
      await frame.locator('#maximum').fill('x');
      await unfoldHow(frame);
      await frame.locator('#stood').fill('-1');
      await frame.locator('form.picker button[value=map]').click();
      await frame.locator('[role=alert]').waitFor();
      return frame;
    },
  },
  {
    name: 'the picker where the LMS takes no column',
    user: 'teacher',
    async open(page, { world }) {
      world.sandbox.control.changeSettings({ acceptLineItem: false });
      try {
        return await openPicker(page, world);
      } finally {
        world.sandbox.control.changeSettings({ acceptLineItem: true });
      }
    },
  },
  {
    name: 'the overview',
    user: 'teacher',
    open: (page, { world, courseLink }) => openLinkInFrame(page, world, courseLink),
  },
  {
    name: 'the overview of a course without badges',
    user: 'teacher',
    open: (page, { world, emptyCourse }) => openLinkInFrame(page, world, emptyCourse.link, emptyCourse.id),
  },
  {
    name: 'the overview after “check now”',
    user: 'teacher',
    async open(page, { world, courseLink }) {
      const frame = await openLinkInFrame(page, world, courseLink);
      await frame.locator('form[action$="/check"] button').click();
      await frame.locator('.notice[role=status]').waitFor();
      return frame;
    },
  },
  {
    name: 'the learners',
    user: 'teacher',
    async open(page, { world, courseLink }) {
      const frame = await openLinkInFrame(page, world, courseLink);
      await frame.locator('nav.tabs a[href$="/learners"]').click();
      await frame.locator('table.matrix').waitFor();
      return frame;
    },
  },
  {
    name: 'the learners, none found',
    user: 'teacher',
    async open(page, { world, courseLink }) {
      const frame = await openLinkInFrame(page, world, courseLink);
      await frame.locator('nav.tabs a[href$="/learners"]').click();
      await frame.locator('#q').fill('qqq');
      await frame.locator('form[role=search] button').click();
      await frame.getByText('qqq').waitFor();
      return frame;
    },
  },
  {
    name: 'one learner',
    user: 'teacher',
    open: (page, course) => openLearner(page, course, 'Lotte'),
  },
  {
    name: 'one learner with a badge',
    user: 'teacher',
    open: (page, course) => openLearner(page, course, 'Sanne'),
  },
  {
    name: 'one learner, the form with problems',
    user: 'teacher',
    status: 422,
    async open(page, course) {
      const frame = await openLearner(page, course, 'Lotte');
      await frame.locator('input[name=verdict][value=passed]').check();
      await frame.locator('input[name=percent]').fill('101');
      await frame.locator('form[action$="/assess"] button').click();
      await frame.locator('[role=alert]').waitFor();
      return frame;
    },
  },
  {
    name: 'the mapping',
    user: 'teacher',
    open: (page, { world, graded }) => openLinkInFrame(page, world, graded.linkId),
  },
  {
    name: 'the mapping that waits for permission',
    user: 'teacher',
    open: (page, { world, waiting }) => openLinkInFrame(page, world, waiting.linkId),
  },
  {
    name: 'the history',
    user: 'teacher',
    async open(page, { world, courseLink }) {
      const frame = await openLinkInFrame(page, world, courseLink);
      await frame.locator('nav.tabs a[href$="/history"]').click();
      await frame.locator('ol.history').first().waitFor();
      return frame;
    },
  },
  {
    name: 'the approvals',
    user: 'teacher',
    async open(page, { world, courseLink, graded }) {
      const frame = await openLinkInFrame(page, world, courseLink);
      await frame.goto(`${world.tool.baseUrl}/courses/${graded.course.id}/approvals`);
      return frame;
    },
  },
  {
    name: 'the drafts of the course',
    user: 'teacher',
    open: (page, course) => whereTeachersDraft(course, () => openDrafts(page, course)),
  },
  {
    name: 'a draft in its editor',
    user: 'teacher',
    open: (page, course) =>
      whereTeachersDraft(course, async () => {
        const frame = await openDrafts(page, course);
        await frame.locator('form[action$="/drafts"] button[type=submit]').click();
        await frame.locator('form[action*="/drafts/"]').first().waitFor();
        return frame;
      }),
  },
  {
    name: 'mapping a badge from the overview',
    user: 'teacher',
    async open(page, { world, courseLink }) {
      const frame = await openLinkInFrame(page, world, courseLink);
      await frame.locator('a[href$="/map"]').click();
      await frame.locator('#with-link').waitFor();
      return frame;
    },
  },
  {
    name: 'the editor',
    user: 'teacher',
    open: (page, course) => openEditor(page, course),
  },
  {
    name: 'the editor with several conditions, reviewed',
    user: 'teacher',
    async open(page, course) {
      const frame = await openEditor(page, course);
      for (const kind of ['holds-badge', 'combined']) {
        await frame.locator('#addKind').selectOption(kind);
        await frame.locator('button[value=add]').click();
        await frame.locator(`input[type=hidden][value=${kind}]`).waitFor({ state: 'attached' });
      }
      await frame.locator('#badge-1').selectOption({ index: 1 });
      await frame.locator('select[name="in0.2"]').selectOption({ index: 1 });
      await unfoldHow(frame);
      await frame.locator('#mode-after-approval').check();
      await frame.locator('button[value=review]').click();
      await frame.locator('button[value=save]').waitFor();
      return frame;
    },
  },
  {
    name: 'the editor with problems',
    user: 'teacher',
    status: 422,
    async open(page, course) {
      const frame = await openEditor(page, course);
      await frame.locator('[name="value.0"]').fill('veel');
      await unfoldHow(frame);
      await frame.locator('#stood').fill('-1');
      await frame.locator('button[value=review]').click();
      await frame.locator('.notice[role=alert]').waitFor();
      return frame;
    },
  },
  {
    name: 'badges offered to a copied course',
    user: 'teacher',
    async open(page, { world }) {
      const { control } = world.sandbox;
      const copy = control.addCourse({
        label: 'COPY',
        title: 'Mediawijsheid 2027',
        copyOf: COURSE,
        teacher: 'teacher',
      });
      const [link] = control.listLinks(copy.id);
      // Whoever opens a link whose key is of the old course is offered what it means there.
      const frame = await openLinkInFrame(page, world, link?.id ?? '', copy.id);
      await frame.locator('#which').waitFor();
      return frame;
    },
  },
  {
    name: 'a link that is not set up here',
    user: 'teacher',
    status: 404,
    open: (page, { world, foreignLink }) => openLinkInFrame(page, world, foreignLink),
  },
];

export const STUDENT_STATES: readonly PageState[] = [
  {
    name: 'the badge, not earned',
    user: NEAR_STUDENT,
    open: (page, { world, graded }) => openLinkInFrame(page, world, graded.linkId),
  },
  {
    name: 'the badge, no grade',
    user: UNGRADED_STUDENT,
    open: (page, { world, graded }) => openLinkInFrame(page, world, graded.linkId),
  },
  {
    name: 'the badge that waits',
    user: PASSED_STUDENT,
    open: (page, { world, waiting }) => openLinkInFrame(page, world, waiting.linkId),
  },
  {
    name: 'the badge, earned',
    user: PASSED_STUDENT,
    open: (page, { world, graded }) => openLinkInFrame(page, world, graded.linkId),
  },
  {
    name: 'the badge while the LMS does not answer',
    user: NEAR_STUDENT,
    async open(page, { world, graded }) {
      world.sandbox.control.setFault('results', { kind: 'error' });
      try {
        return await openLinkInFrame(page, world, graded.linkId);
      } finally {
        world.sandbox.control.clearFaults();
      }
    },
  },
  {
    name: 'the badges of the course',
    user: PASSED_STUDENT,
    open: (page, { world, courseLink }) => openLinkInFrame(page, world, courseLink),
  },
  {
    name: 'the credential, private',
    user: PASSED_STUDENT,
    open: (page, course) => openCredential(page, course, false),
  },
  {
    name: 'the credential, shared',
    user: PASSED_STUDENT,
    open: (page, course) => openCredential(page, course, true),
  },
  {
    name: 'what others see of the credential',
    user: PASSED_STUDENT,
    async open(page, course) {
      const frame = await openCredential(page, course, true);
      await frame.goto(`${frame.url().replace(/[?#].*$/, '')}/seen`);
      return frame;
    },
  },
  {
    name: 'a link that is not set up here',
    user: NEAR_STUDENT,
    status: 404,
    open: (page, { world, foreignLink }) => openLinkInFrame(page, world, foreignLink),
  },
];

/** The third step of a mapping's form, and what is folded in it. */
export async function unfoldHow(frame: Frame): Promise<void> {
  await frame.locator('summary:has(#step-3)').click();
  await frame.locator('details.more:has(#stood) > summary').click();
}

/** Pages for whom nobody let in. */
export const REFUSED_STATES: readonly PageState[] = [
  {
    name: 'a browser that keeps no cookie in the frame',
    user: NEAR_STUDENT,
    async open(page, { world, graded }) {
      await loseCookies(page, world);
      await page.goto(`${world.sandboxUrl}/courses/${COURSE}/links/${graded.linkId}`);
      const frame = await toolFrame(page, world, '/lti/login/continue');
      await frame.getByRole('link').last().waitFor();
      await page.unrouteAll();
      return frame;
    },
  },
  {
    name: 'a launch that was sent before',
    user: NEAR_STUDENT,
    status: 400,
    async open(page, { world, graded }) {
      const sent = page.waitForRequest(`${world.tool.baseUrl}/lti/launch`);
      const frame = await openLinkInFrame(page, world, graded.linkId);
      const fields = Object.fromEntries(new URLSearchParams((await sent).postData() ?? ''));
      await frame.evaluate(`(${SEND_AGAIN})(${JSON.stringify(fields)})`);
      return toolFrame(page, world, '/lti/launch');
    },
  },
  {
    name: 'a launch opened by its address',
    user: NEAR_STUDENT,
    status: 405,
    async open(page, { world, graded }) {
      const frame = await openLinkInFrame(page, world, graded.linkId);
      await frame.goto(`${world.tool.baseUrl}/lti/launch`);
      return frame;
    },
  },
  {
    name: 'another course’s page',
    user: NEAR_STUDENT,
    status: 403,
    async open(page, { world, graded }) {
      const frame = await openLinkInFrame(page, world, graded.linkId);
      await frame.goto(`${world.tool.baseUrl}/courses/${'0'.repeat(24)}`);
      return frame;
    },
  },
  {
    name: 'a page for teachers',
    user: NEAR_STUDENT,
    status: 403,
    async open(page, { world, graded }) {
      const frame = await openLinkInFrame(page, world, graded.linkId);
      await frame.goto(`${world.tool.baseUrl}/courses/${graded.course.id}/learners`);
      return frame;
    },
  },
];

export async function openEditor(page: Page, { world, graded }: FurnishedCourse): Promise<Frame> {
  const frame = await openLinkInFrame(page, world, graded.linkId);
  await frame.locator('a[href$="/edit"]').click();
  await frame.locator('form[data-editor]').waitFor();
  return frame;
}

export async function openLearner(
  page: Page,
  { world, courseLink }: FurnishedCourse,
  name: string,
): Promise<Frame> {
  const frame = await openLinkInFrame(page, world, courseLink);
  await frame.locator('nav.tabs a[href$="/learners"]').click();
  await frame.locator('table.matrix th[scope=row] a', { hasText: name }).click();
  await frame.locator('#standing').waitFor();
  return frame;
}

export async function openCredential(
  page: Page,
  { world, graded }: FurnishedCourse,
  isShared: boolean,
): Promise<Frame> {
  const frame = await openLinkInFrame(page, world, graded.linkId);
  await frame.locator('a[href$="/credential"]').click();
  const wanted = frame.locator(isShared ? '#share-link' : 'input[name=share][value=on]');
  await frame.locator('#share').waitFor();
  if ((await wanted.count()) === 0) {
    await frame.locator('#share form:has(input[name=share]) button').click();
    await wanted.waitFor({ state: 'attached' });
  }
  return toolFrame(page, world);
}

/** As a browser does that reloads the page which a form led to. */
const SEND_AGAIN = `(fields) => {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = '/lti/launch';
  for (const [name, value] of Object.entries(fields)) {
    const input = document.createElement('input');
    Object.assign(input, { type: 'hidden', name, value });
    form.append(input);
  }
  document.body.append(form);
  form.submit();
}`;

/** The institution lets teachers draft for as long as it takes to open the page, and not on the others. */
async function whereTeachersDraft({ world }: FurnishedCourse, open: () => Promise<Frame>): Promise<Frame> {
  const { stores, institution } = world.tool.context;
  await stores.institutions.change(institution.id, { teachersMayDraft: true });
  try {
    return await open();
  } finally {
    await stores.institutions.change(institution.id, { teachersMayDraft: false });
  }
}

async function openDrafts(page: Page, { world, courseLink }: FurnishedCourse): Promise<Frame> {
  const frame = await openLinkInFrame(page, world, courseLink);
  await frame.locator('a[href$="/drafts"]').click();
  await frame.locator('form[action$="/drafts"]').waitFor();
  return frame;
}
