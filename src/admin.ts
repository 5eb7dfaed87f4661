/**
 * The command line: works on the same store while the tool runs. With `--json` it prints one JSON object and nothing
 * else; a failure is an object with `error` and `message`, and a status that is not zero.
 *
 * @module
 */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { checkInstall } from './admin/check.js';
import { readEnv } from './config/env.js';
import { toConfig } from './config/config.js';
import { createContext, type Context } from './context.js';
import { AppError } from './errors/app-error.js';
import { createLogger } from './logger/logger.js';
import { VARIANTS, type Variant } from './badges/badge-class.js';
import type { AuditActor } from './institutions/audit.js';
import { parseLanguage } from './language/local-text.js';

type Options = NonNullable<ParseArgsConfig['options']>;
type Values = Readonly<Record<string, string | boolean | undefined>>;
type Json = Readonly<Record<string, unknown>>;

interface Command {
  readonly summary: string;
  /** What `--help` adds, line by line. */
  readonly help: readonly string[];
  readonly options: Options;
  run(context: Context, values: Values): Promise<Json>;
  /** For people; `--json` prints the object itself. */
  present(result: Json): string;
}

const ACTOR: AuditActor = { kind: 'command-line' };
const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

class UsageError extends AppError {
  override readonly name = 'UsageError';

  constructor(message: string) {
    super('usage', 400, message);
  }
}

