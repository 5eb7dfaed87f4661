/**
 * The plain profile: a platform that keeps to the specifications, and every LMS that nobody here knows.
 *
 * Source: LTI 1.3 Core, Appendix B (custom variables); LTI AGS 2.0; LTI NRPS 2.0.
 *
 * @module
 */
import type { PlatformProfile } from './profile.js';

export const PLAIN_PROFILE: PlatformProfile = {
  name: 'plain',
  honoursLinkDates: 'every-link',
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
    nextStep: 'activate',
    endpoints: null,
  },
  services: {
    tokenAudience: null,
    parallelRequests: 4,
    pageLimits: { members: null, lineItems: null, results: null },
    sharedSites: [],
    hasBrokenLinkHeaders: false,
    saysBusyWith403: false,
    breaksWithHtml404: false,
    scoreExtension: {},
    readsScoresBack: false,
    unpublishedText: null,
    mayWithholdRoles: false,
  },
};
