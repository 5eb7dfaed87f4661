/**
 * What a teacher does about awards: approving several in the matrix, and answering, awarding, withdrawing and undoing for one
 * learner. Whose yes counts is the service's to say.
 *
 * @module
 */
import { Router, type Request, type Response } from 'express';
import type { Asker } from '../../awarding/approver.js';
import type { AwardChanges } from '../../awarding/award-changes.js';
import type { CourseBoards } from '../../awarding/course-board.js';
import type { ReviewService } from '../../awarding/review-service.js';
import { AppError } from '../../errors/app-error.js';
import type { CourseLaunch } from '../../lti/session.js';
import { readForm } from '../read-params.js';
import { getLaunch, requireFormToken, requireLaunch, requireStaff } from '../session.js';
import { learnerAddress, learnersAddress } from './course-address.js';
import { parseChoice, readFields } from './form-fields.js';
import { listApprovable, readLearnerChoice, selectField, writeLearnerChoice } from './filter-learners.js';

export interface AwardRouterDeps {
  readonly courseBoards: CourseBoards;
  readonly reviews: Pick<ReviewService, 'approve' | 'approveAll' | 'decline' | 'awardByHand'>;
  readonly awardChanges: Pick<AwardChanges, 'withdraw' | 'undo'>;
}

/** What may be done for one learner on one badge. */
export const AWARD_ACTS = ['approve', 'decline', 'award', 'withdraw', 'undo'] as const;
export type AwardAct = (typeof AWARD_ACTS)[number];

type ActRequest = Request<{ course: string; learner: string; mapping: string }>;

/** A box for each learner and badge that waits, in a course of hundreds. */
const LARGEST_SELECTION = '256kb';

export function createAwardRouter({ courseBoards, reviews, awardChanges }: AwardRouterDeps): Router {
  const router = Router();

  router.post(
    '/courses/:course/learners',
    requireLaunch,
    requireStaff,
    readForm(LARGEST_SELECTION, 3_000),
    requireFormToken,
    async (req, res) => {
      const launch = getLaunch(req);
      const { institutionId, courseId } = launch;
      const board = await courseBoards.load(institutionId, courseId);
      const waiting = listApprovable(board);
      const fields = readFields(
        req.body,
        waiting.map(({ mapping, learnerId }) => selectField(mapping.id, learnerId)),
      );
      const printOf = (mappingId: string, learnerId: string): string =>
        fields[selectField(mappingId, learnerId)] ?? '';
      const chosen = waiting.filter(({ mapping, learnerId }) => printOf(mapping.id, learnerId) !== '');
      let [done, failed] = [0, 0];
      for (const { mapping } of board.badges) {
        const prints = new Map(
          chosen
            .filter((one) => one.mapping.id === mapping.id)
            // A yes is about the results that were on the page, and about no others.
            .map(({ learnerId }) => [learnerId, printOf(mapping.id, learnerId)] as const),
        );
        if (prints.size === 0) continue;
        const answered = await reviews.approveAll(board.course, mapping, prints, toAsker(launch));
        failed += answered.filter(({ errorCode }) => errorCode !== null).length;
        done += answered.filter(({ errorCode }) => errorCode === null).length;
      }
      const back = writeLearnerChoice(readLearnerChoice(req.query));
      res.redirect(
        303,
        `${learnersAddress(courseId)}${back}${back ? '&' : '?'}approved=${done}&failed=${failed}`,
      );
    },
  );

  router.post(
    '/courses/:course/learners/:learner/badges/:mapping/act',
    requireLaunch,
    requireStaff,
    readForm('16kb'),
    requireFormToken,
    async (req: ActRequest, res: Response) => {
      const launch = getLaunch(req);
      const { institutionId, courseId } = launch;
      const { learner: learnerId, mapping: mappingId } = req.params;
      const { act, reason, again, print } = readFields(req.body, ['act', 'reason', 'again', 'print']);
      const wanted = parseChoice(act, AWARD_ACTS);
      if (!wanted) throw new AppError('request_invalid', 400, 'the form does not say what to do');
      const page = learnerAddress(courseId, learnerId);
      try {
        await doAct(wanted, reason, again === 'yes');
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'reason_missing') throw error;
        return res.redirect(
          303,
          `${page}?missing=${encodeURIComponent(mappingId)}&act=${wanted}#badge-${mappingId}`,
        );
      }
      return res.redirect(303, `${page}?done=${wanted}#badge-${mappingId}`);

      async function doAct(what: AwardAct, why: string, mayBeAwardedAgain: boolean): Promise<void> {
        const board = await courseBoards.load(institutionId, courseId);
        const badge = board.badges.find(({ mapping }) => mapping.id === mappingId);
        if (!badge) throw new AppError('mapping_not_found', 404, 'no such badge in this course');
        const asker = toAsker(launch);
        const actor = { kind: 'learner' as const, id: launch.learnerId };
        const { award } = board.getStanding(badge.mapping, learnerId);
        switch (what) {
          case 'approve':
            await reviews.approve(board.course, badge.mapping, learnerId, asker, print || null);
            return;
          case 'decline':
            await reviews.decline(board.course, badge.mapping, learnerId, asker, why);
            return;
          case 'award':
            await reviews.awardByHand(
              board.course,
              badge.mapping,
              { learnerId, reason: why, evidence: [] },
              asker,
            );
            return;
          case 'withdraw':
          case 'undo':
            // Only what this course awarded: a teacher takes nothing back that another course gave.
            if (award?.courseId !== courseId) {
              throw new AppError('award_not_found', 404, 'this learner holds no such award of this course');
            }
            if (what === 'undo') await awardChanges.undo(institutionId, award.id, actor);
            else
              await awardChanges.withdraw(institutionId, award.id, { reason: why, actor, mayBeAwardedAgain });
        }
      }
    },
  );

  return router;
}

function toAsker({ learnerId, isStaff }: CourseLaunch): Asker {
  return { person: { kind: 'learner', id: learnerId }, isTeacherHere: isStaff };
}
