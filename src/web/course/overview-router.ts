/**
 * A course for its teacher: the overview and *Check now*. Students get their own badges at the same address.
 *
 * @module
 */
import { Router, type Request, type Response } from 'express';
import type { CourseBoards } from '../../awarding/course-board.js';
import type { CourseCopies } from '../../awarding/course-copies.js';
import type { TeacherDrafts } from '../../badges/teacher-drafts.js';
import type { RoundTrigger } from '../../awarding/course-sync.js';
import type { Telling } from '../../awarding/telling.js';
import type { OwnBadges } from '../../awarding/own-badges.js';
import type { OwnCredentials } from '../../credentials/own-credentials.js';
import { readForm } from '../read-params.js';
import { getLaunch, requireFormToken, requireLaunch, requireStaff } from '../session.js';
import { sendOwnBadges } from '../student/send-own-badges.js';
import { badgeAddress, courseAddress } from './course-address.js';
import type { CourseHealthLine } from '../health/course-health-router.js';
import { createCourseWords } from './course-words.js';
import { draftsAddress } from './drafts-router.js';
import { parseMoment, readFields } from './form-fields.js';
import { presentCopied, presentCopyNeed } from './present-copy.js';
import { presentCheck, presentOverview } from './present-overview.js';
import { readLanguage, sendCoursePage } from './send-course-page.js';

export interface OverviewRouterDeps {
  readonly courseBoards: CourseBoards;
  readonly ownBadges: Pick<OwnBadges, 'list'>;
  readonly ownCredentials: Pick<OwnCredentials, 'find'>;
  readonly telling: Pick<Telling, 'findWay' | 'isOff'>;
  readonly courseCopies: Pick<CourseCopies, 'find'>;
  /** Asks for a round of the course now. */
  readonly requestRound: (institutionId: string, courseId: string, trigger: RoundTrigger) => Promise<void>;
  /** One sentence about the connection, where there is something to say. */
  readonly courseHealthLine?: CourseHealthLine;
  /** Whether a teacher is offered to design a badge. */
  readonly teacherDrafts?: Pick<TeacherDrafts, 'areAllowed'>;
  readonly now: () => Date;
}

export function createOverviewRouter({
  courseBoards,
  ownBadges,
  ownCredentials,
  telling,
  courseCopies,
  requestRound,
  courseHealthLine,
  teacherDrafts,
  now,
}: OverviewRouterDeps): Router {
  const router = Router();

  router.get('/courses/:course', requireLaunch, async (req, res) => {
    if (getLaunch(req).isStaff) return sendOverview(req, res);
    return sendOwnBadges(req, res, { ownBadges, ownCredentials, telling });
  });

  router.post(
    '/courses/:course/check',
    requireLaunch,
    requireStaff,
    readForm('4kb'),
    requireFormToken,
    async (req, res) => {
      const { institutionId, courseId } = getLaunch(req);
      const since = now();
      await requestRound(institutionId, courseId, 'check-now');
      // Back to the page that it was pressed on.
      const { badge } = readFields(req.body, ['badge']);
      const page = badge === '' ? courseAddress(courseId) : badgeAddress(courseId, badge);
      res.redirect(303, `${page}?since=${since.getTime()}`);
    },
  );

  async function sendOverview(req: Request, res: Response): Promise<void> {
    const { institutionId, courseId } = getLaunch(req);
    const { since: asked, copied } = readFields(req.query, ['since', 'copied']);
    const since = parseMoment(asked);
    const [board, offer] = await Promise.all([
      courseBoards.load(institutionId, courseId),
      courseCopies.find(institutionId, courseId),
    ]);
    const words = createCourseWords(readLanguage(req), board.registration);
    const presented = presentOverview(board, words);
    const overview = {
      ...presented,
      needs: [...(offer ? [presentCopyNeed(offer, words)] : []), ...presented.needs],
      done: presentCopied(copied, words),
    };
    const healthLine =
      board.sync?.stop || !courseHealthLine
        ? null // told already, with what waits for it
        : await courseHealthLine(institutionId, courseId, readLanguage(req));
    const mayDraft = (await teacherDrafts?.areAllowed(institutionId)) ?? false;
    const check = presentCheck(board, since, words);
    sendCoursePage(req, res, {
      view: 'course/overview',
      title: overview.title,
      locals: { overview, check, healthLine, draftsHref: mayDraft ? draftsAddress(courseId) : null },
    });
  }

  return router;
}
