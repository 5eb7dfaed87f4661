/**
 * One round over one course: settle what is owed, read, remember, decide, award, deliver.
 *
 * A round that cannot read everything it asks for stops there and says so; what was known stays as it was, and nobody
 * is marked as gone. Learners are judged one by one: one bad record stops nobody else.
 *
 * @module
 */
import { randomUUID } from 'node:crypto';
import { AppError } from '../errors/app-error.js';
import type { LearnerSighting, LearnerStore } from '../institutions/learner.js';
import type { Course, CourseStore } from '../lti/course.js';
import type { EnrolmentSighting, EnrolmentStore } from '../lti/enrolment.js';
import type { Membership } from '../lti/nrps/membership.js';
import type { CourseReader, CourseReading } from '../outcomes/course-reader.js';
import type { OutcomeResultStore, OutcomeStore } from '../outcomes/outcome.js';
import type { Registration, RegistrationStore } from '../platforms/registration.js';
import type { AssessmentStore } from './assessment.js';
import type { AwardStore } from './award.js';
import type { AwardService } from './award-service.js';
import { retryAt } from './back-off.js';
import { loadCourseState, type CourseState, type CourseStateStores } from './course-state.js';
import type { CourseSync, CourseSyncStore, RoundTrigger, SyncRound } from './course-sync.js';
import type { DecisionStore, Evaluation } from './decision.js';
import { reviseMapping } from './mapping-state.js';
import type { Mapping, MappingStore } from './mapping.js';
import type { PassbackService } from './passback-service.js';

export interface CourseRoundDeps {
  readonly stores: CourseStateStores & {
    readonly registrations: Pick<RegistrationStore, 'find'>;
    readonly courses: Pick<CourseStore, 'find'>;
    readonly learners: Pick<LearnerStore, 'rememberAll'>;
    readonly enrolments: EnrolmentStore;
    readonly outcomes: OutcomeStore;
    readonly results: OutcomeResultStore;
    readonly mappings: MappingStore;
    readonly decisions: DecisionStore;
    readonly awards: AwardStore;
    readonly assessments: AssessmentStore;
    readonly syncs: CourseSyncStore;
  };
  readonly reader: CourseReader;
  readonly awardService: AwardService;
  readonly passbackService: PassbackService;
  readonly syncEveryMs: number;
  readonly now: () => Date;
}

export interface RoundReport {
  readonly round: SyncRound;
  /** Null when the course has nothing to watch. */
  readonly nextRoundAt: Date | null;
}

const UNSEEN_DROP_MS = 30 * 24 * 3_600_000;

type Counts = Pick<SyncRound, 'candidates' | 'met' | 'alreadyHeld' | 'awarded' | 'unknown' | 'stopped'>;

export type CourseRounds = ReturnType<typeof createCourseRounds>;

