/**
 * A badge link of a course: its teacher sees how the badge is set up, a student sees the badge and how they stand.
 *
 * @module
 */
import { Router, type Request, type Response } from 'express';
import type { AwardSightStore } from '../../awarding/award-sight.js';
import type { CourseCopies } from '../../awarding/course-copies.js';
import type { CourseBoards } from '../../awarding/course-board.js';
import type { HandInService } from '../../awarding/hand-in-service.js';
import type { DoubleKeys } from '../../awarding/double-keys.js';
import type { Telling } from '../../awarding/telling.js';
import type { OwnBadges } from '../../awarding/own-badges.js';
import type { OwnCredentials } from '../../credentials/own-credentials.js';
import { getLaunch, requireLaunch } from '../session.js';
import { sendOwnBadge } from '../student/send-own-badge.js';
import { badgeAddress, copyAddress, mapAddress, courseAddress, rubricAddress } from './course-address.js';
import { createCourseWords } from './course-words.js';
import { parseMoment, readFields } from './form-fields.js';
import { presentDouble } from './present-double.js';
import { presentCheck } from './present-overview.js';
import { presentMapping } from './present-mapping.js';
import { readLanguage, sendCoursePage } from './send-course-page.js';

export interface BadgeRouterDeps {
  readonly courseBoards: CourseBoards;
  readonly ownBadges: Pick<OwnBadges, 'open'>;
  readonly handInService: Pick<HandInService, 'findState'>;
  readonly telling: Pick<Telling, 'findWay'>;
  readonly doubleKeys: Pick<DoubleKeys, 'list'>;
  readonly awardSights: AwardSightStore;
  readonly ownCredentials: Pick<OwnCredentials, 'find'>;
  readonly courseCopies: Pick<CourseCopies, 'find'>;
  /** How long a student waits for the LMS; then the page shows what was known before. */
  readonly checkWaitMs: number;
}

type BadgeRequest = Request<{ course: string; key: string }>;

export function createBadgeRouter({
  courseBoards,
  ownBadges,
  handInService,
  telling,
  doubleKeys,
  awardSights,
  ownCredentials,
  courseCopies,
  checkWaitMs,
}: BadgeRouterDeps): Router {
  const router = Router();

  router.get('/courses/:course/badges/:key', requireLaunch, async (req: BadgeRequest, res) => {
    if (getLaunch(req).isStaff) return sendMapping(req, res);
    return sendOwnBadge(req, res, {
      ownBadges,
      handInService,
      awardSights,
      ownCredentials,
      waitMs: checkWaitMs,
    });
  });

  async function sendMapping(req: BadgeRequest, res: Response): Promise<void> {
    const { institutionId, courseId } = getLaunch(req);
    const board = await courseBoards.load(institutionId, courseId);
    const words = createCourseWords(readLanguage(req), board.registration);
    const badge = board.badges.find(({ mapping }) => mapping.key === req.params.key);
    if (!badge) {
      // A key of another course, most likely: what it means there can be taken over.
      if (await courseCopies.find(institutionId, courseId)) return res.redirect(303, copyAddress(courseId));
      const title = words.t('mapping.unknown.title');
      const text = words.t('mapping.unknown.teacher', { lms: words.lms });
      const back = { href: courseAddress(courseId), text: words.t('course.overview') };
      sendCoursePage(req, res, {
        view: 'course/unknown-badge',
        title,
        status: 404,
        locals: { title, text, back, next: { href: mapAddress(courseId), text: words.t('map.open') } },
      });
      return;
    }
    const mapping = presentMapping(badge, board, words);
    const columns = await doubleKeys.list(institutionId, badge.mapping);
    const double = presentDouble(columns, { courseId, mappingKey: badge.mapping.key }, words);
    const { separated, saved, since } = readFields(req.query, ['separated', 'saved', 'since']);
    const here = badgeAddress(courseId, badge.mapping.key);
    const done =
      separated === 'yes' ? words.t('double.done') : saved === 'yes' ? words.t('editor.saved') : null;
    const way = await telling.findWay(institutionId);
    const rubricHref =
      badge.mapping.columnRole === 'assessed' ? rubricAddress(courseId, badge.mapping.key) : null;
    sendCoursePage(req, res, {
      view: 'course/mapping',
      title: mapping.name,
      locals: {
        mapping,
        rubricHref,
        telling: words.t(`telling.${way}`, { lms: words.lms }),
        double,
        done,
        check: presentCheck(board, parseMoment(since), words, here),
      },
    });
  }

  return router;
}
