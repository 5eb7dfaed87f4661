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
import type { Course, CourseStore } from '../lti/course.js';
import type { CourseReader } from '../outcomes/course-reader.js';
import type { Registration, RegistrationStore } from '../platforms/registration.js';
import type { AssessmentStore } from './assessment.js';
import type { AwardStore } from './award.js';
import type { AwardService } from './award-service.js';
import { retryAt } from './back-off.js';
import { loadCourseState, type CourseState, type CourseStateStores } from './course-state.js';
import { emptySync, type CourseSyncStore, type RoundTrigger, type SyncRound } from './course-sync.js';
import type { DecisionStore, Evaluation } from './decision.js';
import { reviseMapping } from './mapping-state.js';
import type { Mapping, MappingStore } from './mapping.js';
import type { PassbackService } from './passback-service.js';
import { listColumnKeys } from './rule.js';
import { rememberReading, type ReadingStores } from './remember-reading.js';
import { createSettleOwed, toError } from './settle-owed.js';

export interface CourseRoundDeps {
  readonly stores: CourseStateStores &
    ReadingStores & {
      readonly registrations: Pick<RegistrationStore, 'find'>;
      readonly courses: Pick<CourseStore, 'find'>;
      readonly mappings: MappingStore;
      readonly decisions: Pick<DecisionStore, 'rememberAll'>;
      readonly awards: AwardStore;
      readonly assessments: AssessmentStore;
      readonly syncs: CourseSyncStore;
    };
  readonly reader: CourseReader;
  readonly awardService: AwardService;
  readonly passbackService: PassbackService;
  readonly syncEveryMs: number;
  /** Spreads rounds that are tried again; 0 to 1, 0 when not given. */
  readonly random?: () => number;
  readonly now: () => Date;
}

export interface RoundReport {
  readonly round: SyncRound;
  /** Null when the course has nothing to watch. */
  readonly nextRoundAt: Date | null;
}

const UNSEEN_DROP_MS = 30 * 24 * 3_600_000;

type Counts = Pick<SyncRound, 'candidates' | 'met' | 'alreadyHeld' | 'awarded' | 'unknown' | 'stopped'>;

/** What reading and deciding gave. */
interface Decided {
  readonly counts: Counts;
  readonly requests: number;
  /** The earliest moment at which time alone turns a verdict. */
  readonly turnsAt: Date | null;
  /** Why not everything was read; null when it was. */
  readonly trouble: AppError | null;
  readonly unforeseen: Error | null;
}

const NOTHING: Counts = { candidates: 0, met: 0, alreadyHeld: 0, awarded: 0, unknown: 0, stopped: 0 };

export type CourseRounds = ReturnType<typeof createCourseRounds>;

export function createCourseRounds(deps: CourseRoundDeps) {
  const { stores, reader, awardService, passbackService, now } = deps;
  const settleOwed = createSettleOwed({
    awards: stores.awards,
    assessments: stores.assessments,
    awardService,
    passbackService,
    now,
  });

  /**
   * What the LMS does wrong is in the report. What nobody foresaw is thrown, after all else was done and noted.
   *
   * @throws {AppError} `course_not_found`, `registration_not_found`
   * @throws the signal's reason, when it ends the round
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
    const mappings = await stores.mappings.list(institutionId, courseId);
    const hasWork = mappings.length > 0;
    const decided = hasWork ? await readAndDecide(registration, course, mappings, signal) : null;
    const settled = hasWork ? await settleOwed(registration, course, signal) : null;

    const unforeseen = decided?.unforeseen ?? settled?.unforeseen ?? null;
    const round: SyncRound = {
      id: randomUUID(),
      institutionId,
      courseId,
      trigger,
      startedAt,
      endedAt: now(),
      ...(decided?.counts ?? NOTHING),
      requests: decided?.requests ?? 0,
      errorCode: decided?.trouble?.code ?? settled?.errorCode ?? (unforeseen && 'internal_error'),
    };
    const isRead = !decided?.trouble && !decided?.unforeseen;
    const failures = await note(course, round, isRead);
    if (unforeseen) throw unforeseen;
    return { round, nextRoundAt: decided && nextRound(round, failures, decided) };
  }

  /** All or nothing up to the reading; what it says is kept before anything is decided by it. */
  async function readAndDecide(
    registration: Registration,
    course: Course,
    mappings: readonly Mapping[],
    signal?: AbortSignal,
  ): Promise<Decided> {
    let requests = 0;
    try {
      if (!registration.isEnabled)
        throw new AppError('registration_disabled', 409, 'the LMS is switched off');
      const reading = await reader.readCourse(registration, course, wantsResults(mappings), signal);
      requests = reading.requests;
      await rememberReading(stores, course, reading, now());
      return { ...(await decideAll(course)), requests, trouble: null, unforeseen: null };
    } catch (error) {
      // A stop is no failure of the round: it runs again from the start.
      signal?.throwIfAborted();
      const nothing = { counts: NOTHING, requests, turnsAt: null };
      if (error instanceof AppError) return { ...nothing, trouble: error, unforeseen: null };
      return { ...nothing, trouble: null, unforeseen: toError(error) };
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

  /** Writes the round's row and how the course stands; returns how many rounds in a row have failed. */
  async function note(course: Course, round: SyncRound, isRead: boolean): Promise<number> {
    const { institutionId, id: courseId } = course;
    const sync = (await stores.syncs.find(institutionId, courseId)) ?? emptySync(course);
    const stop = round.errorCode ? { code: round.errorCode, since: sync.stop?.since ?? round.endedAt } : null;
    await stores.syncs.appendRound(institutionId, round);
    await stores.syncs.save(institutionId, {
      ...sync,
      completeAt: isRead ? round.endedAt : sync.completeAt,
      stop,
      lastRoundAt: round.endedAt,
      lastTrigger: round.trigger,
    });
    if (!round.errorCode) return 0;
    const recent = await stores.syncs.listRounds(institutionId, courseId, 12);
    const firstGood = recent.findIndex((one) => one.errorCode === null);
    return firstGood === -1 ? recent.length : firstGood;
  }

  function nextRound(round: SyncRound, failures: number, { turnsAt, trouble }: Decided): Date {
    const regular = new Date(round.endedAt.getTime() + deps.syncEveryMs);
    if (round.errorCode) {
      // Sooner than usual at first, since most trouble is short; never a storm, and never sooner than the LMS asked for.
      const spread = deps.random?.() ?? 0;
      const retry = retryAt(round.endedAt, Math.max(1, failures), trouble, spread);
      const asked = retryAt(round.endedAt, 1, trouble, spread);
      return retry < regular ? retry : asked > regular ? asked : regular;
    }
    if (!turnsAt || turnsAt >= regular) return regular;
    return turnsAt > round.endedAt ? turnsAt : round.endedAt;
  }

  return { run };
}

/** Results are read of the columns that some rule reads, and of no others. */
function wantsResults(mappings: readonly Mapping[]) {
  const keys = new Set(mappings.flatMap(({ rule }) => listColumnKeys(rule)));
  return (column: { readonly mappingKey: string | null }): boolean =>
    column.mappingKey !== null && keys.has(column.mappingKey);
}

/** Learners of the course, those included who are never awarded, so that each has an answer to "why not?". */
function listCandidates(state: CourseState): string[] {
  return [...state.enrolments.values()]
    .filter((enrolment) => enrolment.isLearner || enrolment.isTestUser)
    .map((enrolment) => enrolment.learnerId);
}
