/**
 * Awarding, by a teacher: what waits for a yes, awarding by hand, and what can be done with an award. Every form works
 * without scripts; each goes back to the page with one line that says what became of it.
 *
 * @module
 */
import { Router, type Request } from 'express';
import type { ApprovalViews, BadgeApprovals } from '../../awarding/approval-view.js';
import type { Asker } from '../../awarding/approver.js';
import type { AwardChanges } from '../../awarding/award-changes.js';
import type { CourseLookup } from '../../awarding/course-lookup.js';
import type { MappingChanges } from '../../awarding/mapping-changes.js';
import type { ReviewService } from '../../awarding/review-service.js';
import { AppError } from '../../errors/app-error.js';
import { readForm } from '../read-params.js';
import { getLaunch, requireFormToken, requireLaunch, requireStaff } from '../session.js';
import { approvalsAddress } from './course-address.js';
import { createCourseWords } from './course-words.js';
import { parseChoice, readFields } from './form-fields.js';
import { chooseField, MOST_ROWS, presentApprovals, readNotice } from './present-approvals.js';
import { readLanguage, sendCoursePage } from './send-course-page.js';

export interface ApprovalsRouterDeps {
  readonly courseLookup: CourseLookup;
  readonly approvalViews: ApprovalViews;
  readonly reviews: ReviewService;
  readonly awardChanges: AwardChanges;
  readonly mappingChanges: Pick<MappingChanges, 'look'>;
}

type MappingRequest = Request<{ course: string; mapping: string }>;
type AwardRequest = Request<{ course: string; award: string }>;

const GUARD = [requireLaunch, requireStaff, readForm('64kb'), requireFormToken] as const;

/** What the page says when it was done: `approvals.…` in the catalogue. */
const DONE = {
  withdraw: 'withdrawn',
  undo: 'undone',
  reissue: 'reissued',
  keep: 'kept',
  'allow-again': 'allowed-again',
} as const;

