import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/errors/app-error.js';
import { findPlatformTrouble, toPlatformTrouble } from '../../../src/lti/platform-trouble.js';

const services = { saysBusyWith403: false, breaksWithHtml404: false };
const now = new Date('2026-11-25T10:00:00Z');
const answer = (status: number, headers: Record<string, string> = {}, body = '') => ({
  status,
  headers,
  body,
});

describe('findPlatformTrouble', () => {
  it.each([200, 201, 204, 400, 401, 403, 404, 409, 422])('sees none in %d', (status) => {
    expect(findPlatformTrouble(answer(status), services, now)).toBeNull();
  });

  it.each([500, 502, 503, 504, 599, 408, 425])('S3 calls %d unavailable', (status) => {
    expect(findPlatformTrouble(answer(status), services, now)).toMatchObject({
      code: 'platform_unavailable',
    });
  });

  it('S2 calls 429, 503 with Retry-After, and Canvas’s 403 busy', () => {
    expect(findPlatformTrouble(answer(429), services, now)).toMatchObject({
      code: 'platform_busy',
      detail: { status: 429 },
    });
    expect(findPlatformTrouble(answer(503, { 'retry-after': '120' }), services, now)).toMatchObject({
      code: 'platform_busy',
      detail: { retryAfterSeconds: 120 },
    });
    expect(
      findPlatformTrouble(
        answer(403, {}, '403 Forbidden (Rate Limit Exceeded)'),
        { ...services, saysBusyWith403: true },
        now,
      ),
    ).toMatchObject({
      code: 'platform_busy',
    });
  });

  it('S2 reads Retry-After as a date too, and not below zero', () => {
    const at = (value: string) =>
      findPlatformTrouble(answer(429, { 'retry-after': value }), services, now)?.detail;
    expect(at('Wed, 25 Nov 2026 10:01:30 GMT')).toMatchObject({ retryAfterSeconds: 90 });
    expect(at('Wed, 25 Nov 2026 09:00:00 GMT')).toMatchObject({ retryAfterSeconds: 0 });
    expect(at('soon')).toEqual({ status: 429 });
  });

  it('calls Moodle’s HTML page with status 404 unavailable: it is an exception, not an answer', () => {
    const html = answer(404, { 'content-type': 'text/html; charset=utf-8' }, '<!DOCTYPE html>');
    expect(findPlatformTrouble(html, { ...services, breaksWithHtml404: true }, now)).toMatchObject({
      code: 'platform_unavailable',
    });
    expect(
      findPlatformTrouble(answer(404, { 'content-type': 'application/json' }, '{}'), services, now),
    ).toBeNull();
  });

  it('concludes nothing from a quirk that is not expected, and says which it is', () => {
    const busy = answer(403, {}, '403 Forbidden (Rate Limit Exceeded)');
    const html = answer(404, { 'content-type': 'text/html' }, '<!DOCTYPE html>');
    for (const [one, quirk] of [
      [busy, 'busy-with-403'],
      [html, 'html-404'],
    ] as const) {
      expect(findPlatformTrouble(one, services, now)).toMatchObject({
        code: 'platform_answer_unusable',
        detail: { quirk },
      });
    }
  });

  it.each([301, 302, 307])('calls the redirect %d unusable', (status) => {
    expect(findPlatformTrouble(answer(status), services, now)).toMatchObject({
      code: 'platform_answer_unusable',
    });
  });
});

describe('toPlatformTrouble', () => {
  it.each([
    ['fetch_failed', 'platform_unavailable'],
    ['fetch_timed_out', 'platform_unavailable'],
    ['fetch_too_large', 'platform_answer_unusable'],
    ['address_refused', 'address_refused'],
  ])('turns %s into %s', (code, expected) => {
    expect(toPlatformTrouble(new AppError(code, 500, 'x'))).toMatchObject({ code: expected });
  });

  it('leaves what it does not know', () => {
    const error = new TypeError('bug');
    expect(toPlatformTrouble(error)).toBe(error);
  });
});