const COMMANDS: Readonly<Record<string, Command>> = {
  invite: {
    summary: 'make a registration address for an LMS, valid once for seven days',
    help: ['Open the address in the LMS, where it asks for the address of dynamic registration.'],
    options: {},
    async run({ institution, invites }) {
      const invite = await invites.create(institution.id, ACTOR);
      return { registrationUrl: invite.url, expiresAt: invite.expiresAt };
    },
    present: ({ registrationUrl, expiresAt }) =>
      `Registration address, valid once until ${String(expiresAt)}:\n${String(registrationUrl)}`,
  },

  register: {
    summary: 'register an LMS by hand',
    help: [
      '--issuer URL --client-id ID --authorization-url URL --token-url URL --jwks-url URL',
      '[--token-audience TEXT] [--name TEXT] [--deployment-id ID]',
      '',
      'Without options it prints what the LMS wants to know of this tool.',
    ],
    options: {
      issuer: text,
      'client-id': text,
      'authorization-url': text,
      'token-url': text,
      'token-audience': text,
      'jwks-url': text,
      name: text,
      'deployment-id': text,
    },
    async run({ config, institution, registrations }, values) {
      if (!values['issuer']) return { tool: describeTool(config.baseUrl) };
      const registration = await registrations.registerByHand(
        institution.id,
        {
          issuer: need(values, 'issuer'),
          clientId: need(values, 'client-id'),
          authorizationUrl: need(values, 'authorization-url'),
          tokenUrl: need(values, 'token-url'),
          tokenAudience: optional(values, 'token-audience') ?? need(values, 'token-url'),
          jwksUrl: need(values, 'jwks-url'),
          name: optional(values, 'name') ?? new URL(need(values, 'issuer')).host,
          deploymentId: optional(values, 'deployment-id'),
        },
        ACTOR,
      );
      return { registration, tool: describeTool(config.baseUrl) };
    },
    present: (result) =>
      [
        result['registration'] ? 'Registered.' : 'Nothing registered yet.',
        'The LMS asks for:',
        list(result['tool']),
      ].join('\n'),
  },

  deployment: {
    summary: 'list deployments, or give one that waits to the institution: --activate ID',
    help: ['[--activate ID]'],
    options: { activate: text },
    async run({ institution, deployments }, values) {
      const id = optional(values, 'activate');
      if (id) await deployments.activate(institution.id, id, ACTOR);
      return { deployments: (await deployments.list(institution.id)).map(describeDeployment) };
    },
    present: (result) => table(result['deployments'], 'No LMS has opened Insigne yet.'),
  },

  check: {
    summary: 'see whether store, keys, issuer and registered LMSs answer',
    help: ['Ends with status 1 when something does not hold.'],
    options: {},
    async run(context) {
      const checks = await checkInstall(context);
      return { isOk: checks.every(({ isOk }) => isOk), checks };
    },
    present: (result) =>
      (result['checks'] as readonly { name: string; isOk: boolean; message: string }[])
        .map(({ name, isOk, message }) => `${isOk ? 'ok  ' : 'FAIL'}  ${name}: ${message}`)
        .join('\n'),
  },

  'badge-class': {
    summary: 'list badge classes; make one; allow or refuse one in a course',
    help: [
      '(nothing)                    list badge classes, courses and requests',
      '--create --variant regular|microcredential|extra-curricular --name-nl TEXT --name-en TEXT',
      '  --description-nl TEXT --description-en TEXT --criteria-nl TEXT --criteria-en TEXT [--language nl|en]',
      '--approve ID --course ID     allow it in a course',
      '--refuse ID --course ID      do not allow it in a course',
    ],
    options: {
      create: flag,
      variant: text,
      'name-nl': text,
      'name-en': text,
      'description-nl': text,
      'description-en': text,
      'criteria-nl': text,
      'criteria-en': text,
      language: text,
      approve: text,
      refuse: text,
      course: text,
    },
    run: runBadgeClass,
    present: (result) =>
      [
        table(
          result['badgeClasses'],
          'No badge classes yet: make some with "seed" or "badge-class --create".',
        ),
        ...('courses' in result ? ['Courses:', table(result['courses'], 'none yet')] : []),
        ...('requests' in result ? ['Requests:', table(result['requests'], 'none')] : []),
      ].join('\n'),
  },

  decisions: {
    summary: 'why each learner of a course has a badge or not: --course ID',
    help: ['--course ID    "badge-class" lists the ids of courses'],
    options: { course: text },
    run: runDecisions,
    present: (result) => table(result['decisions'], 'No decisions yet: no round has been completed.'),
  },

  seed: {
    summary: 'make one badge class of each variant to start with',
    help: ['Run twice it makes them once.'],
    options: {},
    async run(context) {
      const seeded = await context.seed();
      return { badgeClasses: seeded.map(describeBadgeClass) };
    },
    present: (result) => table(result['badgeClasses'], ''),
  },

  institution: {
    summary: 'show or change the name that pages and new credentials carry',
    help: ['[--name-nl TEXT --name-en TEXT]'],
    options: { 'name-nl': text, 'name-en': text },
    async run(context, values) {
      const { institution } = context;
      if (!values['name-nl'] && !values['name-en'])
        return { institution: { id: institution.id, name: institution.name } };
      const name = { nl: need(values, 'name-nl'), en: need(values, 'name-en') };
      const renamed = await context.institutions.rename(institution.id, name, ACTOR);
      const issuer = await context.issuers.ensureFirst(renamed);
      await context.issuers.rename(institution.id, issuer.id, name, ACTOR);
      return { institution: { id: renamed.id, name: renamed.name } };
    },
    present: (result) => {
      const { name } = result['institution'] as { name: { nl: string; en: string } };
      return `nl  ${name.nl}\nen  ${name.en}`;
    },
  },

  rotate: {
    summary: 'let a new key of the issuer sign; credentials made before go on verifying',
    help: [],
    options: {},
    async run({ institution, issuers, issuerKeys }) {
      const issuer = await issuers.ensureFirst(institution);
      return { issuerId: issuer.id, kid: await issuerKeys.rotate(institution.id, issuer.id, ACTOR) };
    },
    present: ({ kid }) => `Signing with ${String(kid)} from now on.`,
  },
};

async function runBadgeClass(context: Context, values: Values): Promise<Json> {
  const { institution, badgeClasses, issuers, stores } = context;
  if (values['create']) {
    const issuer = await issuers.ensureFirst(institution);
    const both = (member: string) => ({ nl: need(values, `${member}-nl`), en: need(values, `${member}-en`) });
    const made = await badgeClasses.create(
      institution.id,
      {
        issuerId: issuer.id,
        variant: parseVariant(need(values, 'variant')),
        name: both('name'),
        description: both('description'),
        criteria: both('criteria'),
        language: parseLanguage(optional(values, 'language')) ?? institution.language,
      },
      ACTOR,
    );
    return { badgeClasses: [describeBadgeClass(made)] };
  }
  for (const [option, state] of [
    ['approve', 'approved'],
    ['refuse', 'refused'],
  ] as const) {
    const id = optional(values, option);
    if (!id) continue;
    const courseId = need(values, 'course');
    if (!(await stores.courses.find(institution.id, courseId)))
      throw new UsageError(`no course has the id ${courseId}: "badge-class" lists them`);
    await badgeClasses.decideApproval(institution.id, id, courseId, state, ACTOR);
    // What waited for this answer need not wait for the next round too.
    await context.requestRound(institution.id, courseId, 'schedule');
    return { badgeClasses: [describeBadgeClass(await badgeClasses.get(institution.id, id))], state };
  }
  return {
    badgeClasses: (await badgeClasses.list(institution.id)).map(describeBadgeClass),
    courses: (await stores.courses.list(institution.id)).map(({ id, title }) => ({ id, title: title ?? '' })),
    requests: (await badgeClasses.listApprovals(institution.id)).map(({ badgeClassId, courseId, state }) => ({
      badgeClassId,
      courseId,
      state,
    })),
  };
}

