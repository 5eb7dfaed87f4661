import { describe, expect, it } from 'vitest';
import { waitAtMost } from '../../../src/awarding/wait-at-most.js';

describe('waiting for work that goes on by itself', () => {
  it('ends with the work, and with what it throws', async () => {
    expect(await waitAtMost(Promise.resolve('done'), 60_000)).toBe(true);
    await expect(waitAtMost(Promise.reject(new Error('broken')), 60_000)).rejects.toThrow('broken');
  });

  it('goes on without it after the limit, and hears nothing of what it throws then', async () => {
    let fail: (error: Error) => void = () => undefined;
    const work = new Promise((_resolve, reject) => (fail = reject));
    expect(await waitAtMost(work, 0)).toBe(false);
    fail(new Error('late'));
    await expect(work).rejects.toThrow('late'); // handled: no process ends by it
  });
});
