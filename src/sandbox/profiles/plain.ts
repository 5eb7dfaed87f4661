/**
 * The plain LMS: keeps to the specifications, and is strict about them. What every other profile is described against.
 *
 * @module
 */
import { COURSE_TYPE } from '../lti/claims.js';
import { listLaunchRoles, listMemberRoles } from '../lti/roles.js';
import { PLAIN_SCORE_RULES } from '../school/gradebook.js';
import type { LmsProfile } from './profile.js';

const PATHS = {
  authorize: '/lti/authorize',
  token: '/lti/token',
  jwks: '/lti/jwks',
  openidConfiguration: '/.well-known/openid-configuration',
  registration: '/lti/registrations',
  lineItems: '/services/courses/:course/lineitems',
  lineItem: '/services/courses/:course/lineitems/:column/lineitem',
  memberships: '/services/courses/:course/deployments/:deployment/memberships',
  deploymentQuery: 'deployment',
  services: ['/services', '/lti/registrations', '/.well-known'],
} as const;

export const PLAIN: LmsProfile = {
  name: 'plain',
  product: { family: 'sandbox-lms', version: '1' },
  paths: PATHS,
  ids: {
    user: (number) => number,
    link: (number) => number,
    deployment: (number) => number,
    context: (courseId) => courseId,
  },
  start: {
    pageSizes: { members: 50, lineitems: 50, results: 50 },
    configurationNeedsToken: false,
    registrationNamesDeployment: true,
    sendsDeepLinkingData: true,
    announcesLineItems: true,
    rateBucket: null,
  },
  registration: {
    status: 201,
    mayStartActive: true,
    oneActivePerDomain: false,
    sharesRoles: true,
    echoCustomValue: (value) => value,
    listScopes: (granted) => granted,
    answersInText: false,
    configuration: () => ({}),
    platform: () => ({}),
    placements: ['ContentArea'],
    namesDeploymentBesideClient: false,
    answer: () => ({}),
  },
  token: {
    audiences: (baseUrl) => [baseUrl + PATHS.token],
    checksIssuerAndId: true,
    answersInText: false,
  },
  launch: {
    courseType: COURSE_TYPE,
    roles: listLaunchRoles,
    loginParameters: () => ({}),
    claims: () => ({}),
    variables: () => ({}),
    customIsMoodles: false,
    // As on Moodle, whose way costs a tool most.
    membershipsNeedLink: true,
    wholeMaximumUpTo: null,
    keepsLinkDates: 'every-link',
  },
  members: { roles: listMemberRoles, listsInactive: true, members: () => ({}) },
  services: {
    needsExactAccept: false,
    breaksPaging: false,
    answersAsMoodle: false,
    needsUserAgent: false,
    saysBusyWith403: false,
    keepsLinkColumns: false,
    listsClearedResults: true,
    answersScores: 'result-url',
    needsPublished: false,
  },
  scores: PLAIN_SCORE_RULES,
  notices: null,
};
