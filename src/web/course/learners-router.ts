/**
 * The learners of a course, for its teacher: the matrix, one learner, and assessing them.
 *
 * @module
 */
import { Router, type Request, type Response } from 'express';
import type { AssessService } from '../../awarding/assess-service.js';
import type { CourseBoards } from '../../awarding/course-board.js';
import type { RoundTrigger } from '../../awarding/course-sync.js';
import type { LearnerViews } from '../../awarding/learner-view.js';
import type { ReviewService } from '../../awarding/review-service.js';
import { AppError } from '../../errors/app-error.js';
import { readForm } from '../read-params.js';
import { getLaunch, requireFormToken, requireLaunch, requireStaff } from '../session.js';
import { learnerAddress, learnersAddress } from './course-address.js';
import { createCourseWords } from './course-words.js';
import { readLearnerChoice } from './filter-learners.js';
import { readFields } from './form-fields.js';
import { presentActs, type PresentedActs } from './present-award-acts.js';
import { readAssessment } from './present-assess.js';
import { presentLearnersCsv } from './present-csv.js';
import { presentLearner, type AssessOutcome } from './present-learner.js';
import { presentTimeline } from './present-timeline.js';
import { readNotice } from './present-approvals.js';
import { presentLearners } from './present-learners.js';
import { readLanguage, sendCoursePage } from './send-course-page.js';

export interface LearnersRouterDeps {
  readonly courseBoards: CourseBoards;
  readonly learnerViews: LearnerViews;
  readonly assessments: Pick<AssessService, 'assess'>;
  readonly reviews: Pick<ReviewService, 'isApprover'>;
  readonly now: () => Date;
  /** Asks for a round of the course now. */
  readonly requestRound: (institutionId: string, courseId: string, trigger: RoundTrigger) => Promise<void>;
  /** How long a teacher waits for the LMS to take a score; what it did not take then is sent by a round. */
  readonly assessWaitMs: number;
}

type LearnerRequest = Request<{ course: string; learner: string }>;
type AssessRequest = Request<{ course: string; learner: string; mapping: string }>;

