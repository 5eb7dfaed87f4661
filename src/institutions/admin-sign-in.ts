/**
 * Signing in to the console, and the session that follows.
 *
 * Tries are counted for each e-mail address, known or not, and for each address on the network, in the store: over all
 * processes, and over a restart.
 *
 * @module
 */
import { AppError } from '../errors/app-error.js';
import type { Language } from '../language/local-text.js';
import { isPassword } from '../secrets/hash-password.js';
import { hashSecret } from '../secrets/hash-secret.js';
import { randomToken } from '../secrets/random-token.js';
import type {
  AdminAccount,
  AdminAccountStore,
  AdminSession,
  AdminSessionStore,
  SignInAttemptStore,
} from './admin-account.js';
import { toEmailKey } from './admin-account-service.js';
import type { AuditLog } from './audit-log.js';

export interface AdminSignInDeps {
  readonly accounts: Pick<AdminAccountStore, 'find' | 'findByEmail' | 'change'>;
  readonly sessions: AdminSessionStore;
  readonly attempts: SignInAttemptStore;
  readonly audit: AuditLog;
  /** Where an operator begins. */
  readonly firstInstitutionId: () => Promise<string>;
  readonly now: () => Date;
}

export interface OpenAdminSession {
  /** Value of the session cookie. */
  readonly key: string;
  readonly account: AdminAccount;
  readonly institutionId: string;
  readonly language: Language | null;
}

export type AdminSignIn = ReturnType<typeof createAdminSignIn>;

const WINDOW_MS = 15 * 60_000;
const MOST_PER_ACCOUNT = 10;
/** An office behind one address. */
const MOST_PER_ADDRESS = 60;
/** Without a request for so long, the session is over. */
const IDLE_MS = 2 * 3_600_000;
/** However busy it was. */
const LASTS_MS = 12 * 3_600_000;
const RENEW_AFTER_MS = 5 * 60_000;

export function createAdminSignIn(deps: AdminSignInDeps) {
  const { accounts, sessions, attempts, audit, firstInstitutionId, now } = deps;

  /**
   * @param client - the address on the network
   * @throws {AppError} `sign_in_refused` - which of the two was wrong is not told
   * @throws {AppError} `too_many_requests`
   */
  async function withPassword(email: string, password: string, client: string): Promise<OpenAdminSession> {
    const key = toEmailKey(email).slice(0, 254);
    await count(`address ${client}`, MOST_PER_ADDRESS);
    await count(`account ${key}`, MOST_PER_ACCOUNT);
    const account = await accounts.findByEmail(key);
    const isRight = await isPassword(password.slice(0, 1_000), account?.passwordHash ?? null);
    if (!isRight || !account?.isEnabled) {
      throw new AppError('sign_in_refused', 403, 'the e-mail address or the password is wrong');
    }
    await attempts.clear(nameWindow(`account ${key}`));
    return open(account, 'password');
  }

  /**
   * Opens a session for whoever has proven who they are.
   *
   * @param way - for the log: `password`, `link`, `institution`
   */
  async function open(account: AdminAccount, way: string): Promise<OpenAdminSession> {
    const key = randomToken();
    const at = now();
    const institutionId = account.institutionId ?? (await firstInstitutionId());
    await sessions.create({
      idHash: hashSecret(key),
      accountId: account.id,
      institutionId,
      language: null,
      createdAt: at,
      expiresAt: new Date(at.getTime() + IDLE_MS),
    });
    await accounts.change(account.id, { lastSignInAt: at });
    await audit(institutionId, {
      actor: { kind: 'admin', id: account.id },
      action: 'account.signed-in',
      subject: { kind: 'account', id: account.id },
      detail: { way },
    });
    return { key, account, institutionId, language: null };
  }

  /** The session of this cookie, its life prolonged; null when it is over, or the account is. */
  async function find(key: string): Promise<OpenAdminSession | null> {
    const idHash = hashSecret(key);
    const session = await sessions.find(idHash, now());
    if (!session) return null;
    const account = await accounts.find(session.accountId);
    if (!account?.isEnabled) return null;
    // An account of one institution never sees another, whatever the session says.
    const institutionId = account.institutionId ?? session.institutionId;
    await prolong(session);
    return { key, account, institutionId, language: session.language };
  }

  async function prolong({ idHash, createdAt, expiresAt }: AdminSession): Promise<void> {
    const until = Math.min(now().getTime() + IDLE_MS, createdAt.getTime() + LASTS_MS);
    if (until - expiresAt.getTime() > RENEW_AFTER_MS)
      await sessions.change(idHash, { expiresAt: new Date(until) });
  }

  async function count(key: string, most: number): Promise<void> {
    const windowEnd = new Date((windowNumber() + 1) * WINDOW_MS);
    const tries = await attempts.add(nameWindow(key), windowEnd);
    if (tries <= most) return;
    const seconds = Math.ceil((windowEnd.getTime() - now().getTime()) / 1000);
    throw new AppError('too_many_requests', 429, 'too many tries to sign in', { seconds });
  }

  function nameWindow(key: string): string {
    return `${hashSecret(key)}:${windowNumber()}`;
  }

  function windowNumber(): number {
    return Math.floor(now().getTime() / WINDOW_MS);
  }

  return {
    withPassword,
    open,
    find,
    end: (key: string): Promise<void> => sessions.delete(hashSecret(key)),
    /** Shows another institution: for operators. */
    enter: (key: string, institutionId: string): Promise<void> =>
      sessions.change(hashSecret(key), { institutionId }),
    setLanguage: (key: string, language: Language): Promise<void> =>
      sessions.change(hashSecret(key), { language }),
  };
}
