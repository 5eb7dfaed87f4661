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
import { listJobKinds } from './jobs/schedule.js';
import { requestCourseSync } from './jobs/sync-course.js';
import type { Logger } from './logger/logger.js';
import { createAccessTokens } from './lti/access-tokens.js';
import type { LaunchStep } from './lti/launch/attempt.js';
import { createServiceClient } from './lti/service-client.js';
import { createToolKeys } from './lti/tool-keys.js';
import { createToolColumns } from './outcomes/tool-columns.js';
import { createSealer } from './secrets/create-sealer.js';
import { loadOrCreateSecretKey } from './secrets/secret-key.js';
import { openDatabase } from './storage/connect.js';
import { createStores, type Stores } from './storage/stores.js';

export interface ContextOptions {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly logger: Logger;
  readonly now?: () => Date;
  /** For tests: the launch without one of its steps. */
  readonly launchSteps?: readonly LaunchStep[];
  /** For tests: stores that fail, or end the process, at a chosen moment. */
  readonly wrapStores?: (stores: Stores) => Stores;
}

export type Context = Awaited<ReturnType<typeof createContext>>;

/**
 * Opens the store, makes what a fresh one lacks (an institution, its issuer with a key, the tool's own keys), and joins
 * the parts. Nothing runs yet: `runner.start()` does the work of a worker, `createApp` answers requests.
 *
 * @throws {AppError} when the store cannot be opened or the secret key is not usable
 */
export async function createContext({
  config,
  secrets,
  logger,
  now = () => new Date(),
  wrapStores = (stores) => stores,
}: ContextOptions) {
  const database = await openDatabase({ mongodbUri: config.mongodbUri, dataDir: config.dataDir });
  try {
    const secretKey = secrets.secretKey ?? (await loadOrCreateSecretKey(config.dataDir));
    const stores = wrapStores(createStores(database.connection));
    await database.ensureIndexes();
    const base = { config, logger, now, stores, database, secretKey, sealer: createSealer(secretKey) };
    const parts = createParts(base);
    const institution = await parts.institutions.ensureFirst();
    const issuer = await parts.issuers.ensureFirst(institution);
    await parts.issuerKeys.ensureSigningKey(institution.id, issuer.id);
    await parts.toolKeys.getSigningKey();

    return {
      ...base,
      ...parts,
      institution,
      async close() {
        await parts.fetch.close();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

interface Base {
  readonly config: Config;
  readonly logger: Logger;
  readonly now: () => Date;
  readonly stores: Stores;
  readonly sealer: ReturnType<typeof createSealer>;
}

function createParts({ config, logger, now, stores, sealer }: Base) {
  const audit = createAuditLog(stores.audit, now);
  const fetch = createGuardedFetch(config);
  const toolKeys = createToolKeys({ store: stores.toolKeys, sealer, now });
  const accessTokens = createAccessTokens({ fetch, toolKeys, now });
  const columns = createToolColumns({ services: createServiceClient({ fetch, accessTokens, now }) });

  const addresses = createCredentialAddresses(config.credentialUrl);
  const institutions = createInstitutionService({ institutions: stores.institutions, audit, now });
  const issuers = createIssuerService({ issuers: stores.issuers, audit, now });
  const badgeClasses = createBadgeClassService({
    badgeClasses: stores.badgeClasses,
    approvals: stores.approvals,
    audit,
    now,
  });
  const issuerKeys = createIssuerKeys({ keys: stores.issuerKeys, sealer, audit, now });
  const credentials = createCredentialService({
    credentials: stores.credentials,
    badgeClasses: stores.badgeClasses,
    issuers: stores.issuers,
    issuerKeys,
    addresses,
    mayIssue: config.mayIssue,
    audit,
    now,
  });
  const verifier = createVerifier({
    credentials: stores.credentials,
    issuers: stores.issuers,
    keys: stores.issuerKeys,
    addresses,
    now,
  });

  const mappings = createMappingService({
    mappings: stores.mappings,
    badgeClasses: stores.badgeClasses,
    approvals: stores.approvals,
    audit,
    now,
  });
  const awardService = createAwardService({
    awards: stores.awards,
    learners: stores.learners,
    credentials,
    audit,
    now,
  });
  const passbackService = createPassbackService({
    outcomes: stores.outcomes,
    learners: stores.learners,
    postScore: columns.postScore,
    readResults: columns.readLearnerResults,
    now,
  });
  const learnerCheck = createLearnerCheck({ stores, reader: columns, awardService, now });
  const assessments = createAssessService({
    assessments: stores.assessments,
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
    passbackService,
    syncEveryMs: config.syncEverySeconds * 1000,
    now,
  });
  const runner = createJobRunner({
    store: stores.jobs,
    jobs: listJobKinds({
      syncCourse: { rounds, courses: stores.courses },
      deleteExpired: stores.deleteExpired,
      now,
    }),
    logger,
    now,
    // An idle worker looks often enough for a "check now" to feel like one, and never busier than it must.
    pollMs: Math.min(1_000, config.syncEverySeconds * 500),
  });

  /** Asks for a round of this course now; whoever runs a worker does it. */
  function requestRound(institutionId: string, courseId: string, trigger: RoundTrigger): Promise<void> {
    return requestCourseSync(stores.jobs, { id: courseId, institutionId }, now(), trigger);
  }

  return {
    audit,
    fetch,
    toolKeys,
    accessTokens,
    columns,
    addresses,
    institutions,
    issuers,
    badgeClasses,
    issuerKeys,
    credentials,
    verifier,
    mappings,
    learnerCheck,
    assessments,
    rounds,
    runner,
    requestRound,
  };
}
