/**
 * A student's badges of a course, as they stood at the last round.
 *
 * @module
 */
import type { Request, Response } from 'express';
import type { Telling } from '../../awarding/telling.js';
import type { OwnBadges } from '../../awarding/own-badges.js';
import { courseAddress } from '../course/course-address.js';
import { createCourseWords } from '../course/course-words.js';
import { readLanguage, sendCoursePage } from '../course/send-course-page.js';
import { getLaunch } from '../session.js';
import { presentOwnBadges } from './present-own-badges.js';

export async function sendOwnBadges(
  req: Request,
  res: Response,
  ownBadges: Pick<OwnBadges, 'list'>,
  telling: Pick<Telling, 'findWay' | 'isOff'>,
): Promise<void> {
  const { institutionId, courseId, learnerId } = getLaunch(req);
  const own = await ownBadges.list(institutionId, courseId, learnerId);
  const badges = presentOwnBadges(own, createCourseWords(readLanguage(req), own.registration));
  // Where no mail is sent there is nothing to choose.
  const mailChoice =
    (await telling.findWay(institutionId)) === 'mails'
      ? { isOff: await telling.isOff(institutionId, learnerId), action: `${courseAddress(courseId)}/mail` }
      : null;
  sendCoursePage(req, res, { view: 'student/badges', title: badges.title, locals: { badges, mailChoice } });
}
