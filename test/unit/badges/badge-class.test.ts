import { describe, expect, it } from 'vitest';
import { decideMappingPermission, defaultMayBeMapped } from '../../../src/badges/badge-class.js';

describe('where a badge class may be mapped (DESIGN §4 "Who may map")', () => {
  it('starts at the strictest where an examining board stands behind it', () => {
    expect(defaultMayBeMapped('regular')).toEqual({ where: 'after-approval' });
    expect(defaultMayBeMapped('microcredential')).toEqual({ where: 'after-approval' });
    expect(defaultMayBeMapped('extra-curricular')).toEqual({ where: 'any-course' });
  });

  it('lets anybody map what may be mapped anywhere', () => {
    expect(decideMappingPermission({ mayBeMapped: { where: 'any-course' } }, 'course-1', null)).toBe(
      'allowed',
    );
  });

  it('lets nobody put live alone what wants a yes, and follows the answer', () => {
    const badgeClass = { mayBeMapped: { where: 'after-approval' as const } };
    const answer = (state: 'requested' | 'approved' | 'refused' | null) =>
      decideMappingPermission(badgeClass, 'course-1', state && { state });
    expect([answer(null), answer('requested'), answer('approved'), answer('refused')]).toEqual([
      'needs-approval',
      'needs-approval',
      'allowed',
      'refused',
    ]);
  });

  it('keeps to the listed courses, whatever an admin said', () => {
    const badgeClass = { mayBeMapped: { where: 'listed-courses' as const, courseIds: ['course-1'] } };
    expect(decideMappingPermission(badgeClass, 'course-1', null)).toBe('allowed');
    expect(decideMappingPermission(badgeClass, 'course-2', { state: 'approved' })).toBe('other-courses-only');
  });
});
