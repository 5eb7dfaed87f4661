/**
 * Pages in the LMS's frame: the states that the browser tests look at, and what takes more to come about.
 *
 * @module
 */
import type { Frame, Page } from 'playwright-core';
import {
  openLearner,
  REFUSED_STATES,
  STUDENT_STATES,
  TEACHER_STATES,
  type PageState,
} from '../support/course-states.js';
import { PASSED_STUDENT, placeUnsaved } from '../support/furnish-course.js';
import { LOOKED_AT } from '../support/looked-at.js';
import { logIn, openLinkInFrame, toolFrame } from '../support/person.js';
import { SIZED_STATES } from '../support/sized-states.js';
import { COURSE, type CourseWorld } from '../support/start-course.js';
import { REVOKED_STUDENT, STACKING_STUDENT, SUSPENDED_STUDENT } from './liven-course.js';
import type { Picture, PictureWorld } from './picture.js';

const HANDING_IN = { nl: 'student09', en: 'student10' } as const;

type More = Omit<Picture, 'open' | 'user'> & {
  readonly user: string;
  open(page: Page, world: PictureWorld): Promise<Frame>;
};

const MORE: readonly More[] = [
  {
    name: 'lms administrator health',
    route: '/courses/:course/health',
    user: 'admin',
    open: (page, world) => openCoursePage(page, world, '/health'),
  },
  {
    name: 'refused health for a teacher',
    route: null,
    user: 'teacher',
    open: (page, world) => openCoursePage(page, world, '/health'),
  },
  {
    name: 'teacher the rubric, empty',
    route: '/courses/:course/badges/:key/rubric',
    user: 'teacher',
    open: openRubric,
  },
  {
    name: 'teacher the rubric with problems',
    route: null,
    user: 'teacher',
    async open(page, world) {
      const frame = await openRubric(page, world);
      await frame.locator('#c0').fill('Opbouw');
      await frame.locator('#c0l0').fill('Zwak');
      await frame.locator('form .actions button[type=submit]').last().click();
      await frame.locator('[role=alert]').first().waitFor();
      return frame;
    },
  },
  {
    name: 'teacher somebody waits for approval',
    route: null,
    user: 'teacher',
    open: (page, world) => openCoursePage(page, world, '/approvals'),
  },
  {
    name: 'teacher the mapping whose form was never saved',
    route: null,
    user: 'teacher',
    async open(page, world) {
      const { key } = await placeUnsaved(world.course);
      return openCoursePage(page, world, `/badges/${key}`);
    },
  },
  {
    name: 'teacher the mapping of a stack',
    route: null,
    user: 'teacher',
    open: (page, { course, people }) => openLinkInFrame(page, course.world, people.stack.linkId),
  },
  {
    name: 'teacher one learner whose credential was revoked',
    route: null,
    user: 'teacher',
    async open(page, { course }) {
      const member = course.world.sandbox.control
        .listMembers(COURSE)
        .find(({ login }) => login === REVOKED_STUDENT);
      return openLearner(page, course, member?.name ?? '');
    },
  },
  {
    name: 'student a badge of a stack',
    route: null,
    user: STACKING_STUDENT,
    open: (page, { course, people }) => openLinkInFrame(page, course.world, people.stack.linkId),
  },
  {
    name: 'student my badges with a stack',
    route: null,
    user: STACKING_STUDENT,
    open: (page, { course }) => openLinkInFrame(page, course.world, course.courseLink),
  },
  ...[
    ['revoked', REVOKED_STUDENT],
    ['suspended', SUSPENDED_STUDENT],
  ].flatMap(([word = '', user = '']): More[] => [
    {
      name: `student the badge, ${word}`,
      route: null,
      user,
      open: (page, { course }) => openLinkInFrame(page, course.world, course.graded.linkId),
    },
    {
      name: `student the credential, ${word}`,
      route: null,
      user,
      async open(page, { course }) {
        const frame = await openLinkInFrame(page, course.world, course.graded.linkId);
        await frame.goto(`${frame.url().split(/[?#]/)[0] ?? ''}/credential`);
        return frame;
      },
    },
  ]),
  ...(['nl', 'en'] as const).flatMap((whose): More[] => [
    {
      name: `student the badge where one hands in`,
      route: null,
      user: HANDING_IN[whose],
      only: whose,
      open: (page, { course }) => openLinkInFrame(page, course.world, course.assessed.linkId),
    },
    {
      name: `student a file that is not taken`,
      route: null,
      user: HANDING_IN[whose],
      only: whose,
      async open(page, world) {
        const frame = await handIn(page, world, 'verslag.html');
        await frame.locator('[role=alert]').first().waitFor();
        return frame;
      },
    },
    {
      name: `student the badge after handing in`,
      route: null,
      user: HANDING_IN[whose],
      only: whose,
      async open(page, world) {
        const frame = await handIn(page, world, 'verslag.txt');
        await frame.locator('.notice[role=status]').first().waitFor();
        return frame;
      },
    },
  ]),
  {
    name: 'teacher a credential that was handed in',
    route: '/courses/:course/submitted/:reference',
    user: 'teacher',
    open: (page, world) => openCoursePage(page, world, `/submitted/${world.people.submitted}`),
  },
];