export function createLearnersRouter(deps: LearnersRouterDeps): Router {
  const { courseBoards, learnerViews, assessments, reviews, requestRound, assessWaitMs, now } = deps;
  const router = Router();

  router.get('/courses/:course/learners', requireLaunch, requireStaff, async (req, res) => {
    const { institutionId, courseId, learnerId, isStaff } = getLaunch(req);
    const choice = readLearnerChoice(req.query);
    const board = await courseBoards.load(institutionId, courseId);
    const words = createCourseWords(readLanguage(req), board.registration);
    const asker = { person: { kind: 'learner' as const, id: learnerId }, isTeacherHere: isStaff };
    const answerable = new Set<string>();
    for (const { mapping } of board.badges) {
      if (await reviews.isApprover({ institutionId }, mapping, asker)) answerable.add(mapping.id);
    }
    sendCoursePage(req, res, {
      view: 'course/learners',
      title: words.t('learners.title'),
      locals: {
        learners: {
          ...presentLearners(board, choice, words, answerable),
          notice: readNotice(readFields(req.query, ['done', 'count', 'failed']), words),
        },
      },
      scripts: ['matrix.js', 'approve.js'],
      styles: ['matrix.css'],
    });
  });

  router.get('/courses/:course/learners.csv', requireLaunch, requireStaff, async (req, res) => {
    const { institutionId, courseId } = getLaunch(req);
    const board = await courseBoards.load(institutionId, courseId);
    const words = createCourseWords(readLanguage(req), board.registration);
    res
      .type('text/csv; charset=utf-8')
      .attachment(`${words.t('matrix.csv.name')}.csv`)
      .send(presentLearnersCsv(board, readLearnerChoice(req.query), words));
  });

  router.get(
    '/courses/:course/learners/:learner',
    requireLaunch,
    requireStaff,
    async (req: LearnerRequest, res) => {
      const { saved } = readFields(req.query, ['saved']);
      const outcome = saved === '' ? null : { mappingId: saved, isSaved: true, problems: null };
      await sendLearner(req, res, outcome);
    },
  );

  router.post(
    '/courses/:course/learners/:learner/badges/:mapping/assess',
    requireLaunch,
    requireStaff,
    readForm('8kb'),
    requireFormToken,
    async (req: AssessRequest, res) => {
      const { institutionId, courseId, learnerId: teacherId } = getLaunch(req);
      const { learner: learnerId, mapping: mappingId } = req.params;
      const view = await learnerViews.load(institutionId, courseId, learnerId);
      const assessed = view.badges.find(({ badge }) => badge.mapping.id === mappingId);
      if (!assessed) throw new AppError('mapping_not_found', 404, 'no such badge in this course');
      // The page says why; the form was made before the learner left or became a teacher.
      if (!assessed.canBeAssessed) return sendLearner(req, res, null, 409);
      const input = readAssessment(req.body, assessed.rubric);
      if (!input.isValid) {
        return sendLearner(req, res, { mappingId, isSaved: false, problems: input.problems }, 422);
      }
      const { isPassed, percent, choices, remark } = input;
      const { assessment } = await assessments.assess(
        view.course,
        assessed.badge.mapping,
        { learnerId, isPassed, percent, choices, remark, assessedBy: teacherId },
        AbortSignal.timeout(assessWaitMs),
      );
      // What the LMS did not take now is owed; a round finds it.
      if (assessment.passback.state === 'waiting') await requestRound(institutionId, courseId, 'assessment');
      const saved = `saved=${encodeURIComponent(mappingId)}`;
      return res.redirect(303, `${learnerAddress(courseId, learnerId)}?${saved}#badge-${mappingId}`);
    },
  );

  async function sendLearner(
    req: Request<{ course: string; learner: string }>,
    res: Response,
    outcome: AssessOutcome | null,
    status = 200,
  ): Promise<void> {
    const { institutionId, courseId, learnerId: teacherId, isStaff } = getLaunch(req);
    const view = await learnerViews.load(institutionId, courseId, req.params.learner);
    const words = createCourseWords(readLanguage(req), view.registration);
    const sent = readFields(req.query, ['missing', 'act', 'done', 'count', 'failed']);
    const asker = { person: { kind: 'learner' as const, id: teacherId }, isTeacherHere: isStaff };
    const presented = presentLearner(view, words, outcome);
    const mayApprove = await Promise.all(
      view.badges.map(({ badge }) => reviews.isApprover({ institutionId }, badge.mapping, asker)),
    );
    const badges = presented.badges.map((badge, index) => {
      const one = view.badges[index];
      const about = { mappingId: sent.missing, act: sent.act };
      return {
        ...badge,
        // What can be done to an award is offered where it stands.
        acts:
          one && mayApprove[index] && !badge.isSaidElsewhere
            ? presentActs(one, view, about, now(), words)
            : null,
      };
    });
    const learner = {
      ...presented,
      badges,
      // Each badge stands once on the page.
      held: presented.held.map((award) => ({
        ...award,
        badge: badges.find(({ id }) => id === award.id) ?? null,
      })),
      // What the teacher is waited for stands first.
      others: badges.filter(({ isHeld }) => !isHeld).sort((a, b) => Number(isAsked(b)) - Number(isAsked(a))),
      notice: readNotice(sent, words),
      timeline: presentTimeline(view, words),
    };
    sendCoursePage(req, res, {
      view: 'course/learner',
      styles: ['assess.css'],
      title: learner.name,
      status,
      locals: { learner, learnersHref: learnersAddress(courseId) },
    });
  }

  return router;
}

/** A yes is waited for, or work was handed in. */
function isAsked({
  acts,
  standing,
}: {
  acts: PresentedActs | null | undefined;
  standing: { meaning: string };
}): boolean {
  return Boolean(acts?.answer) || standing.meaning === 'is-needs';
}
