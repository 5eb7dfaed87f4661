/**
 * What waits for a person in a course: read from what the last round left.
 *
 * @module
 */
import type { LearnerStore } from '../institutions/learner.js';
import type { Asker, ApproverGroup, AwardingRules, AwardingRulesStore } from './approver.js';
import { defaultAwardingRules, mayApprove } from './approver.js';
import type { Award } from './award.js';
import type { CourseBoard, CourseBoards, MappedBadge } from './course-board.js';
import type { Decision, DecisionStore } from './decision.js';
import { printInputs } from './input-print.js';
import { asksAboutLowered } from './lowered.js';
import type { Review, ReviewStore } from './review.js';

export interface ApprovalViewDeps {
  readonly courseBoards: Pick<CourseBoards, 'load'>;
  readonly stores: {
    readonly decisions: Pick<DecisionStore, 'listByCourse'>;
    readonly reviews: Pick<ReviewStore, 'listByCourse'>;
    readonly awardingRules: Pick<AwardingRulesStore, 'find' | 'findGroup'>;
    readonly learners: Pick<LearnerStore, 'listByIds'>;
  };
}

export interface WaitingLearner {
  readonly learnerId: string;
  readonly name: string | null;
  readonly decision: Decision;
  /** Of the results that are shown: a yes is about these. */
  readonly print: string;
  /** Somebody said yes already, and another one is asked. */
  readonly hasYes: boolean;
}

export interface LoweredAward {
  readonly award: Award;
  readonly name: string | null;
}

export interface BadgeApprovals {
  readonly badge: MappedBadge;
  readonly rules: AwardingRules;
  readonly group: Pick<ApproverGroup, 'name'> | null;
  /** Whether this person's yes counts. */
  readonly mayApprove: boolean;
  readonly waiting: readonly WaitingLearner[];
  /** Held, while the result is lower by now than what it was awarded for, and nobody answered yet. */
  readonly lowered: readonly LoweredAward[];
}

export interface ApprovalView {
  readonly board: CourseBoard;
  readonly badges: readonly BadgeApprovals[];
}

export type ApprovalViews = ReturnType<typeof createApprovalViews>;

export function createApprovalViews({ courseBoards, stores }: ApprovalViewDeps) {
  /** @throws {AppError} `course_not_found`, `registration_not_found` */
  async function load(institutionId: string, courseId: string, asker: Asker): Promise<ApprovalView> {
    const board = await courseBoards.load(institutionId, courseId);
    const [decisions, reviews] = await Promise.all([
      stores.decisions.listByCourse(institutionId, courseId),
      stores.reviews.listByCourse(institutionId, courseId),
    ]);
    const names = await findNames(board, decisions);
    const badges: BadgeApprovals[] = [];
    for (const badge of board.badges) {
      const { badgeClassId } = badge.mapping;
      const rules =
        (await stores.awardingRules.find(institutionId, badgeClassId)) ??
        defaultAwardingRules(institutionId, badgeClassId);
      const group =
        rules.groupId === null ? null : await stores.awardingRules.findGroup(institutionId, rules.groupId);
      badges.push({
        badge,
        rules,
        group,
        mayApprove: mayApprove(rules, group, asker),
        ...sortOut(badge, board, decisions, reviews, names),
      });
    }
    return { board, badges };
  }

  async function findNames(
    board: CourseBoard,
    decisions: readonly Decision[],
  ): Promise<Map<string, string | null>> {
    const ids = new Set([
      ...board.learners.map(({ id }) => id),
      ...board.awards.map(({ learnerId }) => learnerId),
      ...decisions.map(({ learnerId }) => learnerId),
    ]);
    const learners = await stores.learners.listByIds(board.course.institutionId, [...ids]);
    return new Map(learners.map(({ id, name }) => [id, name]));
  }

  function sortOut(
    { mapping }: MappedBadge,
    board: CourseBoard,
    decisions: readonly Decision[],
    reviews: readonly Review[],
    names: ReadonlyMap<string, string | null>,
  ): Pick<BadgeApprovals, 'waiting' | 'lowered'> {
    const mine = decisions.filter(({ mappingId }) => mappingId === mapping.id);
    const decisionOf = new Map(mine.map((decision) => [decision.learnerId, decision]));
    const held = board.awards.filter(
      ({ badgeClassId, state }) => badgeClassId === mapping.badgeClassId && state === 'awarded',
    );
    const holders = new Set(held.map(({ learnerId }) => learnerId));
    return {
      waiting: mine
        .filter(({ reason, learnerId }) => reason === 'awaits-approval' && !holders.has(learnerId))
        .map((decision) => toWaiting(decision, reviews, names))
        .sort((a, b) => (a.name ?? '').localeCompare(b.name ?? '', 'nl')),
      lowered: held
        .filter((award) => {
          const decision = decisionOf.get(award.learnerId);
          return decision !== undefined && asksAboutLowered(mapping, award, decision);
        })
        .map((award) => ({ award, name: names.get(award.learnerId) ?? null })),
    };
  }

  return { load };
}

function toWaiting(
  decision: Decision,
  reviews: readonly Review[],
  names: ReadonlyMap<string, string | null>,
): WaitingLearner {
  const { learnerId, mappingId } = decision;
  const print = printInputs(decision.inputs);
  const review = reviews.find((one) => one.mappingId === mappingId && one.learnerId === learnerId);
  return {
    learnerId,
    name: names.get(learnerId) ?? null,
    decision,
    print,
    hasYes: review?.print === print && review.yes.length > 0,
  };
}