export const COURSE_PICTURES: readonly Picture[] = [
  ...fromStates('teacher', TEACHER_STATES),
  ...fromStates('student', STUDENT_STATES),
  ...fromStates('refused', REFUSED_STATES),
  ...MORE,
  {
    name: 'student choosing a credential to hand in',
    route: '/courses/:course/submit',
    user: null,
    open: (page, { canvas, language }) => openSubmission(page, canvas, language),
  },
  ...SIZED_STATES.map((state): Picture => ({
    name: `rows ${state.name} ${state.size}`,
    route: null,
    user: state.user,
    open: (page, { course, courses }) => state.open(page, course, courses),
  })),
];

function fromStates(whom: string, states: readonly PageState[]): Picture[] {
  return states.map((state) => ({
    name: `${whom} ${state.name}`,
    route: Object.entries(LOOKED_AT).find(([, names]) => names.includes(state.name))?.[0] ?? null,
    user: state.user,
    open: (page, { course }) => state.open(page, course),
  }));
}

async function openCoursePage(page: Page, { course }: PictureWorld, path: string): Promise<Frame> {
  const { world, courseLink, graded } = course;
  const frame = await openLinkInFrame(page, world, courseLink);
  await frame.goto(`${world.tool.baseUrl}/courses/${graded.course.id}${path}`);
  return frame;
}

async function openRubric(page: Page, { course }: PictureWorld): Promise<Frame> {
  const frame = await openLinkInFrame(page, course.world, course.assessed.linkId);
  await frame.locator('a[href$="/rubric"]').click();
  await frame.locator('#c0').waitFor();
  return frame;
}

async function handIn(page: Page, { course }: PictureWorld, file: string): Promise<Frame> {
  const frame = await openLinkInFrame(page, course.world, course.assessed.linkId);
  // What was handed in before folds its form away.
  await frame.evaluate('document.querySelectorAll("details").forEach((one) => { one.open = true; })');
  await frame.locator('#hand-in-text').fill('Mijn verslag, met een lange toelichting.');
  await frame.locator('#hand-in-files').setInputFiles({
    name: file,
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(file.endsWith('.html') ? '<html>' : 'tekst'),
  });
  await frame.locator('form[action$="/hand-in"] button[type=submit]').click();
  return frame;
}

/** Of the sandbox's profiles only Canvas lets a tool fill in what a student hands in. */
async function openSubmission(page: Page, world: CourseWorld, language: 'nl' | 'en'): Promise<Frame> {
  await logIn(page, world, PASSED_STUDENT);
  world.sandbox.control.setLocale(PASSED_STUDENT, language);
  await page.goto(`${world.sandboxUrl}/courses/${COURSE}`);
  const [path = ''] = /\/courses\/1\/hand-in\/[^"]+/.exec(await page.content()) ?? [];
  await page.goto(`${world.sandboxUrl}${path}`);
  const frame = await toolFrame(page, world);
  await frame.locator('form').first().waitFor();
  return frame;
}
