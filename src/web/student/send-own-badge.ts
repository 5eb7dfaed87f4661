/**
 * The page behind a badge link, for a student.
 *
 * @module
 */
import type { Request, Response } from 'express';
import type { HandInService } from '../../awarding/hand-in-service.js';
import type { Mapping } from '../../awarding/mapping.js';
import type { AwardSightStore } from '../../awarding/award-sight.js';
import type { OwnBadges } from '../../awarding/own-badges.js';
import type { OwnCredentials } from '../../credentials/own-credentials.js';
import { courseAddress, handInAddress, ownFileAddress } from '../course/course-address.js';
import { createCourseWords, type CourseWords } from '../course/course-words.js';
import { presentHandInForm, type HandInAnswer, type HandInForm } from '../course/present-hand-in.js';
import { readLanguage, sendCoursePage } from '../course/send-course-page.js';
import { readParams } from '../read-params.js';
import { getLaunch } from '../session.js';
import { presentForeignBadge, presentOwnBadge } from './present-own-badge.js';

export interface SendOwnBadgeDeps {
  readonly ownBadges: Pick<OwnBadges, 'open'>;
  readonly handInService: Pick<HandInService, 'findState'>;
  readonly awardSights: AwardSightStore;
  readonly ownCredentials: Pick<OwnCredentials, 'find'>;
  /** For the LMS; then the page shows what was known before. */
  readonly waitMs: number;
}

/** @param refused - what was wrong with what they handed in just now */
export async function sendOwnBadge(
  req: Request<{ course: string; key: string }>,
  res: Response,
  { ownBadges, handInService, awardSights, ownCredentials, waitMs }: SendOwnBadgeDeps,
  refused: HandInAnswer | null = null,
): Promise<void> {
  const { institutionId, courseId, learnerId } = getLaunch(req);
  const signal = AbortSignal.timeout(waitMs);
  const opened = await ownBadges.open(institutionId, courseId, req.params.key, learnerId, signal);
  const words = createCourseWords(readLanguage(req), opened.registration);
  if (opened.kind === 'own') {
    const { award } = opened.standing;
    const isNew =
      award !== null && (await awardSights.see(institutionId, award.id, award.revision, opened.at));
    const own = award && (await ownCredentials.find(institutionId, award.id, learnerId));
    const { mapping } = opened.badge;
    const handIn =
      mapping.columnRole === 'assessed'
        ? await loadHandIn(req, handInService, mapping, refused, words)
        : null;
    const badge = {
      ...presentOwnBadge(opened, words, isNew, own?.credential ?? null),
      // Whose turn it is: theirs or the teacher's.
      ...(award === null && handIn?.lead && { sentence: handIn.lead, missing: null }),
    };
    sendCoursePage(req, res, {
      view: 'student/badge',
      title: badge.name,
      status: refused ? 422 : 200,
      styles: handIn ? ['assess.css'] : [],
      locals: { badge, handIn },
    });
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

async function loadHandIn(
  req: Request<{ course: string; key: string }>,
  handInService: Pick<HandInService, 'findState'>,
  { id, key }: Mapping,
  refused: HandInAnswer | null,
  words: CourseWords,
): Promise<HandInForm> {
  const { institutionId, courseId, learnerId } = getLaunch(req);
  const state = await handInService.findState(institutionId, id, learnerId);
  const isSaved = readParams(req.query, { 'handed-in': 1 })['handed-in'] !== undefined;
  const fileAddress = (fileId: string): string => ownFileAddress(courseId, key, fileId);
  const answer = refused ?? (isSaved ? { isSaved, values: null, problem: null } : null);
  return presentHandInForm(state, handInAddress(courseId, key), fileAddress, answer, words);
}
