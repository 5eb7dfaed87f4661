/**
 * The one place where parts are built and joined.
 *
 * @module
 */
import { createApprovalViews } from './awarding/approval-view.js';
import { createAssessService } from './awarding/assess-service.js';
import { createAwardChanges } from './awarding/award-changes.js';
import { createAwardService } from './awarding/award-service.js';
import { createAwardingRulesService } from './awarding/awarding-rules-service.js';
import { bindReader } from './awarding/bind-reader.js';
import { createCourseBoards } from './awarding/course-board.js';
import { createCourseCopies } from './awarding/course-copies.js';
import { createCourseHistories } from './awarding/course-history.js';
import { createCourseLookup } from './awarding/course-lookup.js';
import { createCourseOrigins } from './awarding/course-origins.js';
import { createCourseRounds } from './awarding/course-round.js';
import type { RoundTrigger } from './awarding/course-sync.js';
import { createHandInService } from './awarding/hand-in-service.js';
import { createCredentialSubmissions } from './awarding/credential-submission.js';
import { createDoubleKeys } from './awarding/double-keys.js';
import { resolveKey } from './awarding/key-binding.js';
import { createLearnerCheck } from './awarding/learner-check.js';
import { createLearnerViews } from './awarding/learner-view.js';
import { createMappingChoices } from './awarding/mapping-choices.js';
import { createMappingChanges } from './awarding/mapping-changes.js';
import { createMappingPreviews } from './awarding/mapping-preview.js';
import { createMappingService } from './awarding/mapping-service.js';
import { createOwnBadges } from './awarding/own-badges.js';
import { createRubricService } from './awarding/rubric-service.js';
import { createPassbackService } from './awarding/passback-service.js';
import { createPreviews } from './awarding/preview.js';
import { createReviewService } from './awarding/review-service.js';
import { createTemplateService } from './awarding/template-service.js';
import { createBadgeClassService } from './badges/badge-class-service.js';
import { createBadgeClassEditing } from './badges/badge-class-editing.js';
import { createBadgeExchange } from './badges/exchange/exchange-service.js';
import { createTeacherDrafts } from './badges/teacher-drafts.js';
import { createIssuerService } from './badges/issuer-service.js';
import type { Config, Secrets } from './config/config.js';
import { createPictureService } from './badges/pictures/picture-service.js';
import { createPublicBadgeClasses } from './badges/public-badge-classes.js';
import { seedBadgeClasses } from './badges/seed.js';
import { buildAchievement } from './credentials/build-achievement.js';
import { ACHIEVEMENT_CONTEXTS } from './credentials/open-badge.js';
import { createCredentialAddresses } from './credentials/addresses.js';
import { createCredentialService } from './credentials/credential-service.js';
import { createCanonicalizingThread } from './credentials/json-ld/canonicalizing-thread.js';
import { createFastCanonicalize } from './credentials/json-ld/fast-canonicalize.js';
import { createIssuerKeys } from './credentials/issuer-keys.js';
import { createOwnCredentials } from './credentials/own-credentials.js';
import { createPublicForms } from './credentials/public-forms.js';
import { createPublicIssuers } from './credentials/public-issuers.js';
import { createShareChoices } from './credentials/share-choice.js';
import { createSharedCredentials } from './credentials/shared-credentials.js';
import { createReadShownExtras } from './credentials/shown-extras.js';
import { createVerifier } from './credentials/verify/verify-credential.js';
import { createGuardedFetch } from './http/create-guarded-fetch.js';
import { createAdminAccounts } from './institutions/admin-account-service.js';
import { createAdminSignIn } from './institutions/admin-sign-in.js';
import { createRetention } from './awarding/retention.js';
import { createTelling } from './awarding/telling.js';
import { createAuditLog } from './institutions/audit-log.js';
import { createLearnerAdmin } from './institutions/learner-admin.js';
import type { Institution } from './institutions/institution.js';
import { createInstitutionService } from './institutions/institution-service.js';
import { createOidcSignIn } from './institutions/oidc-sign-in.js';
import { createJobRunner } from './jobs/job-runner.js';
import { createParkedJobs } from './jobs/parked-jobs.js';
import { listJobKinds } from './jobs/schedule.js';
import { requestCourseSync } from './jobs/sync-course.js';
import type { Logger } from './logger/logger.js';
import type { Course } from './lti/course.js';
import type { CourseLaunch } from './lti/session.js';
import { createAccessTokens } from './lti/access-tokens.js';
import { createDeepLinking } from './lti/deep-linking.js';
import type { LaunchStep } from './lti/launch/attempt.js';
import { createConnectionTest } from './lti/health/connection-test.js';
import { createHealthReports } from './lti/health/health-report.js';
import { createHealthWatch } from './lti/health/health-watch.js';
import { createHandoffs } from './lti/handoffs.js';
import { createLaunchService } from './lti/launch/launch-service.js';
import { createLaunchSessions } from './lti/launch-sessions.js';
import { createNoticeAsking } from './lti/notices/ask-for-notices.js';
import { createNoticeService } from './lti/notices/notice-service.js';
import { createLogin } from './lti/login.js';
import { createPlatformKeys } from './lti/platform-keys.js';
import { createDynamicRegistration } from './lti/registration/dynamic-registration.js';
import { createRegistrationReplacement } from './lti/registration/replace-registration.js';
import { createConnections } from './lti/registration/connection-service.js';
import { createServiceClient } from './lti/service-client.js';
import { createToolKeys } from './lti/tool-keys.js';
import { createToolColumns } from './outcomes/tool-columns.js';
import { createSendMail, type SendMail } from './mail/send-mail.js';
import { createDeploymentService } from './platforms/deployment-service.js';
import { createInvites } from './platforms/invite-service.js';
import { createRegistrationService } from './platforms/registration-service.js';
import { createSealer } from './secrets/create-sealer.js';
import { deriveKey } from './secrets/derive-key.js';
import { loadOrCreateSecretKey } from './secrets/secret-key.js';
import { openDatabase } from './storage/connect.js';
import { createStores, type Stores } from './storage/stores.js';

