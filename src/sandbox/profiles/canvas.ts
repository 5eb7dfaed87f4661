/**
 * Canvas: opaque ids beside the native ones, 50 members a page, a leaky bucket that answers 403, a registration that names no deployment.
 *
 * Source: facts A.1–A.7 (canvas-lms `lib/lti`, `app/controllers/lti/ims` and its LTI documentation). Inferred, since no document says it: the
 * numbers of the bucket, that scores of an unpublished assignment are refused and with which status, and `authorization_server`.
 * Not here: its shared issuer; every sandbox is its own.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { LTI11_CLAIM, NOTICE } from '../lti/claims.js';
import { PLAIN } from './plain.js';
import type { LmsProfile } from './profile.js';

const CANVAS = 'https://canvas.instructure.com/lti';
const PATHS = {
  authorize: '/api/lti/authorize_redirect',
  token: '/login/oauth2/token',
  jwks: '/api/lti/security/jwks',
  openidConfiguration: '/api/lti/security/openid-configuration',
  registration: '/api/lti/registrations',
  lineItems: '/api/lti/courses/:course/line_items',
  lineItem: '/api/lti/courses/:course/line_items/:column',
  memberships: '/api/lti/courses/:course/names_and_roles',
  deploymentQuery: null,
  services: ['/api/lti', '/login/oauth2'],
} as const;

export const CANVAS_LMS: LmsProfile = {
  ...PLAIN,
  name: 'canvas',
  product: { family: 'canvas', version: 'vCloud' },
  paths: PATHS,
  ids: {
    user: (number) => toUuid(`user ${number}`),
    link: (number) => toUuid(`link ${number}`),
    deployment: (number) => `${number}:${toHex(`account ${number}`)}`,
    context: (courseId) => toHex(`course ${courseId}`),
  },
  start: {
    ...PLAIN.start,
    pageSizes: { members: 50, lineitems: 100, results: 100 },
    configurationNeedsToken: true,
    registrationNamesDeployment: false,
    rateBucket: { size: 600, upFront: 50, leakPerSecond: 10 },
  },
  registration: {
    ...PLAIN.registration,
    status: 200,
    configuration: (baseUrl) => ({ authorization_server: `${baseUrl}/login/oauth2` }),
    platform: (baseUrl) => ({
      [`${CANVAS}/account_name`]: 'Sandbox',
      [`${CANVAS}/account_lti_guid`]: new URL(baseUrl).host,
    }),
    placements: [
      'assignment_selection',
      'link_selection',
      'module_index_menu_modal',
      'editor_button',
      'homework_submission',
    ],
    namesDeploymentBesideClient: true,
    answer: (baseUrl, tool) => ({
      [`${CANVAS}/registration_config_url`]: `${baseUrl}/admin#tool-${tool.clientId}`,
    }),
  },
  token: {
    ...PLAIN.token,
    audiences: (baseUrl) => [baseUrl + PATHS.token, `${baseUrl}/login/oauth2`],
  },
  launch: {
    ...PLAIN.launch,
    // They are those of the assignment.
    keepsLinkDates: 'with-column',
    loginParameters: (deploymentId) => ({
      deployment_id: deploymentId,
      canvas_region: 'not_configured',
      canvas_environment: 'prod',
      lti_storage_target: '_parent',
    }),
    claims: ({ user, link }) => ({
      [LTI11_CLAIM]: {
        user_id: legacyId(user.nativeId),
        ...(link === null ? {} : { resource_link_id: toHex(`link ${link.id}`) }),
      },
    }),
    variables: ({ user, course, tool }) => ({
      'User.id': user.nativeId,
      'Canvas.user.id': user.nativeId,
      'Canvas.user.globalId': `1000000000${user.nativeId.padStart(4, '0')}`,
      'Canvas.user.loginId': user.login,
      'Canvas.user.sisSourceId': user.sourcedId,
      'Canvas.course.id': course.id,
      'Canvas.course.sisSourceId': `course-${course.id}`,
      'vnd.Canvas.Person.email.sis': tool.shareEmail ? user.email : undefined,
      'vnd.instructure.User.uuid': toHex(`uuid ${user.nativeId}`),
    }),
    membershipsNeedLink: false,
  },
  members: {
    ...PLAIN.members,
    listsInactive: false,
    members: ({ nativeId }) => ({ lti11_legacy_user_id: legacyId(nativeId) }),
  },
  services: {
    ...PLAIN.services,
    needsUserAgent: true,
    saysBusyWith403: true,
    keepsLinkColumns: true,
    needsPublished: true,
  },
  scores: {
    ...PLAIN.scores,
    userUnknownStatus: 422,
    outdatedStatus: 400,
    outdatedMessage: (given, held) =>
      `Provided timestamp of ${given} not greater than last updated timestamp of ${held}`,
    countsAttempts: true,
  },
  notices: {
    path: '/api/lti/notice-handlers/:deployment',
    types: [NOTICE.helloWorld, NOTICE.contextCopy],
  },
};

/** Of LTI 1.1: a number of hexadecimal digits that is neither `sub` nor the native id. */
function legacyId(nativeId: string): string {
  return toHex(`lti 1.1 user ${nativeId}`);
}

function toHex(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}

function toUuid(text: string): string {
  return toHex(text).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}
