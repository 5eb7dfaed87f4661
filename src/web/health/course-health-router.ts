/**
 * Health inside an LMS: a page to read for whoever administers that LMS, and the one line for whoever teaches a course.
 *
 * @module
 */
import { Router, type Request } from 'express';
import { AppError } from '../../errors/app-error.js';
import { createFormats } from '../../language/format.js';
import type { Language } from '../../language/local-text.js';
import { createTranslator, isTextKey } from '../../language/translate.js';
import type { Course, CourseStore } from '../../lti/course.js';
import { judge, type HealthReports } from '../../lti/health/health-report.js';
import { nameLms } from '../../platforms/lms-name.js';
import type { Registration } from '../../platforms/registration.js';
import { courseAddress } from '../course/course-address.js';
import { readLanguage, sendCoursePage } from '../course/send-course-page.js';
import { getLaunch, requireLaunch } from '../session.js';
import { presentDeploymentHealth, presentDot, presentRegistrationHealth } from './present-health.js';

export interface CourseHealthRouterDeps {
  readonly healthReports: Pick<HealthReports, 'find'>;
}

export function createCourseHealthRouter({ healthReports }: CourseHealthRouterDeps): Router {
  const router = Router();

  router.get('/courses/:course/health', requireLaunch, async (req, res) => {
    const { institutionId, registrationId, deploymentRecordId, courseId } = requireLmsAdmin(req);
    const language = readLanguage(req);
    const t = createTranslator(language);
    const health = await healthReports.find(institutionId, registrationId);
    const own = health?.deployments.find(({ deployment }) => deployment.id === deploymentRecordId);
    if (!health || !own) throw new AppError('registration_not_found', 404, 'no such registration');
    const { registration } = health;
    const lines = [
      ...presentRegistrationHealth(health, language).lines,
      ...presentDeploymentHealth(own, registration, language).lines,
    ];
    sendCoursePage(req, res, {
      view: 'health/course',
      title: t('health.page.title'),
      styles: ['health.css'],
      locals: {
        lines,
        dot: presentDot(judge(lines), language),
        lms: nameLms(registration) ?? t('health.your-lms'),
        deploymentId: own.deployment.deploymentId,
        courseHref: courseAddress(courseId),
      },
    });
  });

  return router;
}

/** @throws {AppError} `lms_admin_only` - whoever does not administer the LMS */
function requireLmsAdmin(req: Request) {
  const launch = getLaunch(req);
  if (launch.isLmsAdmin !== true)
    throw new AppError('lms_admin_only', 403, 'this page is for administrators of the LMS');
  return launch;
}

/** What a teacher's page says about the connection: one sentence, or none. */
export type CourseHealthLine = (
  institutionId: string,
  courseId: string,
  language: Language,
) => Promise<string | null>;

export function createCourseHealthLine({
  healthReports,
  courses,
  registrations,
}: {
  readonly healthReports: Pick<HealthReports, 'findForCourse'>;
  readonly courses: Pick<CourseStore, 'find'>;
  readonly registrations: {
    find(institutionId: string, registrationId: string): Promise<Registration | null>;
  };
}): CourseHealthLine {
  return async (institutionId, courseId, language) => {
    const course: Course | null = await courses.find(institutionId, courseId);
    const line = course && (await healthReports.findForCourse(institutionId, course));
    const key = `health.teacher.${line?.check ?? ''}`;
    if (!course || !line || !isTextKey(key)) return null;
    const t = createTranslator(language);
    const registration = await registrations.find(institutionId, course.registrationId);
    return t(key, {
      lms: (registration && nameLms(registration)) ?? t('health.your-lms'),
      since: line.since ? createFormats(language).dateTime(line.since) : '',
    });
  };
}
