/**
 * What waits for a person in a course, and what a person can do with what was awarded: read from what the last round left.
 *
 * @module
 */
import type { LearnerStore } from '../institutions/learner.js';
import type { Asker, ApproverGroup, AwardingRules, AwardingRulesStore } from './approver.js';
import { defaultAwardingRules, mayApprove } from './approver.js';
import { isUndoable, type Award } from './award.js';
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
  readonly now: () => Date;
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

export interface AwardRow {
  readonly award: Award;
  readonly name: string | null;
  /** Null where it can't be undone. */
  readonly undoUntil: Date | null;
  /** The result is lower than what it was awarded for, and nobody answered yet. */
  readonly isLowered: boolean;
}

export interface BadgeApprovals {
  readonly badge: MappedBadge;
  readonly rules: AwardingRules;
  readonly group: Pick<ApproverGroup, 'name'> | null;
  /** Whether this person's yes counts. */
  readonly mayApprove: boolean;
  readonly waiting: readonly WaitingLearner[];
  readonly held: readonly AwardRow[];
  /** Withdrawn, not to be awarded again. */
  readonly barred: readonly AwardRow[];
  /** Those who can get it by hand: learners who do not hold it. */
  readonly others: readonly { readonly learnerId: string; readonly name: string | null }[];
}

export interface ApprovalView {
  readonly board: CourseBoard;
  readonly badges: readonly BadgeApprovals[];
}

export type ApprovalViews = ReturnType<typeof createApprovalViews>;

export function createApprovalViews({ courseBoards, stores, now }: ApprovalViewDeps) {
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
  ): Pick<BadgeApprovals, 'waiting' | 'held' | 'barred' | 'others'> {
    const mine = decisions.filter(({ mappingId }) => mappingId === mapping.id);
    const decisionOf = new Map(mine.map((decision) => [decision.learnerId, decision]));
    const toRow = (award: Award): AwardRow => {
      const decision = decisionOf.get(award.learnerId);
      return {
        award,
        name: names.get(award.learnerId) ?? null,
        undoUntil: isUndoable(award, now()) ? award.undoUntil : null,
        isLowered: decision !== undefined && asksAboutLowered(mapping, award, decision),
      };
    };
    const awards = board.awards.filter(({ badgeClassId }) => badgeClassId === mapping.badgeClassId);
    const held = awards.filter(({ state }) => state === 'awarded').map(toRow);
    const holders = new Set(held.map(({ award }) => award.learnerId));
    return {
      waiting: mine
        .filter(({ reason, learnerId }) => reason === 'awaits-approval' && !holders.has(learnerId))
        .map((decision) => toWaiting(decision, reviews, names))
        .sort((a, b) => (a.name ?? '').localeCompare(b.name ?? '', 'nl')),
      held,
      barred: awards
        .filter(({ ended, liveKey }) => ended?.again === 'never' && !liveKey.startsWith('ended:'))
        .map(toRow),
      others: board.learners
        .filter(({ id, enrolment }) => !holders.has(id) && enrolment.isLearner && !enrolment.wasEverStaff)
        .map(({ id, name }) => ({ learnerId: id, name })),
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
