/**
 * A student's badges of a course, as they stood at the last round.
 *
 * @module
 */
import type { Request, Response } from 'express';
import type { OwnBadges } from '../../awarding/own-badges.js';
import { createCourseWords } from '../course/course-words.js';
import { readLanguage, sendCoursePage } from '../course/send-course-page.js';
import { getLaunch } from '../session.js';
import { presentOwnBadges } from './present-own-badges.js';

export async function sendOwnBadges(
  req: Request,
  res: Response,
  ownBadges: Pick<OwnBadges, 'list'>,
): Promise<void> {
  const { institutionId, courseId, learnerId } = getLaunch(req);
  const own = await ownBadges.list(institutionId, courseId, learnerId);
  const badges = presentOwnBadges(own, createCourseWords(readLanguage(req), own.registration));
  sendCoursePage(req, res, { view: 'student/badges', title: badges.title, locals: { badges } });
}
