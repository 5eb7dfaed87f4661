/**
 * The command line: works on the same store while the tool runs. With `--json` it prints one JSON object and nothing
 * else; a failure is an object with `error` and `message`, and a status that is not zero.
 *
 * @module
 */
import { parseArgs } from 'node:util';
import { flag, text, UsageError } from './admin/command.js';
import { COMMANDS } from './admin/commands.js';
import { toConfig } from './config/config.js';
import { readEnv } from './config/env.js';
import { createContext, type Context } from './context.js';
import { AppError } from './errors/app-error.js';
import { createLogger } from './logger/logger.js';

function usage(): string {
  const names = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(13)}${summary}`);
  return ['npm run admin -- COMMAND [--json] [--help]', '', ...names].join('\n');
}

/** @returns the exit status */
async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  const command = name === undefined || !Object.hasOwn(COMMANDS, name) ? undefined : COMMANDS[name];
  const wantsJson = args.includes('--json');
  if (!command || !name) {
    const isAsked = name === undefined || name === '--help';
    if (wantsJson) console.log(JSON.stringify({ error: 'usage', message: 'no such command' }));
    else if (isAsked) console.log(usage());
    else console.error(usage());
    return isAsked && !wantsJson ? 0 : 2;
  }
  try {
    const { values } = parseArgs({
      args: rest,
      options: { ...command.options, json: flag, help: flag, of: text },
      strict: true,
    });
    if (values['help']) {
      console.log([`npm run admin -- ${name}: ${command.summary}`, '', ...command.help].join('\n'));
      return 0;
    }
    const { config, secrets } = toConfig(readEnv());
    const context = await createContext({ config, secrets, logger: createLogger('silent') });
    try {
      const result = await command.run(await chooseInstitution(context, values['of']), values);
      console.log(wantsJson ? JSON.stringify(result) : command.present(result));
      return result['isOk'] === false ? 1 : 0;
    } finally {
      await context.close();
    }
  } catch (error) {
    const code = readCode(error);
    const message = error instanceof Error ? error.message : String(error);
    if (wantsJson) console.log(JSON.stringify({ error: code, message }));
    else console.error(message);
    return 1;
  }
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

process.exitCode = await main(process.argv.slice(2));
