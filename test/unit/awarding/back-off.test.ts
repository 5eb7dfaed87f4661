import { describe, expect, it } from 'vitest';
import { retryAt } from '../../../src/awarding/back-off.js';
import { AppError } from '../../../src/errors/app-error.js';
import { NOON } from '../../support/build-records.js';

const secondsAfter = (attempts: number, error?: unknown): number =>
  (retryAt(NOON, attempts, error).getTime() - NOON.getTime()) / 1000;

describe('retryAt', () => {
  it('doubles from five seconds and ends at half an hour', () => {
    expect([1, 2, 3, 9, 10, 11, 1000].map((attempts) => secondsAfter(attempts))).toEqual([
      5, 10, 20, 1280, 1800, 1800, 1800,
    ]);
  });

  it('is never sooner than the platform asked for, and never more than a day', () => {
    const busy = (retryAfterSeconds: number) =>
      new AppError('platform_busy', 503, 'busy', { retryAfterSeconds });
    expect(secondsAfter(1, busy(120))).toBe(120);
    expect(secondsAfter(1, busy(1))).toBe(5);
    expect(secondsAfter(1, busy(1e9))).toBe(86_400);
    expect(secondsAfter(1, new AppError('platform_busy', 503, 'busy'))).toBe(5);
  });

  it('S3 spreads what failed together, and stays after what the platform asked for', () => {
    const now = new Date('2026-11-25T10:00:00Z');
    const busy = new AppError('platform_busy', 503, 'wait', { retryAfterSeconds: 60 });
    expect(retryAt(now, 1, undefined, 0).getTime() - now.getTime()).toBe(5_000);
    expect(retryAt(now, 1, undefined, 1).getTime() - now.getTime()).toBe(6_250);
    expect(retryAt(now, 1, busy, 0.5).getTime() - now.getTime()).toBe(67_500);
  });
});
