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
import { parseChoice, readFields } from '../../course/form-fields.js';
import { chooseField, MOST_ROWS, presentApprovals, readNotice } from '../../course/present-approvals.js';
import { readForm } from '../../read-params.js';
import { getAdmin, requireAdmin, requireAdminForm } from '../admin-session.js';
import { readConsoleLanguage, sendConsolePage } from '../send-console-page.js';

export interface ApprovalQueueRouterDeps {
  readonly approvalViews: ApprovalViews;
  readonly reviews: Pick<ReviewService, 'approveAll' | 'decline' | 'answerAll'>;
  readonly stores: { readonly decisions: Pick<DecisionStore, 'listCoursesWaiting'> };
}

/** The next ones come up when these are answered. */
const MOST_COURSES = 20;

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
      const mine = badges.filter(({ notYou, waiting }) => notYou === null && waiting.length > 0);
      if (mine.length > 0)
        courses.push({ id: courseId, title: view.board.course.title ?? courseId, badges: mine });
    }
    sendConsolePage(req, res, {
      view: 'console/approvals',
      title: createCourseWords(language, NO_LMS).t('console.approvals.title'),
      part: 'approvals',
      locals: { courses, notice: notice ?? readNotice(fields, createCourseWords(language, NO_LMS)) },
      styles: ['approvals.css'],
    });
  });

  router.post(
    `${page}/:course/:mapping`,
    requireAdmin('editor'),
    readForm('64kb'),
    requireAdminForm,
    async (req: Request<{ course: string; mapping: string }>, res) => {
      const { institution } = getAdmin(req);
      const asker = readAsker(req);
      const { board, badges } = await approvalViews.load(institution.id, req.params.course, asker);
      const found = badges.find(({ badge }) => badge.mapping.id === req.params.mapping);
      if (!found) throw new AppError('mapping_not_found', 404, 'no such badge in this course');
      const names = found.waiting.slice(0, MOST_ROWS).map(({ learnerId }) => chooseField(learnerId));
      const fields = readFields(req.body, ['action', 'reason', ...names]);
      const action = parseChoice(fields['action'] ?? '', ['approve', 'decline']);
      if (!action) throw new AppError('request_invalid', 400, 'the form does not say what to do');
      const prints = new Map(
        found.waiting.flatMap(({ learnerId }) => {
          const print = fields[chooseField(learnerId)];
          return print ? [[learnerId, print] as const] : [];
        }),
      );
      if (prints.size === 0) return res.redirect(303, `${page}?done=nothing-chosen`);
      const reason = fields['reason'] ?? '';
      if (action === 'decline' && reason === '') {
        throw new AppError('reason_missing', 422, 'say why, in a few words');
      }
      const { mapping } = found.badge;
      const answered = await (action === 'approve'
        ? reviews.approveAll(board.course, mapping, prints, asker)
        : reviews.answerAll([...prints.keys()], (learnerId) =>
            reviews.decline(board.course, mapping, learnerId, asker, reason),
          ));
      if (answered.some(({ errorCode }) => errorCode === 'not_an_approver')) {
        throw new AppError('not_an_approver', 403, 'somebody else approves this badge');
      }
      const failed = answered.filter(({ errorCode }) => errorCode !== null).length;
      const done = action === 'approve' ? 'done' : 'declined';
      return res.redirect(303, `${page}?done=${done}&count=${answered.length - failed}&failed=${failed}`);
    },
  );

  return router;
}

const NO_LMS = { name: '', issuer: '', productFamily: 'unknown' } as const;

function readAsker(req: Request): Asker {
  return { person: { kind: 'admin', id: getAdmin(req).account.id }, isTeacherHere: false };
}
