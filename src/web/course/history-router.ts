/**
 * What happened in a course.
 *
 * @module
 */
import { Router } from 'express';
import type { CourseHistories } from '../../awarding/course-history.js';
import { getLaunch, requireLaunch, requireStaff } from '../session.js';
import { createCourseWords } from './course-words.js';
import { readFields } from './form-fields.js';
import { presentHistory, readPlace } from './present-history.js';
import { readLanguage, sendCoursePage } from './send-course-page.js';

export interface HistoryRouterDeps {
  readonly courseHistories: CourseHistories;
}

export function createHistoryRouter({ courseHistories }: HistoryRouterDeps): Router {
  const router = Router();

  router.get('/courses/:course/history', requireLaunch, requireStaff, async (req, res) => {
    const { institutionId, courseId } = getLaunch(req);
    const after = readPlace(readFields(req.query, ['after']).after);
    const history = await courseHistories.load(institutionId, courseId, after);
    const words = createCourseWords(readLanguage(req), history.registration);
    sendCoursePage(req, res, {
      view: 'course/history',
      title: words.t('history.title'),
      locals: { history: presentHistory(history, after === null, words) },
    });
  });

  return router;
}
