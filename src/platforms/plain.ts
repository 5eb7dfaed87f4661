/**
 * The plain profile: a platform that keeps to the specifications, Moodle and the sandbox LMS among them. Profiles of other
 * LMSs say in the same shape how those differ.
 *
 * Source: LTI 1.3 Core, Appendix B (custom variables).
 *
 * @module
 */

export interface PlatformProfile {
  readonly name: 'plain';
  /**
   * Custom parameters that a registration asks for from the start: the LMS's own ids, which its API knows and LTI's own
   * `sub` and context id are not. By parameter name, the variable.
   */
  readonly bridgeParameters: Readonly<Record<string, string>>;
  /** Where an LMS may offer to add a badge link, most wanted first; those it announces are asked for. */
  readonly deepLinkingPlacements: readonly string[];
}

export const PLAIN_PROFILE: PlatformProfile = {
  name: 'plain',
  bridgeParameters: {
    lms_user_id: '$User.id',
    lms_username: '$User.username',
    lms_person_sourced_id: '$Person.sourcedId',
    lms_course_sourced_id: '$CourseSection.sourcedId',
    context_id_history: '$Context.id.history',
    resource_link_id_history: '$ResourceLink.id.history',
  },
  deepLinkingPlacements: ['ContentArea'],
};

/** Bridges that say who somebody is. */
const LEARNER_BRIDGES = ['lms_user_id', 'lms_username', 'lms_person_sourced_id'];

/** Bridges that say which course it is, here and where it was copied from. */
const COURSE_BRIDGES = ['lms_course_sourced_id', 'context_id_history'];

/** What a launch tells about its course in the words of the LMS. */
export function pickCourseBridges(custom: Readonly<Record<string, string>>): Record<string, string> {
  return pick(custom, COURSE_BRIDGES);
}

/**
 * What a launch tells about its user in the words of the LMS.
 *
 * @param custom - read values: text only, unreplaced variables left out
 * @param personSourcedId - from the LIS claim, for LMSs that do not know the variable
 */
export function pickLearnerBridges(
  custom: Readonly<Record<string, string>>,
  personSourcedId: string | null,
): Record<string, string> {
  const told = personSourcedId === null ? custom : { lms_person_sourced_id: personSourcedId, ...custom };
  return pick(told, LEARNER_BRIDGES);
}

function pick(told: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (told[name] === undefined ? [] : [[name, told[name]]])));
}
