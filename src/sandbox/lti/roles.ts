/**
 * Role names: what this LMS says about a member, in launches and in memberships.
 *
 * Source: LTI 1.3 Core §A.2; the test user's role §A.2.4
 *
 * @module
 */
import type { MemberRole, User } from '../school/state.js';
import { ROLE } from './claims.js';

const MEMBER_ROLE_NAMES: Readonly<Record<MemberRole, readonly string[]>> = {
  teacher: [ROLE.instructor],
  assistant: [ROLE.instructor, ROLE.teachingAssistant],
  learner: [ROLE.learner],
  observer: [ROLE.mentor],
  testuser: [ROLE.learner, ROLE.testUser],
};

const INSTITUTION_ROLE_NAMES: Readonly<Record<MemberRole, readonly string[]>> = {
  teacher: [ROLE.institutionInstructor],
  assistant: [ROLE.institutionStudent],
  learner: [ROLE.institutionStudent],
  observer: [ROLE.institutionObserver],
  testuser: [],
};

/** Roles in the course, as memberships list them (NRPS 2.0 §2.2: context roles). */
export function listMemberRoles(role: MemberRole): readonly string[] {
  return MEMBER_ROLE_NAMES[role];
}

/** Roles in a launch: those in the course, and those in the institution. */
export function listLaunchRoles(role: MemberRole | undefined, user: User): string[] {
  return [
    ...(role === undefined ? [] : [...MEMBER_ROLE_NAMES[role], ...INSTITUTION_ROLE_NAMES[role]]),
    ...(user.isAdmin ? [ROLE.institutionAdministrator, ROLE.systemAdministrator] : []),
  ];
}
