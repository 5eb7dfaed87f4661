/**
 * Deciding a whole course by what is stored: every mapping for every learner, one by one, and what follows from it. One bad
 * record stops nobody else.
 *
 * @module
 */
import type { LearnerStore } from '../institutions/learner.js';
import type { Course } from '../lti/course.js';
import type { AwardChanges } from './award-changes.js';
import type { AwardService } from './award-service.js';
import type { Award } from './award.js';
import { loadCourseState, type CourseState, type CourseStateStores } from './course-state.js';
import type { SyncRound } from './course-sync.js';
import type { DecisionReason, DecisionStore, Evaluation } from './decision.js';
import { isLowered } from './lowered.js';
import { reviseMapping } from './mapping-state.js';
import type { Mapping, MappingStore } from './mapping.js';
import { listHeldBadgeClassIds } from './rule.js';
import { toError } from './settle-owed.js';

export type RoundCounts = Pick<
  SyncRound,
  | 'candidates'
  | 'met'
  | 'alreadyHeld'
  | 'awarded'
  | 'unknown'
  | 'unreachable'
  | 'noAddress'
  | 'stopped'
  | 'withdrawn'
  | 'reasons'
>;

export interface DecidedCourse {
  readonly counts: RoundCounts;
  /** Decisions and mappings that changed, awards that were made or ended. */
  readonly changes: number;
  /** The earliest moment at which time alone turns a verdict or ends an award. */
  readonly turnsAt: Date | null;
  /** What nobody foresaw, of the first learner that met it; the others were judged all the same. */
  readonly unforeseen: Error | null;
}

export interface DecideCourseDeps {
  readonly stores: CourseStateStores & {
    readonly learners: Pick<LearnerStore, 'listByIds'>;
    readonly mappings: MappingStore;
    readonly decisions: Pick<DecisionStore, 'rememberAll'>;
  };
  readonly awardService: Pick<AwardService, 'award'>;
  readonly awardChanges: Pick<AwardChanges, 'expire' | 'withdraw'>;
  readonly now: () => Date;
}

export const NO_COUNTS: RoundCounts = {
  candidates: 0,
  met: 0,
  alreadyHeld: 0,
  awarded: 0,
  unknown: 0,
  unreachable: 0,
  noAddress: 0,
  stopped: 0,
  withdrawn: 0,
  reasons: {},
};

/** Of those that cannot be known: what could not be reached, as against what was read and cannot be used. */
const UNREACHABLE: readonly DecisionReason[] = [
  'column-not-seen',
  'column-vanished',
  'column-doubled',
  'members-unknown',
];

/** Badges stack: one that was just earned may complete another, and that one a third. */
const MOST_PASSES = 4;

export type DecideCourse = ReturnType<typeof createDecideCourse>;

interface Tally {
  counts: { -readonly [name in keyof RoundCounts]: RoundCounts[name] } & { reasons: Record<string, number> };
  changes: number;
  turnsAt: Date | null;
  unforeseen: Error | null;
}

