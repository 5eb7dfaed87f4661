/**
 * Making badge classes, finding them, and saying yes or no to mapping them in a course.
 *
 * @module
 */
import { randomBytes } from 'node:crypto';
import { AppError } from '../errors/app-error.js';
import type { AuditActor } from '../institutions/audit.js';
import type { AuditLog } from '../institutions/audit-log.js';
import { LANGUAGES, type Language, type LocalText } from '../language/local-text.js';
import type { ArtworkSpec } from './artwork/artwork.js';
import { chooseArtwork } from './artwork/artwork.js';
import {
  decideMappingPermission,
  defaultMayBeMapped,
  UNSTATED,
  VARIANTS,
  type BadgeClass,
  type BadgeClassStore,
  type MappingApproval,
  type MappingApprovalStore,
  type MappingPermission,
  type MayBeMapped,
  type Variant,
} from './badge-class.js';

export interface BadgeClassDraft {
  /** Given where the same draft may come twice (a seed); else made here. */
  readonly id?: string;
  readonly issuerId: string;
  readonly variant: Variant;
  readonly name: LocalText;
  readonly description: LocalText;
  readonly criteria: LocalText;
  readonly language: Language;
  /** Default by variant: `defaultMayBeMapped`. */
  readonly mayBeMapped?: MayBeMapped;
  /** Default by name and variant: `chooseArtwork`. */
  readonly artwork?: ArtworkSpec;
}

export interface BadgeClassServiceDeps {
  readonly badgeClasses: BadgeClassStore;
  readonly approvals: MappingApprovalStore;
  readonly audit: AuditLog;
  readonly now: () => Date;
}

export type BadgeClassService = ReturnType<typeof createBadgeClassService>;

/** Characters; edubadges takes 255 and 16,384 of them, so what is made here can go there too. */
const LONGEST = { name: 255, description: 16_384, criteria: 16_384 } as const;

/** Names each member that is not usable, by language: `name.nl`. */
export class BadgeClassInvalidError extends AppError {
  override readonly name = 'BadgeClassInvalidError';

  constructor(readonly problems: readonly string[]) {
    super('badge_class_invalid', 422, `not usable: ${problems.join(', ')}`, {
      problems: problems.join(', '),
    });
  }
}

export function createBadgeClassService({ badgeClasses, approvals, audit, now }: BadgeClassServiceDeps) {
  /**
   * @throws {BadgeClassInvalidError} `badge_class_invalid` - a text is empty or too long, or the variant unknown
   * @throws {AppError} `already_exists` - the draft named an id that is taken
   */
  async function create(
    institutionId: string,
    draft: BadgeClassDraft,
    actor: AuditActor,
  ): Promise<BadgeClass> {
    const problems = listDraftProblems(draft);
    if (problems.length > 0) throw new BadgeClassInvalidError(problems);
    const at = now();
    const badgeClass: BadgeClass = {
      id: draft.id ?? randomBytes(16).toString('hex'),
      institutionId,
      issuerId: draft.issuerId,
      version: 1,
      revision: 1,
      state: 'published',
      archivedAt: null,
      draftedInCourseId: null,
      submittedAt: null,
      ...UNSTATED,
      variant: draft.variant,
      name: draft.name,
      description: draft.description,
      criteria: draft.criteria,
      language: draft.language,
      mayBeMapped: draft.mayBeMapped ?? defaultMayBeMapped(draft.variant),
      artwork: draft.artwork ?? chooseArtwork({ title: draft.name[draft.language], variant: draft.variant }),
      createdAt: at,
      updatedAt: at,
    };
    await badgeClasses.create(institutionId, badgeClass);
    await audit(institutionId, {
      actor,
      action: 'badge-class.created',
      subject: { kind: 'badge-class', id: badgeClass.id },
      detail: { version: 1, variant: badgeClass.variant },
    });
    return badgeClass;
  }

  /** @throws {AppError} `badge_class_not_found` */
  async function get(institutionId: string, badgeClassId: string): Promise<BadgeClass> {
    const badgeClass = await badgeClasses.find(institutionId, badgeClassId);
    if (!badgeClass) {
      throw new AppError('badge_class_not_found', 404, 'no such badge class', { badgeClassId });
    }
    return badgeClass;
  }

  function list(institutionId: string): Promise<BadgeClass[]> {
    return badgeClasses.list(institutionId);
  }

  /** Asks for an admin's yes; asked again, the record that stands is returned as it is. */
  async function requestApproval(
    institutionId: string,
    badgeClassId: string,
    courseId: string,
    actor: AuditActor,
  ): Promise<MappingApproval> {
    await get(institutionId, badgeClassId);
    const standing = await approvals.find(institutionId, badgeClassId, courseId);
    if (standing) return standing;
    const approval = await approvals.request(institutionId, badgeClassId, courseId, now());
    await audit(institutionId, { actor, action: 'mapping-approval.requested', ...about(approval) });
    return approval;
  }

  /** Answers a request, or says it ahead of one. The same answer again changes nothing. */
  async function decideApproval(
    institutionId: string,
    badgeClassId: string,
    courseId: string,
    state: 'approved' | 'refused',
    actor: AuditActor,
  ): Promise<MappingApproval> {
    await get(institutionId, badgeClassId);
    const standing = await approvals.find(institutionId, badgeClassId, courseId);
    if (standing?.state === state) return standing;
    const approval = await approvals.decide(institutionId, badgeClassId, courseId, state, now());
    await audit(institutionId, { actor, action: `mapping-approval.${state}`, ...about(approval) });
    return approval;
  }

  function listApprovals(institutionId: string): Promise<MappingApproval[]> {
    return approvals.list(institutionId);
  }

  /** Whether a mapping of this badge class may award in this course. */
  async function findPermission(
    institutionId: string,
    badgeClassId: string,
    courseId: string,
  ): Promise<MappingPermission> {
    const [badgeClass, approval] = await Promise.all([
      get(institutionId, badgeClassId),
      approvals.find(institutionId, badgeClassId, courseId),
    ]);
    return decideMappingPermission(badgeClass, courseId, approval);
  }

  return { create, get, list, requestApproval, decideApproval, listApprovals, findPermission };
}

function listDraftProblems(draft: BadgeClassDraft): string[] {
  const problems: string[] = [];
  if (!VARIANTS.includes(draft.variant)) problems.push('variant');
  for (const member of ['name', 'description', 'criteria'] as const) {
    for (const language of LANGUAGES) {
      const { length } = draft[member][language].trim();
      if (length === 0 || length > LONGEST[member]) problems.push(`${member}.${language}`);
    }
  }
  return problems;
}

function about(approval: MappingApproval) {
  return {
    subject: { kind: 'mapping-approval', id: approval.id },
    detail: { badgeClassId: approval.badgeClassId, courseId: approval.courseId },
  };
}
