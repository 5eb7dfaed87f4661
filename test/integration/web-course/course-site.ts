/**
 * The course pages as an app: real stores, real services, a gradebook in place of the LMS.
 *
 * @module
 */
import express, { type Express } from 'express';
import request from 'supertest';
import { createAssessService } from '../../../src/awarding/assess-service.js';
import { createApprovalViews } from '../../../src/awarding/approval-view.js';
import { createMappingChanges } from '../../../src/awarding/mapping-changes.js';
import { createReviewService } from '../../../src/awarding/review-service.js';
import { createAwardChanges } from '../../../src/awarding/award-changes.js';
import { createAwardService } from '../../../src/awarding/award-service.js';
import { bindReader } from '../../../src/awarding/bind-reader.js';
import { createCourseBoards } from '../../../src/awarding/course-board.js';
import { createCourseCopies } from '../../../src/awarding/course-copies.js';
import { createCourseHistories } from '../../../src/awarding/course-history.js';
import { createCourseLookup } from '../../../src/awarding/course-lookup.js';
import { createCourseOrigins } from '../../../src/awarding/course-origins.js';
import { createCourseRounds } from '../../../src/awarding/course-round.js';
import type { RoundTrigger } from '../../../src/awarding/course-sync.js';
import { createHandInService } from '../../../src/awarding/hand-in-service.js';
import { createRubricService } from '../../../src/awarding/rubric-service.js';
import { createDoubleKeys } from '../../../src/awarding/double-keys.js';
import { createTelling } from '../../../src/awarding/telling.js';
import { createLearnerCheck } from '../../../src/awarding/learner-check.js';
import { createLearnerViews } from '../../../src/awarding/learner-view.js';
import { createMappingChoices } from '../../../src/awarding/mapping-choices.js';
import { createTemplateService, type TemplateService } from '../../../src/awarding/template-service.js';
import { createPreviews } from '../../../src/awarding/preview.js';
import { createMappingService } from '../../../src/awarding/mapping-service.js';
import type { Mapping } from '../../../src/awarding/mapping.js';
import { createOwnBadges } from '../../../src/awarding/own-badges.js';
import { createPassbackService } from '../../../src/awarding/passback-service.js';
import type { BadgeClass } from '../../../src/badges/badge-class.js';
import { createBadgeClassEditing } from '../../../src/badges/badge-class-editing.js';
import { createBadgeClassService } from '../../../src/badges/badge-class-service.js';
import { createIssuerService } from '../../../src/badges/issuer-service.js';
import { createTeacherDrafts } from '../../../src/badges/teacher-drafts.js';
import { createPictureService } from '../../../src/badges/pictures/picture-service.js';
import { createPublicBadgeClasses } from '../../../src/badges/public-badge-classes.js';
import { createCredentialAddresses } from '../../../src/credentials/addresses.js';
import { createCredentialService } from '../../../src/credentials/credential-service.js';
import { createIssuerKeys } from '../../../src/credentials/issuer-keys.js';
import { createPublicForms } from '../../../src/credentials/public-forms.js';
import { createShareChoices } from '../../../src/credentials/share-choice.js';
import { createReadShownExtras } from '../../../src/credentials/shown-extras.js';
import { createVerifier } from '../../../src/credentials/verify/verify-credential.js';
import { createOwnCredentials } from '../../../src/credentials/own-credentials.js';
import { createAuditLog } from '../../../src/institutions/audit-log.js';
import { createDeepLinking } from '../../../src/lti/deep-linking.js';
import { createHealthReports } from '../../../src/lti/health/health-report.js';
import { createLaunchSessions } from '../../../src/lti/launch-sessions.js';
import type { CourseLaunch } from '../../../src/lti/session.js';
import { createToolKeys } from '../../../src/lti/tool-keys.js';
import { createSealer } from '../../../src/secrets/create-sealer.js';
import { createAssetsRouter } from '../../../src/web/assets.js';
import { createCourseRouter } from '../../../src/web/course/course-router.js';
import { answerNotFound, createErrorHandler } from '../../../src/web/error-handler.js';
import { createBadgeRouter as createPublicBadgeRouter } from '../../../src/web/public/badge-router.js';
import { createLoadSession } from '../../../src/web/session.js';
import {
  buildBadgeClass,
  buildCourseSighting,
  buildIssuer,
  buildLaunch,
  buildMapping,
  buildRegistration,
  NOON,
} from '../../support/build-records.js';
import { openTestStores } from '../../support/open-test-stores.js';
import { createGradebook, type Gradebook } from './gradebook.js';

