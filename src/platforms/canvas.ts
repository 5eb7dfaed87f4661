/**
 * Canvas: one issuer for all schools, services on the school's own host.
 *
 * Source: canvas-lms (`lib/lti`, `app/controllers/lti/ims`) and its LTI documentation; facts/LMS-AND-PEERS.md A.1, A.5, A.6.
 *
 * @module
 */
import type { PlatformEndpoints, PlatformProfile } from './profile.js';

const MEMBERS = 'https://canvas.instructure.com/lti';

/** Production, and the two where schools try things out. */
const ENVIRONMENTS = ['', 'beta.', 'test.'];

export const CANVAS_PROFILE: PlatformProfile = {
  name: 'canvas',
  // They become those of the assignment, which a link without a column has none of.
  honoursLinkDates: 'with-column',
  registration: {
    bridgeParameters: {
      lms_user_id: '$User.id',
      lms_username: '$User.username',
      lms_person_sourced_id: '$Person.sourcedId',
      lms_course_sourced_id: '$CourseSection.sourcedId',
      context_id_history: '$Context.id.history',
      course_ends_at: '$Canvas.course.endAt',
      resource_link_id_history: '$ResourceLink.id.history',
    },
    deepLinkingPlacements: [
      'link_selection',
      'module_index_menu_modal',
      'assignment_selection',
      'editor_button',
      // Students: a credential of their own as what they hand in.
      'homework_submission',
      // By the standard, should a Canvas announce it.
      'ContentArea',
    ],
    tellsOfCopies: true,
    resourceLinkPlacements: ['course_navigation'],
    // Anonymous by itself, and then nobody's badge could carry a name.
    toolMembers: { [`${MEMBERS}/privacy_level`]: 'public', [`${MEMBERS}/vendor`]: 'Insigne' },
    resourceLinkMembers: {
      [`${MEMBERS}/course_navigation/default_enabled`]: false,
      [`${MEMBERS}/visibility`]: 'members',
    },
    sharedIssuers: ENVIRONMENTS.map((environment) => ({
      issuer: `https://canvas.${environment}instructure.com`,
      hosts: [`canvas.${environment}instructure.com`, `sso.${environment}canvaslms.com`],
    })),
    continueMember: `${MEMBERS}/registration_config_url`,
    nextStep: 'review',
    endpoints: findEndpoints,
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
    // A tool's score replaces a teacher's there.
    readsScoresBack: false,
    // Inferred: that it is refused is reported, its words are in no document.
    unpublishedText: /publish/i,
    mayWithholdRoles: false,
  },
};

/** A hosted Canvas answers on the host that all schools share; one of a school's own on its own. */
function findEndpoints(site: string): PlatformEndpoints {
  const environment = ENVIRONMENTS.find((one) => site === `https://canvas.${one}instructure.com`);
  const host = environment === undefined ? site : `https://sso.${environment}canvaslms.com`;
  return {
    issuer: site,
    authorizationUrl: `${host}/api/lti/authorize_redirect`,
    tokenUrl: `${host}/login/oauth2/token`,
    jwksUrl: `${host}/api/lti/security/jwks`,
  };
}
