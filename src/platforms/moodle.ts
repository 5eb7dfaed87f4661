/**
 * Moodle: paging headers that break parsers, exceptions dressed as "not found", grades that a teacher's hand protects.
 *
 * Source: seen on a running 5.1.3; facts/MOODLE.md 4, 5, 6.
 *
 * @module
 */
import type { PlatformProfile } from './profile.js';

export const MOODLE_PROFILE: PlatformProfile = {
  name: 'moodle',
  // It reads neither `available` nor `submission`.
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
    tellsOfCopies: false,
    resourceLinkPlacements: [],
    toolMembers: {},
    resourceLinkMembers: {},
    sharedIssuers: [],
    continueMember: null,
    nextStep: 'activate-pending',
    endpoints: (site) => ({
      issuer: site,
      authorizationUrl: `${site}/mod/lti/auth.php`,
      tokenUrl: `${site}/mod/lti/token.php`,
      jwksUrl: `${site}/mod/lti/certs.php`,
    }),
  },
  services: {
    tokenAudience: null,
    parallelRequests: 4,
    // Asked for a page, results break, and line items and results answer with a next address that nobody can follow.
    pageLimits: { members: null, lineItems: null, results: null },
    sharedSites: [],
    hasBrokenLinkHeaders: true,
    saysBusyWith403: false,
    breaksWithHtml404: true,
    scoreExtension: {},
    readsScoresBack: true,
    unpublishedText: null,
    mayWithholdRoles: false,
  },
};
