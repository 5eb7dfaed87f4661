/**
 * Records as the stores keep them, each whole; a test says only what matters to it.
 *
 * @module
 */
import { randomBytes, randomUUID } from 'node:crypto';
import type { HealthSignal } from '../../src/lti/health/health.js';
import type { Connection } from '../../src/lti/registration/connection.js';
import type { Assessment } from '../../src/awarding/assessment.js';
import { defaultAwardingRules, type AwardingRules } from '../../src/awarding/approver.js';
import { awardKey, type Award, type AwardEnd, type Revocation } from '../../src/awarding/award.js';
import type { SyncRound } from '../../src/awarding/course-sync.js';
import type { DecisionInput, Evaluation } from '../../src/awarding/decision.js';
import type { Mapping } from '../../src/awarding/mapping.js';
import type { BadgeScore } from '../../src/awarding/badge-score.js';
import type { Passback } from '../../src/awarding/passback.js';
import { DEFAULT_POLICIES } from '../../src/awarding/policies.js';
import { reviewId, type Review } from '../../src/awarding/review.js';
import { OWN_PLACE, type MappingTemplate } from '../../src/awarding/template.js';
import { UNSTATED, type BadgeClass } from '../../src/badges/badge-class.js';
import { UNSTATED_ISSUER, type IssuerProfile } from '../../src/badges/issuer-profile.js';
import type { Credential, IssuerKey } from '../../src/credentials/credential.js';
import type { AuditEntry } from '../../src/institutions/audit.js';
import type { Institution } from '../../src/institutions/institution.js';
import type { Course, CourseSighting } from '../../src/lti/course.js';
import type { Enrolment, EnrolmentSighting } from '../../src/lti/enrolment.js';
import type { CourseLaunch, LoginState } from '../../src/lti/session.js';
import type { Outcome, OutcomeResult } from '../../src/outcomes/outcome.js';
import type { Invite } from '../../src/platforms/invite.js';
import type { Deployment, Registration } from '../../src/platforms/registration.js';

/** The moment at which tests happen unless they say otherwise. */
export const NOON = new Date('2026-03-02T12:00:00.000Z');

export function minutesAfterNoon(minutes: number): Date {
  return new Date(NOON.getTime() + minutes * 60_000);
}

export function randomKey(): string {
  return randomBytes(16).toString('base64url');
}

export function buildInstitution(overrides: Partial<Institution> = {}): Institution {
  return {
    id: randomUUID(),
    name: { nl: 'Voorbeeldschool', en: 'Example School' },
    language: 'nl',
    createdAt: NOON,
    ...overrides,
  };
}

export function buildRegistration(overrides: Partial<Registration> = {}): Registration {
  const origin = 'https://lms.example.org';
  return {
    id: randomUUID(),
    institutionId: 'institution-a',
    issuer: origin,
    clientId: randomKey(),
    name: 'Example LMS',
    productFamily: 'unknown',
    profile: 'plain',
    authorizationUrl: `${origin}/auth`,
    tokenUrl: `${origin}/token`,
    tokenAudience: `${origin}/token`,
    jwksUrl: `${origin}/jwks`,
    isEnabled: true,
    createdAt: NOON,
    ...overrides,
  };
}

export function buildDeployment(overrides: Partial<Deployment> = {}): Deployment {
  return {
    id: randomUUID(),
    registrationId: 'registration-1',
    deploymentId: '1',
    institutionId: null,
    state: 'waiting',
    firstSeenAt: NOON,
    ...overrides,
  };
}

export function buildInvite(overrides: Partial<Invite> = {}): Invite {
  return {
    id: randomUUID(),
    institutionId: 'institution-a',
    secretHash: randomKey(),
    createdAt: NOON,
    expiresAt: minutesAfterNoon(60),
    usedAt: null,
    ...overrides,
  };
}

export function buildCourseSighting(overrides: Partial<CourseSighting> = {}): CourseSighting {
  return {
    registrationId: 'registration-1',
    deploymentRecordId: 'deployment-1',
    contextId: 'context-1',
    title: 'Biology 1',
    label: 'BIO1',
    membershipsUrl: 'https://lms.example.org/members?course=1',
    lineItemsUrl: 'https://lms.example.org/lineitems?course=1',
    agsScopes: ['https://purl.imsglobal.org/spec/lti-ags/scope/lineitem'],
    ...overrides,
  };
}

