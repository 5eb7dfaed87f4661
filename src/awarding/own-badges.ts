/**
 * A student's own badges: the one whose link was opened, looked at anew, and those of the whole course.
 *
 * A grade may be in the LMS before the student may see it there, and tool columns do not say so. Therefore a grade, and
 * whether it is enough, is told to its student only from the moment at which the mapping's own wait is over
 * (`findSettlesAt`): the teacher chose that wait for exactly this.
 *
 * @module
 */
import type { BadgeClass, BadgeClassStore } from '../badges/badge-class.js';
import type { Course } from '../lti/course.js';
import type { OutcomeStore } from '../outcomes/outcome.js';
import { isUndoable, type Award, type AwardStore } from './award.js';
import { joinBadges, type MappedBadge } from './course-board.js';
import type { CourseLookup, CourseOfLms } from './course-lookup.js';
import type { CourseSyncStore } from './course-sync.js';
import type { DecisionReason, DecisionStore, Evaluation } from './decision.js';
import type { LearnerCheckService } from './learner-check.js';
import type { Mapping, MappingStore } from './mapping.js';
import { describeStanding, type Standing } from './standing.js';

export interface OwnBadgesDeps {
  readonly courseLookup: CourseLookup;
  readonly stores: {
    readonly mappings: Pick<MappingStore, 'list' | 'findByKey' | 'findBadgeClassId'>;
    readonly badgeClasses: Pick<BadgeClassStore, 'find'>;
    readonly outcomes: Pick<OutcomeStore, 'list'>;
    readonly decisions: Pick<DecisionStore, 'find'>;
    readonly awards: Pick<AwardStore, 'listByLearner'>;
    readonly syncs: Pick<CourseSyncStore, 'find'>;
  };
  readonly learnerCheck: Pick<LearnerCheckService, 'check' | 'decide'>;
  readonly now: () => Date;
}

export interface OwnBadge {
  readonly badge: MappedBadge;
  readonly standing: Standing;
  /** Until then the grade is not told to its student; null when it may be. */
  readonly settlesAt: Date | null;
  /** The moment all of this is about. */
  readonly at: Date;
}

export interface OpenedBadge extends OwnBadge, CourseOfLms {
  readonly kind: 'own';
  /** False when the LMS did not answer in time: then it is what was known at `readAt`. */
  readonly isFresh: boolean;
  /** End of the last round that read everything; null when there was none. */
  readonly readAt: Date | null;
  /** When the next round is due; null when none is planned. */
  readonly nextCheckAt: Date | null;
}

/** A link whose key is not one of this course: it awards nothing. */
export interface ForeignBadge extends CourseOfLms {
  readonly kind: 'foreign';
  /** Of the same institution, to show what the link is about; null when nothing is known. */
  readonly badgeClass: BadgeClass | null;
}

export interface OwnBadgesOfCourse extends CourseOfLms {
  readonly badges: readonly OwnBadge[];
  readonly readAt: Date | null;
}

const COLUMN_REASONS: readonly DecisionReason[] = ['column-not-seen', 'column-vanished', 'column-doubled'];

const MS_PER_HOUR = 3_600_000;

export type OwnBadges = ReturnType<typeof createOwnBadges>;

