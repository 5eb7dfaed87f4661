/**
 * Who is never awarded automatically: the one predicate.
 *
 * @module
 */
import type { Enrolment } from '../lti/enrolment.js';
import type { DecisionReason, Verdict } from './decision.js';

export interface NotAwardable {
  readonly verdict: Extract<Verdict, 'stopped' | 'unknown'>;
  readonly reason: DecisionReason;
}

/**
 * Staff (whoever was ever staff in this course, by launch or membership: an LMS may call a teaching assistant a learner
 * in one of the two), test users, observers, inactive and gone members are never awarded automatically.
 *
 * @param enrolment - null when neither a launch nor a memberships read ever showed this user here
 * @param isMembersRead - a complete memberships read has happened
 * @returns null when the learner may be awarded
 */
export function findWhyNotAwardable(
  enrolment: Enrolment | null,
  isMembersRead: boolean,
): NotAwardable | null {
  if (!enrolment) {
    return isMembersRead
      ? { verdict: 'stopped', reason: 'not-a-member' }
      : { verdict: 'unknown', reason: 'members-unknown' };
  }
  if (enrolment.wasEverStaff) return { verdict: 'stopped', reason: 'staff' };
  if (enrolment.isTestUser) return { verdict: 'stopped', reason: 'test-user' };
  if (enrolment.isObserver) return { verdict: 'stopped', reason: 'observer' };
  if (enrolment.status === 'gone') return { verdict: 'stopped', reason: 'gone' };
  if (enrolment.status === 'inactive') return { verdict: 'stopped', reason: 'inactive' };
  if (!enrolment.isLearner) return { verdict: 'stopped', reason: 'not-a-learner' };
  return null;
}

/** The same as a plain yes or no. */
export function mayBeAwarded(enrolment: Enrolment | null, isMembersRead: boolean): boolean {
  return findWhyNotAwardable(enrolment, isMembersRead) === null;
}
