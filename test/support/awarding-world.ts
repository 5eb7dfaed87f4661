/**
 * One institution with an issuer, one registered LMS and one course in it, and all services of awarding on real stores.
 *
 * @module
 */
import { randomUUID } from 'node:crypto';
import { createAssessService } from '../../src/awarding/assess-service.js';
import { createAwardChanges } from '../../src/awarding/award-changes.js';
import { createAwardService, type AwardServiceDeps } from '../../src/awarding/award-service.js';
import { createCourseRounds } from '../../src/awarding/course-round.js';
import { createHandInService } from '../../src/awarding/hand-in-service.js';
import { createRubricService } from '../../src/awarding/rubric-service.js';
import { createLearnerCheck } from '../../src/awarding/learner-check.js';
import { createMappingChanges } from '../../src/awarding/mapping-changes.js';
import { createMappingService } from '../../src/awarding/mapping-service.js';
import type { Mapping } from '../../src/awarding/mapping.js';
import { createPassbackService, type PassbackServiceDeps } from '../../src/awarding/passback-service.js';
import type { SayInScore } from '../../src/awarding/settle-owed.js';
import { createAwardingRulesService } from '../../src/awarding/awarding-rules-service.js';
import { createPreviews } from '../../src/awarding/preview.js';
import { createTemplateService } from '../../src/awarding/template-service.js';
import { createReviewService } from '../../src/awarding/review-service.js';
import type { BadgeClass } from '../../src/badges/badge-class.js';
import { createCredentialAddresses } from '../../src/credentials/addresses.js';
import { createCredentialService } from '../../src/credentials/credential-service.js';
import { createIssuerKeys } from '../../src/credentials/issuer-keys.js';
import { createAuditLog } from '../../src/institutions/audit-log.js';
import type { Registration } from '../../src/platforms/registration.js';
import { createSealer } from '../../src/secrets/create-sealer.js';
import type { Stores } from '../../src/storage/stores.js';
import {
  buildBadgeClass,
  buildCourseSighting,
  buildIssuer,
  buildMapping,
  buildRegistration,
  NOON,
} from './build-records.js';
import { createFakeLms, type FakeLms } from './fake-lms.js';

export const SYNC_EVERY_MS = 300_000;

const SECRET_KEY = Buffer.alloc(32, 7);

export interface ServiceOverrides {
  readonly postScore?: PassbackServiceDeps['postScore'];
  readonly issue?: AwardServiceDeps['credentials']['issue'];
  readonly revoke?: AwardServiceDeps['credentials']['revoke'];
  readonly mayIssue?: boolean;
  readonly sayInScore?: SayInScore;
}

