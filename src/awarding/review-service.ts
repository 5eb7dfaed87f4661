/**
 * Saying yes or no to badges that wait for a person.
 *
 * A yes is about the results that were looked at: it is kept first, then the learner is judged anew by what is known, and
 * awarded when the rule is met still. A crash in between leaves a yes that the next round follows; said twice, it is one.
 *
 * @module
 */
import { AppError } from '../errors/app-error.js';
import type { AuditLog } from '../institutions/audit-log.js';
import type { PersonLinkStore } from '../institutions/person.js';
import type { Course } from '../lti/course.js';
import { createApproverCheck } from './approver-check.js';
import { isSamePerson, isYesEnough, toActor, type Asker, type AwardingRulesStore } from './approver.js';
import { createAwardByHand, GRACE_MS } from './award-by-hand.js';
import { checkReason } from './award-changes.js';
import type { AwardService } from './award-service.js';
import type { Award, AwardStore } from './award.js';
import { loadCourseState, type CourseState, type CourseStateStores } from './course-state.js';
import type { DecisionStore, Evaluation } from './decision.js';
import { findStandingAward } from './find-standing-award.js';
import { printInputs } from './input-print.js';
import type { Mapping, MappingStore } from './mapping.js';
import { reviewId, type Review, type ReviewStore } from './review.js';

export interface ReviewServiceDeps {
  readonly stores: CourseStateStores & {
    readonly mappings: Pick<MappingStore, 'list' | 'find'>;
    readonly reviews: ReviewStore;
    readonly awardingRules: AwardingRulesStore;
    readonly decisions: Pick<DecisionStore, 'rememberAll'>;
    readonly awards: Pick<AwardStore, 'findLive' | 'listLive' | 'listByCourse' | 'listHolders'>;
    readonly personLinks: Pick<PersonLinkStore, 'find' | 'listFellows'>;
  };
  readonly awardService: Pick<AwardService, 'award'>;
  readonly audit: AuditLog;
  readonly now: () => Date;
}

const MOST_TRIES = 5;

export interface Approved {
  readonly evaluation: Evaluation;
  /** The award that stands now; null while another yes is asked. */
  readonly award: Award | null;
}

export type ReviewAnswer =
  { readonly kind: 'approve' } | { readonly kind: 'decline'; readonly reason: string };

/** Somebody who waits for an answer, and the results that were looked at. */
export interface ChosenReview {
  readonly mapping: Mapping;
  readonly learnerId: string;
  /** Null: as they stand. */
  readonly print: string | null;
}

/** One of several that were answered together. */
export interface Answered {
  readonly learnerId: string;
  /** Null when it was done. */
  readonly errorCode: string | null;
}

export type ReviewService = ReturnType<typeof createReviewService>;

