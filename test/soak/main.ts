/**
 * `npm run soak`: 200 courses × 100 learners, 20 kills; some ten minutes on two cores. Ends with status 1 when anything is not as it
 * must be.
 *
 *   npm run soak -- --courses 20 --learners 50 --kills 4 --waves 2 --seed 7 --minutes 20
 */
import { parseArgs } from 'node:util';
import { runSoak } from './run-soak.js';

const text = { type: 'string' } as const;
const { values } = parseArgs({
  options: { courses: text, learners: text, kills: text, waves: text, seed: text, minutes: text },
});
const number = (value: string | undefined, fallback: number): number =>
  value === undefined ? fallback : Number(value);

const report = await runSoak({
  courses: number(values.courses, 200),
  learners: number(values.learners, 100),
  kills: number(values.kills, 20),
  waves: number(values.waves, 3),
  seed: number(values.seed, 1),
  // For each wave; on a busy machine more.
  settleMs: number(values.minutes, 12) * 60_000,
  troubleMs: 1_500,
  log: (line) => console.log(line),
});
const { problems, ...counts } = report;
for (const [name, count] of Object.entries(counts)) console.log(`${name.padEnd(12)}${count}`);
for (const problem of problems.slice(0, 50)) console.error(`NOT AS IT MUST BE  ${problem}`);
console.log(
  problems.length === 0 && counts.parked === 0 ? 'all as it must be' : `${problems.length} problems`,
);
process.exitCode = problems.length === 0 && counts.parked === 0 ? 0 : 1;
