/**
 * Enrolling people, and changing what is known about them.
 *
 * @module
 */
import { AppError } from '../../errors/app-error.js';
import { addUser } from './seed.js';
import {
  findUserByLogin,
  MEMBER_ROLES,
  type Course,
  type Member,
  type MemberRole,
  type MemberStatus,
  type State,
} from './state.js';

export interface Enrolment {
  readonly login: string;
  readonly givenName?: string | undefined;
  readonly familyName?: string | undefined;
  readonly email?: string | undefined;
  readonly role?: string | undefined;
  readonly status?: string | undefined;
}

/** Makes the person when the login name is new. Somebody who was removed comes back with their grades. */
export function enrol(state: State, course: Course, enrolment: Enrolment): Member {
  const { login, givenName, familyName, email } = enrolment;
  if (!/^[A-Za-z0-9._-]{1,60}$/.test(login)) {
    throw new AppError('input_invalid', 400, 'login is letters, digits, dots, dashes');
  }
  const user =
    findUserByLogin(state, login) ??
    addUser(state, {
      id: state.nextId(),
      login,
      givenName: givenName ?? login,
      familyName: familyName ?? '',
      email: email ?? `${login}@example.org`,
      locale: [...state.users.values()][0]?.locale ?? 'nl',
      isAdmin: false,
    });
  const member: Member = {
    userId: user.id,
    role: parseRole(enrolment.role ?? 'learner'),
    status: parseStatus(enrolment.status ?? 'Active'),
  };
  course.members.set(user.id, member);
  return member;
}

/** @throws {AppError} `input_invalid` 400 */
export function parseRole(value: string): MemberRole {
  const role = MEMBER_ROLES.find((name) => name === value);
  if (role === undefined)
    throw new AppError('input_invalid', 400, `role is one of ${MEMBER_ROLES.join(', ')}`);
  return role;
}

/** @throws {AppError} `input_invalid` 400 */
export function parseStatus(value: string): MemberStatus {
  if (value === 'Active' || value === 'Inactive') return value;
  throw new AppError('input_invalid', 400, 'status is Active or Inactive');
}
