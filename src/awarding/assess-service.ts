/**
 * Assessed here: a teacher says *Passed* or *Not yet*, or chooses the levels of a rubric; the score goes to the LMS and the
 * badge is awarded in one go.
 *
 * @module
 */
import { randomUUID } from 'node:crypto';
import { AppError } from '../errors/app-error.js';
import type { AuditLog } from '../institutions/audit-log.js';
import type { LearnerStore } from '../institutions/learner.js';
import type { Course } from '../lti/course.js';
import type { EnrolmentStore } from '../lti/enrolment.js';
import type { RegistrationStore } from '../platforms/registration.js';
import type { Assessment, AssessmentStore } from './assessment.js';
import type { Evaluation } from './decision.js';
import type { LearnerCheckService } from './learner-check.js';
import type { Mapping } from './mapping.js';
import type { HandInStore } from './hand-in.js';
import { mayBeAwarded } from './may-be-awarded.js';
import type { PassbackService } from './passback-service.js';
import type { SayInScore } from './settle-owed.js';
import { findRubric, scoreRubric, type ChosenLevel, type RubricStore } from './rubric.js';

export interface AssessServiceDeps {
  readonly assessments: AssessmentStore;
  readonly handIns: Pick<HandInStore, 'find'>;
  readonly rubrics: Pick<RubricStore, 'find'>;
  readonly enrolments: Pick<EnrolmentStore, 'find'>;
  readonly learners: Pick<LearnerStore, 'find'>;
  readonly registrations: Pick<RegistrationStore, 'find'>;
  readonly learnerCheck: Pick<LearnerCheckService, 'decide'>;
  readonly passbackService: PassbackService;
  /** The line that goes with the score of whoever passed; default: none. */
  readonly sayInScore?: SayInScore;
  readonly audit: AuditLog;
  readonly now: () => Date;
}

export interface AssessInput {
  readonly learnerId: string;
  /** Null where a rubric decides. */
  readonly isPassed: boolean | null;
  /** 0–100 of the column's maximum; null when nothing was typed, or a rubric decides. */
  readonly percent: number | null;
  /** For each criterion of the rubric the place of its level. */
  readonly choices?: readonly (number | null)[];
  readonly remark?: string | null;
  /** Learner id of the teacher. */
  readonly assessedBy: string;
}

export const LONGEST_REMARK = 2_000;
/** Longer than somebody who assesses is kept waiting for the LMS. */
const OWN_ATTEMPT_MS = 10_000;

export interface Assessed {
  readonly assessment: Assessment;
  readonly evaluation: Evaluation;
}

