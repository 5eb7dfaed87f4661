/**
 * What a teacher does about one learner's badge, on that learner's page: award it by hand, and what can be done with an award
 * afterwards. Whose say counts is the service's to tell.
 *
 * Not here: answering those who wait (approvals-router.ts).
 *
 * @module
 */
import { Router, type Request, type Response } from 'express';
import type { Asker } from '../../awarding/approver.js';
import type { AwardChanges } from '../../awarding/award-changes.js';
import { isBarred, type Award } from '../../awarding/award.js';
import type { CourseBoard, CourseBoards, MappedBadge } from '../../awarding/course-board.js';
import type { ReviewService } from '../../awarding/review-service.js';
import { AppError } from '../../errors/app-error.js';
import type { CourseLaunch } from '../../lti/session.js';
import { readForm } from '../read-params.js';
import { getLaunch, requireFormToken, requireLaunch, requireStaff } from '../session.js';
import { learnerAddress } from './course-address.js';
import { parseChoice, readFields } from './form-fields.js';

export interface AwardRouterDeps {
  readonly courseBoards: CourseBoards;
  readonly reviews: Pick<ReviewService, 'awardByHand' | 'isApprover' | 'reconsider'>;
  readonly awardChanges: Omit<AwardChanges, 'get' | 'expire'>;
}

/** What may be done, and what the page says when it was done: `approvals.…` in the catalogue. */
const DONE = {
  award: 'by-hand.done',
  withdraw: 'withdrawn',
  undo: 'undone',
  reissue: 'reissued',
  keep: 'kept',
  'allow-again': 'allowed-again',
} as const;
export type AwardAct = keyof typeof DONE;
const AWARD_ACTS = Object.keys(DONE) as AwardAct[];

type ActRequest = Request<{ course: string; learner: string; mapping: string }>;

const FIELDS = ['act', 'reason', 'again', 'revision', 'evidenceName', 'evidenceUrl'] as const;
type ActFields = Readonly<Record<(typeof FIELDS)[number], string>>;

export function createAwardRouter({ courseBoards, reviews, awardChanges }: AwardRouterDeps): Router {
  const router = Router();

  router.post(
    '/courses/:course/learners/:learner/badges/:mapping/act',
    requireLaunch,
    requireStaff,
    readForm('16kb'),
    requireFormToken,
    async (req: ActRequest, res: Response) => {
      const launch = getLaunch(req);
      const { learner: learnerId, mapping: mappingId } = req.params;
      const fields = readFields(req.body, FIELDS);
      const act = parseChoice(fields.act, AWARD_ACTS);
      if (!act) throw new AppError('request_invalid', 400, 'the form does not say what to do');
      const page = learnerAddress(launch.courseId, learnerId);
      const card = `#badge-${encodeURIComponent(mappingId)}`;
      const board = await courseBoards.load(launch.institutionId, launch.courseId);
      const badge = board.badges.find(({ mapping }) => mapping.id === mappingId);
      if (!badge) throw new AppError('mapping_not_found', 404, 'no such badge in this course');
      try {
        if (act === 'award') await awardByHand(board, badge, learnerId, fields, launch);
        else await changeAward(act, board, badge, learnerId, fields, launch);
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'reason_missing') throw error;
        return res.redirect(303, `${page}?missing=${encodeURIComponent(mappingId)}&act=${act}${card}`);
      }
      return res.redirect(303, `${page}?done=${DONE[act]}${card}`);
    },
  );

  async function awardByHand(
    { course }: CourseBoard,
    { mapping }: MappedBadge,
    learnerId: string,
    { reason, evidenceName, evidenceUrl }: ActFields,
    launch: CourseLaunch,
  ): Promise<void> {
    const hasEvidence = evidenceName !== '' || evidenceUrl !== '';
    const evidence = hasEvidence
      ? [{ name: evidenceName, ...(evidenceUrl !== '' && { url: evidenceUrl }) }]
      : [];
    await reviews.awardByHand(course, mapping, { learnerId, reason, evidence }, toAsker(launch));
  }

  async function changeAward(
    act: Exclude<AwardAct, 'award'>,
    board: CourseBoard,
    { mapping }: MappedBadge,
    learnerId: string,
    { reason, again, revision }: ActFields,
    launch: CourseLaunch,
  ): Promise<void> {
    const { institutionId } = launch;
    const actor = { kind: 'learner', id: launch.learnerId } as const;
    const award = findAward(act, board, mapping.badgeClassId, learnerId);
    if (!(await reviews.isApprover({ institutionId }, mapping, toAsker(launch)))) {
      throw new AppError('not_an_approver', 403, 'somebody else approves this badge');
    }
    switch (act) {
      case 'withdraw':
        await awardChanges.withdraw(institutionId, award.id, {
          reason,
          actor,
          mayBeAwardedAgain: again === 'yes',
        });
        break;
      case 'undo':
        await awardChanges.undo(institutionId, award.id, actor);
        break;
      case 'reissue':
        await awardChanges.reissue(institutionId, award.id, {
          reason,
          actor,
          fromRevision: Number(revision) || 1,
        });
        break;
      case 'keep':
        await awardChanges.keep(institutionId, award.id, actor);
        break;
      case 'allow-again':
        await awardChanges.allowAgain(institutionId, award.id, actor);
    }
    await reviews.reconsider(board.course, award.mappingId, learnerId);
  }

  return router;
}

/**
 * Only what this course awarded: a teacher takes nothing back that another course gave.
 *
 * @throws {AppError} `award_not_found`
 */
function findAward(
  act: AwardAct,
  { awards, course }: CourseBoard,
  badgeClassId: string,
  learnerId: string,
): Award {
  const found = awards.find(
    (one) =>
      one.courseId === course.id &&
      one.learnerId === learnerId &&
      one.badgeClassId === badgeClassId &&
      (act === 'allow-again' ? isBarred(one) : one.state === 'awarded'),
  );
  if (!found) throw new AppError('award_not_found', 404, 'this learner holds no such award of this course');
  return found;
}

function toAsker({ learnerId, isStaff }: CourseLaunch): Asker {
  return { person: { kind: 'learner', id: learnerId }, isTeacherHere: isStaff };
}
