/**
 * The page behind a badge link, for a student.
 *
 * @module
 */
import type { Request, Response } from 'express';
import type { AwardSightStore } from '../../awarding/award-sight.js';
import type { OwnBadges } from '../../awarding/own-badges.js';
import { courseAddress } from '../course/course-address.js';
import { createCourseWords } from '../course/course-words.js';
import { readLanguage, sendCoursePage } from '../course/send-course-page.js';
import { getLaunch } from '../session.js';
import { presentForeignBadge, presentOwnBadge } from './present-own-badge.js';

export interface SendOwnBadgeDeps {
  readonly ownBadges: Pick<OwnBadges, 'open'>;
  readonly awardSights: AwardSightStore;
  /** For the LMS; then the page shows what was known before. */
  readonly waitMs: number;
}

export async function sendOwnBadge(
  req: Request<{ course: string; key: string }>,
  res: Response,
  { ownBadges, awardSights, waitMs }: SendOwnBadgeDeps,
): Promise<void> {
  const { institutionId, courseId, learnerId } = getLaunch(req);
  const signal = AbortSignal.timeout(waitMs);
  const opened = await ownBadges.open(institutionId, courseId, req.params.key, learnerId, signal);
  const words = createCourseWords(readLanguage(req), opened.registration);
  if (opened.kind === 'own') {
    const { award } = opened.standing;
    const isNew =
      award !== null && (await awardSights.see(institutionId, award.id, award.revision, opened.at));
    const badge = presentOwnBadge(opened, words, isNew);
    sendCoursePage(req, res, { view: 'student/badge', title: badge.name, locals: { badge } });
  } else if (opened.badgeClass) {
    const badge = presentForeignBadge(opened, opened.badgeClass, words);
    sendCoursePage(req, res, { view: 'student/badge', title: badge.name, locals: { badge } });
  } else {
    const title = words.t('mapping.unknown.title');
    const text = words.t('mapping.unknown.student');
    const back = { href: courseAddress(courseId), text: words.t('student.back') };
    sendCoursePage(req, res, {
      view: 'course/unknown-badge',
      title,
      status: 404,
      locals: { title, text, back },
    });
  }
}
