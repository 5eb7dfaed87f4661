import { expect, it } from 'vitest';
import { runSoak } from '../soak/run-soak.js';

/** The short form of `npm run soak`: the same school, smaller. */
it('trouble and killed workers leave every award, decision and score as the LMS’s own gradebook says', async () => {
  const lines: string[] = [];
  const report = await runSoak({
    courses: 3,
    learners: 14,
    kills: 2,
    waves: 1,
    seed: 11,
    settleMs: 150_000,
    troubleMs: 400,
    log: (line) => void lines.push(line),
  });
  expect(report.problems).toEqual([]);
  expect(report).toMatchObject({ kills: 2, troubles: 7, parked: 0 });
  expect(report.awards).toBeGreaterThan(5);
  expect(report.scores).toBeGreaterThan(0);
  expect(report.decisions).toBeGreaterThanOrEqual(3 * 14 * 4 - report.dropOuts * 4);
}, 240_000);
