/**
 * What awards, and works behind the pages.
 *
 * @module
 */
import { createAssessService } from '../awarding/assess-service.js';
import { createAwardChanges } from '../awarding/award-changes.js';
import { createAwardService } from '../awarding/award-service.js';
import { createAwardingRulesService } from '../awarding/awarding-rules-service.js';
import { createCourseRounds } from '../awarding/course-round.js';
import type { RoundTrigger } from '../awarding/course-sync.js';
import { createEvidenceSweep } from '../awarding/evidence-sweep.js';
import { createHandInService } from '../awarding/hand-in-service.js';
import { createLearnerCheck } from '../awarding/learner-check.js';
import { createMappingChanges } from '../awarding/mapping-changes.js';
import { createMappingService } from '../awarding/mapping-service.js';
import { createPassbackService } from '../awarding/passback-service.js';
import { createPreviews } from '../awarding/preview.js';
import { createRetention } from '../awarding/retention.js';
import { createReviewService } from '../awarding/review-service.js';
import { createRubricService } from '../awarding/rubric-service.js';
import { createTelling } from '../awarding/telling.js';
import { createTemplateService } from '../awarding/template-service.js';
import { createJobRunner } from '../jobs/job-runner.js';
import { createParkedJobs } from '../jobs/parked-jobs.js';
import { listJobKinds } from '../jobs/schedule.js';
import { requestCourseSync } from '../jobs/sync-course.js';
import type { Base } from './base.js';
import type { Credentials } from './credentials.js';
import type { LmsServices } from './lms-services.js';

export type Awarding = ReturnType<typeof createAwarding>;

/** Rules, decisions, awards, what is assessed here, and the work behind it. */
export function createAwarding(
  { config, logger, now, stores, sealer, leaseMs, sendMail }: Base,
  { audit, columns }: LmsServices,
  { addresses, credentials }: Credentials,
) {
  const mappings = createMappingService({
    mappings: stores.mappings,
    badgeClasses: stores.badgeClasses,
    approvals: stores.approvals,
    audit,
    now,
  });
  const awardService = createAwardService({
    awards: stores.awards,
    mappings: stores.mappings,
    learners: stores.learners,
    personLinks: stores.personLinks,
    credentials,
    audit,
    now,
  });
  const awardChanges = createAwardChanges({ ...stores, awardService, audit, now });
  const passbackService = createPassbackService({
    outcomes: stores.outcomes,
    learners: stores.learners,
    postScore: (...score) => columns.postScore(...score),
    readResults: (...question) => columns.readLearnerResults(...question),
    now,
    random: Math.random,
  });
  const reviews = createReviewService({ stores, awardService, audit, now });
  const mappingChanges = createMappingChanges({ stores, audit, now });
  const previews = createPreviews({ stores, now });
  const templates = createTemplateService({
    ...stores,
    mappingService: mappings,
    mappingChanges,
    previews,
    audit,
    now,
  });
  const awardingRules = createAwardingRulesService({ ...stores, audit, now });
  const learnerCheck = createLearnerCheck({ stores, reader: columns, awardService, now });
  const telling = createTelling({
    ...stores,
    addresses,
    sealer,
    baseUrl: config.baseUrl,
    sendMail,
    audit,
    now,
  });
  const rubricService = createRubricService({ rubrics: stores.rubrics, audit, now });
  const handInService = createHandInService({
    handIns: stores.handIns,
    files: stores.evidenceFiles,
    assessments: stores.assessments,
    enrolments: stores.enrolments,
    audit,
    now,
  });
  const assessments = createAssessService({
    assessments: stores.assessments,
    handIns: stores.handIns,
    rubrics: stores.rubrics,
    sayInScore: telling.sayInScore,
    enrolments: stores.enrolments,
    learners: stores.learners,
    registrations: stores.registrations,
    learnerCheck,
    passbackService,
    audit,
    now,
  });
  const rounds = createCourseRounds({
    stores,
    reader: columns,
    awardService,
    awardChanges,
    templates,
    passbackService,
    sayInScore: telling.sayInScore,
    syncEveryMs: config.syncEverySeconds * 1000,
    now,
    random: Math.random,
  });
  const runner = createJobRunner({
    store: stores.jobs,
    jobs: listJobKinds({
      syncCourse: { rounds, courses: stores.courses, logger },
      telling: sendMail ? telling : null,
      retention: createRetention({ ...stores, keepGradesMonths: config.keepGradesMonths, now }),
      logger,
      deleteExpired: [
        ...stores.deleteExpired,
        createEvidenceSweep({ files: stores.evidenceFiles, handIns: stores.handIns }),
      ],
      now,
    }),
    logger,
    now,
    // An idle worker looks often enough for a "check now" to feel like one, and never busier than it must.
    pollMs: Math.min(1_000, config.syncEverySeconds * 500),
    ...(leaseMs !== undefined && { leaseMs }),
  });

  /** Asks for a round of this course now; whoever runs a worker does it. */
  function requestRound(institutionId: string, courseId: string, trigger: RoundTrigger): Promise<void> {
    return requestCourseSync(stores.jobs, { id: courseId, institutionId }, now(), trigger);
  }

  return {
    mappings,
    mappingChanges,
    previews,
    templates,
    awardingRules,
    reviews,
    awardChanges,
    learnerCheck,
    assessments,
    telling,
    rubricService,
    handInService,
    rounds,
    runner,
    parkedJobs: createParkedJobs({ store: stores.jobs, audit, now }),
    requestRound,
  };
}