export const INSTITUTION = 'institution-a';
export const TEACHER = 'teacher-sub';

export interface CourseSite {
  readonly app: Express;
  readonly stores: Awaited<ReturnType<typeof openTestStores>>['stores'];
  readonly templates: TemplateService;
  readonly gradebook: Gradebook;
  readonly courseId: string;
  readonly requestedRounds: { courseId: string; trigger: RoundTrigger }[];
  /** The clock stands at NOON until it is moved. */
  setNow(now: Date): void;
  addBadgeClass(overrides?: Partial<BadgeClass>): Promise<BadgeClass>;
  addMapping(badgeClass: BadgeClass, overrides?: Partial<Mapping>): Promise<Mapping>;
  /** Runs a round of the course. */
  runRound(): Promise<void>;
  /** Learner id of an LMS user. */
  findLearnerId(sub: string): Promise<string>;
  /** A browser with a session. */
  openAs(sub: string, overrides?: Partial<CourseLaunch>): Promise<Browser>;
  close(): Promise<void>;
}

export interface Browser {
  /** Value of the session cookie. */
  readonly sessionKey: string;
  get(path: string): request.Test;
  /** Sends a form with this session's proof. */
  post(path: string, fields: Record<string, string>): Promise<request.Response>;
  /** Sends exactly this body. */
  postRaw(path: string, body: string): request.Test;
  readonly csrf: () => Promise<string>;
}

