/**
 * Badge classes that a teacher drafts in a course, where the institution allows it. An editor publishes them; a microcredential is
 * never a teacher's to begin, since a framework of the whole institution stands behind it.
 *
 * @module
 */
import { AppError } from '../errors/app-error.js';
import type { AuditActor } from '../institutions/audit.js';
import type { Institution } from '../institutions/institution.js';
import type { BadgeClassEditing } from './badge-class-editing.js';
import type { BadgeClassService } from './badge-class-service.js';
import type { BadgeClass, BadgeContent, Variant } from './badge-class.js';
import { EMPTY_TEXT } from './badge-content.js';
import type { IssuerService } from './issuer-service.js';

export const TEACHER_VARIANTS: readonly Variant[] = ['extra-curricular', 'regular'];

export interface TeacherDraftsDeps {
  readonly institutions: { find(institutionId: string): Promise<Institution | null> };
  readonly badgeClasses: Pick<BadgeClassService, 'create' | 'get' | 'list'>;
  readonly editing: Pick<BadgeClassEditing, 'save' | 'submit'>;
  readonly issuers: Pick<IssuerService, 'ensureFirst'>;
}

export type TeacherDrafts = ReturnType<typeof createTeacherDrafts>;

export function createTeacherDrafts({ institutions, badgeClasses, editing, issuers }: TeacherDraftsDeps) {
  async function areAllowed(institutionId: string): Promise<boolean> {
    return (await institutions.find(institutionId))?.teachersMayDraft === true;
  }

  /** @throws {AppError} `drafts_not_allowed` */
  async function requireAllowed(institutionId: string): Promise<Institution> {
    const institution = await institutions.find(institutionId);
    if (institution?.teachersMayDraft !== true)
      throw new AppError('drafts_not_allowed', 403, 'teachers do not draft badge classes here');
    return institution;
  }

  /** Those of this course, published ones too: their teacher sees what became of them. */
  async function list(institutionId: string, courseId: string): Promise<BadgeClass[]> {
    return (await badgeClasses.list(institutionId)).filter(
      ({ draftedInCourseId }) => draftedInCourseId === courseId,
    );
  }

  /** @throws {AppError} `drafts_not_allowed`, `draft_variant_refused` */
  async function create(
    institutionId: string,
    courseId: string,
    variant: Variant,
    actor: AuditActor,
  ): Promise<BadgeClass> {
    const institution = await requireAllowed(institutionId);
    checkVariant(variant);
    const issuer = await issuers.ensureFirst(institution);
    const draft = {
      issuerId: issuer.id,
      variant,
      name: EMPTY_TEXT,
      description: EMPTY_TEXT,
      criteria: EMPTY_TEXT,
      language: institution.language,
      state: 'draft' as const,
      draftedInCourseId: courseId,
    };
    return badgeClasses.create(institutionId, draft, actor);
  }

  /**
   * A draft of this course that nobody published yet.
   *
   * @throws {AppError} `badge_class_not_found` - it is another course's, an editor's, or published
   */
  async function get(institutionId: string, courseId: string, badgeClassId: string): Promise<BadgeClass> {
    const badgeClass = await badgeClasses.get(institutionId, badgeClassId);
    if (badgeClass.draftedInCourseId !== courseId || badgeClass.state !== 'draft')
      throw new AppError('badge_class_not_found', 404, 'no draft of this course', { badgeClassId });
    return badgeClass;
  }

  /**
   * Who issues it and where it may be mapped stay as they are: that is the editor's to say.
   *
   * @throws {AppError} as `get`, and `drafts_not_allowed`, `draft_variant_refused`, and what saving throws
   */
  async function save(
    institutionId: string,
    courseId: string,
    badgeClassId: string,
    revision: number,
    content: BadgeContent,
    actor: AuditActor,
  ): Promise<BadgeClass> {
    await requireAllowed(institutionId);
    checkVariant(content.variant);
    const { issuerId, mayBeMapped } = await get(institutionId, courseId, badgeClassId);
    return editing.save(institutionId, badgeClassId, revision, { content, issuerId, mayBeMapped }, actor);
  }

  /** Asks an editor to publish it. @throws as `save` does */
  async function submit(
    institutionId: string,
    courseId: string,
    badgeClassId: string,
    revision: number,
    actor: AuditActor,
  ): Promise<BadgeClass> {
    await requireAllowed(institutionId);
    await get(institutionId, courseId, badgeClassId);
    return editing.submit(institutionId, badgeClassId, revision, actor);
  }

  return { areAllowed, list, create, get, save, submit };
}

function checkVariant(variant: Variant): void {
  if (!TEACHER_VARIANTS.includes(variant))
    throw new AppError('draft_variant_refused', 422, 'a teacher does not draft a microcredential', {
      variant,
    });
}
