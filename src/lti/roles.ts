/**
 * Roles: what the role names of a launch or a membership say about a user in this course.
 *
 * Only context roles say what somebody is in a course. An employee who follows a course carries `institution/person#Staff`
 * and is its learner all the same. Unknown roles say nothing.
 *
 * Source: LTI 1.3 Core §A.2.1, §A.2.2, §A.2.3 (system, institution and context roles; context roles have short names),
 * §A.2.3.1 (a sub-role names its principal role), §A.2.4 (TestUser).
 *
 * @module
 */

export interface CourseRoles {
  /** Teaches, assists, builds or administers here. */
  readonly isStaff: boolean;
  readonly isLearner: boolean;
  /** Looks on: a mentor, an observing parent. */
  readonly isObserver: boolean;
  /** The LMS's own pretend student. */
  readonly isTestUser: boolean;
}

const LIS = 'http://purl.imsglobal.org/vocab/lis/v2/';
const CONTEXT_ROLE = new RegExp(`^${LIS}membership(?:/([A-Za-z]+))?#([A-Za-z]+)$`);
/** Moodle writes `person#…` where the vocabulary says `institution/person#…` or `system/person#…`. */
const PERSON_ROLE = new RegExp(`^${LIS}(?:(?:institution|system)/)?person#([A-Za-z]+)$`);
const TEST_USER_ROLES = [
  'http://purl.imsglobal.org/vocab/lti/system/person#TestUser',
  `${LIS}system/person#TestUser`,
];

const STAFF_ROLES = [
  'Instructor',
  'TeachingAssistant',
  'ContentDeveloper',
  'Administrator',
  'Manager',
  'Officer',
];
const LMS_ADMIN_ROLES = ['Administrator', 'SysAdmin', 'AccountAdmin'];
const SHORT_NAMES = [...STAFF_ROLES, 'Learner', 'Mentor', 'Member'];

/** Reads role URIs and short names; an empty list and unknown names give four times no. */
export function parseRoles(roles: readonly string[]): CourseRoles {
  const contextRoles = roles.flatMap((role) => findPrincipalRole(role) ?? []);
  const personRoles = roles.flatMap((role) => PERSON_ROLE.exec(role)?.[1] ?? []);
  // Somebody who administers the LMS may open a course without being in it; whoever is in it is what the course says.
  const isVisitingAdmin =
    contextRoles.length === 0 && personRoles.some((role) => LMS_ADMIN_ROLES.includes(role));
  return {
    isStaff: isVisitingAdmin || contextRoles.some((role) => STAFF_ROLES.includes(role)),
    isLearner: contextRoles.includes('Learner'),
    isObserver:
      contextRoles.includes('Mentor') || (contextRoles.length === 0 && personRoles.includes('Observer')),
    isTestUser: roles.some((role) => TEST_USER_ROLES.includes(role)),
  };
}

/** Administers the LMS itself, whatever they are in this course. */
export function isLmsAdmin(roles: readonly string[]): boolean {
  return roles.some((role) => LMS_ADMIN_ROLES.includes(PERSON_ROLE.exec(role)?.[1] ?? ''));
}

/** `membership/Learner#Instructor` is a kind of learner: what stands before the `#` decides. */
function findPrincipalRole(role: string): string | null {
  if (SHORT_NAMES.includes(role)) return role;
  const match = CONTEXT_ROLE.exec(role);
  return match?.[1] ?? match?.[2] ?? null;
}
