import { describe, expect, it } from 'vitest';
import { chooseProfile, findProfile, isProfileName, PROFILE_NAMES } from '../../../src/platforms/profile.js';

describe('chooseProfile', () => {
  it.each([
    ['canvas', 'canvas'],
    ['Canvas', 'canvas'],
    ['desire2learn', 'brightspace'],
    ['d2l', 'brightspace'],
    ['brightspace', 'brightspace'],
    ['moodle', 'moodle'],
    ['blackboard', 'plain'],
    ['unknown', 'plain'],
    ['', 'plain'],
    ['__proto__', 'plain'],
    ['constructor', 'plain'],
  ])('takes %j for %s', (family, expected) => {
    expect(chooseProfile(family)).toBe(expected);
  });
});

describe('findProfile', () => {
  it('gives each profile under its own name', () => {
    expect(PROFILE_NAMES.map((profile) => findProfile({ profile }).name)).toEqual(PROFILE_NAMES);
    expect(PROFILE_NAMES).toEqual(['plain', 'canvas', 'brightspace', 'moodle']);
  });

  it('gives the plain standard for a profile that is not known', () => {
    expect(findProfile({ profile: 'blackboard' }).name).toBe('plain');
    expect(findProfile({ profile: 'toString' }).name).toBe('plain');
    expect(isProfileName('toString')).toBe(false);
  });

  it('asks for nothing but text variables', () => {
    for (const profile of PROFILE_NAMES) {
      const { bridgeParameters } = findProfile({ profile }).registration;
      expect(Object.keys(bridgeParameters)).toContain('lms_user_id');
      for (const variable of Object.values(bridgeParameters)) expect(variable).toMatch(/^\$[A-Za-z.]+/);
    }
  });
});