export function createDecideCourse({ stores, awardService, awardChanges, now }: DecideCourseDeps) {
  /**
   * @throws {AppError} when what is stored cannot be read or decisions cannot be kept
   */
  return async function decideCourse(course: Course, signal?: AbortSignal): Promise<DecidedCourse> {
    const at = now();
    const tally: Tally = {
      counts: { ...NO_COUNTS, reasons: {} },
      changes: 0,
      turnsAt: null,
      unforeseen: null,
    };
    let state = await loadCourseState(stores, course);
    for (const mapping of state.mappings) {
      if (await reviseMapping(stores.mappings, state, mapping, at)) tally.changes += 1;
    }
    if (await expireAwards(state, tally, at)) state = await loadCourseState(stores, course);
    else state = { ...state, mappings: await stores.mappings.list(course.institutionId, course.id) };

    let due: readonly Mapping[] = state.mappings;
    for (let pass = 1; pass <= MOST_PASSES && due.length > 0; pass += 1) {
      const made = new Set<string>();
      for (const mapping of due) {
        signal?.throwIfAborted();
        if (await decideMapping(course, state, mapping, tally, { at, isCounted: pass === 1 })) {
          made.add(mapping.badgeClassId);
        }
      }
      due = state.mappings.filter(({ rule }) => listHeldBadgeClassIds(rule).some((id) => made.has(id)));
      if (due.length > 0) state = await loadCourseState(stores, course);
    }
    await countAddresses(course, state, tally);
    return tally;
  };

  async function expireAwards(state: CourseState, tally: Tally, at: Date): Promise<boolean> {
    let isAny = false;
    for (const award of state.awards) {
      if (award.state !== 'awarded' || !award.expiresAt) continue;
      if (award.expiresAt > at) {
        turnAt(tally, award.expiresAt);
        continue;
      }
      const mapping = state.mappings.find(({ id }) => id === award.mappingId);
      await guard(tally, async () => {
        await awardChanges.expire(award, mapping?.policies.renewal ?? 'none');
        tally.changes += 1;
        isAny = true;
      });
    }
    return isAny;
  }

  /** True when somebody was awarded. */
  async function decideMapping(
    course: Course,
    state: CourseState,
    mapping: Mapping,
    tally: Tally,
    { at, isCounted }: { readonly at: Date; readonly isCounted: boolean },
  ): Promise<boolean> {
    const { institutionId, id: courseId } = course;
    const evaluations = new Map<string, Evaluation>();
    for (const learnerId of listCandidates(state)) {
      await guard(tally, () => {
        const evaluation = state.evaluateLearner(mapping, learnerId, at);
        evaluations.set(learnerId, evaluation);
        if (isCounted) count(tally, evaluation);
        if (evaluation.turnsAt) turnAt(tally, evaluation.turnsAt);
      });
    }
    tally.changes += await stores.decisions.rememberAll(institutionId, courseId, mapping, evaluations, at);

    const badgeClass = state.badgeClasses.get(mapping.badgeClassId);
    if (!badgeClass) return false;
    const held = new Map(
      state.awards
        .filter((award) => award.state === 'awarded' && award.badgeClassId === badgeClass.id)
        .map((award) => [award.learnerId, award]),
    );
    let isAnyNew = false;
    for (const [learnerId, evaluation] of evaluations) {
      await guard(tally, async () => {
        const award = held.get(learnerId);
        if (award && (await withdrawLowered(mapping, award, evaluation))) {
          tally.counts.withdrawn += 1;
          tally.changes += 1;
        }
        if (evaluation.verdict !== 'met') return;
        const isNew =
          !award &&
          (await awardService.award(
            course,
            mapping,
            badgeClass,
            learnerId,
            evaluation,
            { kind: 'tool' },
            {
              grounds: { kind: GROUNDS_OF_MODE[mapping.policies.mode], reason: null, evidence: [] },
            },
          ));
        if (isNew) {
          isAnyNew = true;
          tally.counts.awarded += 1;
          tally.changes += 1;
        } else if (isCounted) tally.counts.alreadyHeld += 1;
      });
    }
    return isAnyNew;
  }

  async function withdrawLowered(mapping: Mapping, award: Award, evaluation: Evaluation): Promise<boolean> {
    if (mapping.policies.lowered !== 'withdraw' || !isLowered(mapping, award, evaluation)) return false;
    await awardChanges.withdraw(award.institutionId, award.id, {
      reason: 'result-lowered',
      actor: { kind: 'tool' },
      mayBeAwardedAgain: true,
    });
    return true;
  }

  /** Who was awarded or will be, and cannot be written to. */
  async function countAddresses(course: Course, state: CourseState, tally: Tally): Promise<void> {
    const holders = new Set(
      state.awards.filter((award) => award.state === 'awarded').map(({ learnerId }) => learnerId),
    );
    if (holders.size === 0) return;
    const learners = await stores.learners.listByIds(course.institutionId, [...holders]);
    tally.counts.noAddress = learners.filter(({ email }) => !email).length;
  }
}

const GROUNDS_OF_MODE = { automatic: 'rule', 'after-approval': 'approval', 'by-hand': 'by-hand' } as const;

async function guard(tally: Tally, step: () => void | Promise<void>): Promise<void> {
  try {
    await step();
  } catch (error) {
    tally.unforeseen ??= toError(error);
  }
}

function turnAt(tally: Tally, moment: Date): void {
  if (!tally.turnsAt || moment < tally.turnsAt) tally.turnsAt = moment;
}

function count({ counts }: Tally, { verdict, reason }: Evaluation): void {
  counts.candidates += 1;
  if (verdict === 'met') {
    counts.met += 1;
    return;
  }
  counts.reasons[reason] = (counts.reasons[reason] ?? 0) + 1;
  if (verdict === 'unknown') {
    counts.unknown += 1;
    if (UNREACHABLE.includes(reason)) counts.unreachable += 1;
  }
  if (verdict === 'stopped') counts.stopped += 1;
}

/** Learners of the course, those included who are never awarded, so that each has an answer to "why not?". */
export function listCandidates(state: Pick<CourseState, 'enrolments'>): string[] {
  return [...state.enrolments.values()]
    .filter((enrolment) => enrolment.isLearner || enrolment.isTestUser)
    .map((enrolment) => enrolment.learnerId);
}
