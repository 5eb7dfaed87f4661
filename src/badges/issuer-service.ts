/**
 * Issuers: the first of an institution makes itself.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { AppError, hasCode } from '../errors/app-error.js';
import type { AuditActor } from '../institutions/audit.js';
import type { AuditLog } from '../institutions/audit-log.js';
import type { Institution } from '../institutions/institution.js';
import type { LocalText } from '../language/local-text.js';
import { UNSTATED_ISSUER, type IssuerProfile, type IssuerProfileStore } from './issuer-profile.js';

export interface IssuerServiceDeps {
  readonly issuers: IssuerProfileStore;
  readonly audit: AuditLog;
  readonly now: () => Date;
}

export type IssuerService = ReturnType<typeof createIssuerService>;

export function createIssuerService({ issuers, audit, now }: IssuerServiceDeps) {
  /** The institution's first issuer; made under the institution's own name when there is none yet. */
  async function ensureFirst(institution: Pick<Institution, 'id' | 'name'>): Promise<IssuerProfile> {
    const [first] = await issuers.list(institution.id);
    if (first) return first;
    const issuer: IssuerProfile = {
      id: deriveStableId('first issuer', institution.id), // one id for all processes that start at once
      institutionId: institution.id,
      name: institution.name,
      ...UNSTATED_ISSUER,
      createdAt: now(),
    };
    try {
      await issuers.create(institution.id, issuer);
    } catch (error) {
      const winner = await issuers.find(institution.id, issuer.id);
      if (hasCode(error, 'already_exists') && winner) return winner;
      throw error;
    }
    await audit(institution.id, {
      actor: { kind: 'tool' },
      action: 'issuer.created',
      subject: { kind: 'issuer', id: issuer.id },
    });
    return issuer;
  }

  /** @throws {AppError} `issuer_not_found` */
  async function get(institutionId: string, issuerId: string): Promise<IssuerProfile> {
    const issuer = await issuers.find(institutionId, issuerId);
    if (!issuer) throw new AppError('issuer_not_found', 404, 'no such issuer', { issuerId });
    return issuer;
  }

  /**
   * The name that credentials issued from now on carry.
   *
   * @throws {AppError} `issuer_not_found`
   */
  async function rename(
    institutionId: string,
    issuerId: string,
    name: LocalText,
    actor: AuditActor,
  ): Promise<IssuerProfile> {
    const renamed = await issuers.rename(institutionId, issuerId, name);
    if (!renamed) throw new AppError('issuer_not_found', 404, 'no such issuer', { issuerId });
    await audit(institutionId, {
      actor,
      action: 'issuer.renamed',
      subject: { kind: 'issuer', id: issuerId },
    });
    return renamed;
  }

  return { ensureFirst, get, rename };
}

/** The same id for the same names, everywhere: for what may be made by several at once. 32 hex digits. */
export function deriveStableId(kind: string, ...names: string[]): string {
  return createHash('sha256')
    .update(JSON.stringify(['insigne', kind, ...names]))
    .digest('hex')
    .slice(0, 32);
}
