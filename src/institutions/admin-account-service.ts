/**
 * Accounts of the console: the first one, those that follow, their passwords and their roles.
 *
 * @module
 */
import { randomUUID } from 'node:crypto';
import { AppError } from '../errors/app-error.js';
import { hashPassword } from '../secrets/hash-password.js';
import { hashSecret } from '../secrets/hash-secret.js';
import { randomToken } from '../secrets/random-token.js';
import type {
  AdminAccount,
  AdminAccountStore,
  AdminLinkStore,
  AdminRole,
  AdminSessionStore,
} from './admin-account.js';
import type { AuditActor } from './audit.js';
import type { AuditLog } from './audit-log.js';

export interface AdminAccountsDeps {
  readonly accounts: AdminAccountStore;
  readonly links: AdminLinkStore;
  readonly sessions: Pick<AdminSessionStore, 'deleteByAccount'>;
  readonly audit: AuditLog;
  readonly baseUrl: string;
  readonly now: () => Date;
}

export interface OneTimeLink {
  /** Its secret is shown here once and stored nowhere. */
  readonly url: string;
  readonly expiresAt: Date;
}

export interface AccountDraft {
  readonly name: string;
  readonly email: string;
  readonly role: AdminRole;
}

export type AdminAccounts = ReturnType<typeof createAdminAccounts>;

export const SHORTEST_PASSWORD = 12;
const LONGEST_PASSWORD = 200;
const LINK_LASTS_MS = 3 * 24 * 3_600_000;

