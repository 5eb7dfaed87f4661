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
import type { LearnerStore } from '../institutions/learner.js';
import type { Course, CourseStore } from '../lti/course.js';
import type { CourseReader } from '../outcomes/course-reader.js';
import type { Registration, RegistrationStore } from '../platforms/registration.js';
import type { AssessmentStore } from './assessment.js';
import type { AwardStore } from './award.js';
import type { AwardService } from './award-service.js';
import { retryAt } from './back-off.js';
import type { AwardChanges } from './award-changes.js';
import type { BadgeScoreStore } from './badge-score.js';
import type { CourseStateStores } from './course-state.js';
import type { CourseSyncStore, RoundTrigger, SyncRound } from './course-sync.js';
import { createDecideCourse, NO_COUNTS, type DecidedCourse } from './decide-course.js';
import type { DecisionStore } from './decision.js';
import type { Mapping, MappingStore } from './mapping.js';
import { createOweBadgeScores } from './owe-badge-scores.js';
import type { PassbackService } from './passback-service.js';
import { listColumnKeys } from './rule.js';
import { rememberReading, type ReadingStores } from './remember-reading.js';
import { noteRound, type NotedRound } from './round-notes.js';
import { paceMs, readCourseEnd } from './round-pace.js';
import { createSettleOwed, toError, type SayInScore } from './settle-owed.js';
import type { TemplateService } from './template-service.js';

export interface CourseRoundDeps {
  readonly stores: CourseStateStores &
    ReadingStores & {
      readonly learners: Pick<LearnerStore, 'listByIds' | 'rememberAll'>;
      readonly registrations: Pick<RegistrationStore, 'find'>;
      readonly courses: Pick<CourseStore, 'find'>;
      readonly mappings: MappingStore;
      readonly decisions: Pick<DecisionStore, 'rememberAll'>;
      readonly awards: AwardStore;
      readonly assessments: AssessmentStore;
      readonly badgeScores: BadgeScoreStore;
      readonly syncs: CourseSyncStore;
    };
  readonly reader: CourseReader;
  readonly awardService: AwardService;
  readonly awardChanges: Pick<AwardChanges, 'expire' | 'withdraw'>;
  /** Gives the course what its templates had applied without reaching it. */
  readonly templates?: Pick<TemplateService, 'catchUp'>;
  readonly passbackService: PassbackService;
  /** The line that goes with the score of a badge; default: none. */
  readonly sayInScore?: SayInScore;
  readonly syncEveryMs: number;
  /** Spreads rounds that are tried again; 0 to 1, 0 when not given. */
  readonly random?: () => number;
  readonly now: () => Date;
}

export interface RoundReport {
  readonly round: Omit<SyncRound, 'quietBefore'>;
  /** Nothing changed, and nothing was written: whoever keeps the round's job counts it there. */
  readonly isQuiet: boolean;
  /** Null when the course has nothing to watch, has ended, or lies silent. */
  readonly nextRoundAt: Date | null;
}

const UNSEEN_DROP_MS = 30 * 24 * 3_600_000;

/** What reading and deciding gave. */
interface Decided extends DecidedCourse {
  readonly requests: number;
  /** Why not everything was read; null when it was. */
  readonly trouble: AppError | null;
}

export type CourseRounds = ReturnType<typeof createCourseRounds>;

