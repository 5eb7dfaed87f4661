/**
 * One run of the command line, from its arguments to its exit status: works on the same store while the tool runs.
 *
 * With `--json` it prints one JSON object and nothing else; a failure is an object with `error` and `message`, and a status that is
 * not zero. Not here: the process around it (src/admin.ts).
 *
 * @module
 */
import { toConfig } from '../config/config.js';
import type { Env } from '../config/env.js';
import { createContext, type Context } from '../context.js';
import { AppError } from '../errors/app-error.js';
import { createLogger } from '../logger/logger.js';
import { flag, text, UsageError, type Command } from './command.js';
import { COMMANDS } from './commands.js';
import { readOptions } from './read-options.js';

export interface CommandLine {
  readonly args: readonly string[];
  readonly env: Env;
  /** A line for whoever asked. */
  out(line: string): void;
  /** A line about what went wrong. */
  complain(line: string): void;
}

/** @returns the exit status */
export async function runCommandLine(line: CommandLine): Promise<number> {
  const { args, out, complain } = line;
  const [name = '--help', ...rest] = args;
  const wantsJson = args.includes('--json');
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command) return runCommand(line, name, command, rest);
  const isAsked = ['--help', '-h', 'help'].includes(name);
  if (wantsJson) out(JSON.stringify({ error: 'usage', message: `there is no command ${name}` }));
  else if (isAsked) out(listCommands());
  else complain(`There is no command ${name}.\n\n${listCommands()}`);
  return isAsked && !wantsJson ? 0 : 2;
}

async function runCommand(
  { args, env, out, complain }: CommandLine,
  name: string,
  command: Command,
  rest: readonly string[],
): Promise<number> {
  const wantsJson = args.includes('--json');
  try {
    const values = readOptions(rest, { ...command.options, json: flag, help: flag, of: text });
    if (values['help']) {
      out([`npm run admin -- ${name}: ${command.summary}`, '', ...command.help].join('\n'));
      return 0;
    }
    const { config, secrets } = toConfig(env);
    const context = await createContext({ config, secrets, logger: createLogger('silent') });
    try {
      const result = await command.run(await chooseInstitution(context, values['of']), values);
      out(wantsJson ? JSON.stringify(result) : command.present(result));
      return result['isOk'] === false ? 1 : 0;
    } finally {
      await context.close();
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (wantsJson) out(JSON.stringify({ error: readCode(error), message }));
    else complain(message);
    return 1;
  }
}

function listCommands(): string {
  const names = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(13)}${summary}`);
  return [
    'npm run admin -- COMMAND [--json] [--of INSTITUTION]',
    '',
    ...names,
    '',
    'COMMAND --help explains one.',
  ].join('\n');
}

/** `--of ID`: the institution that the command works on; the oldest where it is not said. */
async function chooseInstitution(context: Context, id: string | boolean | undefined): Promise<Context> {
  if (typeof id !== 'string') return context;
  const institution = await context.institutions.find(id);
  if (!institution) throw new UsageError(`no institution has the id ${id}: "institutions" lists them`);
  return { ...context, institution };
}

function readCode(error: unknown): string {
  if (error instanceof AppError) return error.code;
  const isMistyped =
    error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  return isMistyped ? 'usage' : 'internal_error';
}