export function createAdminAccounts(deps: AdminAccountsDeps) {
  const { accounts, links, sessions, audit, baseUrl, now } = deps;

  /** A link for whoever starts the tool first; null once anybody has an account. An older link ends with it. */
  async function createSetupLink(): Promise<OneTimeLink | null> {
    if (await accounts.hasAny()) return null;
    return createLink(null);
  }

  /**
   * Looks at a link without using it up.
   *
   * @returns null for the link that makes the first account
   * @throws {AppError} `admin_link_unusable`
   */
  async function readLink(secret: string): Promise<AdminAccount | null> {
    const link = await links.find(hashSecret(secret), now());
    if (!link) throw linkUnusable();
    if (link.accountId !== null) return getAccount(link.accountId);
    if (await accounts.hasAny()) throw linkUnusable();
    return null;
  }

  /**
   * Makes the first operator; whoever has the link, once.
   *
   * @param institutionId - of whose log tells it
   * @throws {AppError} `admin_link_unusable`, `account_invalid`
   */
  async function setUp(
    institutionId: string,
    secret: string,
    { name, email, password }: { readonly name: string; readonly email: string; readonly password: string },
  ): Promise<AdminAccount> {
    checkDraft({ name, email });
    checkPassword(password);
    const passwordHash = await hashPassword(password);
    await readLink(secret);
    const link = await links.take(hashSecret(secret), now());
    if (!link || link.accountId !== null) throw linkUnusable();
    const account = await addAccount(null, { name, email, role: 'operator' }, passwordHash);
    await record(institutionId, { kind: 'admin', id: account.id }, 'account.created', account.id);
    return account;
  }

  /**
   * Sets the password of the link's account, and ends its sessions.
   *
   * @throws {AppError} `admin_link_unusable`, `account_invalid`
   */
  async function setPassword(institutionId: string, secret: string, password: string): Promise<AdminAccount> {
    checkPassword(password);
    const passwordHash = await hashPassword(password);
    const link = await links.take(hashSecret(secret), now());
    if (!link || link.accountId === null) throw linkUnusable();
    const account = await accounts.change(link.accountId, { passwordHash });
    if (!account?.isEnabled) throw linkUnusable();
    await sessions.deleteByAccount(account.id);
    const own = account.institutionId ?? institutionId;
    await record(own, { kind: 'admin', id: account.id }, 'account.password-set', account.id);
    return account;
  }

  /**
   * Adds somebody; they set their password by the link.
   *
   * @param institutionId - where they work; an operator works everywhere, and this institution's log tells it
   * @throws {AppError} `account_invalid`, `account_exists`
   */
  async function add(
    institutionId: string,
    draft: AccountDraft,
    actor: AuditActor,
  ): Promise<{ readonly account: AdminAccount; readonly link: OneTimeLink }> {
    checkDraft(draft);
    const account = await addAccount(draft.role === 'operator' ? null : institutionId, draft, null);
    await record(institutionId, actor, 'account.created', account.id, { role: account.role });
    return { account, link: await createLink(account.id) };
  }

  /** @throws {AppError} `account_not_found` - not one of this institution, or of the operators */
  async function renewLink(
    institutionId: string,
    accountId: string,
    actor: AuditActor,
  ): Promise<OneTimeLink> {
    const account = await getOwn(institutionId, accountId);
    if (!account.isEnabled) throw new AppError('account_disabled', 409, 'the account is switched off');
    await record(institutionId, actor, 'account.link-made', account.id);
    return createLink(account.id);
  }

  /**
   * Another role, or switched off or on. Its sessions end.
   *
   * @throws {AppError} `account_not_found`
   * @throws {AppError} `account_last_operator` - nobody could administer the tool any more
   */
  async function change(
    institutionId: string,
    accountId: string,
    changes: Partial<Pick<AdminAccount, 'role' | 'isEnabled'>>,
    actor: AuditActor,
  ): Promise<AdminAccount> {
    const account = await getOwn(institutionId, accountId);
    if ((changes.role ?? account.role) !== account.role) {
      const isOperator = (role: AdminRole): boolean => role === 'operator';
      // Whose account it is, is set once: what they did is in that institution's log.
      if (isOperator(account.role) || isOperator(changes.role ?? account.role))
        throw new AppError('account_invalid', 422, 'an operator is added as one', { field: 'role' });
    }
    if (account.role === 'operator' && changes.isEnabled === false) {
      const others = await accounts.list(null);
      if (!others.some(({ id, isEnabled, passwordHash }) => id !== account.id && isEnabled && passwordHash))
        throw new AppError('account_last_operator', 409, 'the last operator cannot be switched off');
    }
    const changed = await accounts.change(account.id, changes);
    if (!changed) throw accountNotFound();
    await sessions.deleteByAccount(account.id);
    if (changes.isEnabled === false) await links.deleteByAccount(account.id);
    await record(
      institutionId,
      actor,
      'account.changed',
      account.id,
      Object.fromEntries(Object.entries(changes).map(([name, value]) => [name, String(value)])),
    );
    return changed;
  }

  async function getOwn(institutionId: string, accountId: string): Promise<AdminAccount> {
    const account = await accounts.find(accountId);
    if (account && (account.institutionId === institutionId || account.institutionId === null))
      return account;
    throw accountNotFound();
  }

  async function getAccount(accountId: string): Promise<AdminAccount> {
    const account = await accounts.find(accountId);
    if (!account?.isEnabled) throw linkUnusable();
    return account;
  }

  async function addAccount(
    institutionId: string | null,
    { name, email, role }: AccountDraft,
    passwordHash: string | null,
  ): Promise<AdminAccount> {
    const account: AdminAccount = {
      id: randomUUID(),
      institutionId,
      role,
      name: name.trim(),
      email: toEmailKey(email),
      passwordHash,
      isEnabled: true,
      createdAt: now(),
      lastSignInAt: null,
    };
    try {
      await accounts.create(account);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'already_exists') throw error;
      throw new AppError('account_exists', 409, 'this e-mail address has an account', {}, { cause: error });
    }
    return account;
  }

  async function createLink(accountId: string | null): Promise<OneTimeLink> {
    const secret = randomToken();
    const expiresAt = new Date(now().getTime() + LINK_LASTS_MS);
    await links.deleteByAccount(accountId);
    await links.create({ secretHash: hashSecret(secret), accountId, expiresAt });
    return { url: `${baseUrl}/admin/welcome?link=${secret}`, expiresAt };
  }

  function record(
    institutionId: string,
    actor: AuditActor,
    action: string,
    accountId: string,
    detail: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    return audit(institutionId, { actor, action, subject: { kind: 'account', id: accountId }, detail });
  }

  return {
    createSetupLink,
    readLink,
    setUp,
    setPassword,
    add,
    renewLink,
    change,
    find: (accountId: string): Promise<AdminAccount | null> => accounts.find(accountId),
    /** Those of the institution; null lists the operators. */
    list: (institutionId: string | null): Promise<AdminAccount[]> => accounts.list(institutionId),
  };
}

/** One person types it in many ways. */
export function toEmailKey(email: string): string {
  return email.trim().toLowerCase();
}

/** @throws {AppError} `account_invalid` */
function checkDraft({ name, email }: { readonly name: string; readonly email: string }): void {
  if (name.trim() === '' || name.length > 255) throw invalid('name');
  if (email.length > 254 || !/^[^\s@]+@[^\s@]+$/.test(email.trim())) throw invalid('email');
}

/** @throws {AppError} `account_invalid` */
function checkPassword(password: string): void {
  const { length } = [...password];
  if (length < SHORTEST_PASSWORD || length > LONGEST_PASSWORD || new Set(password).size < 5)
    throw invalid('password');
}

function invalid(field: 'name' | 'email' | 'password'): AppError {
  return new AppError('account_invalid', 422, `the ${field} cannot be used`, { field });
}

function linkUnusable(): AppError {
  return new AppError('admin_link_unusable', 403, 'the link is unknown, has expired or was used');
}

function accountNotFound(): AppError {
  return new AppError('account_not_found', 404, 'no such account');
}
