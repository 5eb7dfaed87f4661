/**
 * What the console does, for automation: accounts, health, learners, the audit log, institutions.
 *
 * @module
 */
import type { Context } from '../context.js';
import { ADMIN_ROLES } from '../institutions/admin-account.js';
import { parseLanguage } from '../language/local-text.js';
import {
  ACTOR,
  flag,
  need,
  needAll,
  optional,
  table,
  text,
  UsageError,
  type Command,
  type Json,
} from './command.js';

const MOST_ENTRIES = 1_000;

export const CONSOLE_COMMANDS: Readonly<Record<string, Command>> = {
  account: {
    summary: 'who may use the console: list, add, switch off, make a new link',
    help: [
      '(nothing)                                  list the operators and the institution’s people',
      '--setup                                    the link for the first operator, while there is none',
      `--add --name TEXT --email ADDRESS --role ${ADMIN_ROLES.join('|')}`,
      '--link ID                                  a new link with which somebody chooses a password',
      '--role NAME --id ID                        another role; an operator stays one',
      '--disable ID | --enable ID',
    ],
    options: {
      setup: flag,
      add: flag,
      name: text,
      email: text,
      role: text,
      link: text,
      id: text,
      disable: text,
      enable: text,
    },
    async run({ adminAccounts, institution }, values) {
      if (values['setup']) {
        const link = await adminAccounts.createSetupLink();
        if (!link) throw new UsageError('somebody has an account already: use --add');
        return { link: link.url, expiresAt: link.expiresAt };
      }
      if (values['add']) {
        const { name, email, role } = needAll(values, ['name', 'email', 'role']);
        const { account, link } = await adminAccounts.add(
          institution.id,
          { name, email, role: readRole(role) },
          ACTOR,
        );
        return { account: describe(account), link: link.url, expiresAt: link.expiresAt };
      }
      const renewed = optional(values, 'link');
      if (renewed) {
        const link = await adminAccounts.renewLink(institution.id, renewed, ACTOR);
        return { link: link.url, expiresAt: link.expiresAt };
      }
      for (const [option, isEnabled] of [
        ['disable', false],
        ['enable', true],
      ] as const) {
        const id = optional(values, option);
        if (id)
          return { account: describe(await adminAccounts.change(institution.id, id, { isEnabled }, ACTOR)) };
      }
      const role = optional(values, 'role');
      if (role) {
        const changed = await adminAccounts.change(
          institution.id,
          need(values, 'id'),
          { role: readRole(role) },
          ACTOR,
        );
        return { account: describe(changed) };
      }
      const accounts = [...(await adminAccounts.list(null)), ...(await adminAccounts.list(institution.id))];
      return { accounts: accounts.map(describe) };
    },
    present(result) {
      if ('link' in result)
        return `Works once, until ${(result['expiresAt'] as Date).toISOString()}:\n${String(result['link'])}`;
      if ('account' in result) return table([result['account']], '');
      return table(result['accounts'], 'Nobody yet: make the first link with --setup.');
    },
  },

  health: {
    summary: 'how each connection is, line by line; --test asks the LMS now',
    help: [
      '[--id ID]    one registration alone',
      '[--test]     test now',
      'Ends with status 1 when a line is not well.',
    ],
    options: { id: text, test: flag },
    async run(context, values) {
      const { healthReports, connectionTest, institution } = context;
      const id = optional(values, 'id');
      const all = (await healthReports.list(institution.id)).map(({ registration }) => registration.id);
      const wanted = id === null ? all : [id];
      if (values['test']) for (const one of wanted) await connectionTest.run(institution.id, one);
      const reports = await Promise.all(wanted.map((one) => healthReports.find(institution.id, one)));
      const lines = reports.flatMap((report) => {
        if (!report) return [];
        const { registration } = report;
        const own = report.lines.map((line) => ({ lms: registration.name, deployment: '-', ...plain(line) }));
        const deployed = report.deployments.flatMap((one) =>
          one.lines.map((line) => ({
            lms: registration.name,
            deployment: one.deployment.deploymentId,
            ...plain(line),
          })),
        );
        return [...own, ...deployed];
      });
      return { isOk: lines.every(({ state }) => state !== 'ill'), lines };
    },
    present: (result) => table(result['lines'], 'No LMS is registered yet.'),
  },

  learner: {
    summary: 'find learners; link two to one person; export and erase',
    help: [
      '--find TEXT                            by name, e-mail address or id',
      '--link ID --other ID --by TEXT         two accounts are one person, by an identifier that you trust',
      '--unlink ID                            no longer',
      '--export ID                            everything that is kept (with --json)',
      '--erase ID --sure                      what goes and what stays: src/institutions/learner-data.ts',
    ],
    options: {
      find: text,
      link: text,
      other: text,
      by: text,
      unlink: text,
      export: text,
      erase: text,
      sure: flag,
    },
    async run({ learnerAdmin, institution }, values) {
      const linked = optional(values, 'link');
      if (linked) {
        const { other, by } = needAll(values, ['other', 'by']);
        await learnerAdmin.link(institution.id, linked, other, by, ACTOR);
        return { linked, other };
      }
      const unlinked = optional(values, 'unlink');
      if (unlinked) {
        await learnerAdmin.get(institution.id, unlinked);
        await learnerAdmin.unlink(institution.id, unlinked, ACTOR);
        return { unlinked };
      }
      const exported = optional(values, 'export');
      if (exported) return { ...(await learnerAdmin.exportAll(institution.id, exported, ACTOR)) };
      const erased = optional(values, 'erase');
      if (erased) {
        if (!values['sure']) throw new UsageError('--sure is missing: this cannot be undone');
        await learnerAdmin.erase(institution.id, erased, ACTOR);
        return { erased };
      }
      const { learners } = await learnerAdmin.search(institution.id, need(values, 'find'), null);
      return { learners: learners.map(({ id, name, email, sub }) => ({ id, name, email, sub })) };
    },
    present: (result) =>
      'learners' in result ? table(result['learners'], 'Nobody found.') : JSON.stringify(result, null, 2),
  },

  audit: {
    summary: 'who did what to which record, newest first',
    help: ['[--action NAME] [--subject ID] [--actor ID] [--limit N]'],
    options: { action: text, subject: text, actor: text, limit: text },
    async run({ stores, institution }, values) {
      const limit = Number(optional(values, 'limit') ?? 100);
      if (!Number.isInteger(limit) || limit < 1 || limit > MOST_ENTRIES)
        throw new UsageError(`--limit is a whole number from 1 to ${MOST_ENTRIES}`);
      const question = {
        action: optional(values, 'action'),
        subjectId: optional(values, 'subject'),
        actorId: optional(values, 'actor'),
        from: null,
        until: null,
      };
      return { entries: await stores.audit.search(institution.id, question, null, limit) };
    },
    present: (result) =>
      (result['entries'] as readonly { at: Date; action: string; subject: { kind: string; id: string } }[])
        .map(({ at, action, subject }) => `${at.toISOString()}  ${action}  ${subject.kind} ${subject.id}`)
        .join('\n') || 'Nothing found.',
  },

  institutions: {
    summary: 'list the institutions on this server, add one, or change how one looks',
    help: [
      '(nothing)                                             list them; --of ID makes any command work on one',
      '--create --name-nl TEXT --name-en TEXT [--language nl|en]',
      '--color #27408b | --no-color                          of the institution at hand; contrast is made right by itself',
    ],
    options: {
      create: flag,
      'name-nl': text,
      'name-en': text,
      language: text,
      color: text,
      'no-color': flag,
    },
    async run(context, values) {
      const { institutions, institution } = context;
      if (values['create']) {
        const names = needAll(values, ['name-nl', 'name-en']);
        const language = parseLanguage(optional(values, 'language')) ?? 'nl';
        const made = await institutions.create(
          { name: { nl: names['name-nl'], en: names['name-en'] }, language },
          ACTOR,
        );
        await context.furnishInstitution(made);
        return { institutions: [describeInstitution(made)] };
      }
      const color = optional(values, 'color');
      if (color || values['no-color']) {
        return {
          institutions: [describeInstitution(await institutions.change(institution.id, { color }, ACTOR))],
        };
      }
      return { institutions: (await institutions.list()).map(describeInstitution) };
    },
    present: (result) => table(result['institutions'], ''),
  },
};

function readRole(role: string) {
  const found = ADMIN_ROLES.find((one) => one === role);
  if (!found) throw new UsageError(`--role is one of ${ADMIN_ROLES.join(', ')}`);
  return found;
}

type Account = Awaited<ReturnType<Context['adminAccounts']['list']>>[number];

function describe({ id, role, isEnabled, name, email, passwordHash }: Account): Json {
  const state = isEnabled ? (passwordHash === null ? 'no password yet' : 'enabled') : 'disabled';
  return { id, role, state, email, name };
}

function describeInstitution({ id, name, language }: Context['institution']): Json {
  return { id, language, nl: name.nl, en: name.en };
}

function plain({
  check,
  state,
  code,
  since,
}: {
  check: string;
  state: string;
  code: string | null;
  since: Date | null;
}) {
  return { check, state, code: code ?? '', since: since?.toISOString() ?? '' };
}
