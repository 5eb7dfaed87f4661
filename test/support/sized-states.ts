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
  open(page: Page, course: FurnishedCourse, courses: SizedCourses): Promise<Frame>;
}

type SizedPage = Omit<SizedState, 'size' | 'open'> & {
  /** Where to go from the course's own page; null for that page itself. */
  readonly path: string | null;
};

const PAGES: readonly SizedPage[] = [
  { name: 'overview', user: 'teacher', path: null },
  { name: 'learners', user: 'teacher', path: '/learners' },
  { name: 'my badges', user: NEAR_STUDENT, path: null },
];

export const SIZED_STATES: readonly SizedState[] = PAGES.flatMap(({ name, user, path }) =>
  SIZES.map((size) => ({
    name,
    size,
    user,
    async open(page, { world }, courses) {
      const { id, link } = size === 'none' && user === NEAR_STUDENT ? courses.noneWithStudent : courses[size];
      const frame = await openLinkInFrame(page, world, link, id);
      await frame.waitForLoadState();
      if (path !== null) await frame.goto(`${frame.url().split('?')[0]}${path}`);
      return frame;
    },
  })),
);
