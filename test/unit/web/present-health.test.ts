import { describe, expect, it } from 'vitest';
import { presentLine } from '../../../src/web/health/present-health.js';
import { buildRegistration, NOON } from '../../support/build-records.js';

const registration = buildRegistration({ name: 'School LMS' });
const present = (detail: Readonly<Record<string, string>>) =>
  presentLine(
    {
      check: 'columns',
      state: 'ill',
      code: 'platform_answer_unusable',
      detail,
      since: NOON,
      at: NOON,
    },
    registration,
    'en',
  );

describe('an LMS that behaves as another kind', () => {
  it.each([
    ['html-404', 'a web page “not found”'],
    ['broken-link-header', 'address of a next page'],
    ['busy-with-403', 'asks to wait'],
  ])('is told what does not fit (%s), and where to look', (quirk, words) => {
    const { why, cure } = present({ quirk });
    expect(why).toContain('School LMS');
    expect(why).toContain(words);
    expect(cure).toContain('right kind of learning environment');
  });

  it('is told in general where nothing more is known', () => {
    expect(present({}).cure).toContain('Test now');
    expect(present({}).why).toBe('School LMS answers, but not what the standard says.');
    expect(present({ quirk: 'new' }).why).toBe('School LMS answers, but not what the standard says.');
  });
});
