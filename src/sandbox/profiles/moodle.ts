/**
 * Moodle: a query in every line item address, media types to the letter, paging that breaks, exceptions dressed as "not found", a teacher's
 * override that outlives every score.
 *
 * Source: facts/MOODLE.md, seen on a running 5.1.3 (sections 2–6, 8).
 *
 * @module
 */
import { ROLE, SCOPE } from '../lti/claims.js';
import type { MemberRole, User } from '../school/state.js';
import { PLAIN } from './plain.js';
import type { LmsProfile } from './profile.js';

/** Without a `limit`, everything comes at once. */
const ALL = 1_000_000;

export const MOODLE_LMS: LmsProfile = {
  ...PLAIN,
  name: 'moodle',
  product: { family: 'moodle', version: '5.1.3 (Build: 20260216)' },
  paths: {
    authorize: '/mod/lti/auth.php',
    token: '/mod/lti/token.php',
    jwks: '/mod/lti/certs.php',
    openidConfiguration: '/mod/lti/openid-configuration.php',
    registration: '/mod/lti/openid-registration.php',
    lineItems: '/mod/lti/services.php/:course/lineitems',
    lineItem: '/mod/lti/services.php/:course/lineitems/:column/lineitem',
    memberships: '/mod/lti/services.php/CourseSection/:course/bindings/:deployment/memberships',
    deploymentQuery: 'type_id',
    services: ['/mod/lti'],
  },
  start: {
    ...PLAIN.start,
    pageSizes: { members: ALL, lineitems: ALL, results: ALL },
    sendsDeepLinkingData: false,
    announcesLineItems: false,
  },
  registration: {
    ...PLAIN.registration,
    status: 200,
    mayStartActive: false,
    echoCustomValue: (value) => value.split('=')[0] ?? '',
    // Operator precedence: once any grade service is on, managing columns is named as granted.
    listScopes: (granted) =>
      granted.some((scope) => scope !== SCOPE.membershipReadOnly)
        ? [...new Set([...granted, SCOPE.lineItem])]
        : granted,
    answersInText: true,
  },
  token: { audiences: null, checksIssuerAndId: false, answersInText: true },
  launch: {
    ...PLAIN.launch,
    courseType: 'CourseSection',
    roles: listMoodleLaunchRoles,
    claims: ({ user, tool }) => ({
      'https://purl.imsglobal.org/spec/lti/claim/ext': {
        lms: 'moodle-2',
        ...(tool.shareNames ? { user_username: user.login } : {}),
      },
    }),
    variables: () => ({
      'CourseSection.timeFrame.begin': '2026-09-01T00:00:00+02:00',
      'Moodle.Person.userGroupIds': '',
    }),
    customIsMoodles: true,
    wholeMaximumUpTo: 100,
    keepsLinkDates: 'none',
  },
  members: {
    // Another test than in launches: who may not edit the course is a learner here.
    roles: (role) => [role === 'teacher' ? 'Instructor' : 'Learner'],
    listsInactive: false,
    members: ({ login }) => ({ ext_user_username: login }),
  },
  services: {
    ...PLAIN.services,
    needsExactAccept: true,
    breaksPaging: true,
    answersAsMoodle: true,
    listsClearedResults: false,
    answersScores: 'nothing',
  },
  scores: {
    ...PLAIN.scores,
    userUnknownStatus: 400,
    notGradableStatus: 400,
    comparesWholeSeconds: true,
    capsAtMaximum: true,
    wipesUnlessFullyGraded: true,
    ignoresWhereTeacherGraded: true,
  },
};

function listMoodleLaunchRoles(role: MemberRole | undefined, user: User): readonly string[] {
  const isStaff = user.isAdmin || role === 'teacher' || role === 'assistant';
  return [
    isStaff ? ROLE.instructor : ROLE.learner,
    ...(user.isAdmin ? [ROLE.institutionAdministrator, ROLE.systemAdministrator] : []),
  ];
}
