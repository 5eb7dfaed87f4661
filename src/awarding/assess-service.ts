/**
 * Assessed here: a teacher says *Passed* or *Not yet*; the score goes to the LMS and the badge is awarded in one go.
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
import { mayBeAwarded } from './may-be-awarded.js';
import type { PassbackService } from './passback-service.js';

export interface AssessServiceDeps {
  readonly assessments: AssessmentStore;
  readonly enrolments: Pick<EnrolmentStore, 'find'>;
  readonly learners: Pick<LearnerStore, 'find'>;
  readonly registrations: Pick<RegistrationStore, 'find'>;
  readonly learnerCheck: Pick<LearnerCheckService, 'decide'>;
  readonly passbackService: PassbackService;
  readonly audit: AuditLog;
  readonly now: () => Date;
}

export interface AssessInput {
  readonly learnerId: string;
  readonly isPassed: boolean;
  /** 0–100 of the column's maximum; null when nothing was typed. */
  readonly percent: number | null;
  /** Learner id of the teacher. */
  readonly assessedBy: string;
}

export interface Assessed {
  readonly assessment: Assessment;
  readonly evaluation: Evaluation;
}

export function createAssessService(deps: AssessServiceDeps) {
  const { assessments, enrolments, learners, registrations, learnerCheck, passbackService, audit, now } =
    deps;

  /**
   * Keeps the assessment, awards when it is passed, and posts the score. What the LMS does not take at once is posted
   * by a later round.
   *
   * @param signal - ends the waiting for the LMS, not the assessment
   * @throws {AppError} `mapping_not_assessed_here`, `learner_not_found`, `learner_not_awardable`, `score_out_of_range`
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
    if (input.percent !== null && !(input.percent >= 0 && input.percent <= 100)) {
      throw new AppError('score_out_of_range', 400, 'a score is from 0 to 100 percent');
    }
    const learner = await learners.find(institutionId, input.learnerId);
    const enrolment = await enrolments.find(institutionId, course.id, input.learnerId);
    if (!learner || !enrolment)
      throw new AppError('learner_not_found', 404, 'no such learner in this course');
    if (!mayBeAwarded(enrolment, true)) {
      throw new AppError('learner_not_awardable', 409, 'this person is not an active learner of the course');
    }

    const assessment = await keep(course, mapping, input);
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
      assessment.passback,
      signal,
    );
    await assessments.setPassback(institutionId, id, assessedAt, passback);
    return { assessment: { ...assessment, passback }, evaluation };
  }

  async function keep(course: Course, mapping: Mapping, input: AssessInput): Promise<Assessment> {
    const { institutionId, id: courseId } = course;
    const at = now();
    const previous = await assessments.find(institutionId, mapping.id, input.learnerId);
    const scoreMaximum = mapping.columnMaximum ?? 100;
    // Without a score, passed is all of it and not yet is nothing; the form says so.
    const percent = input.percent ?? (input.isPassed ? 100 : 0);
    const assessment: Assessment = {
      id: randomUUID(),
      institutionId,
      courseId,
      mappingId: mapping.id,
      learnerId: input.learnerId,
      isPassed: input.isPassed,
      scoreFraction: input.percent === null ? null : input.percent / 100,
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
        nextAttemptAt: at,
        lastErrorCode: null,
      },
    };
    await assessments.save(institutionId, assessment);
    await audit(institutionId, {
      actor: { kind: 'learner', id: input.assessedBy },
      action: input.isPassed ? 'assessment.passed' : 'assessment.not-yet',
      subject: { kind: 'learner', id: input.learnerId },
      detail: { mappingId: mapping.id, courseId },
    });
    return assessment;
  }

  return { assess };
}

export type AssessService = ReturnType<typeof createAssessService>;

/** Whole seconds, strictly later than the last one: an LMS refuses equal ones (AGS §3.4.9). */
function nextTimestamp(now: Date, previous: Date | null): Date {
  const second = Math.floor(now.getTime() / 1000) * 1000;
  return new Date(previous && previous.getTime() >= second ? previous.getTime() + 1000 : second);
}
