/**
 * Copies: badges of another course taken over into its copy, and one badge whose link was duplicated.
 *
 * @module
 */
import { Router, type Request, type Response } from 'express';
import type { CopyOffer, CourseCopies } from '../../awarding/course-copies.js';
import type { DoubleKeys } from '../../awarding/double-keys.js';
import { AppError } from '../../errors/app-error.js';
import { readForm } from '../read-params.js';
import { getLaunch, requireFormToken, requireLaunch, requireStaff } from '../session.js';
import { badgeAddress, courseAddress } from './course-address.js';
import { createCourseWords } from './course-words.js';
import { parseChoice, readFields } from './form-fields.js';
import { presentCopy, takeField } from './present-copy.js';
import { readLanguage, sendCoursePage } from './send-course-page.js';

export interface CopyRouterDeps {
  readonly courseCopies: CourseCopies;
  readonly doubleKeys: DoubleKeys;
  /** How long a teacher waits for the LMS to say which columns came along. */
  readonly checkWaitMs: number;
}

type SeparateRequest = Request<{ course: string; key: string }>;

export function createCopyRouter({ courseCopies, doubleKeys, checkWaitMs }: CopyRouterDeps): Router {
  const router = Router();
  const page = '/courses/:course/copy';

  router.get(page, requireLaunch, requireStaff, async (req, res) => {
    const { institutionId, courseId } = getLaunch(req);
    const offer = await courseCopies.load(institutionId, courseId, AbortSignal.timeout(checkWaitMs));
    if (!offer) return res.redirect(303, courseAddress(courseId));
    return sendOffer(req, res, offer, null);
  });

  router.post(page, requireLaunch, requireStaff, readForm('32kb'), requireFormToken, async (req, res) => {
    const { institutionId, courseId, learnerId } = getLaunch(req);
    const { answer, origin } = readFields(req.body, ['answer', 'origin']);
    const given = parseChoice(answer, ['accept', 'decline']);
    if (!given) throw new AppError('request_invalid', 400, 'the form does not say what to do');
    const offer = await courseCopies.find(institutionId, courseId);
    if (offer?.origin.id !== origin) {
      throw new AppError('copy_not_offered', 409, 'these mappings are not offered to this course');
    }
    if (given === 'decline') {
      await courseCopies.decline(institutionId, courseId, origin, learnerId);
      return res.redirect(303, `${courseAddress(courseId)}?copied=0`);
    }
    const ids = offer.proposals.map(({ badge }) => badge.mapping.id);
    const fields = readFields(req.body, ids.map(takeField));
    const chosen = new Set(ids.filter((id) => fields[takeField(id)] === 'yes'));
    if (chosen.size === 0) return sendOffer(req, res, offer, chosen);
    const made = await courseCopies.accept(institutionId, courseId, origin, [...chosen], learnerId);
    return res.redirect(303, `${courseAddress(courseId)}?copied=${made.length}`);
  });

  router.post(
    '/courses/:course/badges/:key/separate',
    requireLaunch,
    requireStaff,
    readForm('4kb'),
    requireFormToken,
    async (req: SeparateRequest, res) => {
      const { institutionId, courseId, learnerId } = getLaunch(req);
      const { original } = readFields(req.body, ['original']);
      const [made] = await doubleKeys.separate(institutionId, courseId, req.params.key, original, learnerId);
      res.redirect(303, `${badgeAddress(courseId, made?.key ?? req.params.key)}?separated=yes`);
    },
  );

  function sendOffer(req: Request, res: Response, offer: CopyOffer, sent: ReadonlySet<string> | null): void {
    const words = createCourseWords(readLanguage(req), offer.registration);
    const copy = presentCopy(offer, sent, words);
    sendCoursePage(req, res, {
      view: 'course/copy',
      title: copy.title,
      status: sent ? 422 : 200,
      scripts: ['approve.js'],
      locals: { copy },
    });
  }

  return router;
}
