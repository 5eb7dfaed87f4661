import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findWhyNotAwardable, mayBeAwarded } from '../../../src/awarding/may-be-awarded.js';
import { buildEnrolment } from '../../support/build-records.js';

describe('mayBeAwarded', () => {
  it('lets exactly the active learners through who are and were nothing else', () => {
    fc.assert(
      fc.property(
        fc.record({
          isLearner: fc.boolean(),
          wasEverStaff: fc.boolean(),
          isTestUser: fc.boolean(),
          isObserver: fc.boolean(),
          status: fc.constantFrom('active', 'inactive', 'gone'),
        }),
        fc.boolean(),
        (roles, isMembersRead) => {
          const isPlainLearner =
            roles.isLearner &&
            !roles.wasEverStaff &&
            !roles.isTestUser &&
            !roles.isObserver &&
            roles.status === 'active';
          expect(mayBeAwarded(buildEnrolment(roles), isMembersRead)).toBe(isPlainLearner);
        },
      ),
    );
  });

  it('does not take a user for absent before the members were read whole', () => {
    expect(findWhyNotAwardable(null, false)).toEqual({ verdict: 'unknown', reason: 'members-unknown' });
    expect(findWhyNotAwardable(null, true)).toEqual({ verdict: 'stopped', reason: 'not-a-member' });
    expect(mayBeAwarded(null, false)).toBe(false);
  });

  it('holds a teaching assistant to be staff though the newest source says learner', () => {
    expect(findWhyNotAwardable(buildEnrolment({ isLearner: true, wasEverStaff: true }), true)?.reason).toBe(
      'staff',
    );
  });
});
