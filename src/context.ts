/**
 * The one place where parts are built and joined.
 *
 * @module
 */
import { createAssessService } from './awarding/assess-service.js';
import { createAwardService } from './awarding/award-service.js';
import { createCourseRounds } from './awarding/course-round.js';
import type { RoundTrigger } from './awarding/course-sync.js';
import { createLearnerCheck } from './awarding/learner-check.js';
import { createMappingService } from './awarding/mapping-service.js';
import { createPassbackService } from './awarding/passback-service.js';
import { createBadgeClassService } from './badges/badge-class-service.js';
import { createIssuerService } from './badges/issuer-service.js';
import type { Config, Secrets } from './config/config.js';
import { createCredentialAddresses } from './credentials/addresses.js';
import { createCredentialService } from './credentials/credential-service.js';
import { createIssuerKeys } from './credentials/issuer-keys.js';
import { createVerifier } from './credentials/verify/verify-credential.js';
import { createGuardedFetch } from './http/create-guarded-fetch.js';
import { createAuditLog } from './institutions/audit-log.js';
import { createInstitutionService } from './institutions/institution-service.js';
import { createJobRunner } from './jobs/job-runner.js';
import { listJobKinds, requestStandingJobs } from './jobs/schedule.js';
import { requestCourseSync } from './jobs/sync-course.js';
import type { Logger } from './logger/logger.js';
import type { Course } from './lti/course.js';
import { createSealer } from './secrets/create-sealer.js';
import { loadOrCreateSecretKey } from './secrets/secret-key.js';
import { openDatabase } from './storage/connect.js';
import { createStores } from './storage/stores.js';

export interface ContextOptions {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly logger: Logger;
  readonly now?: () => Date;
}

export type Context = Awaited<ReturnType<typeof createContext>>;