export function buildCourse(overrides: Partial<Course> = {}): Course {
  return {
    id: randomUUID(),
    institutionId: 'institution-a',
    bridges: {},
    ...buildCourseSighting(),
    firstSeenAt: NOON,
    lastLaunchAt: NOON,
    linkOpenedAt: null,
    ...overrides,
  };
}

export function buildEnrolmentSighting(overrides: Partial<EnrolmentSighting> = {}): EnrolmentSighting {
  return {
    learnerId: randomUUID(),
    isLearner: true,
    isStaff: false,
    isTestUser: false,
    isObserver: false,
    status: 'active',
    ...overrides,
  };
}

export function buildEnrolment(overrides: Partial<Enrolment> = {}): Enrolment {
  return {
    id: randomUUID(),
    institutionId: 'institution-a',
    courseId: 'course-1',
    learnerId: 'learner-1',
    isLearner: true,
    wasEverStaff: false,
    isTestUser: false,
    isObserver: false,
    status: 'active',
    memberSince: NOON,
    updatedAt: NOON,
    ...overrides,
  };
}

export function buildLaunch(overrides: Partial<CourseLaunch> = {}): CourseLaunch {
  return {
    id: randomUUID(),
    institutionId: 'institution-a',
    registrationId: 'registration-1',
    deploymentRecordId: 'deployment-1',
    deploymentId: '1',
    courseId: 'course-1',
    learnerId: 'learner-1',
    isStaff: false,
    isLearner: true,
    isTestUser: false,
    isObserver: false,
    language: 'nl',
    frameOrigins: ['https://lms.example.org'],
    resourceLinkId: 'link-1',
    mappingKey: null,
    deepLinking: null,
    at: NOON,
    ...overrides,
  };
}

export function buildLoginState(overrides: Partial<LoginState> = {}): LoginState {
  return {
    stateHash: randomKey(),
    browserHash: randomKey(),
    keptIn: 'cookie',
    storageTarget: null,
    nonce: randomKey(),
    registrationId: 'registration-1',
    targetLinkUri: 'https://badges.example.org/lti/launch',
    loginHint: 'hint',
    ltiMessageHint: null,
    expiresAt: minutesAfterNoon(10),
    ...overrides,
  };
}

export function buildIssuer(overrides: Partial<IssuerProfile> = {}): IssuerProfile {
  return {
    id: randomBytes(16).toString('hex'),
    institutionId: 'institution-a',
    name: { nl: 'Voorbeeldschool', en: 'Example School' },
    ...UNSTATED_ISSUER,
    createdAt: NOON,
    ...overrides,
  };
}

export function buildBadgeClass(overrides: Partial<BadgeClass> = {}): BadgeClass {
  return {
    id: randomBytes(16).toString('hex'),
    institutionId: 'institution-a',
    issuerId: 'issuer-1',
    version: 1,
    revision: 1,
    state: 'published',
    archivedAt: null,
    draftedInCourseId: null,
    submittedAt: null,
    ...UNSTATED,
    variant: 'extra-curricular',
    name: { nl: 'Studentbestuur', en: 'Student board' },
    description: { nl: 'Een jaar in het bestuur.', en: 'A year on the board.' },
    criteria: { nl: 'Voltooi het **jaar**.', en: 'Complete the **year**.' },
    language: 'nl',
    mayBeMapped: { where: 'any-course' },
    artwork: { shape: 'circle', color: '#2b4bb5', glyph: null, initials: 'SB' },
    createdAt: NOON,
    updatedAt: NOON,
    ...overrides,
  };
}

export function buildMapping(overrides: Partial<Mapping> = {}): Mapping {
  const key = overrides.key ?? randomKey();
  return {
    id: randomUUID(),
    institutionId: 'institution-a',
    courseId: 'course-1',
    key,
    badgeClassId: 'badge-class-1',
    version: 1,
    columnRole: 'grade',
    columnMaximum: 100,
    rule: { kind: 'at-least', columnKey: key, unit: 'percent', value: 55 },
    wait: { notBefore: null, stoodHours: 0 },
    policies: DEFAULT_POLICIES,
    ruleSince: NOON,
    authorId: 'teacher-1',
    lookedAt: NOON,
    baseline: [],
    template: null,
    state: 'active',
    stateReason: null,
    placedAt: NOON,
    seenAt: null,
    createdBy: 'teacher-1',
    updatedAt: NOON,
    ...overrides,
  };
}

