/**
 * What waits for a yes of the signed-in: for people whom the institution named, and members of a group such as an
 * examination board, who do not teach the course.
 *
 * @module
 */
import { Router, type Request } from 'express';
import type { ApprovalViews } from '../../../awarding/approval-view.js';
import type { Asker } from '../../../awarding/approver.js';
import type { DecisionStore } from '../../../awarding/decision.js';
import type { ReviewService } from '../../../awarding/review-service.js';
import { AppError } from '../../../errors/app-error.js';
import { createCourseWords } from '../../course/course-words.js';
import { readFields } from '../../course/form-fields.js';
import { presentApprovals, readNotice } from '../../course/present-approvals.js';
import { ANSWERS_FIELDS, ANSWERS_LIMIT, readAnswers, writeOutcome } from '../../course/read-answers.js';
import { readForm } from '../../read-params.js';
import { getAdmin, requireAdmin, requireAdminForm } from '../admin-session.js';
import { readConsoleLanguage, sendConsolePage } from '../send-console-page.js';

export interface ApprovalQueueRouterDeps {
  readonly approvalViews: ApprovalViews;
  readonly reviews: Pick<ReviewService, 'answerAll'>;
  readonly stores: { readonly decisions: Pick<DecisionStore, 'listCoursesWaiting'> };
}

/** The next ones come up when these are answered. */
const MOST_COURSES = 20;
const MOST_ROWS = 80;

export function createApprovalQueueRouter({
  approvalViews,
  reviews,
  stores,
}: ApprovalQueueRouterDeps): Router {
  const router = Router();
  const page = '/admin/approvals';

  router.get(page, requireAdmin('editor'), async (req, res) => {
    const { institution } = getAdmin(req);
    const language = readConsoleLanguage(req);
    const fields = readFields(req.query, ['done', 'count', 'failed']);
    const courses = [];
    let notice = null;
    for (const courseId of await stores.decisions.listCoursesWaiting(institution.id, MOST_COURSES)) {
      const view = await approvalViews.load(institution.id, courseId, readAsker(req));
      const words = createCourseWords(language, view.board.registration);
      notice = readNotice(fields, words);
      const { badges } = presentApprovals(view, null, words);
      const mine = badges
        .filter(({ notYou, waiting }) => notYou === null && waiting.length > 0)
        .map((badge) => ({ ...badge, waiting: badge.waiting.slice(0, MOST_ROWS) }));
      if (mine.length > 0)
        courses.push({ id: courseId, title: view.board.course.title ?? courseId, badges: mine });
    }
    sendConsolePage(req, res, {
      view: 'console/approvals',
      title: createCourseWords(language, NO_LMS).t('console.approvals.title'),
      part: 'approvals',
      locals: { courses, notice: notice ?? readNotice(fields, createCourseWords(language, NO_LMS)) },
      scripts: ['approve.js'],
      styles: ['approvals.css'],
    });
  });

  router.post(
    `${page}/:course`,
    requireAdmin('editor'),
    readForm(ANSWERS_LIMIT, ANSWERS_FIELDS),
    requireAdminForm,
    async (req: Request<{ course: string }>, res) => {
      const { institution } = getAdmin(req);
      const asker = readAsker(req);
      const { board, badges } = await approvalViews.load(institution.id, req.params.course, asker);
      const waiting = badges.flatMap(({ badge, waiting: rows }) =>
        rows.map(({ learnerId }) => ({ mapping: badge.mapping, learnerId })),
      );
      const read = readAnswers(req.body, waiting);
      if (read.answer.kind === 'decline' && read.answer.reason === '') {
        return res.redirect(303, `${page}?done=reason-missing`);
      }
      const answered = await reviews.answerAll(board.course, asker, read.answer, read.chosen);
      if (answered.some(({ errorCode }) => errorCode === 'not_an_approver')) {
        throw new AppError('not_an_approver', 403, 'somebody else approves this badge');
      }
      return res.redirect(303, `${page}?${writeOutcome(read, answered)}`);
    },
  );

  return router;
}

const NO_LMS = { name: '', issuer: '', productFamily: 'unknown' } as const;

function readAsker(req: Request): Asker {
  return { person: { kind: 'admin', id: getAdmin(req).account.id }, isTeacherHere: false };
}