export interface ContextOptions {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly logger: Logger;
  readonly now?: () => Date;
  /** For tests: how long a service of an LMS may take; default as `createServiceClient` says. */
  readonly serviceTimeoutMs?: number;
  /** For tests: how long a job is kept by a worker that says nothing any more; default as `createJobRunner` says. */
  readonly leaseMs?: number;
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
  launchSteps,
  serviceTimeoutMs,
  leaseMs,
  wrapStores = (stores) => stores,
}: ContextOptions) {
  const database = await openDatabase({ mongodbUri: config.mongodbUri, dataDir: config.dataDir });
  try {
    const secretKey = secrets.secretKey ?? (await loadOrCreateSecretKey(config.dataDir));
    const stores = wrapStores(createStores(database.connection));
    await database.ensureIndexes();
    const sealer = createSealer(secretKey);
    const { mailFrom } = config;
    const { smtpUrl, oidcClientSecret } = secrets;
    const sendMail = mailFrom && smtpUrl ? createSendMail({ url: smtpUrl, from: mailFrom }) : null;
    const base = {
      config,
      logger,
      now,
      stores,
      sealer,
      serviceTimeoutMs,
      leaseMs,
      sendMail,
      oidcClientSecret,
    };
    const domain = createDomain(base);
    const lti = createLti(base, domain, launchSteps);
    const parts = {
      ...domain,
      ...lti,
      ...createReadings(base, domain),
      ...createConsole(base, domain, lti),
      submissions: createCredentialSubmissions({
        ...stores,
        key: deriveKey(secretKey, 'credentials handed in'),
      }),
    };
    /** An institution signs from its first day on. */
    const furnishInstitution = async (one: Institution): Promise<void> => {
      const issuer = await parts.issuers.ensureFirst(one);
      await parts.issuerKeys.ensureSigningKeys(one.id, issuer.id);
    };
    const institution = await parts.institutions.ensureFirst();
    await furnishInstitution(institution);
    await parts.toolKeys.getSigningKey();

    return {
      ...base,
      ...parts,
      database,
      institution,
      furnishInstitution,
      seed: () => seedBadgeClasses(institution, parts),
      async close() {
        await parts.fetch.close();
        await parts.publicFetch.close();
        await parts.generalJsonLd?.close();
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
  readonly serviceTimeoutMs: number | undefined;
  readonly oidcClientSecret: string | null;
  readonly leaseMs: number | undefined;
  readonly sendMail: SendMail | null;
}

/** What awards and issues, and what it is made of. */
function createDomain({ config, logger, now, stores, sealer, serviceTimeoutMs, leaseMs, sendMail }: Base) {
  const audit = createAuditLog(stores.audit, now);
  const fetch = createGuardedFetch({ ...config, userAgent: `Insigne/1.0 (+${config.baseUrl})` });
  const toolKeys = createToolKeys({ store: stores.toolKeys, sealer, now });
  const accessTokens = createAccessTokens({ fetch, toolKeys, now });
  const healthWatch = createHealthWatch({
    signals: stores.healthSignals,
    deployments: stores.deployments,
    logger,
    now,
  });
  const services = createServiceClient({
    fetch,
    accessTokens,
    now,
    ...(serviceTimeoutMs !== undefined && { timeoutMs: serviceTimeoutMs }),
  });
  const toolColumns = createToolColumns({ watch: healthWatch, services });

  // Whoever reads columns gets them as this tool understands their keys.
  const columns = bindReader(toolColumns, stores.keyBindings);

  const addresses = createCredentialAddresses(config.credentialUrl);
  const institutions = createInstitutionService({ institutions: stores.institutions, audit, now });
  const issuers = createIssuerService({ issuers: stores.issuers, audit, now });
  const badgeClasses = createBadgeClassService({
    badgeClasses: stores.badgeClasses,
    approvals: stores.approvals,
    audit,
    now,
  });
  const badgeClassEditing = createBadgeClassEditing({ badgeClasses: stores.badgeClasses, audit, now });
  const pictures = createPictureService({ pictures: stores.pictures, now });
  const teacherDrafts = createTeacherDrafts({
    institutions,
    badgeClasses,
    editing: badgeClassEditing,
    issuers,
  });
  const badgeExchange = createBadgeExchange({
    badgeClasses,
    issuers: stores.issuers,
    pictures,
    addresses,
    fetch,
    achievementForm: {
      contexts: ACHIEVEMENT_CONTEXTS,
      build: (badgeClass, language) => buildAchievement(badgeClass, language, addresses),
    },
  });
  const issuerKeys = createIssuerKeys({ keys: stores.issuerKeys, sealer, audit, now });
  // Run from its source, as tests do, a thread would first compile everything: there the general way stays in this one.
  const generalJsonLd = import.meta.url.endsWith('.js') ? createCanonicalizingThread() : null;
  const credentials = createCredentialService({
    credentials: stores.credentials,
    statusLists: stores.statusLists,
    badgeClasses: stores.badgeClasses,
    issuers: stores.issuers,
    issuerKeys,
    addresses,
    mayIssue: config.mayIssue,
    canonicalize: createFastCanonicalize(generalJsonLd ? { general: generalJsonLd } : {}).canonicalize,
    audit,
    now,
  });
  // Anybody may send an address to be verified: it leads to the public internet and to no host inside.
  const publicFetch = createGuardedFetch({
    allowHosts: [],
    allowLoopback: config.allowLoopback,
    userAgent: `Insigne/1.0 (+${config.baseUrl})`,
  });
  const verifier = createVerifier({
    credentials: stores.credentials,
    issuers: stores.issuers,
    keys: stores.issuerKeys,
    addresses,
    fetch: publicFetch,
    ownOrigins: [new URL(config.credentialUrl).origin, new URL(config.baseUrl).origin],
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
      deleteExpired: stores.deleteExpired,
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
    audit,
    fetch,
    publicFetch,
    toolKeys,
    accessTokens,
    services,
    healthWatch,
    columns,
    addresses,
    institutions,
    issuers,
    badgeClasses,
    badgeClassEditing,
    badgeExchange,
    teacherDrafts,
    pictures,
    issuerKeys,
    generalJsonLd,
    credentials,
    verifier,
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

type Domain = ReturnType<typeof createDomain>;

/** The way in: registrations, login, launch, sessions. */
function createLti(
  { config, logger, now, stores }: Base,
  { audit, fetch, toolKeys, healthWatch, services, requestRound }: Domain,
  launchSteps: readonly LaunchStep[] | undefined,
) {
  const { baseUrl, allowLoopback } = config;
  const deployments = createDeploymentService({ deployments: stores.deployments, audit, now });
  const registrations = createRegistrationService({
    registrations: stores.registrations,
    deployments,
    audit,
    allowLoopback,
    now,
  });
  const invites = createInvites({ invites: stores.invites, audit, baseUrl, now });
  const launchSessions = createLaunchSessions({ sessions: stores.sessions, now });
  const platformKeys = createPlatformKeys({ fetch, now });
  const noticeAsking = createNoticeAsking({
    services,
    registrations: stores.registrations,
    handlerUrl: `${baseUrl}/lti/notices`,
    logger,
    now,
  });
  const launches = createLaunchService({
    ...stores,
    deployments,
    platformKeys,
    launchSessions,
    healthWatch,
    allowLoopback,
    logger,
    now,
    ...(launchSteps && { steps: launchSteps }),
    onLaunch: (launch, course) => followLaunch(launch, course),
    onNoticesOffered: (launch, offered) => void noticeAsking.ask(launch, offered),
    resolveKey: async ({ institutionId, id }, claim) =>
      resolveKey(await stores.keyBindings.list(institutionId, id), claim),
  });

  /** The launch does not wait: what it told is enough to show a page, and a round reads the rest behind it. */
  async function followLaunch(launch: CourseLaunch, course: Course): Promise<void> {
    const { institutionId, id: courseId } = course;
    if (launch.mappingKey !== null) {
      const mapping = await stores.mappings.findByKey(institutionId, courseId, launch.mappingKey);
      if (mapping && !mapping.seenAt) await stores.mappings.markSeen(institutionId, mapping.id, now());
    }
    const sync = await stores.syncs.find(institutionId, courseId);
    // Students open links all day; what one of them needs is read when the page is shown.
    if (launch.isStaff || !sync?.membersReadAt) await requestRound(institutionId, courseId, 'launch');
  }

  return {
    deployments,
    registrations,
    invites,
    launchSessions,
    notices: createNoticeService({ ...stores, platformKeys, logger, now }),
    handoffs: createHandoffs({ sessions: stores.sessions, launchSessions, now }),
    launches,
    login: createLogin({ ...stores, baseUrl, now }),
    deepLinking: createDeepLinking({ toolKeys, now }),
    registrationReplacement: createRegistrationReplacement({
      ...stores,
      countAwards: async (institutionId, courseId) =>
        (await stores.awards.listByCourse(institutionId, courseId)).length,
      audit,
    }),
    dynamicRegistration: createDynamicRegistration({
      fetch,
      invites,
      registrations,
      deployments,
      baseUrl,
      onRegistered: ({ institutionId, id }, inviteId) =>
        stores.connections.setRegistered(institutionId, inviteId, id),
    }),
  };
}

/** What pages read. */
function createReadings(
  { stores, now }: Base,
  { addresses, verifier, learnerCheck, columns, requestRound, audit, issuerKeys }: Domain,
) {
  const courseLookup = createCourseLookup(stores);
  const readShownExtras = createReadShownExtras({ learners: stores.learners });
  const courseBoards = createCourseBoards({ courseLookup, stores });
  const courseOrigins = createCourseOrigins(stores);
  return {
    courseLookup,
    courseCopies: createCourseCopies({
      courseLookup,
      courseOrigins,
      reader: columns,
      stores,
      requestRound,
      audit,
      now,
    }),
    doubleKeys: createDoubleKeys({ ...stores, requestRound, audit, now }),
    courseBoards,
    approvalViews: createApprovalViews({ courseBoards, stores, now }),
    courseHistories: createCourseHistories({ courseBoards, stores }),
    awardSights: stores.awardSights,
    mappingPreviews: createMappingPreviews({ stores, now }),
    learnerViews: createLearnerViews({ courseLookup, stores }),
    mappingChoices: createMappingChoices({ courseLookup, stores }),
    ownBadges: createOwnBadges({ courseLookup, stores, learnerCheck, now }),
    ownCredentials: createOwnCredentials({ credentials: stores.credentials, addresses }),
    publicBadgeClasses: createPublicBadgeClasses(stores),
    ...createPublicForms({
      ...stores,
      keys: issuerKeys,
      addresses,
      findUploaded: stores.pictures.find,
      now,
    }),
    publicIssuers: createPublicIssuers({ issuers: stores.issuers, keys: stores.issuerKeys, addresses }),
    sharedCredentials: createSharedCredentials({
      credentials: stores.credentials,
      verifier,
      readShownExtras,
    }),
    readShownExtras,
    shareChoices: createShareChoices({ credentials: stores.credentials, audit }),
  };
}

/** The console: who may come in. */
function createConsole(
  { config, now, stores, sealer, oidcClientSecret }: Base,
  domain: Domain,
  lti: ReturnType<typeof createLti>,
) {
  const { audit, institutions, fetch, toolKeys, columns, healthWatch, credentials } = domain;
  const healthReports = createHealthReports({ ...stores, signals: stores.healthSignals, now });
  return {
    oidcSignIn: createOidcSignIn({
      settings: config.oidc,
      clientSecret: oidcClientSecret,
      accounts: stores.adminAccounts,
      fetch,
      baseUrl: config.baseUrl,
      allowLoopback: config.allowLoopback,
    }),
    learnerAdmin: createLearnerAdmin({
      ...stores,
      revoke: (institutionId, credentialId, actor) =>
        credentials.revoke(institutionId, credentialId, { reason: 'erased', actor }),
      audit,
      now,
    }),
    healthReports,
    forgetHealth: (institutionId: string, registrationId: string): Promise<void> =>
      stores.healthSignals.deleteByRegistration(institutionId, registrationId),
    connections: createConnections({
      connections: stores.connections,
      invites: lti.invites,
      registrations: lti.registrations,
      healthReports,
      sealer,
      now,
    }),
    connectionTest: createConnectionTest({
      ...stores,
      signals: stores.healthSignals,
      fetch,
      openTokens: () => createAccessTokens({ fetch, toolKeys, now }),
      // Nobody's results are read for a test.
      readCourse: (registration, course, signal) =>
        columns.readCourse(registration, course, () => false, signal),
      watch: healthWatch,
      now,
    }),
    adminAccounts: createAdminAccounts({
      accounts: stores.adminAccounts,
      links: stores.adminLinks,
      sessions: stores.adminSessions,
      audit,
      baseUrl: config.baseUrl,
      now,
    }),
    adminSignIn: createAdminSignIn({
      accounts: stores.adminAccounts,
      sessions: stores.adminSessions,
      attempts: stores.signInAttempts,
      audit,
      firstInstitutionId: async () => (await institutions.ensureFirst()).id,
      now,
    }),
  };
}