export function buildPassback(overrides: Partial<Passback> = {}): Passback {
  return {
    columnKey: 'mapping-key-1',
    scoreGiven: 1,
    scoreMaximum: 1,
    comment: null,
    timestamp: NOON,
    state: 'waiting',
    attempts: 0,
    nextAttemptAt: NOON,
    lastErrorCode: null,
    ...overrides,
  };
}

export function buildBadgeScore(overrides: Partial<BadgeScore> = {}): BadgeScore {
  return {
    institutionId: 'institution-a',
    courseId: 'course-1',
    mappingId: 'mapping-1',
    learnerId: 'learner-1',
    badgeClassId: 'badge-class-1',
    passback: buildPassback(),
    ...overrides,
  };
}

export function buildInput(overrides: Partial<DecisionInput> = {}): DecisionInput {
  return {
    columnKey: 'mapping-key-1',
    label: 'Exam',
    source: 'tool-column',
    score: 6,
    maximum: 10,
    scoreFraction: 0.6,
    changedAt: NOON,
    ...overrides,
  };
}

export function buildEvaluation(overrides: Partial<Evaluation> = {}): Evaluation {
  return { verdict: 'met', reason: 'reached', inputs: [buildInput()], turnsAt: null, ...overrides };
}

export function buildAward(overrides: Partial<Award> = {}): Award {
  const { badgeClassId = 'badge-class-1', learnerId = 'learner-1', courseId = 'course-1' } = overrides;
  return {
    id: randomKey(),
    institutionId: 'institution-a',
    badgeClassId,
    badgeClassVersion: 1,
    courseId,
    learnerId,
    mappingId: 'mapping-1',
    mappingVersion: 1,
    liveKey: awardKey(badgeClassId, learnerId, courseId),
    revision: 1,
    state: 'awarded',
    inputs: [buildInput()],
    awardedAt: NOON,
    awardedBy: 'rule',
    delivery: {
      kind: 'own',
      state: 'waiting',
      credentialId: null,
      attempts: 0,
      nextAttemptAt: NOON,
      lastErrorCode: null,
    },
    grounds: { kind: 'rule', reason: null, evidence: [] },
    ended: null,
    expiresAt: null,
    undoUntil: null,
    revocation: null,
    keptPrint: null,
    ...overrides,
  };
}

export function buildAwardEnd(overrides: Partial<AwardEnd> = {}): AwardEnd {
  return {
    kind: 'withdrawn',
    at: NOON,
    actor: { kind: 'learner', id: 'teacher-1' },
    reason: 'Given by mistake',
    again: 'when-changed',
    print: 'print',
    ...overrides,
  };
}

export function buildRevocation(overrides: Partial<Revocation> = {}): Revocation {
  return {
    token: 'token-1',
    credentialIds: ['credential-1'],
    reason: 'Given by mistake',
    actor: { kind: 'tool' },
    owedSince: NOON,
    state: 'waiting',
    attempts: 0,
    nextAttemptAt: NOON,
    lastErrorCode: null,
    ...overrides,
  };
}

export function buildReview(overrides: Partial<Review> = {}): Review {
  const { mappingId = 'mapping-1', learnerId = 'learner-1' } = overrides;
  return {
    id: reviewId(mappingId, learnerId),
    institutionId: 'institution-a',
    courseId: 'course-1',
    mappingId,
    learnerId,
    print: 'print',
    state: 'approved',
    yes: [{ by: { kind: 'learner', id: 'teacher-1' }, at: NOON }],
    declined: null,
    updatedAt: NOON,
    changes: 1,
    ...overrides,
  };
}

export function buildAwardingRules(overrides: Partial<AwardingRules> = {}): AwardingRules {
  return { ...defaultAwardingRules('institution-a', 'badge-class-1'), ...overrides };
}

export function buildTemplate(overrides: Partial<MappingTemplate> = {}): MappingTemplate {
  return {
    id: randomUUID(),
    institutionId: 'institution-a',
    name: 'First year',
    badgeClassId: 'badge-class-1',
    version: 1,
    appliedVersion: 1,
    columnRole: 'grade',
    columnMaximum: 100,
    rule: { kind: 'at-least', columnKey: OWN_PLACE, unit: 'percent', value: 55 },
    places: [],
    wait: { notBefore: null, stoodHours: 0 },
    policies: DEFAULT_POLICIES,
    isRetired: false,
    authorId: 'admin-1',
    updatedAt: NOON,
    ...overrides,
  };
}