export function createOwnBadges({ courseLookup, stores, learnerCheck, now }: OwnBadgesDeps) {
  /**
   * Evaluates one badge for one learner at once, and awards it when it is met.
   *
   * @param signal - ends the waiting for the LMS; what is known then is shown
   * @throws {AppError} `course_not_found`, `registration_not_found`
   */
  async function open(
    institutionId: string,
    courseId: string,
    key: string,
    learnerId: string,
    signal: AbortSignal,
  ): Promise<OpenedBadge | ForeignBadge> {
    const place = await courseLookup.get(institutionId, courseId);
    const mapping = await findMapping(institutionId, courseId, key);
    const badge = mapping && (await joinOne(institutionId, courseId, mapping));
    if (!mapping || !badge) {
      return { kind: 'foreign', ...place, badgeClass: await findForeignClass(institutionId, key) };
    }
    // What is held and issued stays so, whatever the LMS says now: nobody has to wait for it.
    let award = await findAward(institutionId, mapping, learnerId);
    let checked: { evaluation: Evaluation | null; isFresh: boolean };
    if (award?.delivery.state === 'issued') {
      checked = {
        evaluation: await stores.decisions.find(institutionId, mapping.id, learnerId),
        isFresh: true,
      };
    } else {
      checked = await check(place.course, mapping, learnerId, signal);
      award = await findAward(institutionId, mapping, learnerId);
    }
    const { evaluation, isFresh } = checked;
    const at = now();
    const sync = await stores.syncs.find(institutionId, courseId);
    return {
      kind: 'own',
      ...place,
      badge,
      standing: describeStanding(mapping, evaluation, award),
      settlesAt: findSettlesAt(mapping, evaluation, at),
      at,
      isFresh,
      readAt: sync?.completeAt ?? null,
      nextCheckAt: sync?.nextRoundAt ?? null,
    };
  }

  /**
   * All badges of a course, as they stood at the last round.
   *
   * @throws {AppError} `course_not_found`, `registration_not_found`
   */
  async function list(
    institutionId: string,
    courseId: string,
    learnerId: string,
  ): Promise<OwnBadgesOfCourse> {
    const place = await courseLookup.get(institutionId, courseId);
    const [mappings, outcomes, awards, sync] = await Promise.all([
      stores.mappings.list(institutionId, courseId),
      stores.outcomes.list(institutionId, courseId),
      stores.awards.listByLearner(institutionId, learnerId),
      stores.syncs.find(institutionId, courseId),
    ]);
    const at = now();
    const joined = await joinBadges(stores.badgeClasses, institutionId, mappings, outcomes);
    const badges = await Promise.all(
      joined.map(async (badge): Promise<OwnBadge> => {
        const { mapping } = badge;
        const decision = await stores.decisions.find(institutionId, mapping.id, learnerId);
        const award = pickHeld(awards, mapping, at);
        return {
          badge,
          standing: describeStanding(mapping, decision, award),
          settlesAt: findSettlesAt(mapping, decision, at),
          at,
        };
      }),
    );
    return { ...place, badges, readAt: sync?.completeAt ?? null };
  }

  /**
   * The learner's award behind a badge link of this course.
   *
   * @returns null when the key is not of this course, or the badge is not held
   */
  async function findOwnAward(
    institutionId: string,
    courseId: string,
    key: string,
    learnerId: string,
  ): Promise<Award | null> {
    const mapping = await findMapping(institutionId, courseId, key);
    return mapping && findAward(institutionId, mapping, learnerId);
  }

  async function check(course: Course, mapping: Mapping, learnerId: string, signal: AbortSignal) {
    try {
      const { evaluation, isFresh } = await learnerCheck.check(course, mapping, learnerId, signal);
      // Where there is no column to ask about, the LMS owes no answer.
      return { evaluation, isFresh: isFresh || COLUMN_REASONS.includes(evaluation.reason) };
    } catch (error) {
      if (!signal.aborted) throw error;
      const evaluation = await learnerCheck.decide(course, mapping, learnerId, { kind: 'tool' });
      return { evaluation, isFresh: false };
    }
  }

  async function findMapping(institutionId: string, courseId: string, key: string): Promise<Mapping | null> {
    const mapping = await stores.mappings.findByKey(institutionId, courseId, key);
    return mapping?.state === 'dropped' ? null : mapping;
  }

  async function joinOne(
    institutionId: string,
    courseId: string,
    mapping: Mapping,
  ): Promise<MappedBadge | null> {
    const [mappings, outcomes] = await Promise.all([
      stores.mappings.list(institutionId, courseId),
      stores.outcomes.list(institutionId, courseId),
    ]);
    const badges = await joinBadges(stores.badgeClasses, institutionId, mappings, outcomes);
    return badges.find((badge) => badge.mapping.id === mapping.id) ?? null;
  }

  async function findForeignClass(institutionId: string, key: string): Promise<BadgeClass | null> {
    const badgeClassId = await stores.mappings.findBadgeClassId(institutionId, key);
    return badgeClassId === null ? null : stores.badgeClasses.find(institutionId, badgeClassId);
  }

  async function findAward(
    institutionId: string,
    mapping: Mapping,
    learnerId: string,
  ): Promise<Award | null> {
    const awards = await stores.awards.listByLearner(institutionId, learnerId);
    return pickHeld(awards, mapping, now());
  }

  return { open, list, findOwnAward };
}

/** Of this course, or of any where the badge is given once ever. What can still be undone is not told to its student. */
function pickHeld(
  awards: readonly Award[],
  { badgeClassId, courseId, policies }: Pick<Mapping, 'badgeClassId' | 'courseId' | 'policies'>,
  now: Date,
): Award | null {
  const isHeld = (award: Award): boolean =>
    award.state === 'awarded' && award.badgeClassId === badgeClassId && !isUndoable(award, now);
  const here = awards.find((award) => isHeld(award) && award.courseId === courseId);
  return here ?? (policies.scope === 'institution' ? awards.find(isHeld) : undefined) ?? null;
}

/** The moment from which a grade counts; null when that is past, or when there is no grade of the LMS to keep back. */
export function findSettlesAt(
  { wait }: Pick<Mapping, 'wait'>,
  evaluation: Pick<Evaluation, 'inputs'> | null,
  now: Date,
): Date | null {
  const changed = (evaluation?.inputs ?? []).flatMap(({ source, changedAt }) =>
    source === 'tool-column' && changedAt ? [changedAt.getTime()] : [],
  );
  if (changed.length === 0) return null;
  const stoodAt = Math.max(...changed) + wait.stoodHours * MS_PER_HOUR;
  const settlesAt = new Date(Math.max(stoodAt, wait.notBefore?.getTime() ?? 0));
  return settlesAt > now ? settlesAt : null;
}
