/**
 * Bridges: the LMS's own ids of a person or a course, told in custom parameters of a launch. LTI's own ids are not those
 * that the LMS's API knows.
 *
 * @module
 */

/** Bridges that say who somebody is. */
const LEARNER_BRIDGES = ['lms_user_id', 'lms_username', 'lms_person_sourced_id'];

/** Bridges that say which course it is, here and where it was copied from. */
const COURSE_BRIDGES = ['lms_course_sourced_id', 'context_id_history', 'course_ends_at'];

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
