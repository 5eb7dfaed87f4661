import { describe, expect, it } from 'vitest';
import { AppError, hasCode } from '../../../src/errors/app-error.js';

describe('hasCode', () => {
  it('tells a coded error from any other', () => {
    expect(hasCode(new AppError('award_not_found', 404, 'no such award'), 'award_not_found')).toBe(true);
    expect(hasCode(new AppError('award_not_found', 404, 'no such award'), 'launch_replayed')).toBe(false);
    expect(hasCode(new Error('award_not_found'), 'award_not_found')).toBe(false);
  });
});