export function buildAssessment(overrides: Partial<Assessment> = {}): Assessment {
  return {
    id: randomUUID(),
    institutionId: 'institution-a',
    courseId: 'course-1',
    mappingId: 'mapping-1',
    learnerId: 'learner-1',
    isPassed: true,
    scoreFraction: null,
    remark: null,
    levels: [],
    handInId: null,
    assessedBy: 'teacher-1',
    assessedAt: NOON,
    passback: buildPassback(),
    ...overrides,
  };
}

export function buildRound(overrides: Partial<SyncRound> = {}): SyncRound {
  return {
    id: randomUUID(),
    institutionId: 'institution-a',
    courseId: 'course-1',
    trigger: 'schedule',
    startedAt: NOON,
    endedAt: NOON,
    candidates: 30,
    met: 3,
    alreadyHeld: 2,
    awarded: 1,
    unknown: 0,
    stopped: 0,
    unreachable: 0,
    noAddress: 0,
    withdrawn: 0,
    reasons: {},
    quietBefore: 0,
    requests: 4,
    errorCode: null,
    ...overrides,
  };
}

export function buildOutcome(overrides: Partial<Outcome> = {}): Outcome {
  return {
    id: randomUUID(),
    institutionId: 'institution-a',
    courseId: 'course-1',
    source: 'tool-column',
    lineItemUrl: 'https://lms.example.org/lineitems/1?course=1',
    mappingKey: 'mapping-key-1',
    tag: 'grade',
    label: 'Exam',
    scoreMaximum: 10,
    vanishedAt: null,
    seenAt: NOON,
    ...overrides,
  };
}

/** `score` and `maximum` decide the fraction. */
export function buildResult(overrides: Partial<Omit<OutcomeResult, 'scoreFraction'>> = {}): OutcomeResult {
  const { score = 6, maximum = 10 } = overrides;
  return {
    id: randomUUID(),
    institutionId: 'institution-a',
    courseId: 'course-1',
    outcomeId: 'outcome-1',
    learnerId: 'learner-1',
    changedAt: NOON,
    readAt: NOON,
    ...overrides,
    score,
    maximum,
    scoreFraction: score === null || maximum === 0 ? null : score / maximum,
  };
}

export function buildCredential(overrides: Partial<Credential> = {}): Credential {
  return {
    id: randomBytes(16).toString('hex'),
    institutionId: 'institution-a',
    awardId: randomKey(),
    revision: 1,
    learnerId: 'learner-1',
    badgeClassId: 'badge-class-1',
    badgeClassVersion: 1,
    issuerId: 'issuer-1',
    kid: 'kid-1',
    jwt: 'e30.e30.c2ln',
    proofKid: null,
    json: null,
    issuedAt: NOON,
    validUntil: null,
    statusPlace: null,
    state: 'valid',
    stateReason: null,
    stateChangedAt: null,
    results: [],
    evidence: [],
    earlier: [],
    isShared: false,
    shows: { name: false, grade: false, evidence: false },
    shareChangedAt: null,
    ...overrides,
  };
}

export function buildIssuerKey(overrides: Partial<IssuerKey> = {}): IssuerKey {
  const { issuerId = 'issuer-1' } = overrides;
  return {
    kid: randomKey(),
    institutionId: 'institution-a',
    issuerId,
    algorithm: 'ES256',
    sealedPrivateKey: 's1.sealed',
    publicJwk: { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' },
    createdAt: NOON,
    retiredAt: null,
    compromisedAt: null,
    liveKey: `${issuerId}:ES256`,
    ...overrides,
  };
}

export function buildAuditEntry(overrides: Partial<AuditEntry> = {}): AuditEntry {
  return {
    id: randomUUID(),
    institutionId: 'institution-a',
    at: NOON,
    actor: { kind: 'tool' },
    action: 'award.made',
    subject: { kind: 'award', id: 'award-1' },
    detail: {},
    ...overrides,
  };
}

export function buildHealthSignal(overrides: Partial<HealthSignal> = {}): HealthSignal {
  return {
    institutionId: 'institution-a',
    registrationId: 'registration-1',
    deploymentRecordId: null,
    check: 'keys',
    state: 'well',
    code: null,
    detail: {},
    courseId: null,
    since: NOON,
    at: NOON,
    ...overrides,
  };
}

export function buildConnection(overrides: Partial<Connection> = {}): Connection {
  return {
    id: randomUUID(),
    institutionId: 'institution-a',
    guide: 'moodle',
    way: 'link',
    inviteId: null,
    sealedLink: null,
    linkExpiresAt: null,
    registrationId: null,
    ticked: [],
    createdAt: NOON,
    ...overrides,
  };
}
