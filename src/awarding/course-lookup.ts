/**
 * The course that a launch names, with its LMS.
 *
 * @module
 */
import { AppError } from '../errors/app-error.js';
import type { Course, CourseStore } from '../lti/course.js';
import type { Registration, RegistrationStore } from '../platforms/registration.js';

export interface CourseLookupDeps {
  readonly courses: Pick<CourseStore, 'find'>;
  readonly registrations: Pick<RegistrationStore, 'find'>;
}

export interface CourseOfLms {
  readonly course: Course;
  readonly registration: Registration;
}

export type CourseLookup = ReturnType<typeof createCourseLookup>;

export function createCourseLookup({ courses, registrations }: CourseLookupDeps) {
  /** @throws {AppError} `course_not_found`, `registration_not_found` */
  async function get(institutionId: string, courseId: string): Promise<CourseOfLms> {
    const course = await courses.find(institutionId, courseId);
    if (!course) throw new AppError('course_not_found', 404, 'no such course', { courseId });
    const registration = await registrations.find(institutionId, course.registrationId);
    if (!registration) {
      throw new AppError('registration_not_found', 404, 'the course names an unknown registration', {
        courseId,
      });
    }
    return { course, registration };
  }

  return { get };
}
