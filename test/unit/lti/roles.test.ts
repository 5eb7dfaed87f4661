import { describe, expect, it } from 'vitest';
import { parseRoles } from '../../../src/lti/roles.js';

const LIS = 'http://purl.imsglobal.org/vocab/lis/v2';
const TEST_USER = 'http://purl.imsglobal.org/vocab/lti/system/person#TestUser';
const nobody = { isStaff: false, isLearner: false, isObserver: false, isTestUser: false };

describe('parseRoles (LTI 1.3 Core A.2)', () => {
  it.each([
    `${LIS}/membership#Instructor`,
    `${LIS}/membership#ContentDeveloper`,
    `${LIS}/membership#Administrator`,
    `${LIS}/membership#Manager`,
    `${LIS}/membership#Officer`,
    `${LIS}/membership/Instructor#TeachingAssistant`,
    `${LIS}/membership/Instructor#Grader`,
    `${LIS}/membership/Instructor#SomethingNew`,
    `${LIS}/membership/Administrator#Support`,
    'Instructor',
    'TeachingAssistant',
    'Administrator',
    'ContentDeveloper',
  ])('takes %s for staff', (role) => {
    expect(parseRoles([role])).toEqual({ ...nobody, isStaff: true });
  });

  it.each([
    `${LIS}/membership#Learner`,
    `${LIS}/membership/Learner#GuestLearner`,
    `${LIS}/membership/Learner#Instructor`,
    'Learner',
  ])('takes %s for a learner', (role) => {
    expect(parseRoles([role])).toEqual({ ...nobody, isLearner: true });
  });

  it.each([
    `${LIS}/membership#Mentor`,
    `${LIS}/membership/Mentor#Advisor`,
    'Mentor',
    `${LIS}/institution/person#Observer`,
  ])('takes %s for an observer', (role) => {
    expect(parseRoles([role])).toEqual({ ...nobody, isObserver: true });
  });

  it.each([TEST_USER, `${LIS}/system/person#TestUser`])('takes %s for a test user', (role) => {
    expect(parseRoles([role])).toEqual({ ...nobody, isTestUser: true });
    expect(parseRoles([role, `${LIS}/membership#Learner`])).toEqual({
      ...nobody,
      isLearner: true,
      isTestUser: true,
    });
  });

  it.each([
    'institution/person#Staff',
    'institution/person#Faculty',
    'institution/person#Administrator',
    'institution/person#Instructor',
    'institution/person#Observer',
    'system/person#Administrator',
    'person#Administrator',
  ])('takes a learner of the course who is %s elsewhere for a learner', (role) => {
    expect(parseRoles([`${LIS}/membership#Learner`, `${LIS}/${role}`])).toEqual({
      ...nobody,
      isLearner: true,
    });
  });

  it.each([
    'institution/person#Administrator',
    'system/person#Administrator',
    'system/person#SysAdmin',
    'system/person#AccountAdmin',
    'person#Administrator',
  ])('takes somebody without a role in the course who is %s for staff', (role) => {
    expect(parseRoles([`${LIS}/${role}`])).toEqual({ ...nobody, isStaff: true });
  });

  it.each([
    [],
    [''],
    ['Student'],
    ['learner'],
    [`${LIS}/institution/person#Student`],
    [`${LIS}/institution/person#Learner`],
    [`${LIS}/institution/person#Faculty`],
    [`${LIS}/membership#Member`],
    [`${LIS}/membership#NotARole`],
    [`${LIS}/membership#`],
    [`x${LIS}/membership#Instructor`],
    ['https://example.org/roles#Instructor'],
    ['urn:lti:sysrole:ims/lis/None'],
  ])('takes %j for nobody in particular', (...roles) => {
    expect(parseRoles(roles)).toEqual(nobody);
  });

  it('joins what several roles say', () => {
    expect(parseRoles(['Learner', `${LIS}/membership/Instructor#TeachingAssistant`, 'unknown'])).toEqual({
      ...nobody,
      isLearner: true,
      isStaff: true,
    });
  });
});
