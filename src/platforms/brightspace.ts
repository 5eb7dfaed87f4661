/**
 * Brightspace: roles only where an administrator lets them through, one audience for all client assertions.
 *
 * Source: the LTI Advantage pages of its community site; facts/LMS-AND-PEERS.md A.1, A.2, A.5.
 *
 * @module
 */
import type { PlatformProfile } from './profile.js';

export const BRIGHTSPACE_PROFILE: PlatformProfile = {
  name: 'brightspace',
  // In no document: what is not known to be kept is not asked for.
  honoursLinkDates: 'none',
  registration: {
    bridgeParameters: {
      lms_user_id: '$User.id',
      lms_username: '$User.username',
      lms_person_sourced_id: '$Person.sourcedId',
      lms_course_sourced_id: '$CourseSection.sourcedId',
      context_id_history: '$Context.id.history',
      course_ends_at: '$CourseSection.timeFrame.end',
      resource_link_id_history: '$ResourceLink.id.history',
    },
    deepLinkingPlacements: ['ContentArea'],
    tellsOfCopies: true,
    resourceLinkPlacements: [],
    toolMembers: {},
    resourceLinkMembers: {},
    sharedIssuers: [],
    continueMember: null,
    nextStep: 'enable',
    endpoints: (site) => ({
      issuer: site,
      authorizationUrl: `${site}/d2l/lti/authenticate`,
      tokenUrl: 'https://auth.brightspace.com/core/connect/token',
      jwksUrl: `${site}/d2l/.well-known/jwks`,
    }),
  },
  services: {
    // Not the token address, which is `https://auth.brightspace.com/core/connect/token`.
    tokenAudience: 'https://api.brightspace.com/auth/token',
    parallelRequests: 4,
    pageLimits: { members: null, lineItems: null, results: null },
    sharedSites: [],
    hasBrokenLinkHeaders: false,
    saysBusyWith403: false,
    breaksWithHtml404: false,
    scoreExtension: {},
    readsScoresBack: false,
    unpublishedText: null,
    mayWithholdRoles: true,
  },
};
