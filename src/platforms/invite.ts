/**
 * An invite: the one-time permission to register an LMS with this tool, made by an admin for one institution.
 *
 * @module
 */

export interface Invite {
  readonly id: string;
  readonly institutionId: string;
  /** sha256 of the secret in the link; the secret itself is shown once and not stored. */
  readonly secretHash: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
}

export interface InviteStore {
  create(institutionId: string, invite: Invite): Promise<void>;
  /** Without using it up: an unused, unexpired invite with this hash, or null. */
  findUsable(secretHash: string, now: Date): Promise<Invite | null>;
  /** Atomic: of several callers exactly one gets the invite, the others null. */
  use(secretHash: string, now: Date): Promise<Invite | null>;
}