async function runDecisions({ institution, stores }: Context, values: Values): Promise<Json> {
  const courseId = need(values, 'course');
  const [decisions, awards] = await Promise.all([
    stores.decisions.listByCourse(institution.id, courseId),
    stores.awards.listByCourse(institution.id, courseId),
  ]);
  const learners = await stores.learners.listByIds(
    institution.id,
    decisions.map(({ learnerId }) => learnerId),
  );
  const subs = new Map(learners.map(({ id, sub }) => [id, sub]));
  return {
    decisions: decisions.map(({ learnerId, mappingId, verdict, reason, inputs, decidedAt }) => ({
      // The LMS's own id: the operator's counterpart knows whose it is.
      userId: subs.get(learnerId) ?? null,
      verdict,
      reason,
      scores: inputs.map(({ score, maximum }) => `${score ?? '-'}/${maximum ?? '-'}`).join(' '),
      isAwarded: awards.some((award) => award.learnerId === learnerId && award.mappingId === mappingId),
      decidedAt: decidedAt.toISOString(),
      mappingId,
    })),
  };
}

function describeTool(baseUrl: string): Json {
  return {
    loginUrl: `${baseUrl}/lti/login`,
    launchUrl: `${baseUrl}/lti/launch`,
    keysUrl: `${baseUrl}/lti/jwks`,
  };
}

function describeBadgeClass(badgeClass: {
  readonly id: string;
  readonly variant: Variant;
  readonly name: { readonly nl: string };
  readonly mayBeMapped: { readonly where: string };
}): Json {
  const { id, variant, name, mayBeMapped } = badgeClass;
  return { id, variant, mayBeMapped: mayBeMapped.where, name: name.nl };
}

function describeDeployment(deployment: {
  readonly id: string;
  readonly deploymentId: string;
  readonly state: string;
  readonly registrationId: string;
}): Json {
  const { id, state, deploymentId, registrationId } = deployment;
  return { id, state, deploymentId, registrationId };
}

function parseVariant(value: string): Variant {
  const variant = VARIANTS.find((one) => one === value);
  if (!variant) throw new UsageError(`--variant is one of ${VARIANTS.join(', ')}`);
  return variant;
}

function optional(values: Values, name: string): string | null {
  const value = values[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

function need(values: Values, name: string): string {
  const value = optional(values, name);
  if (value === null) throw new UsageError(`--${name} is missing`);
  return value;
}

function list(value: unknown): string {
  return Object.entries(value as Json)
    .map(([name, one]) => `  ${name.padEnd(12)}${String(one)}`)
    .join('\n');
}

function table(value: unknown, empty: string): string {
  const rows = value as readonly Json[];
  if (rows.length === 0) return empty;
  return rows.map((row) => Object.values(row).map(String).join('  ')).join('\n');
}

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
    console.error(usage());
    return name === undefined || name === '--help' ? 0 : 2;
  }
  try {
    const { values } = parseArgs({
      args: rest,
      options: { ...command.options, json: flag, help: flag },
      strict: true,
    });
    if (values['help']) {
      console.log([`npm run admin -- ${name}: ${command.summary}`, '', ...command.help].join('\n'));
      return 0;
    }
    const { config, secrets } = toConfig(readEnv());
    const context = await createContext({ config, secrets, logger: createLogger('silent') });
    try {
      const result = await command.run(context, values);
      console.log(wantsJson ? JSON.stringify(result) : command.present(result));
      return result['isOk'] === false ? 1 : 0;
    } finally {
      await context.close();
    }
  } catch (error) {
    const code = error instanceof AppError ? error.code : 'usage';
    const message = error instanceof Error ? error.message : String(error);
    if (wantsJson) console.log(JSON.stringify({ error: code, message }));
    else console.error(message);
    return 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
