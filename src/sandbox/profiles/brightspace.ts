/**
 * Brightspace: registrations wait for an administrator, roles are told only where one lets them, client assertions are for one fixed audience.
 *
 * Source: facts A.1–A.7 (community.d2l.com, docs.valence.desire2learn.com). Inferred, since no document says it: the paths of services,
 * notices and registration, and `product_family_code`.
 *
 * @module
 */
import { NOTICE, SCOPE } from '../lti/claims.js';
import { PLAIN } from './plain.js';
import type { LmsProfile } from './profile.js';

export const BRIGHTSPACE_AUDIENCE = 'https://api.brightspace.com/auth/token';
const BRIGHTSPACE_CLAIM = 'http://www.brightspace.com';
const ORG_UNIT = '/d2l/api/lti/ags/2.0/deployment/:deployment/orgunit/:course';

export const BRIGHTSPACE_LMS: LmsProfile = {
  ...PLAIN,
  name: 'brightspace',
  product: { family: 'desire2learn', version: '20.26.11' },
  paths: {
    authorize: '/d2l/lti/authenticate',
    token: '/core/connect/token',
    jwks: '/d2l/.well-known/jwks',
    openidConfiguration: '/d2l/.well-known/openid-configuration',
    registration: '/d2l/api/lti/registrations',
    lineItems: `${ORG_UNIT}/lineitems`,
    lineItem: `${ORG_UNIT}/lineitems/:column`,
    memberships: '/d2l/api/lti/nrps/2.0/deployment/:deployment/orgunit/:course/memberships',
    deploymentQuery: null,
    services: ['/d2l', '/core/connect'],
  },
  ids: { ...PLAIN.ids, deployment: (number) => `d2l-${number}` },
  registration: {
    ...PLAIN.registration,
    mayStartActive: false,
    oneActivePerDomain: true,
    sharesRoles: false,
    // Both are granted by the one extension; whoever manages columns may read them.
    listScopes: (granted) =>
      granted.includes(SCOPE.lineItem) ? [...new Set([...granted, SCOPE.lineItemReadOnly])] : granted,
  },
  token: { ...PLAIN.token, audiences: () => [BRIGHTSPACE_AUDIENCE] },
  launch: {
    ...PLAIN.launch,
    // In no document: the least is played.
    keepsLinkDates: 'none',
    loginParameters: () => ({ lti_storage_target: '_parent' }),
    claims: ({ user, course, link }) => ({
      [BRIGHTSPACE_CLAIM]: {
        tenant_id: '5e0b8f3c-sandbox',
        org_defined_id: user.sourcedId,
        user_id: user.nativeId,
        username: user.login,
        'Context.id.history': course.history.join(','),
        'ResourceLink.id.history': '',
        ...(link === null ? {} : { link_id: link.id }),
      },
    }),
    variables: ({ course }) => ({
      'CourseOffering.sourcedId': `course-${course.id}`,
      'ResourceLink.id.history': '',
    }),
    membershipsNeedLink: false,
  },
  members: {
    ...PLAIN.members,
    members: ({ login, nativeId }) => ({ ext_d2l_username: login, lti11_legacy_user_id: nativeId }),
  },
  scores: { ...PLAIN.scores, capsAtMaximum: true },
  notices: {
    path: '/d2l/api/lti/pns/1.0/deployment/:deployment/notice-handlers',
    types: [NOTICE.contextCopy],
  },
};
