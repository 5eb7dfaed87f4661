/**
 * Verbs of `npm run admin` within this process: one on the context of a running tool, or a whole command line as its process runs it.
 */
import type { Json } from '../../src/admin/command.js';
import { COMMANDS } from '../../src/admin/commands.js';
import { readOptions } from '../../src/admin/read-options.js';
import { runCommandLine } from '../../src/admin/run-command-line.js';
import type { Context } from '../../src/context.js';

/** What the verb answers, with what it says to people as `said`. */
export async function runVerb(
  context: Context,
  name: string,
  ...args: string[]
): Promise<Json & { readonly said: string }> {
  const command = COMMANDS[name];
  if (!command) throw new Error(`no command ${name}`);
  const result = await command.run(context, readOptions(args, command.options));
  return { ...result, said: command.present(result) };
}

export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly json: Record<string, unknown>;
}

/** From its arguments to its exit status, on a store that it opens and closes itself. */
export async function runLine(
  env: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<Ran> {
  const out: string[] = [];
  const complaints: string[] = [];
  const status = await runCommandLine({
    args,
    env,
    out: (line) => out.push(`${line}\n`),
    complain: (line) => complaints.push(`${line}\n`),
  });
  return toRan(status, out.join(''), complaints.join(''));
}

export function toRan(status: number, stdout: string, stderr: string): Ran {
  const json = stdout.startsWith('{') ? (JSON.parse(stdout) as Record<string, unknown>) : {};
  return { status, stdout, stderr, json };
}