export function createApprovalsRouter(deps: ApprovalsRouterDeps): Router {
  const { courseLookup, approvalViews, reviews, awardChanges, mappingChanges } = deps;
  const router = Router();

  router.get('/courses/:course/approvals', requireLaunch, requireStaff, async (req, res) => {
    const { institutionId, courseId } = getLaunch(req);
    const view = await approvalViews.load(institutionId, courseId, readAsker(req));
    const words = createCourseWords(readLanguage(req), view.board.registration);
    const { done, count, failed } = readFields(req.query, ['done', 'count', 'failed']);
    sendCoursePage(req, res, {
      view: 'course/approvals',
      title: words.t('approvals.title'),
      locals: { approvals: presentApprovals(view, readNotice({ done, count, failed }, words), words) },
      styles: ['approvals.css'],
    });
  });

  router.post('/courses/:course/approvals/:mapping', ...GUARD, async (req: MappingRequest, res) => {
    const { institutionId, courseId } = getLaunch(req);
    const asker = readAsker(req);
    const { board, waiting, mapping } = await findBadge(req);
    const fields = readFields(req.body, [
      'action',
      'reason',
      ...waiting.slice(0, MOST_ROWS).map(({ learnerId }) => chooseField(learnerId)),
    ]);
    const action = parseChoice(fields['action'] ?? '', ['approve', 'decline']);
    if (!action) throw new AppError('request_invalid', 400, 'the form does not say what to do');
    const prints = new Map(
      waiting.flatMap(({ learnerId }) => {
        const print = fields[chooseField(learnerId)];
        return print ? [[learnerId, print] as const] : [];
      }),
    );
    const back = approvalsAddress(courseId);
    if (prints.size === 0) return res.redirect(303, `${back}?done=nothing-chosen#m-${mapping.id}`);
    if (action === 'decline' && (fields['reason'] ?? '') === '') {
      throw new AppError('reason_missing', 422, 'say why, in a few words');
    }
    const answered = await (action === 'approve'
      ? reviews.approveAll(board.course, mapping, prints, asker)
      : reviews.answerAll([...prints.keys()], (learnerId) =>
          reviews.decline(board.course, mapping, learnerId, asker, fields['reason'] ?? ''),
        ));
    const refused = answered.find(({ errorCode }) => errorCode === 'not_an_approver');
    if (refused)
      throw new AppError('not_an_approver', 403, 'somebody else approves this badge', { institutionId });
    const failed = answered.filter(({ errorCode }) => errorCode !== null).length;
    const done = action === 'approve' ? 'done' : 'declined';
    return res.redirect(303, `${back}?done=${done}&count=${answered.length - failed}&failed=${failed}`);
  });

  router.post('/courses/:course/approvals/:mapping/by-hand', ...GUARD, async (req: MappingRequest, res) => {
    const { courseId } = getLaunch(req);
    const { board, mapping } = await findBadge(req);
    const { learner, reason, evidenceName, evidenceUrl } = readFields(req.body, [
      'learner',
      'reason',
      'evidenceName',
      'evidenceUrl',
    ]);
    const hasEvidence = evidenceName !== '' || evidenceUrl !== '';
    await reviews.awardByHand(
      board.course,
      mapping,
      {
        learnerId: learner,
        reason,
        evidence: hasEvidence
          ? [{ name: evidenceName, ...(evidenceUrl !== '' && { url: evidenceUrl }) }]
          : [],
      },
      readAsker(req),
    );
    res.redirect(303, `${approvalsAddress(courseId)}?done=by-hand.done`);
  });

  router.post('/courses/:course/awards/:award', ...GUARD, async (req: AwardRequest, res) => {
    const { institutionId, courseId, learnerId } = getLaunch(req);
    const actor = { kind: 'learner', id: learnerId } as const;
    const { action, reason, never, revision } = readFields(req.body, [
      'action',
      'reason',
      'never',
      'revision',
    ]);
    const { course, award } = await getAwardHere(req);
    const { id } = award;
    const chosen = parseChoice(action, ['withdraw', 'undo', 'reissue', 'keep', 'allow-again']);
    switch (chosen) {
      case 'withdraw':
        await awardChanges.withdraw(institutionId, id, { reason, actor, mayBeAwardedAgain: never !== 'yes' });
        break;
      case 'undo':
        await awardChanges.undo(institutionId, id, actor);
        break;
      case 'reissue':
        await awardChanges.reissue(institutionId, id, { reason, actor, fromRevision: Number(revision) || 1 });
        break;
      case 'keep':
        await awardChanges.keep(institutionId, id, actor);
        break;
      case 'allow-again':
        await awardChanges.allowAgain(institutionId, id, actor);
        break;
      case null:
        throw new AppError('request_invalid', 400, 'the form does not say what to do');
    }
    await reviews.reconsider(course, award.mappingId, award.learnerId);
    return res.redirect(303, `${approvalsAddress(courseId)}?done=${DONE[chosen]}`);
  });

  router.post('/courses/:course/approvals/:mapping/look', ...GUARD, async (req: MappingRequest, res) => {
    const { courseId } = getLaunch(req);
    const { board, mapping } = await findBadge(req);
    const { state } = await mappingChanges.look(board.course, mapping.id, readAsker(req).person);
    const done = state === 'needs-look' ? 'still-stopped' : 'gone-on';
    res.redirect(303, `${approvalsAddress(courseId)}?done=${done}`);
  });

  async function findBadge(req: MappingRequest) {
    const { institutionId, courseId } = getLaunch(req);
    const { board, badges } = await approvalViews.load(institutionId, courseId, readAsker(req));
    const found = badges.find(({ badge }: BadgeApprovals) => badge.mapping.id === req.params.mapping);
    if (!found) throw new AppError('mapping_not_found', 404, 'no such badge in this course');
    return { board, mapping: found.badge.mapping, waiting: found.waiting };
  }

  /** An award of this course only, and only for those who approve its badge. */
  async function getAwardHere(req: AwardRequest) {
    const { institutionId, courseId } = getLaunch(req);
    const award = await awardChanges.get(institutionId, req.params.award);
    const { course } = await courseLookup.get(institutionId, courseId);
    if (award.courseId !== courseId)
      throw new AppError('award_not_found', 404, 'no such award in this course');
    if (!(await reviews.isApprover({ institutionId }, award, readAsker(req)))) {
      throw new AppError('not_an_approver', 403, 'somebody else approves this badge');
    }
    return { course, award };
  }

  return router;
}

function readAsker(req: Request): Asker {
  const { learnerId, isStaff } = getLaunch(req);
  return { person: { kind: 'learner', id: learnerId }, isTeacherHere: isStaff };
}
