/**
 * A student's badges of a course, as they stood at the last round.
 *
 * @module
 */
import type { Request, Response } from 'express';
import type { Telling } from '../../awarding/telling.js';
import type { OwnBadges } from '../../awarding/own-badges.js';
import type { OwnCredentials } from '../../credentials/own-credentials.js';
import { courseAddress } from '../course/course-address.js';
import { createCourseWords } from '../course/course-words.js';
import { readLanguage, sendCoursePage } from '../course/send-course-page.js';
import { getLaunch } from '../session.js';
import type { CredentialStanding } from './present-own-badge.js';
import { presentOwnBadges } from './present-own-badges.js';

export interface SendOwnBadgesDeps {
  readonly ownBadges: Pick<OwnBadges, 'list'>;
  readonly ownCredentials: Pick<OwnCredentials, 'find'>;
  readonly telling: Pick<Telling, 'findWay' | 'isOff'>;
}

export async function sendOwnBadges(
  req: Request,
  res: Response,
  { ownBadges, ownCredentials, telling }: SendOwnBadgesDeps,
): Promise<void> {
  const { institutionId, courseId, learnerId } = getLaunch(req);
  const own = await ownBadges.list(institutionId, courseId, learnerId);
  const credentials = new Map<string, CredentialStanding>();
  for (const { standing } of own.badges) {
    const found = standing.award && (await ownCredentials.find(institutionId, standing.award.id, learnerId));
    if (standing.award && found) credentials.set(standing.award.id, found.credential);
  }
  const words = createCourseWords(readLanguage(req), own.registration);
  const badges = presentOwnBadges(own, words, credentials);
  // Where no mail is sent there is nothing to choose.
  const mailChoice =
    (await telling.findWay(institutionId)) === 'mails'
      ? { isOff: await telling.isOff(institutionId, learnerId), action: `${courseAddress(courseId)}/mail` }
      : null;
  sendCoursePage(req, res, { view: 'student/badges', title: badges.title, locals: { badges, mailChoice } });
}
