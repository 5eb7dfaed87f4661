import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { retryDelayMs } from '../../../src/jobs/retry-delay.js';

describe('retryDelayMs', () => {
  it('doubles from five seconds to half an hour', () => {
    expect([1, 2, 3, 9, 10, 50].map((attempts) => retryDelayMs(attempts, 0))).toEqual([
      5_000, 10_000, 20_000, 1_280_000, 1_800_000, 1_800_000,
    ]);
  });

  it('takes off at most a quarter, so that what failed together does not come back together', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (attempts, random) => {
          const full = retryDelayMs(attempts, 0);
          const delay = retryDelayMs(attempts, random);
          expect(delay).toBeLessThanOrEqual(full);
          expect(delay).toBeGreaterThanOrEqual(full * 0.75);
        },
      ),
    );
  });
});
