/**
 * Pages that show rows, with 0, 1 and many of them.
 *
 * @module
 */
import type { Frame, Page } from 'playwright-core';
import { NEAR_STUDENT, type FurnishedCourse } from './furnish-course.js';
import { openLinkInFrame } from './person.js';
import { SIZES, type Size, type SizedCourses } from './sized-courses.js';

export interface SizedState {
  readonly name: string;
  readonly size: Size;
  readonly user: string;
  /** What there are 500 of; absent where a page shows one thing, or comes in parts. */
  readonly rows?: string;
  open(page: Page, course: FurnishedCourse, courses: SizedCourses): Promise<Frame>;
}

type SizedPage = Omit<SizedState, 'size' | 'open'> & {
  /** From the address of the course: null for that page itself. */
  path(size: Size, courses: SizedCourses): string | null;
  /** Sizes of a course that has such a page at all. */
  readonly sizes?: readonly Size[];
};

const at = (path: string | null) => () => path;

/** Every page of the router's list that shows rows, or stands for one of them. */
const PAGES: readonly SizedPage[] = [
  { name: 'overview', user: 'teacher', path: at(null) },
  { name: 'learners', user: 'teacher', path: at('/learners'), rows: 'table.matrix tbody tr' },
  { name: 'approvals', user: 'teacher', path: at('/approvals'), rows: '.approval-row' },
  { name: 'history', user: 'teacher', path: at('/history') },
  { name: 'map a badge', user: 'teacher', path: at('/map') },
  {
    name: 'editor',
    user: 'teacher',
    path: (size, courses) => `/badges/${courses[size].mappingKey ?? ''}/edit`,
    sizes: ['one', 'many'],
    rows: '.learner-tick',
  },
  {
    name: 'mapping',
    user: 'teacher',
    path: (size, courses) => `/badges/${courses[size].mappingKey ?? ''}`,
    sizes: ['one', 'many'],
  },
  {
    name: 'one learner',
    user: 'teacher',
    path: (size, courses) => `/learners/${courses[size].learnerId ?? ''}`,
    sizes: ['one', 'many'],
  },
  { name: 'drafts', user: 'teacher', path: at('/drafts'), rows: 'ul.rows > li' },
  { name: 'my badges', user: NEAR_STUDENT, path: at(null) },
];

export const SIZED_STATES: readonly SizedState[] = PAGES.flatMap(
  ({ name, user, path, rows, sizes = SIZES }) =>
    sizes.map((size) => ({
      name,
      size,
      user,
      ...(rows !== undefined && { rows }),
      async open(page, { world }, courses) {
        const { id, link } =
          size === 'none' && user === NEAR_STUDENT ? courses.noneWithStudent : courses[size];
        const frame = await openLinkInFrame(page, world, link, id);
        await frame.waitForLoadState();
        const further = path(size, courses);
        if (further !== null) await frame.goto(`${frame.url().split('?')[0] ?? ''}${further}`);
        return frame;
      },
    })),
);
