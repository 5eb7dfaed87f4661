/**
 * Canvas: one issuer for all schools, services on the school's own host.
 *
 * Source: canvas-lms (`lib/lti`, `app/controllers/lti/ims`) and its LTI documentation; facts/LMS-AND-PEERS.md A.1, A.5, A.6.
 *
 * @module
 */
import type { PlatformProfile } from './profile.js';

export const CANVAS_PROFILE: PlatformProfile = {
  name: 'canvas',
  registration: {
    bridgeParameters: {
      lms_user_id: '$User.id',
      lms_username: '$User.username',
      lms_person_sourced_id: '$Person.sourcedId',
      lms_course_sourced_id: '$CourseSection.sourcedId',
      context_id_history: '$Context.id.history',
      resource_link_id_history: '$ResourceLink.id.history',
    },
    deepLinkingPlacements: ['ContentArea'],
  },
  services: {
    tokenAudience: null,
    // Requests at the same time are charged a penalty each, and then refused.
    parallelRequests: 1,
    // Ten a page by itself. Members come by 50 whatever is asked.
    pageLimits: { members: null, lineItems: 50, results: 50 },
    sharedSites: ['instructure.com', 'canvaslms.com'],
    hasBrokenLinkHeaders: false,
    saysBusyWith403: true,
    breaksWithHtml404: false,
    // Without it every score is one more submission, and burns one of the learner's attempts.
    scoreExtension: { 'https://canvas.instructure.com/lti/submission': { new_submission: false } },
    readsScoresBack: true,
    // Inferred: no document says with which status; a refusal of such a score is tried again, hours apart.
    unpublishedStatuses: [404, 422],
    wholeMaximumUpTo: null,
    mayWithholdRoles: false,
  },
};
