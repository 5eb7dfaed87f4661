/**
 * Invites: one-time links with which somebody who administers an LMS registers it here, for one institution.
 *
 * @module
 */
import { randomUUID } from 'node:crypto';
import { AppError } from '../errors/app-error.js';
import type { AuditActor } from '../institutions/audit.js';
import type { AuditLog } from '../institutions/audit-log.js';
import { hashSecret } from '../secrets/hash-secret.js';
import { randomToken } from '../secrets/random-token.js';
import type { Invite, InviteStore } from './invite.js';

export interface InvitesDeps {
  readonly invites: InviteStore;
  readonly audit: AuditLog;
  readonly baseUrl: string;
  readonly now: () => Date;
}

export interface CreatedInvite {
  readonly id: string;
  /** What an admin pastes into the LMS. Its secret is shown here once and stored nowhere. */
  readonly url: string;
  readonly expiresAt: Date;
}

export type Invites = ReturnType<typeof createInvites>;

const LASTS_DAYS = 7;

export function createInvites({ invites, audit, baseUrl, now }: InvitesDeps) {
  /** Makes an invite that works once, for seven days. */
  async function create(institutionId: string, actor: AuditActor): Promise<CreatedInvite> {
    const secret = randomToken();
    const at = now();
    const invite: Invite = {
      id: randomUUID(),
      institutionId,
      secretHash: hashSecret(secret),
      createdAt: at,
      expiresAt: new Date(at.getTime() + LASTS_DAYS * 24 * 3_600_000),
      usedAt: null,
    };
    await invites.create(institutionId, invite);
    await audit(institutionId, {
      actor,
      action: 'invite.created',
      subject: { kind: 'invite', id: invite.id },
    });
    return { id: invite.id, url: `${baseUrl}/lti/register?invite=${secret}`, expiresAt: invite.expiresAt };
  }

  /**
   * Looks without using it up.
   *
   * @throws {AppError} `invite_unusable` - unknown, expired or used
   */
  async function getUsable(secret: string): Promise<Invite> {
    const invite = await invites.findUsable(hashSecret(secret), now());
    if (!invite) throw inviteUnusable();
    return invite;
  }

  /**
   * Uses it up; of several callers one succeeds.
   *
   * @throws {AppError} `invite_unusable`
   */
  async function use(secret: string): Promise<Invite> {
    const invite = await invites.use(hashSecret(secret), now());
    if (!invite) throw inviteUnusable();
    await audit(invite.institutionId, {
      actor: { kind: 'tool' },
      action: 'invite.used',
      subject: { kind: 'invite', id: invite.id },
    });
    return invite;
  }

  return { create, getUsable, use };
}

function inviteUnusable(): AppError {
  return new AppError('invite_unusable', 403, 'the invite is unknown, has expired or was used');
}
