import { describe, expect, it } from 'vitest';
import { mergeMemberships, parseMembership, type Membership } from '../../../src/lti/nrps/membership.js';

const raw = {
  user_id: '7',
  roles: ['Learner'],
  name: 'Ada Byron',
  email: 'ada@example.org',
  status: 'Active',
};
const learner = { isStaff: false, isLearner: true, isObserver: false, isTestUser: false };
const unusable = expect.objectContaining({ code: 'platform_answer_unusable' }) as Error;

describe('parseMembership (LTI NRPS 2.0 §2.2)', () => {
  it('reads user, name, address, roles and status', () => {
    expect(parseMembership(raw)).toEqual({
      userId: '7',
      name: 'Ada Byron',
      email: 'ada@example.org',
      roles: learner,
      status: 'active',
    });
  });

  it('S12 leaves out names and addresses that did not come', () => {
    expect(parseMembership({ user_id: '7', roles: ['Learner'] })).toEqual({
      userId: '7',
      roles: learner,
      status: 'active',
    });
    expect(parseMembership({ ...raw, name: '', email: ' ', given_name: '' })).toEqual({
      userId: '7',
      roles: learner,
      status: 'active',
    });
  });

  it('joins the parts of a name that did not come whole', () => {
    const parts = { ...raw, name: undefined };
    expect(parseMembership({ ...parts, given_name: 'Ada', family_name: 'Byron' })?.name).toBe('Ada Byron');
    expect(parseMembership({ ...parts, family_name: 'Byron' })?.name).toBe('Byron');
  });

  it.each([
    ['Active', 'active'],
    ['active', 'active'],
    [undefined, 'active'],
    [null, 'active'],
    ['Inactive', 'inactive'],
    ['Suspended', 'inactive'],
    [5, 'inactive'],
  ])('S11 reads the status %j as %s', (status, expected) => {
    expect(parseMembership({ ...raw, status })?.status).toBe(expected);
  });

  it('S11 leaves out a deleted member', () => {
    expect(parseMembership({ ...raw, status: 'Deleted' })).toBeNull();
  });

  it('S10 takes a user id that is a number as text', () => {
    expect(parseMembership({ ...raw, user_id: 7 })?.userId).toBe('7');
  });

  it('takes a member without roles for nobody in particular', () => {
    expect(parseMembership({ ...raw, roles: undefined })?.roles).toEqual({ ...learner, isLearner: false });
  });

  it.each([
    { ...raw, user_id: undefined },
    { ...raw, user_id: '' },
    { ...raw, roles: 'Learner' },
    { ...raw, roles: [1] },
    null,
    'x',
  ])('refuses %j', (entry) => {
    expect(() => parseMembership(entry)).toThrow(unusable);
  });
});

describe('mergeMemberships', () => {
  it('S12 takes two members with one e-mail address for two people', () => {
    const shared = { name: 'Shared', email: 'office@school.example' };
    const two = mergeMemberships([member({ userId: '7', ...shared }), member({ userId: '8', ...shared })]);
    expect(two.map(({ userId }) => userId)).toEqual(['7', '8']);
  });

  const member = (overrides: Partial<Membership>): Membership => ({
    userId: '7',
    roles: learner,
    status: 'active',
    ...overrides,
  });

  it('gives one entry per user, in the order of the first', () => {
    const merged = mergeMemberships([member({}), member({ userId: '8' }), member({})]);
    expect(merged.map(({ userId }) => userId)).toEqual(['7', '8']);
  });

  it('joins roles: who assists in one section is staff', () => {
    const [merged] = mergeMemberships([
      member({}),
      member({ roles: { ...learner, isLearner: false, isStaff: true } }),
    ]);
    expect(merged?.roles).toEqual({ ...learner, isStaff: true });
  });

  it('calls a user active who is active in one entry', () => {
    const [merged] = mergeMemberships([member({ status: 'inactive' }), member({ status: 'active' })]);
    expect(merged?.status).toBe('active');
  });

  it('takes a name from whichever entry has one', () => {
    const [merged] = mergeMemberships([member({}), member({ name: 'Ada', email: 'ada@example.org' })]);
    expect(merged).toMatchObject({ name: 'Ada', email: 'ada@example.org' });
  });
});