export function createReviewService(deps: ReviewServiceDeps) {
  const { stores, awardService, audit, now } = deps;
  const approvers = createApproverCheck(stores.awardingRules);
  const awardByHand = createAwardByHand(deps, approvers);

  /**
   * Says yes to one learner's badge.
   *
   * @param print - of the results that were looked at; null = as they stand
   * @throws {AppError} `not_an_approver`; `approval_outdated` - the results are others by now, or no longer enough
   */
  async function approve(
    course: Course,
    mapping: Mapping,
    learnerId: string,
    asker: Asker,
    print: string | null,
  ): Promise<Approved> {
    await approvers.checkApprover(course, mapping, asker);
    const standing = await consider(await loadCourseState(stores, course), mapping, learnerId, asker, print);
    return standing ?? settle(await loadCourseState(stores, course), mapping, learnerId, asker);
  }

  /**
   * Looks at one learner and keeps the yes.
   *
   * @returns what stands already; null when the yes is kept and is to be followed
   */
  async function consider(
    state: CourseState,
    mapping: Mapping,
    learnerId: string,
    asker: Asker,
    print: string | null,
  ): Promise<Approved | null> {
    const { course } = state;
    const evaluation = await remember(
      course,
      mapping,
      learnerId,
      state.evaluateLearner(mapping, learnerId, now()),
    );
    const current = printInputs(evaluation.inputs);
    const standing = await findStandingAward(stores, course, mapping, learnerId);
    if (standing) return { evaluation, award: standing };
    const isWaiting = evaluation.reason === 'awaits-approval' || evaluation.verdict === 'met';
    // A no may be taken back by a yes to the same results.
    const isDeclined = evaluation.reason === 'declined';
    if ((!isWaiting && !isDeclined) || (print !== null && print !== current)) {
      throw new AppError('approval_outdated', 409, 'the results have changed since they were looked at', {
        mappingId: mapping.id,
      });
    }
    await sayYes(course, mapping, learnerId, asker, current);
    return null;
  }

  /**
   * Says no, with the reason. A result that changes brings it up again.
   *
   * @throws {AppError} `not_an_approver`, `reason_missing`; `approval_outdated` - it does not wait for an answer any more
   */
  async function decline(
    course: Course,
    mapping: Mapping,
    learnerId: string,
    asker: Asker,
    reasonText: string,
  ): Promise<Evaluation> {
    const reason = checkReason(reasonText);
    await approvers.checkApprover(course, mapping, asker);
    const evaluation = await evaluate(course, mapping, learnerId);
    if (evaluation.reason === 'declined') return evaluation;
    if (evaluation.reason !== 'awaits-approval') {
      throw new AppError('approval_outdated', 409, 'this does not wait for an answer any more', {
        mappingId: mapping.id,
      });
    }
    const at = now();
    const print = printInputs(evaluation.inputs);
    await change(course, mapping, learnerId, () => ({
      print,
      state: 'declined',
      yes: [],
      declined: { by: asker.person, at, reason },
      updatedAt: at,
    }));
    await audit(course.institutionId, {
      actor: toActor(asker.person),
      action: 'award.declined',
      subject: { kind: 'mapping', id: mapping.id },
      detail: { learnerId, courseId: course.id },
    });
    return evaluate(course, mapping, learnerId);
  }

  /**
   * Answers several at once, each on its own: one that can't be answered stops no other.
   *
   * @throws {AppError} `reason_missing` - a no needs one
   */
  async function answerAll(
    course: Course,
    asker: Asker,
    answer: ReviewAnswer,
    chosen: readonly ChosenReview[],
  ): Promise<Answered[]> {
    if (answer.kind === 'decline') checkReason(answer.reason);
    const each = new Map(chosen.map((one) => [reviewId(one.mapping.id, one.learnerId), one]));
    const codes = new Map<string, string>();
    const attempt = async (id: string, step: () => Promise<unknown>): Promise<void> => {
      try {
        await step();
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        codes.set(id, error.code);
      }
    };
    if (answer.kind === 'approve') await approveEach(course, asker, each, attempt);
    else {
      for (const [id, { mapping, learnerId }] of each) {
        await attempt(id, () => decline(course, mapping, learnerId, asker, answer.reason));
      }
    }
    return [...each].map(([id, { learnerId }]) => ({ learnerId, errorCode: codes.get(id) ?? null }));
  }

  /** The course is loaded twice, however many they are: to look at each, and once more when every yes is kept. */
  async function approveEach(
    course: Course,
    asker: Asker,
    each: ReadonlyMap<string, ChosenReview>,
    attempt: (id: string, step: () => Promise<unknown>) => Promise<void>,
  ): Promise<void> {
    const before = await loadCourseState(stores, course);
    const yes: [string, ChosenReview][] = [];
    for (const [id, one] of each) {
      await attempt(id, async () => {
        await approvers.checkApprover(course, one.mapping, asker);
        if (!(await consider(before, one.mapping, one.learnerId, asker, one.print))) yes.push([id, one]);
      });
    }
    if (yes.length === 0) return;
    const after = await loadCourseState(stores, course);
    for (const [id, { mapping, learnerId }] of yes) {
      await attempt(id, () => settle(after, mapping, learnerId, asker));
    }
  }

  async function sayYes(
    course: Course,
    mapping: Mapping,
    learnerId: string,
    { person }: Asker,
    print: string,
  ): Promise<void> {
    const { institutionId } = course;
    const rules = await approvers.findRules(institutionId, mapping.badgeClassId);
    const at = now();
    const isNew = await change(course, mapping, learnerId, (before) => {
      const said = before?.print === print ? before.yes : [];
      const isSaid = said.some(({ by }) => isSamePerson(by, person));
      if (isSaid && before?.state !== 'declined') return null;
      const yes = isSaid ? said : [...said, { by: person, at }];
      const isEnough = isYesEnough(
        rules,
        mapping.authorId,
        yes.map(({ by }) => by),
      );
      return { print, state: isEnough ? 'approved' : 'open', yes, declined: null, updatedAt: at };
    });
    if (!isNew) return;
    await audit(institutionId, {
      actor: toActor(person),
      action: 'award.approved',
      subject: { kind: 'mapping', id: mapping.id },
      detail: { learnerId, courseId: course.id },
    });
  }

  /** Judges anew, and awards when the yes is enough. */
  async function settle(
    state: CourseState,
    mapping: Mapping,
    learnerId: string,
    { person }: Asker,
  ): Promise<Approved> {
    const { course } = state;
    const evaluation = await remember(
      course,
      mapping,
      learnerId,
      state.evaluateLearner(mapping, learnerId, now()),
    );
    const badgeClass = state.badgeClasses.get(mapping.badgeClassId);
    if (evaluation.verdict === 'met' && badgeClass) {
      await awardService.award(course, mapping, badgeClass, learnerId, evaluation, toActor(person), {
        grounds: { kind: 'approval', reason: null, evidence: [] },
        graceMs: GRACE_MS,
      });
    }
    return { evaluation, award: await findStandingAward(stores, course, mapping, learnerId) };
  }

  async function evaluate(course: Course, mapping: Mapping, learnerId: string): Promise<Evaluation> {
    const state = await loadCourseState(stores, course);
    return remember(course, mapping, learnerId, state.evaluateLearner(mapping, learnerId, now()));
  }

  async function remember(
    { institutionId, id: courseId }: Course,
    mapping: Mapping,
    learnerId: string,
    evaluation: Evaluation,
  ): Promise<Evaluation> {
    await stores.decisions.rememberAll(
      institutionId,
      courseId,
      mapping,
      new Map([[learnerId, evaluation]]),
      now(),
    );
    return evaluation;
  }

  /** @returns false when there was nothing to change */
  async function change(
    { institutionId, id: courseId }: Course,
    mapping: Mapping,
    learnerId: string,
    make: (
      before: Review | null,
    ) => Omit<Review, 'id' | 'institutionId' | 'courseId' | 'mappingId' | 'learnerId' | 'changes'> | null,
  ): Promise<boolean> {
    for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
      const before = await stores.reviews.find(institutionId, mapping.id, learnerId);
      const after = make(before);
      if (!after) return false;
      const id = reviewId(mapping.id, learnerId);
      const about = { id, institutionId, courseId, mappingId: mapping.id, learnerId, changes: 0 };
      if (await stores.reviews.replace(institutionId, before, { ...about, ...after })) return true;
    }
    throw new AppError('review_contended', 503, 'other writers kept changing the same answer', {
      mappingId: mapping.id,
    });
  }

  /** Judges a learner anew by what is stored, after an award of theirs was changed; nothing is awarded by it. */
  async function reconsider(course: Course, mappingId: string, learnerId: string): Promise<void> {
    const mapping = await stores.mappings.find(course.institutionId, course.id, mappingId);
    if (mapping && mapping.state !== 'dropped') await evaluate(course, mapping, learnerId);
  }

  return {
    approve,
    decline,
    answerAll,
    awardByHand,
    isApprover: approvers.isApprover,
    reconsider,
  };
}