export function createAssessService(deps: AssessServiceDeps) {
  const {
    assessments,
    handIns,
    rubrics,
    enrolments,
    learners,
    registrations,
    learnerCheck,
    passbackService,
    audit,
    now,
  } = deps;

  /**
   * Keeps the assessment, awards when it is passed, and posts the score. What the LMS does not take at once is posted
   * by a later round.
   *
   * @param signal - ends the waiting for the LMS, not the assessment
   * @throws {AppError} `mapping_not_assessed_here`, `learner_not_found`, `learner_not_awardable`, `score_out_of_range`,
   *   `rubric_incomplete`, `remark_too_long`
   */
  async function assess(
    course: Course,
    mapping: Mapping,
    input: AssessInput,
    signal: AbortSignal,
  ): Promise<Assessed> {
    const { institutionId } = course;
    if (mapping.columnRole !== 'assessed') {
      throw new AppError('mapping_not_assessed_here', 409, 'this badge is not assessed in the tool');
    }
    if (input.remark && input.remark.length > LONGEST_REMARK) {
      throw new AppError('remark_too_long', 422, 'the remark is too long');
    }
    const judged = await judge(course.institutionId, mapping, input);
    const learner = await learners.find(institutionId, input.learnerId);
    const enrolment = await enrolments.find(institutionId, course.id, input.learnerId);
    if (!learner || !enrolment)
      throw new AppError('learner_not_found', 404, 'no such learner in this course');
    if (!mayBeAwarded(enrolment, true)) {
      throw new AppError('learner_not_awardable', 409, 'this person is not an active learner of the course');
    }

    const assessment = await keep(course, mapping, input, judged);
    const evaluation = await learnerCheck.decide(course, mapping, input.learnerId, {
      kind: 'learner',
      id: input.assessedBy,
    });
    const registration = await registrations.find(institutionId, course.registrationId);
    if (!registration) return { assessment, evaluation };
    const { id, learnerId, assessedAt } = assessment;
    const passback = await passbackService.settle(
      registration,
      course,
      learnerId,
      {
        ...assessment.passback,
        nextAttemptAt: assessment.assessedAt,
        comment: await sayComment(course, mapping, assessment, evaluation),
      },
      signal,
    );
    await assessments.setPassback(institutionId, id, assessedAt, passback);
    return { assessment: { ...assessment, passback }, evaluation };
  }

  /** The teacher's remark, and the badge where it was earned. */
  async function sayComment(
    course: Course,
    mapping: Mapping,
    { learnerId, remark }: Assessment,
    { verdict }: Evaluation,
  ): Promise<string | null> {
    const line =
      verdict === 'met'
        ? ((await deps.sayInScore?.(course.institutionId, mapping.badgeClassId, learnerId, true)) ?? null)
        : null;
    return [remark, line].filter((one) => one !== null).join('\n') || null;
  }

  /** By the rubric where there is one, else by what the teacher says. */
  async function judge(institutionId: string, mapping: Mapping, input: AssessInput): Promise<Judged> {
    const found = await findRubric(rubrics, institutionId, mapping);
    if (found) {
      const { points, maximum, isPassed, chosen } = scoreRubric(found.rubric, input.choices ?? []);
      return { isPassed, percent: (points / maximum) * 100, levels: chosen };
    }
    const { isPassed, percent } = input;
    if (isPassed === null)
      throw new AppError('rubric_incomplete', 422, 'neither passed nor not yet was said');
    if (percent !== null && !(percent >= 0 && percent <= 100)) {
      throw new AppError('score_out_of_range', 400, 'a score is from 0 to 100 percent');
    }
    return { isPassed, percent, levels: [] };
  }

  async function keep(
    course: Course,
    mapping: Mapping,
    input: AssessInput,
    { isPassed, percent: told, levels }: Judged,
  ): Promise<Assessment> {
    const { institutionId, id: courseId } = course;
    const at = now();
    const previous = await assessments.find(institutionId, mapping.id, input.learnerId);
    const scoreMaximum = mapping.columnMaximum ?? 100;
    // Without a score, passed is all of it and not yet is nothing; the form says so.
    const percent = told ?? (isPassed ? 100 : 0);
    const handIn = await handIns.find(institutionId, mapping.id, input.learnerId);
    const assessment: Assessment = {
      id: randomUUID(),
      institutionId,
      courseId,
      mappingId: mapping.id,
      learnerId: input.learnerId,
      isPassed,
      scoreFraction: told === null ? null : told / 100,
      remark: input.remark?.trim() || null,
      levels,
      handInId: handIn?.id ?? null,
      assessedBy: input.assessedBy,
      assessedAt: at,
      passback: {
        columnKey: mapping.key,
        scoreGiven: (percent * scoreMaximum) / 100,
        scoreMaximum,
        comment: null,
        timestamp: nextTimestamp(at, previous?.passback.timestamp ?? null),
        state: 'waiting',
        attempts: 0,
        // Until then it is posted here; a round that goes on beside this, or follows a crash, does not post it twice.
        nextAttemptAt: new Date(at.getTime() + OWN_ATTEMPT_MS),
        lastErrorCode: null,
      },
    };
    await assessments.save(institutionId, assessment);
    await audit(institutionId, {
      actor: { kind: 'learner', id: input.assessedBy },
      action: isPassed ? 'assessment.passed' : 'assessment.not-yet',
      subject: { kind: 'learner', id: input.learnerId },
      detail: { mappingId: mapping.id, courseId },
    });
    return assessment;
  }

  return { assess };
}

interface Judged {
  readonly isPassed: boolean;
  readonly percent: number | null;
  readonly levels: readonly ChosenLevel[];
}

export type AssessService = ReturnType<typeof createAssessService>;

/** Whole seconds, strictly later than the last one: an LMS refuses equal ones (AGS §3.4.9). */
function nextTimestamp(now: Date, previous: Date | null): Date {
  const second = Math.floor(now.getTime() / 1000) * 1000;
  return new Date(previous && previous.getTime() >= second ? previous.getTime() + 1000 : second);
}
