/**
 * Institutions: a fresh store has one, which makes itself.
 *
 * @module
 */
import { createHash, randomUUID } from 'node:crypto';
import { AppError, hasCode } from '../errors/app-error.js';
import type { Language, LocalText } from '../language/local-text.js';
import type { AuditActor } from './audit.js';
import type { AuditLog } from './audit-log.js';
import type { Institution, InstitutionStore } from './institution.js';

export interface InstitutionServiceDeps {
  readonly institutions: InstitutionStore;
  readonly audit: AuditLog;
  readonly now: () => Date;
}

export interface InstitutionLook {
  readonly language?: Language;
  readonly color?: string | null;
  readonly logo?: Buffer | null;
}

/** One id for all processes that start at once on a fresh store. */
const FIRST_ID = 'first';

/** What the first one is called until somebody names it. */
const UNNAMED = { nl: 'Onze instelling', en: 'Our institution' } as const;

export function isUnnamed({ name }: Pick<Institution, 'name'>): boolean {
  return name.nl === UNNAMED.nl && name.en === UNNAMED.en;
}

export type InstitutionService = ReturnType<typeof createInstitutionService>;

export function createInstitutionService({ institutions, audit, now }: InstitutionServiceDeps) {
  /** The oldest institution; made when there is none yet. */
  async function ensureFirst(): Promise<Institution> {
    const [oldest] = await institutions.list();
    if (oldest) return oldest;
    const first: Institution = {
      id: FIRST_ID,
      name: UNNAMED,
      language: 'nl',
      createdAt: now(),
    };
    try {
      await institutions.create(first);
    } catch (error) {
      const winner = await institutions.find(FIRST_ID);
      if (hasCode(error, 'already_exists') && winner) return winner;
      throw error;
    }
    await audit(FIRST_ID, {
      actor: { kind: 'tool' },
      action: 'institution.created',
      subject: { kind: 'institution', id: FIRST_ID },
    });
    return first;
  }

  /**
   * The name that pages show, and that its first issuer is made under.
   *
   * @throws {AppError} `name_invalid` - one of the two is empty or longer than 255 characters
   * @throws {AppError} `institution_not_found`
   */
  async function rename(institutionId: string, name: LocalText, actor: AuditActor): Promise<Institution> {
    checkName(name);
    const renamed = await institutions.rename(institutionId, name);
    if (!renamed) throw new AppError('institution_not_found', 404, 'no such institution');
    await audit(institutionId, {
      actor,
      action: 'institution.renamed',
      subject: { kind: 'institution', id: institutionId },
    });
    return renamed;
  }

  /**
   * One more institution on this server.
   *
   * @throws {AppError} `name_invalid`
   */
  async function create(
    draft: { readonly name: LocalText; readonly language: Language },
    actor: AuditActor,
  ): Promise<Institution> {
    checkName(draft.name);
    const institution: Institution = { id: randomUUID(), ...draft, createdAt: now() };
    await institutions.create(institution);
    await audit(institution.id, {
      actor,
      action: 'institution.created',
      subject: { kind: 'institution', id: institution.id },
    });
    return institution;
  }

  /**
   * Its look and language.
   *
   * @param logo - PNG that was made anew from an upload; null takes the logo away; absent leaves it
   * @throws {AppError} `color_invalid`, `institution_not_found`
   */
  async function change(
    institutionId: string,
    { language, color, logo }: InstitutionLook,
    actor: AuditActor,
  ): Promise<Institution> {
    if (color != null && !/^#[0-9a-f]{6}$/i.test(color))
      throw new AppError('color_invalid', 422, 'a colour is written like #27408b');
    if (logo) await institutions.saveLogo(institutionId, logo);
    const changed = await institutions.change(institutionId, {
      ...(language !== undefined && { language }),
      ...(color !== undefined && { color: color?.toLowerCase() ?? null }),
      ...(logo !== undefined && {
        logoVersion: logo && createHash('sha256').update(logo).digest('hex').slice(0, 12),
      }),
    });
    if (!changed) throw new AppError('institution_not_found', 404, 'no such institution');
    await audit(institutionId, {
      actor,
      action: 'institution.changed',
      subject: { kind: 'institution', id: institutionId },
      detail: {
        ...(language !== undefined && { language }),
        ...(color !== undefined && { color: color ?? 'none' }),
        ...(logo !== undefined && { logo: logo !== null }),
      },
    });
    return changed;
  }

  /** @throws {AppError} `institution_not_found` */
  async function letTeachersDraft(
    institutionId: string,
    teachersMayDraft: boolean,
    actor: AuditActor,
  ): Promise<Institution> {
    const changed = await institutions.change(institutionId, { teachersMayDraft });
    if (!changed) throw new AppError('institution_not_found', 404, 'no such institution');
    await audit(institutionId, {
      actor,
      action: 'institution.changed',
      subject: { kind: 'institution', id: institutionId },
      detail: { teachersMayDraft },
    });
    return changed;
  }

  return {
    change,
    letTeachersDraft,
    find: (institutionId: string): Promise<Institution | null> => institutions.find(institutionId),
    findLogo: (institutionId: string): Promise<Buffer | null> => institutions.findLogo(institutionId),
    ensureFirst,
    rename,
    create,
    list: (): Promise<Institution[]> => institutions.list(),
  };
}

/** @throws {AppError} `name_invalid` */
function checkName(name: LocalText): void {
  for (const text of [name.nl, name.en]) {
    const { length } = text.trim();
    if (length > 0 && length <= 255) continue;
    throw new AppError('name_invalid', 422, 'a name is 1 to 255 characters long, in Dutch and in English');
  }
}