export async function openCourseSite({ checkWaitMs = 1_800 } = {}): Promise<CourseSite> {
  const database = await openTestStores();
  const { stores } = database;
  let time = NOON;
  const now = (): Date => time;
  const gradebook = createGradebook();
  const audit = createAuditLog(stores.audit, now);
  const sealer = createSealer(Buffer.alloc(32, 7));
  const addresses = createCredentialAddresses('https://badges.example.org');
  const registration = await stores.registrations.save(
    INSTITUTION,
    buildRegistration({ institutionId: INSTITUTION, name: 'Testleeromgeving' }),
  );
  const course = await stores.courses.remember(
    INSTITUTION,
    buildCourseSighting({ registrationId: registration.id }),
    NOON,
  );
  const issuer = buildIssuer({ institutionId: INSTITUTION });
  await stores.issuers.create(INSTITUTION, issuer);

  const issuerKeys = createIssuerKeys({ keys: stores.issuerKeys, sealer, audit, now });
  const credentials = createCredentialService({
    credentials: stores.credentials,
    statusLists: stores.statusLists,
    badgeClasses: stores.badgeClasses,
    issuers: stores.issuers,
    issuerKeys,
    addresses,
    mayIssue: true,
    audit,
    now,
  });
  const awardService = createAwardService({ ...stores, credentials, audit, now });
  const awardChanges = createAwardChanges({ ...stores, awardService, audit, now });
  const passbackService = createPassbackService({
    outcomes: stores.outcomes,
    learners: stores.learners,
    postScore: (lms, address, score) => gradebook.postScore(lms, address, score),
    readResults: (...asked) => gradebook.readLearnerResults(...asked),
    now,
  });
  const reader = bindReader(gradebook, stores);
  // What is issued is on the page, however busy the machine is that runs the tests.
  const learnerCheck = createLearnerCheck({ stores, reader, awardService, now, issueWaitMs: 20_000 });
  const rounds = createCourseRounds({
    stores,
    reader,
    awardService,
    awardChanges,
    passbackService,
    syncEveryMs: 300_000,
    now,
  });
  const courseLookup = createCourseLookup(stores);
  const courseBoards = createCourseBoards({ courseLookup, stores });
  const launchSessions = createLaunchSessions({ sessions: stores.sessions, now });
  const requestedRounds: CourseSite['requestedRounds'] = [];
  const requestRound = async (_institutionId: string, courseId: string, trigger: RoundTrigger) => {
    requestedRounds.push({ courseId, trigger });
  };
  const copying = { requestRound, audit, now };

  const issuers = createIssuerService({ issuers: stores.issuers, audit, now });
  const pictures = createPictureService({ pictures: stores.pictures, now });
  const teacherDrafts = createTeacherDrafts({
    institutions: stores.institutions,
    badgeClasses: createBadgeClassService({ ...stores, audit, now }),
    editing: createBadgeClassEditing({ badgeClasses: stores.badgeClasses, audit, now }),
    issuers,
  });

  const templates = createTemplateService({
    ...stores,
    mappingService: createMappingService({ ...stores, audit, now }),
    mappingChanges: createMappingChanges({ stores, audit, now }),
    previews: createPreviews({ stores, now }),
    audit,
    now,
  });

  const app = express();
  app.use(createAssetsRouter());
  app.use(
    createPublicBadgeRouter({
      publicBadgeClasses: createPublicBadgeClasses(stores),
      addresses,
      pictures,
      institutions: stores.institutions,
    }),
  );
  app.use(createLoadSession(launchSessions));
  app.use(
    createCourseRouter({
      teacherDrafts,
      issuers,
      pictures,
      courseLookup,
      addresses,
      healthReports: createHealthReports({ ...stores, signals: stores.healthSignals, now }),
      courseCopies: createCourseCopies({
        courseLookup,
        courseOrigins: createCourseOrigins(stores),
        reader,
        stores,
        ...copying,
      }),
      doubleKeys: createDoubleKeys({ ...stores, ...copying }),
      approvalViews: createApprovalViews({ courseBoards, stores }),
      reviews: createReviewService({ stores, awardService, audit, now }),
      awardChanges,
      mappingChanges: createMappingChanges({ stores, audit, now }),
      courseBoards,
      courseHistories: createCourseHistories({ courseBoards, stores }),
      awardSights: stores.awardSights,
      previews: createPreviews({ stores, now }),
      learnerViews: createLearnerViews({ courseLookup, stores }),
      ownBadges: createOwnBadges({ courseLookup, stores, learnerCheck, now }),
      mappingChoices: createMappingChoices({ courseLookup, stores }),
      ownCredentials: createOwnCredentials({ ...stores, addresses }),
      telling: createTelling({
        ...stores,
        addresses,
        sealer,
        baseUrl: 'https://badges.example.org',
        sendMail: null,
        audit,
        now,
      }),
      rubricService: createRubricService({ ...stores, audit, now }),
      handInService: createHandInService({ ...stores, files: stores.evidenceFiles, audit, now }),
      assessments: createAssessService({
        ...stores,
        learnerCheck,
        passbackService,
        audit,
        now,
      }),
      mappings: createMappingService({ ...stores, audit, now }),
      templates,
      deepLinking: createDeepLinking({
        toolKeys: createToolKeys({ store: stores.toolKeys, sealer, now }),
        now,
      }),
      credentials,
      ...createPublicForms({
        ...stores,
        keys: issuerKeys,
        addresses,
        findUploaded: stores.pictures.find,
        now,
      }),
      publicBadgeClasses: createPublicBadgeClasses(stores),
      shareChoices: createShareChoices({ ...stores, issueWith: credentials.issueWith, audit }),
      readShownExtras: createReadShownExtras({ learners: stores.learners }),
      verifier: createVerifier({
        credentials: stores.credentials,
        issuers: stores.issuers,
        keys: stores.issuerKeys,
        addresses,
        ownOrigins: [],
        fetch: () => Promise.reject(new Error('nothing of ours is fetched')),
        now,
      }),
      requestRound,
      launchUrl: 'https://badges.example.org/lti/launch',
      defaultStoodHours: 1,
      checkWaitMs,
      assessWaitMs: 5_000,
      now,
    }),
  );
  app.use(answerNotFound);
  const silent = { error: () => undefined, warn: () => undefined, info: () => undefined };
  const unforeseen: unknown[] = [];
  app.use(createErrorHandler({ ...silent, error: (entry: unknown) => unforeseen.push(entry) }));

  async function findLearnerId(sub: string): Promise<string> {
    const found = await stores.learners.rememberAll(INSTITUTION, registration.id, [{ sub }], now());
    return found.get(sub)?.id ?? '';
  }

  return {
    app,
    stores,
    templates,
    gradebook,
    courseId: course.id,
    requestedRounds,
    setNow(at) {
      time = at;
    },
    async addBadgeClass(overrides = {}) {
      const badgeClass = buildBadgeClass({ institutionId: INSTITUTION, issuerId: issuer.id, ...overrides });
      await stores.badgeClasses.create(INSTITUTION, badgeClass);
      return badgeClass;
    },
    async addMapping(badgeClass, overrides = {}) {
      const mapping = buildMapping({
        institutionId: INSTITUTION,
        courseId: course.id,
        badgeClassId: badgeClass.id,
        ...overrides,
      });
      await stores.mappings.create(INSTITUTION, mapping);
      return mapping;
    },
    async runRound() {
      await rounds.run(INSTITUTION, course.id, 'schedule');
    },
    findLearnerId,
    async openAs(sub, overrides = {}) {
      const learnerId = await findLearnerId(sub);
      const isStaff = sub === TEACHER;
      const launch = buildLaunch({
        institutionId: INSTITUTION,
        registrationId: registration.id,
        courseId: course.id,
        learnerId,
        isStaff,
        isLearner: !isStaff,
        at: now(),
        ...overrides,
      });
      if (isStaff) {
        const sighting = { learnerId, isStaff, isLearner: false, isTestUser: false, isObserver: false };
        await stores.enrolments.rememberLaunch(
          INSTITUTION,
          course.id,
          { ...sighting, status: 'active' },
          now(),
        );
      }
      const { key } = await launchSessions.add(null, launch);
      return openBrowser(app, key, launch);
    },
    async close() {
      await database.close();
      if (unforeseen.length > 0) throw new Error(`errors that nobody foresaw: ${JSON.stringify(unforeseen)}`);
    },
  };
}

function openBrowser(app: Express, key: string, launch: CourseLaunch): Browser {
  const cookie = `__Host-insigne=${key}`;
  const get = (path: string): request.Test =>
    request(app).get(path).set('Cookie', cookie).set('Accept', 'text/html');
  const postRaw = (path: string, body: string): request.Test =>
    request(app).post(path).set('Cookie', cookie).set('Accept', 'text/html').type('form').send(body);
  const course = `/courses/${launch.courseId}`;

  /** From a page of ours, as a browser has it. */
  async function csrf(): Promise<string> {
    for (const path of [
      course,
      `${course}/picker`,
      `${course}/badges/${launch.mappingKey ?? ''}/credential`,
    ]) {
      const { text } = await get(path);
      const found = /name="_csrf" value="([^"]+)"/.exec(text)?.[1];
      if (found) return found;
    }
    throw new Error('no page of this session has a form');
  }

  return {
    sessionKey: key,
    get,
    postRaw,
    csrf,
    async post(path, fields) {
      return postRaw(path, new URLSearchParams({ ...fields, _csrf: await csrf() }).toString());
    },
  };
}
