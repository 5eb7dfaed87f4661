/**
 * Accounts of the console: who may sign in, as what, for which institution; and their sessions and one-time links.
 *
 * An operator serves all institutions and belongs to none. Teachers and students have no account: they come by a launch.
 *
 * @module
 */
import type { Language } from '../language/local-text.js';

/** What a higher one may, includes what those after it may. */
export const ADMIN_ROLES = ['operator', 'admin', 'editor'] as const;
export type AdminRole = (typeof ADMIN_ROLES)[number];

export interface AdminAccount {
  readonly id: string;
  /** Null for an operator. */
  readonly institutionId: string | null;
  readonly role: AdminRole;
  readonly name: string;
  /** Lower case; no two accounts have the same. */
  readonly email: string;
  /** Null until a password was set: such an account signs in by the institution's own sign-in alone, or not yet. */
  readonly passwordHash: string | null;
  readonly isEnabled: boolean;
  readonly createdAt: Date;
  readonly lastSignInAt: Date | null;
}

export interface AdminSession {
  /** sha256 of the cookie's value. */
  readonly idHash: string;
  readonly accountId: string;
  /** The institution whose pages are shown; an operator changes it. */
  readonly institutionId: string;
  /** Null: as the browser asks. */
  readonly language: Language | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** A link that works once: for the first account of all, or for the password of one. */
export interface AdminLink {
  /** sha256 of the secret in the link. */
  readonly secretHash: string;
  /** Null: it makes the first operator. */
  readonly accountId: string | null;
  readonly expiresAt: Date;
}

export interface AdminAccountStore {
  /** Create-only: throws `already_exists` when the id or the e-mail address is taken. */
  create(account: AdminAccount): Promise<void>;
  find(accountId: string): Promise<AdminAccount | null>;
  findByEmail(email: string): Promise<AdminAccount | null>;
  /** Those of one institution, by e-mail address; null lists the operators. */
  list(institutionId: string | null): Promise<AdminAccount[]>;
  /** True when there is any account at all. */
  hasAny(): Promise<boolean>;
  /** Null when there is no such account. */
  change(
    accountId: string,
    change: Partial<Pick<AdminAccount, 'name' | 'role' | 'passwordHash' | 'isEnabled' | 'lastSignInAt'>>,
  ): Promise<AdminAccount | null>;
}

export interface AdminSessionStore {
  /** Create-only. */
  create(session: AdminSession): Promise<void>;
  /** Null when absent or expired at `now`. */
  find(idHash: string, now: Date): Promise<AdminSession | null>;
  change(
    idHash: string,
    change: Partial<Pick<AdminSession, 'institutionId' | 'language' | 'expiresAt'>>,
  ): Promise<void>;
  delete(idHash: string): Promise<void>;
  /** Ends every session of one account. */
  deleteByAccount(accountId: string): Promise<void>;
}

export interface AdminLinkStore {
  create(link: AdminLink): Promise<void>;
  /** Without using it up; null when absent, used or expired. */
  find(secretHash: string, now: Date): Promise<AdminLink | null>;
  /** Atomic: of several callers exactly one gets the link; it is gone afterwards. */
  take(secretHash: string, now: Date): Promise<AdminLink | null>;
  /** A new link takes the place of older ones for the same. */
  deleteByAccount(accountId: string | null): Promise<void>;
}

/** How often somebody tried to sign in, counted in windows of time, over all processes. */
export interface SignInAttemptStore {
  /** Counts one more; returns how many there are now. */
  add(key: string, expiresAt: Date): Promise<number>;
  clear(key: string): Promise<void>;
}

/** True when who has `held` may do what is for `needed`. */
export function mayAct(held: AdminRole, needed: AdminRole): boolean {
  return ADMIN_ROLES.indexOf(held) <= ADMIN_ROLES.indexOf(needed);
}
