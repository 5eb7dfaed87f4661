/**
 * Who may use the console.
 *
 * @module
 */
import type { AdminAccount } from '../institutions/admin-account.js';
import { ADMIN_ROLES } from '../institutions/admin-account.js';
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

export const accountCommand: Command = {
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
};

function readRole(role: string) {
  const found = ADMIN_ROLES.find((one) => one === role);
  if (!found) throw new UsageError(`--role is one of ${ADMIN_ROLES.join(', ')}`);
  return found;
}

function describe({ id, role, isEnabled, name, email, passwordHash }: AdminAccount): Json {
  const state = isEnabled ? (passwordHash === null ? 'no password yet' : 'enabled') : 'disabled';
  return { id, role, state, email, name };
}