export function createCourseRounds(deps: CourseRoundDeps) {
  const { stores, reader, awardService, passbackService, now } = deps;

  /**
   * @throws {AppError} `course_not_found`, `registration_not_found`. What the LMS does wrong is in the report instead.
   */
  async function run(
    institutionId: string,
    courseId: string,
    trigger: RoundTrigger,
    signal?: AbortSignal,
  ): Promise<RoundReport> {
    const startedAt = now();
    const course = await stores.courses.find(institutionId, courseId);
    if (!course)
      throw new AppError('course_not_found', 404, 'the round names an unknown course', { courseId });
    const registration = await stores.registrations.find(institutionId, course.registrationId);
    if (!registration)
      throw new AppError('registration_not_found', 404, 'the course names an unknown registration');

    await stores.mappings.dropUnseen(
      institutionId,
      new Date(startedAt.getTime() - UNSEEN_DROP_MS),
      startedAt,
    );
    let counts: Counts = { candidates: 0, met: 0, alreadyHeld: 0, awarded: 0, unknown: 0, stopped: 0 };
    let requests = 0;
    let errorCode: string | null = null;
    let turnsAt: Date | null = null;
    const mappings = await stores.mappings.list(institutionId, courseId);
    if (mappings.length > 0) {
      try {
        if (!registration.isEnabled)
          throw new AppError('registration_disabled', 409, 'the LMS is switched off');
        const reading = await reader.readCourse(registration, course, wantsResults(mappings), signal);
        requests = reading.requests;
        await remember(course, reading);
        ({ counts, turnsAt } = await decideAll(course));
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        errorCode = error.code;
      }
      errorCode = (await settleOwed(registration, course, signal)) ?? errorCode;
    }

    const round: SyncRound = {
      id: randomUUID(),
      institutionId,
      courseId,
      trigger,
      startedAt,
      endedAt: now(),
      ...counts,
      requests,
      errorCode,
    };
    const failures = await note(course, round);
    return { round, nextRoundAt: mappings.length > 0 ? nextRound(round, failures, turnsAt) : null };
  }

  async function remember(course: Course, reading: CourseReading): Promise<void> {
    const { institutionId, id: courseId, registrationId } = course;
    const at = now();
    const userIds = new Set([...reading.results.values()].flat().map((result) => result.userId));
    const sightings: LearnerSighting[] = (reading.members ?? []).map(toLearnerSighting);
    const memberIds = new Set(sightings.map((sighting) => sighting.sub));
    for (const sub of userIds) if (!memberIds.has(sub)) sightings.push({ sub });
    const learners = await stores.learners.rememberAll(institutionId, registrationId, sightings, at);

    if (reading.members) {
      const enrolments = reading.members.flatMap((member) => {
        const learner = learners.get(member.userId);
        return learner ? [toEnrolmentSighting(learner.id, member)] : [];
      });
      await stores.enrolments.rememberMembers(institutionId, courseId, enrolments, at);
    }
    const columns = await stores.outcomes.rememberColumns(institutionId, courseId, reading.columns, at);
    for (const column of columns) {
      const results = reading.results.get(column.lineItemUrl);
      if (!results) continue;
      const resultSightings = results.flatMap(({ userId, score, maximum, scoreFraction }) => {
        const learner = learners.get(userId);
        return learner ? [{ learnerId: learner.id, score, maximum, scoreFraction }] : [];
      });
      await stores.results.rememberResults(institutionId, column, resultSightings, {
        isComplete: true,
        now: at,
      });
    }
    if (reading.members) {
      const sync = (await stores.syncs.find(institutionId, courseId)) ?? emptySync(course);
      // Written once: from then on an unknown user is not a member, rather than not known yet.
      if (!sync.membersReadAt) await stores.syncs.save(institutionId, { ...sync, membersReadAt: at });
    }
  }

  async function decideAll(course: Course): Promise<{ counts: Counts; turnsAt: Date | null }> {
    const { institutionId } = course;
    const at = now();
    let state = await loadCourseState(stores, course);
    for (const mapping of state.mappings) await reviseMapping(stores.mappings, state, mapping, at);
    state = { ...state, mappings: await stores.mappings.list(institutionId, course.id) };

    const counts = { candidates: 0, met: 0, alreadyHeld: 0, awarded: 0, unknown: 0, stopped: 0 };
    let turnsAt: Date | null = null;
    for (const mapping of state.mappings) {
      const evaluations = new Map<string, Evaluation>();
      for (const learnerId of listCandidates(state)) {
        const evaluation = state.evaluateLearner(mapping, learnerId, at);
        evaluations.set(learnerId, evaluation);
        counts.candidates += 1;
        if (evaluation.verdict === 'met') counts.met += 1;
        if (evaluation.verdict === 'unknown') counts.unknown += 1;
        if (evaluation.verdict === 'stopped') counts.stopped += 1;
        if (evaluation.turnsAt && (!turnsAt || evaluation.turnsAt < turnsAt)) turnsAt = evaluation.turnsAt;
      }
      await stores.decisions.rememberAll(institutionId, course.id, mapping, evaluations, at);
      const awarded = await awardAll(course, state, mapping, evaluations);
      counts.awarded += awarded.made;
      counts.alreadyHeld += awarded.held;
    }
    return { counts, turnsAt };
  }

  async function awardAll(
    course: Course,
    state: CourseState,
    mapping: Mapping,
    evaluations: ReadonlyMap<string, Evaluation>,
  ): Promise<{ made: number; held: number }> {
    const badgeClass = state.badgeClasses.get(mapping.badgeClassId);
    const tally = { made: 0, held: 0 };
    if (!badgeClass) return tally;
    const holders = new Set(
      (await stores.awards.listByCourse(course.institutionId, course.id))
        .filter((award) => award.state === 'awarded' && award.badgeClassId === badgeClass.id)
        .map((award) => award.learnerId),
    );
    for (const [learnerId, evaluation] of evaluations) {
      if (evaluation.verdict !== 'met') continue;
      const isNew =
        !holders.has(learnerId) &&
        (await awardService.award(course, mapping, badgeClass, learnerId, evaluation, { kind: 'tool' }));
      tally[isNew ? 'made' : 'held'] += 1;
    }
    return tally;
  }

  /** Issues and posts what is owed in this course; returns the code of the first thing the LMS refused, or null. */
  async function settleOwed(
    registration: Registration,
    course: Course,
    signal?: AbortSignal,
  ): Promise<string | null> {
    const { institutionId, id: courseId } = course;
    let errorCode: string | null = null;
    for (const award of await stores.awards.listOwed(institutionId, courseId, now())) {
      await awardService.deliver(award);
      if (award.passback?.state !== 'waiting' || award.passback.nextAttemptAt > now()) continue;
      const settled = await passbackService.settle(
        registration,
        course,
        award.learnerId,
        award.passback,
        signal,
      );
      await stores.awards.setPassback(institutionId, award.id, settled);
      errorCode ??= settled.lastErrorCode;
    }
    for (const assessment of await stores.assessments.listOwed(institutionId, courseId, now())) {
      const { id, learnerId, assessedAt, passback } = assessment;
      const settled = await passbackService.settle(registration, course, learnerId, passback, signal);
      await stores.assessments.setPassback(institutionId, id, assessedAt, settled);
      errorCode ??= settled.lastErrorCode;
    }
    return isPlatformTrouble(errorCode) ? errorCode : null;
  }

  /** Writes the round's row and how the course stands; returns how many rounds in a row have failed. */
  async function note(course: Course, round: SyncRound): Promise<number> {
    const { institutionId, id: courseId } = course;
    const sync = (await stores.syncs.find(institutionId, courseId)) ?? emptySync(course);
    const stop = round.errorCode ? { code: round.errorCode, since: sync.stop?.since ?? round.endedAt } : null;
    await stores.syncs.appendRound(institutionId, round);
    await stores.syncs.save(institutionId, {
      ...sync,
      completeAt: round.errorCode ? sync.completeAt : round.endedAt,
      stop,
      lastRoundAt: round.endedAt,
      lastTrigger: round.trigger,
    });
    if (!round.errorCode) return 0;
    const recent = await stores.syncs.listRounds(institutionId, courseId, 12);
    const firstGood = recent.findIndex((one) => one.errorCode === null);
    return firstGood === -1 ? recent.length : firstGood;
  }

  function nextRound(round: SyncRound, failures: number, turnsAt: Date | null): Date {
    const regular = new Date(round.endedAt.getTime() + deps.syncEveryMs);
    if (round.errorCode) {
      // Sooner than usual at first, since most trouble is short; never a storm.
      const retry = retryAt(round.endedAt, Math.max(1, failures));
      return retry < regular ? retry : regular;
    }
    return turnsAt && turnsAt < regular && turnsAt > round.endedAt ? turnsAt : regular;
  }

  return { run, remember, decideAll, settleOwed };
}