/** Everything that a process makes of its stores; made again on the same stores it is the process after a restart. */
export function createAwardingServices(
  stores: Stores,
  lms: FakeLms,
  now: () => Date,
  { postScore = lms.postScore, issue, revoke, mayIssue = true, sayInScore }: ServiceOverrides = {},
) {
  const audit = createAuditLog(stores.audit, now);
  const issuerKeys = createIssuerKeys({
    keys: stores.issuerKeys,
    sealer: createSealer(SECRET_KEY),
    audit,
    now,
  });
  const credentialService = createCredentialService({
    credentials: stores.credentials,
    statusLists: stores.statusLists,
    badgeClasses: stores.badgeClasses,
    issuers: stores.issuers,
    issuerKeys,
    addresses: createCredentialAddresses('https://badges.example.org'),
    mayIssue,
    audit,
    now,
  });
  const awardService = createAwardService({
    awards: stores.awards,
    mappings: stores.mappings,
    learners: stores.learners,
    personLinks: stores.personLinks,
    credentials: {
      issue: issue ?? credentialService.issue,
      revoke: revoke ?? credentialService.revoke,
    },
    audit,
    now,
  });
  const awardChanges = createAwardChanges({ ...stores, awardService, audit, now });
  const mappingService = createMappingService({ ...stores, audit, now });
  const mappingChanges = createMappingChanges({ stores, audit, now });
  const previews = createPreviews({ stores, now });
  const templates = createTemplateService({
    ...stores,
    mappingService,
    mappingChanges,
    previews,
    audit,
    now,
  });
  const passbackService = createPassbackService({
    outcomes: stores.outcomes,
    learners: stores.learners,
    postScore,
    readResults: lms.readResults,
    now,
  });
  const rubricService = createRubricService({ rubrics: stores.rubrics, audit, now });
  const learnerCheck = createLearnerCheck({ stores, reader: lms.reader, awardService, now });
  return {
    issuerKeys,
    credentialService,
    awardService,
    awardChanges,
    passbackService,
    learnerCheck,
    rounds: createCourseRounds({
      stores,
      reader: lms.reader,
      awardService,
      awardChanges,
      templates,
      passbackService,
      ...(sayInScore && { sayInScore }),
      syncEveryMs: SYNC_EVERY_MS,
      now,
    }),
    assessService: createAssessService({ ...stores, learnerCheck, passbackService, audit, now }),
    rubricService,
    handInService: createHandInService({ ...stores, files: stores.evidenceFiles, audit, now }),
    mappingService,
    mappingChanges,
    previews,
    templates,
    awardingRulesService: createAwardingRulesService({ ...stores, audit, now }),
    reviewService: createReviewService({ stores, awardService, audit, now }),
  };
}

export type AwardingServices = ReturnType<typeof createAwardingServices>;

/** @param lmsOverrides - of the registration */
export async function createAwardingWorld(stores: Stores, lmsOverrides: Partial<Registration> = {}) {
  const institutionId = randomUUID();
  const clock = {
    at: NOON,
    now: (): Date => clock.at,
    pass(minutes: number): void {
      clock.at = new Date(clock.at.getTime() + minutes * 60_000);
    },
  };
  const lms = createFakeLms();
  const registration = await stores.registrations.save(
    institutionId,
    buildRegistration({ institutionId, ...lmsOverrides }),
  );
  const course = await stores.courses.remember(
    institutionId,
    buildCourseSighting({ registrationId: registration.id }),
    NOON,
  );
  const issuer = buildIssuer({ institutionId });
  await stores.issuers.create(institutionId, issuer);
  const services = createAwardingServices(stores, lms, clock.now);

  return {
    stores,
    institutionId,
    clock,
    lms,
    registration,
    course,
    issuer,
    ...services,
    restart: (overrides: ServiceOverrides = {}) => createAwardingServices(stores, lms, clock.now, overrides),

    async addBadgeClass(overrides: Partial<BadgeClass> = {}): Promise<BadgeClass> {
      const badgeClass = buildBadgeClass({ institutionId, issuerId: issuer.id, ...overrides });
      await stores.badgeClasses.create(institutionId, badgeClass);
      return badgeClass;
    },

    async addMapping(badgeClass: BadgeClass, overrides: Partial<Mapping> = {}): Promise<Mapping> {
      const mapping = buildMapping({
        institutionId,
        courseId: course.id,
        badgeClassId: badgeClass.id,
        ...overrides,
      });
      await stores.mappings.create(institutionId, mapping);
      return mapping;
    },

    /** One round as the job runs it. */
    runRound: (signal?: AbortSignal) => services.rounds.run(institutionId, course.id, 'schedule', signal),

    async findLearner(userId: string) {
      const learners = await stores.learners.rememberAll(
        institutionId,
        registration.id,
        [{ sub: userId }],
        clock.at,
      );
      const learner = learners.get(userId);
      if (!learner) throw new Error(`no learner ${userId}`);
      return learner;
    },

    async findDecision(mapping: Mapping, userId: string) {
      return stores.decisions.find(institutionId, mapping.id, (await this.findLearner(userId)).id);
    },

    listAwards: () => stores.awards.listByCourse(institutionId, course.id),
  };
}

export type AwardingWorld = Awaited<ReturnType<typeof createAwardingWorld>>;
