/**
 * The command line as a process: `npm run admin -- COMMAND`.
 *
 * @module
 */
import { runCommandLine } from './admin/run-command-line.js';
import { readEnv } from './config/env.js';

process.exitCode = await runCommandLine({
  args: process.argv.slice(2),
  env: readEnv(),
  out: (line) => console.log(line),
  complain: (line) => console.error(line),
});
