/**
 * What waits for a teacher: the queue, and the one address to which every answer goes. Every form works without scripts; each goes
 * back to the page it stood on, with one line that says what became of it.
 *
 * @module
 */
import { Router, type Request } from 'express';
import type { ApprovalViews } from '../../awarding/approval-view.js';
import type { Asker } from '../../awarding/approver.js';
import type { MappingChanges } from '../../awarding/mapping-changes.js';
import type { ReviewService } from '../../awarding/review-service.js';
import { AppError } from '../../errors/app-error.js';
import { readForm } from '../read-params.js';
import { getLaunch, requireFormToken, requireLaunch, requireStaff } from '../session.js';
import { approvalsAddress, learnerAddress, learnersAddress } from './course-address.js';
import { createCourseWords } from './course-words.js';
import { readLearnerChoice, writeLearnerChoice } from './filter-learners.js';
import { readFields } from './form-fields.js';
import { presentApprovals, readNotice } from './present-approvals.js';
import { ANSWERS_FIELDS, ANSWERS_LIMIT, readAnswers, writeOutcome } from './read-answers.js';
import { readLanguage, sendCoursePage } from './send-course-page.js';

export interface ApprovalsRouterDeps {
  readonly approvalViews: ApprovalViews;
  readonly reviews: Pick<ReviewService, 'answerAll'>;
  readonly mappingChanges: Pick<MappingChanges, 'look'>;
}

type MappingRequest = Request<{ course: string; mapping: string }>;

export function createApprovalsRouter({
  approvalViews,
  reviews,
  mappingChanges,
}: ApprovalsRouterDeps): Router {
  const router = Router();
  const page = '/courses/:course/approvals';

  router.get(page, requireLaunch, requireStaff, async (req, res) => {
    const { institutionId, courseId } = getLaunch(req);
    const view = await approvalViews.load(institutionId, courseId, readAsker(req));
    const words = createCourseWords(readLanguage(req), view.board.registration);
    const notice = readNotice(readFields(req.query, ['done', 'count', 'failed']), words);
    sendCoursePage(req, res, {
      view: 'course/approvals',
      title: words.t('approvals.title'),
      locals: { approvals: presentApprovals(view, notice, words) },
      scripts: ['approve.js'],
      styles: ['approvals.css'],
    });
  });

  router.post(
    page,
    requireLaunch,
    requireStaff,
    readForm(ANSWERS_LIMIT, ANSWERS_FIELDS),
    requireFormToken,
    async (req, res) => {
      const { institutionId, courseId } = getLaunch(req);
      const asker = readAsker(req);
      const { board, badges } = await approvalViews.load(institutionId, courseId, asker);
      const waiting = badges.flatMap(({ badge, waiting: rows }) =>
        rows.map(({ learnerId }) => ({ mapping: badge.mapping, learnerId })),
      );
      const read = readAnswers(req.body, waiting);
      const back = findWayBack(req, courseId);
      if (read.answer.kind === 'decline' && read.answer.reason === '') {
        return res.redirect(303, addQuery(back, 'done=reason-missing'));
      }
      const answered = await reviews.answerAll(board.course, asker, read.answer, read.chosen);
      const isRefused =
        answered.length > 0 && answered.every(({ errorCode }) => errorCode === 'not_an_approver');
      if (isRefused) throw new AppError('not_an_approver', 403, 'somebody else approves this badge');
      return res.redirect(303, addQuery(back, writeOutcome(read, answered)));
    },
  );

  router.post(
    `${page}/:mapping/look`,
    requireLaunch,
    requireStaff,
    readForm('4kb'),
    requireFormToken,
    async (req: MappingRequest, res) => {
      const { institutionId, courseId } = getLaunch(req);
      const { board } = await approvalViews.load(institutionId, courseId, readAsker(req));
      const { state } = await mappingChanges.look(board.course, req.params.mapping, readAsker(req).person);
      const done = state === 'needs-look' ? 'still-stopped' : 'gone-on';
      res.redirect(303, `${approvalsAddress(courseId)}?done=${done}`);
    },
  );

  return router;
}

/** The page whose form it was: the matrix as it was filtered, one learner, or the queue. */
function findWayBack(req: Request, courseId: string): string {
  const { from, learner } = readFields(req.query, ['from', 'learner']);
  if (from === 'learners')
    return learnersAddress(courseId) + writeLearnerChoice(readLearnerChoice(req.query));
  return from === 'learner' && learner !== ''
    ? learnerAddress(courseId, learner)
    : approvalsAddress(courseId);
}

function addQuery(address: string, query: string): string {
  return `${address}${address.includes('?') ? '&' : '?'}${query}`;
}

function readAsker(req: Request): Asker {
  const { learnerId, isStaff } = getLaunch(req);
  return { person: { kind: 'learner', id: learnerId }, isTeacherHere: isStaff };
}
