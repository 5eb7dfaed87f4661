/**
 * Issuers: the first of an institution makes itself.
 *
 * @module
 */
import { createHash, randomBytes } from 'node:crypto';
import { AppError, hasCode } from '../errors/app-error.js';
import type { AuditActor } from '../institutions/audit.js';
import type { AuditLog } from '../institutions/audit-log.js';
import type { Institution } from '../institutions/institution.js';
import { LANGUAGES, type LocalText } from '../language/local-text.js';
import { isAddress } from './content-shape.js';
import {
  isEmail,
  UNSTATED_ISSUER,
  type IssuerFields,
  type IssuerProfile,
  type IssuerProfileStore,
} from './issuer-profile.js';

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

  /** Oldest first. */
  function list(institutionId: string): Promise<IssuerProfile[]> {
    return issuers.list(institutionId);
  }

  /** @throws {AppError} `issuer_invalid` - with the members that are not usable */
  async function create(
    institutionId: string,
    fields: IssuerFields,
    actor: AuditActor,
  ): Promise<IssuerProfile> {
    checkFields(fields);
    const id = randomBytes(16).toString('hex');
    const issuer: IssuerProfile = { ...fields, id, institutionId, createdAt: now() };
    await issuers.create(institutionId, issuer);
    await audit(institutionId, { actor, action: 'issuer.created', subject: { kind: 'issuer', id } });
    return issuer;
  }

  /**
   * Credentials that stand keep what they were issued under.
   *
   * @throws {AppError} `issuer_invalid`, `issuer_not_found`
   */
  async function change(
    institutionId: string,
    issuerId: string,
    fields: IssuerFields,
    actor: AuditActor,
  ): Promise<IssuerProfile> {
    checkFields(fields);
    const changed = await issuers.change(institutionId, issuerId, fields);
    if (!changed) throw new AppError('issuer_not_found', 404, 'no such issuer', { issuerId });
    await audit(institutionId, {
      actor,
      action: 'issuer.changed',
      subject: { kind: 'issuer', id: issuerId },
    });
    return changed;
  }

  return { ensureFirst, get, rename, list, create, change };
}

function checkFields(fields: IssuerFields): void {
  const { name, description, url, email, phone, contact, country, brin, languages } = fields;
  const problems: string[] = [];
  const expect = (isUsable: boolean, member: string) => {
    if (!isUsable) problems.push(member);
  };
  const isShort = (text: string | null) => text === null || (text.trim() !== '' && text.length <= 255);
  for (const language of LANGUAGES) {
    expect(name[language].trim() !== '' && name[language].length <= 255, `name.${language}`);
    expect((description?.[language].length ?? 0) <= 16_384, `description.${language}`);
  }
  expect(url === null || isAddress(url), 'url');
  expect(email === null || isEmail(email), 'email');
  for (const [member, text] of Object.entries({ phone, contact })) expect(isShort(text), member);
  expect(/^[A-Z]{2}$/.test(country), 'country');
  expect(brin === null || /^[0-9A-Z]{4,6}$/.test(brin), 'brin');
  expect(languages.length > 0, 'languages');
  if (problems.length > 0)
    throw new AppError('issuer_invalid', 422, `not usable: ${problems.join(', ')}`, {
      problems: problems.join(', '),
    });
}

/** The same id for the same names, everywhere: for what may be made by several at once. 32 hex digits. */
export function deriveStableId(kind: string, ...names: string[]): string {
  return createHash('sha256')
    .update(JSON.stringify(['insigne', kind, ...names]))
    .digest('hex')
    .slice(0, 32);
}
