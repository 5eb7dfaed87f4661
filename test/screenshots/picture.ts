/**
 * What `npm run screenshots` takes a picture of.
 *
 * @module
 */
import type { Frame, Page } from 'playwright-core';
import type { FurnishedCourse } from '../support/furnish-course.js';
import type { CourseWorld } from '../support/start-course.js';
import type { SizedCourses } from '../support/sized-courses.js';
import type { LivelyPeople } from './liven-course.js';

export interface PictureWorld {
  readonly course: FurnishedCourse;
  readonly courses: SizedCourses;
  readonly people: LivelyPeople;
  /** A second LMS, in which students hand in through the tool. */
  readonly canvas: CourseWorld;
  readonly language: 'nl' | 'en';
}

export interface Picture {
  /** Says who, what, how much. Two pictures never have one name. */
  readonly name: string;
  /** Of the router's list; null for another state of a page that has its picture. */
  readonly route: string | null;
  /** Who sits at the LMS; null for a page of our own, where nobody needs to. */
  readonly user: string | null;
  /** @returns the frame to picture; null for the page itself */
  /** Pictured in this language alone: what it shows can be brought about once. */
  readonly only?: 'nl' | 'en';
  open(page: Page, world: PictureWorld): Promise<Frame | null>;
}