function emptySync(course: Course): CourseSync {
  return {
    courseId: course.id,
    institutionId: course.institutionId,
    completeAt: null,
    membersReadAt: null,
    stop: null,
    lastRoundAt: null,
    lastTrigger: null,
  };
}

/** Results are read of the columns that some rule reads, and of no others. */
function wantsResults(mappings: readonly Mapping[]) {
  const keys = new Set(mappings.map((mapping) => mapping.rule.columnKey));
  return (column: { readonly mappingKey: string | null }): boolean =>
    column.mappingKey !== null && keys.has(column.mappingKey);
}

/** Learners of the course, those included who are never awarded, so that each has an answer to "why not?". */
function listCandidates(state: CourseState): string[] {
  return [...state.enrolments.values()]
    .filter((enrolment) => enrolment.isLearner || enrolment.isTestUser)
    .map((enrolment) => enrolment.learnerId);
}

function toLearnerSighting(member: Membership): LearnerSighting {
  return {
    sub: member.userId,
    ...(member.name ? { name: member.name } : {}),
    ...(member.email ? { email: member.email } : {}),
  };
}

function toEnrolmentSighting(learnerId: string, member: Membership): EnrolmentSighting {
  const { isStaff, isLearner, isObserver, isTestUser } = member.roles;
  return { learnerId, isStaff, isLearner, isObserver, isTestUser, status: member.status };
}

function isPlatformTrouble(code: string | null): boolean {
  return (
    code !== null &&
    !['column_not_seen', 'column_doubled', 'score_older', 'score_refused', 'learner_not_found'].includes(code)
  );
}
