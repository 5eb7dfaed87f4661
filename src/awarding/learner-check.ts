/**
 * One learner at once: what happens when a badge link is opened, or a teacher has just assessed.
 *
 * It reads only what this learner's rules need, decides, awards and issues. Scores that are owed and everything the
 * LMS did not answer in time are left to the next round.
 *
 * @module
 */
import { AppError } from '../errors/app-error.js';
import type { AuditActor } from '../institutions/audit.js';
import type { Learner, LearnerStore } from '../institutions/learner.js';
import type { PersonLinkStore } from '../institutions/person.js';
import type { Course } from '../lti/course.js';
import type { CourseReader } from '../outcomes/course-reader.js';
import type { Outcome, OutcomeResultStore, OutcomeStore, ResultSighting } from '../outcomes/outcome.js';
import type { Registration, RegistrationStore } from '../platforms/registration.js';
import type { AwardStore } from './award.js';
import { findAwardKey, type AwardService } from './award-service.js';
import { loadCourseState, type CourseStateStores } from './course-state.js';
import type { DecisionStore, Evaluation } from './decision.js';
import type { Mapping } from './mapping.js';
import { listColumnKeys } from './rule.js';
import { waitAtMost } from './wait-at-most.js';

export interface LearnerCheckDeps {
  readonly stores: CourseStateStores & {
    readonly registrations: Pick<RegistrationStore, 'find'>;
    readonly learners: Pick<LearnerStore, 'find'>;
    readonly personLinks: Pick<PersonLinkStore, 'find'>;
    readonly outcomes: OutcomeStore;
    readonly results: OutcomeResultStore;
    readonly decisions: DecisionStore;
    readonly awards: AwardStore;
  };
  readonly reader: CourseReader;
  readonly awardService: AwardService;
  readonly now: () => Date;
  /** Of the credential, in milliseconds; half a second unless told. */
  readonly issueWaitMs?: number;
}

/** Issuing goes on behind the page, which is told of the credential where it is there this soon. */
const ISSUE_WAIT_MS = 500;

export interface LearnerCheck {
  readonly evaluation: Evaluation;
  /** False when the LMS did not answer: the evaluation rests on what was read before. */
  readonly isFresh: boolean;
}

export function createLearnerCheck({
  stores,
  reader,
  awardService,
  now,
  issueWaitMs = ISSUE_WAIT_MS,
}: LearnerCheckDeps) {
  /**
   * Evaluates one mapping for one learner now, and awards when it is met.
   *
   * @param signal - ends the reading; the answer then rests on what is stored
   */
  async function check(
    course: Course,
    mapping: Mapping,
    learnerId: string,
    signal: AbortSignal,
  ): Promise<LearnerCheck> {
    const isFresh = await refresh(course, mapping, learnerId, signal);
    const evaluation = await decide(course, mapping, learnerId, { kind: 'tool' });
    return { evaluation, isFresh };
  }

  /** Decides by what is stored, keeps the decision, awards and issues when the rule is met. */
  async function decide(
    course: Course,
    mapping: Mapping,
    learnerId: string,
    by: AuditActor,
  ): Promise<Evaluation> {
    const { institutionId } = course;
    const at = now();
    const state = await loadCourseState(stores, course);
    const evaluation = state.evaluateLearner(mapping, learnerId, at);
    await stores.decisions.rememberAll(
      institutionId,
      course.id,
      mapping,
      new Map([[learnerId, evaluation]]),
      at,
    );
    const badgeClass = state.badgeClasses.get(mapping.badgeClassId);
    if (evaluation.verdict === 'met' && badgeClass) {
      await awardService.award(course, mapping, badgeClass, learnerId, evaluation, by);
      const key = await findAwardKey(stores, course, mapping, learnerId);
      const award = await stores.awards.findLive(institutionId, key);
      if (award) await waitAtMost(awardService.deliver(award), issueWaitMs);
    }
    return evaluation;
  }

  async function refresh(
    course: Course,
    mapping: Mapping,
    learnerId: string,
    signal: AbortSignal,
  ): Promise<boolean> {
    const { institutionId, id: courseId } = course;
    try {
      const [registration, learner] = await Promise.all([
        stores.registrations.find(institutionId, course.registrationId),
        stores.learners.find(institutionId, learnerId),
      ]);
      if (!registration?.isEnabled || !learner || !course.lineItemsUrl) return false;
      const keys = listColumnKeys(mapping.rule);
      const isWanted = (column: { mappingKey: string | null; vanishedAt: Date | null }): boolean =>
        column.mappingKey !== null && keys.includes(column.mappingKey) && !column.vanishedAt;
      let columns = (await stores.outcomes.list(institutionId, courseId)).filter(isWanted);
      if (columns.length < keys.length) {
        const sightings = await reader.readColumns(registration, course, signal);
        columns = (await stores.outcomes.rememberColumns(institutionId, courseId, sightings, now())).filter(
          isWanted,
        );
      }
      let isWhole = true;
      for (const key of keys) {
        const [column, ...others] = columns.filter(({ mappingKey }) => mappingKey === key);
        // Nothing can be asked about a column that is not there, or that is there twice.
        if (!column || others.length > 0) isWhole = false;
        else await refreshColumn(registration, column, learner, signal);
      }
      return isWhole;
    } catch (error) {
      if (error instanceof AppError) return false;
      throw error;
    }
  }

  async function refreshColumn(
    registration: Registration,
    column: Outcome,
    { id: learnerId, institutionId, sub }: Learner,
    signal: AbortSignal,
  ): Promise<void> {
    const results = await reader.readLearnerResults(registration, column, sub, signal);
    const own = results.filter((result) => result.userId === sub);
    const sightings = own.map(({ score, maximum, scoreFraction }) =>
      maximum > 0
        ? { learnerId, score, maximum, scoreFraction }
        : withColumnMaximum(learnerId, score, column.scoreMaximum),
    );
    // An empty answer says that this learner has no grade, and nothing about the others.
    if (sightings.length === 0) {
      sightings.push({ learnerId, score: null, maximum: column.scoreMaximum, scoreFraction: null });
    }
    await stores.results.rememberResults(institutionId, column, sightings, { isComplete: false, now: now() });
  }

  return { check, decide };
}

/** As a round reads it: an LMS that gives a grade without a maximum counts in points of its column (AGS §3.3.4.6). */
function withColumnMaximum(learnerId: string, score: number | null, maximum: number): ResultSighting {
  const isUsable = score !== null && maximum > 0;
  return { learnerId, score, maximum, scoreFraction: isUsable ? score / maximum : null };
}

export type LearnerCheckService = ReturnType<typeof createLearnerCheck>;
