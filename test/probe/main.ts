/**
 * `npm run probe:lti`: the launch and registration list against Insigne and against ltijs, from outside.
 *
 *   npm run probe:lti                     both, ltijs twice: with its defaults, and with an error handler and recommended settings
 *   npm run probe:lti -- --short          without what registers platforms of its own, or waits
 *   npm run probe:lti -- --only T29       ids that begin so
 *   npm run probe:lti -- --tool insigne   Insigne alone (or `ltijs`, or `ltijs-handled`)
 *   npm run probe:lti -- --registration http://localhost:4000/register
 *                                         another tool on this machine that registers at this address, as often as asked
 *
 * Ends with status 0 when the first of them, which is Insigne or the tool that was named, has nothing wrong and never died.
 *
 * @module
 */
import { parseArgs } from 'node:util';
import { createAddressTool } from './address-tool.js';
import { ALL_CASES, NOT_PLAYED } from './cases/all-cases.js';
import { createInsigneTool } from './insigne-tool.js';
import { createLtijsTool } from './ltijs-process.js';
import { printProbed, runProbe, type Probed } from './run-probe.js';
import type { ToolUnderTest } from './tool-under-test.js';

const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    tool: { type: 'string' },
    registration: { type: 'string' },
  },
});
const { short, only, tool, registration } = values;
const cases = ALL_CASES.filter(({ id, isSlow }) => id.startsWith(only) && !(short && isSlow));
const OWN_TOOLS: Readonly<Record<string, () => Promise<ToolUnderTest>>> = {
  insigne: () => createInsigneTool(),
  ltijs: () => createLtijsTool({ isHardened: false }),
  'ltijs-handled': () => createLtijsTool({ isHardened: true }),
};
const tools =
  registration === undefined
    ? Object.entries(OWN_TOOLS).flatMap(([name, create]) =>
        tool === undefined || tool === name ? [create] : [],
      )
    : [async () => createAddressTool(registration)];

const probed: Probed[] = [];
for (const create of tools) {
  const result = await runProbe(await create(), cases);
  probed.push(result);
  console.log(printProbed(result));
}
console.log(`\nnot played: ${NOT_PLAYED.map(([ids, why]) => `${ids} (${why})`).join('; ')}\n`);
for (const { name, rows, wrong, dead } of probed) {
  console.log(`${name}: wrong ${wrong} of ${rows.length}, dead ${dead}`);
}
const [judged] = probed;
// A probe without cases, or without a tool, has shown nothing.
process.exit(judged && judged.rows.length > 0 && judged.wrong === 0 && judged.dead === 0 ? 0 : 1);
