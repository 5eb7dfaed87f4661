/**
 * All stores on one connection, by the names that the parts are joined with.
 *
 * @module
 */
import type { Connection } from 'mongoose';
import { createAdminAccountStore } from './admin-account-store.js';
import {
  createAdminLinkStore,
  createAdminSessionStore,
  createSignInAttemptStore,
} from './admin-session-store.js';
import { createAssessmentStore } from './assessment-store.js';
import { createAuditStore } from './audit-store.js';
import { createAwardNoticeStore } from './award-notice-store.js';
import { createAwardSightStore } from './award-sight-store.js';
import { createAwardStore } from './award-store.js';
import { createAwardingRulesStore } from './awarding-rules-store.js';
import { createBadgeScoreStore } from './badge-score-store.js';
import { createBadgeClassStore } from './badge-class-store.js';
import { createConnectionStore } from './connection-store.js';
import { createCopyAnswerStore } from './copy-answer-store.js';
import { createCourseCopyStore } from './course-copy-store.js';
import { createCourseStore } from './course-store.js';
import { createCourseSyncStore } from './course-sync-store.js';
import { createCredentialStore } from './credential-store.js';
import { createDecisionStore } from './decision-store.js';
import { createDeploymentStore } from './deployment-store.js';
import { createEnrolmentStore } from './enrolment-store.js';
import { createEvidenceFileStore } from './evidence-file-store.js';
import { createHandInStore } from './hand-in-store.js';
import { createHealthSignalStore } from './health-signal-store.js';
import { createInstitutionStore } from './institution-store.js';
import { createInviteStore } from './invite-store.js';
import { createIssuerKeyStore } from './issuer-key-store.js';
import { createIssuerProfileStore } from './issuer-profile-store.js';
import { createJobStore } from './job-store.js';
import { createKeyBindingStore } from './key-binding-store.js';
import { createLearnerStore } from './learner-store.js';
import { createLearnerDataStore } from './learner-data-store.js';
import { createLoginStateStore } from './login-state-store.js';
import { createMailChoiceStore } from './mail-choice-store.js';
import { createMappingApprovalStore } from './mapping-approval-store.js';
import { createMappingStore } from './mapping-store.js';
import { createOutcomeResultStore } from './outcome-result-store.js';
import { createOutcomeStore } from './outcome-store.js';
import { createPictureStore } from './picture-store.js';
import { createPersonLinkStore } from './person-link-store.js';
import { createRegistrationMergeStore } from './registration-merge-store.js';
import { createRegistrationStore } from './registration-store.js';
import { createResourceLinkStore } from './resource-link-store.js';
import { createReviewStore } from './review-store.js';
import { createRetentionStore } from './retention-store.js';
import { createRubricStore } from './rubric-store.js';
import { createSessionStore } from './session-store.js';
import { createStatusListStore } from './status-list-store.js';
import { createTemplateStore } from './template-store.js';
import { createToolKeyStore } from './tool-key-store.js';

export type Stores = ReturnType<typeof createStores>;

/** Call it before `ensureIndexes`: a store's indexes are known once it is made. */
export function createStores(connection: Connection) {
  const sessions = createSessionStore(connection);
  const courseCopies = createCourseCopyStore(connection);
  const loginStates = createLoginStateStore(connection);
  const jobs = createJobStore(connection);
  const adminSessions = createAdminSessionStore(connection);
  const adminLinks = createAdminLinkStore(connection);
  const signInAttempts = createSignInAttemptStore(connection);
  const evidenceFiles = createEvidenceFileStore(connection);

  return {
    institutions: createInstitutionStore(connection),
    learners: createLearnerStore(connection),
    learnerData: createLearnerDataStore(connection, evidenceFiles),
    personLinks: createPersonLinkStore(connection),
    audit: createAuditStore(connection),
    adminAccounts: createAdminAccountStore(connection),
    adminSessions,
    adminLinks,
    signInAttempts,
    registrations: createRegistrationStore(connection),
    deployments: createDeploymentStore(connection),
    invites: createInviteStore(connection),
    connections: createConnectionStore(connection),
    healthSignals: createHealthSignalStore(connection),
    courses: createCourseStore(connection),
    courseCopies,
    copyAnswers: createCopyAnswerStore(connection),
    keyBindings: createKeyBindingStore(connection),
    resourceLinks: createResourceLinkStore(connection),
    enrolments: createEnrolmentStore(connection),
    sessions,
    loginStates,
    toolKeys: createToolKeyStore(connection),
    issuers: createIssuerProfileStore(connection),
    badgeClasses: createBadgeClassStore(connection),
    pictures: createPictureStore(connection),
    approvals: createMappingApprovalStore(connection),
    credentials: createCredentialStore(connection),
    statusLists: createStatusListStore(connection),
    issuerKeys: createIssuerKeyStore(connection),
    mappings: createMappingStore(connection),
    decisions: createDecisionStore(connection),
    awards: createAwardStore(connection),
    notices: createAwardNoticeStore(connection),
    mailChoices: createMailChoiceStore(connection),
    reviews: createReviewStore(connection),
    awardingRules: createAwardingRulesStore(connection),
    templates: createTemplateStore(connection),
    awardSights: createAwardSightStore(connection),
    assessments: createAssessmentStore(connection),
    badgeScores: createBadgeScoreStore(connection),
    rubrics: createRubricStore(connection),
    handIns: createHandInStore(connection),
    evidenceFiles,
    syncs: createCourseSyncStore(connection, (courseId) => jobs.find(`sync-course:${courseId}`)),
    outcomes: createOutcomeStore(connection),
    results: createOutcomeResultStore(connection),
    jobs,
    retention: createRetentionStore(connection),
    registrationMerges: createRegistrationMergeStore(connection),
    /** Each deletes what its store keeps for a while only. */
    deleteExpired: [
      (now: Date) => sessions.deleteExpired(now),
      (now: Date) => loginStates.deleteExpired(now),
      (now: Date) => adminSessions.deleteExpired(now),
      (now: Date) => adminLinks.deleteExpired(now),
      (now: Date) => signInAttempts.deleteExpired(now),
    ],
  };
}
