/**
 * The course that a launch names, with what people call its LMS.
 *
 * @module
 */
import { AppError } from '../errors/app-error.js';
import type { Course, CourseStore } from '../lti/course.js';
import type { RegistrationStore } from '../platforms/registration.js';

export interface CourseLookupDeps {
  readonly courses: Pick<CourseStore, 'find'>;
  readonly registrations: Pick<RegistrationStore, 'find'>;
}

export interface CourseOfLms {
  readonly course: Course;
  /** As it was registered; null when nothing is known. */
  readonly lmsName: string | null;
}

export type CourseLookup = ReturnType<typeof createCourseLookup>;

export function createCourseLookup({ courses, registrations }: CourseLookupDeps) {
  /** @throws {AppError} `course_not_found` */
  async function get(institutionId: string, courseId: string): Promise<CourseOfLms> {
    const course = await courses.find(institutionId, courseId);
    if (!course) throw new AppError('course_not_found', 404, 'no such course', { courseId });
    const registration = await registrations.find(institutionId, course.registrationId);
    return { course, lmsName: registration?.name.trim() || null };
  }

  return { get };
}
