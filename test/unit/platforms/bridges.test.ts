import { describe, expect, it } from 'vitest';
import { pickCourseBridges, pickLearnerBridges } from '../../../src/platforms/bridges.js';

const custom = {
  lms_user_id: '42',
  lms_course_sourced_id: 'BIO1-2026',
  context_id_history: 'a,b',
  something_else: 'x',
};

describe('bridges', () => {
  it('go to the learner or the course, each to one', () => {
    expect(pickLearnerBridges(custom, null)).toEqual({ lms_user_id: '42' });
    expect(pickCourseBridges(custom)).toEqual({
      lms_course_sourced_id: 'BIO1-2026',
      context_id_history: 'a,b',
    });
  });

  it('take the LIS claim for an LMS that does not know the variable', () => {
    expect(pickLearnerBridges({}, 'p-1')).toEqual({ lms_person_sourced_id: 'p-1' });
    expect(pickLearnerBridges({ lms_person_sourced_id: 'p-2' }, 'p-1')).toEqual({
      lms_person_sourced_id: 'p-2',
    });
  });
});