export function createCourseRounds(deps: CourseRoundDeps) {
  const { stores, reader, awardService, passbackService, now } = deps;
  const decideCourse = createDecideCourse({ stores, awardService, awardChanges: deps.awardChanges, now });
  const settleOwed = createSettleOwed({
    ...(deps.sayInScore && { sayInScore: deps.sayInScore }),
    awards: stores.awards,
    badgeScores: stores.badgeScores,
    assessments: stores.assessments,
    enrolments: stores.enrolments,
    outcomes: stores.outcomes,
    awardService,
    oweBadgeScores: createOweBadgeScores({ ...stores, now }),
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

    const followed = (await deps.templates?.catchUp(course)) ?? [];
    const mappings = await listMappings(institutionId, courseId, startedAt);
    const hasWork = mappings.length > 0;
    const decided = hasWork ? await readAndDecide(registration, course, mappings, signal) : null;
    const settled = hasWork ? await settleOwed(registration, course, signal) : null;

    const unforeseen = decided?.unforeseen ?? settled?.unforeseen ?? null;
    const round: Omit<SyncRound, 'quietBefore'> = {
      id: randomUUID(),
      institutionId,
      courseId,
      trigger,
      startedAt,
      endedAt: now(),
      ...(decided?.counts ?? NO_COUNTS),
      requests: decided?.requests ?? 0,
      errorCode: decided?.trouble?.code ?? settled?.errorCode ?? (unforeseen && 'internal_error'),
    };
    const isRead = !decided?.trouble && !decided?.unforeseen;
    const hasNews =
      followed.some(({ isNews }) => isNews) || (decided?.changes ?? 0) + (settled?.changes ?? 0) > 0;
    const noted = await noteRound(stores.syncs, course, round, { isRead, hasNews });
    if (unforeseen) throw unforeseen;
    const nextRoundAt = decided && nextRound(course, round, noted, decided, settled?.dueAt ?? null);
    return { round, isQuiet: noted.isQuiet, nextRoundAt };
  }

  /** Those to watch. What was placed and never seen is dropped on the way. */
  async function listMappings(institutionId: string, courseId: string, at: Date): Promise<Mapping[]> {
    const mappings = await stores.mappings.list(institutionId, courseId);
    const placedBefore = new Date(at.getTime() - UNSEEN_DROP_MS);
    if (!mappings.some(({ seenAt, placedAt }) => seenAt === null && placedAt < placedBefore)) return mappings;
    await stores.mappings.dropUnseen(institutionId, placedBefore, at);
    return stores.mappings.list(institutionId, courseId);
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
      return { ...(await decideCourse(course, signal)), requests, trouble: null };
    } catch (error) {
      // A stop is no failure of the round: it runs again from the start.
      signal?.throwIfAborted();
      const nothing = { counts: NO_COUNTS, requests, changes: 0, turnsAt: null };
      if (error instanceof AppError) return { ...nothing, trouble: error, unforeseen: null };
      return { ...nothing, trouble: null, unforeseen: toError(error) };
    }
  }

  function nextRound(
    course: Course,
    round: Pick<SyncRound, 'endedAt' | 'errorCode'>,
    { failures, lastNewsAt }: NotedRound,
    { turnsAt, trouble }: Decided,
    /** When something owed is tried again. */
    dueAt: Date | null,
  ): Date | null {
    const { endedAt } = round;
    const lastMovedAt = lastNewsAt > course.lastLaunchAt ? lastNewsAt : course.lastLaunchAt;
    const endsAt = readCourseEnd(course.bridges);
    const pace = paceMs(endedAt, { syncEveryMs: deps.syncEveryMs, lastMovedAt, endsAt });
    const regular = pace === null ? null : new Date(endedAt.getTime() + pace);
    if (round.errorCode) {
      if (!regular) return null;
      // Sooner than usual at first, since most trouble is short; never a storm, and never sooner than the LMS asked for.
      const spread = deps.random?.() ?? 0;
      const retry = retryAt(endedAt, Math.max(1, failures), trouble, spread);
      const asked = retryAt(endedAt, 1, trouble, spread);
      return retry < regular ? retry : asked > regular ? asked : regular;
    }
    // Time turns a verdict, and a score is owed, in a course that ended as in any other.
    const moments = [regular, turnsAt, dueAt].filter((moment) => moment !== null);
    if (moments.length === 0) return null;
    return new Date(Math.max(endedAt.getTime(), Math.min(...moments.map((moment) => moment.getTime()))));
  }

  return { run };
}

/** Results are read of the columns that some rule reads, and of no others. */
function wantsResults(mappings: readonly Mapping[]) {
  const keys = new Set(mappings.flatMap(({ rule }) => listColumnKeys(rule)));
  return (column: { readonly mappingKey: string | null }): boolean =>
    column.mappingKey !== null && keys.has(column.mappingKey);
}
