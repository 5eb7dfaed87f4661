/**
 * Making badge classes, finding them, and saying yes or no to mapping them in a course.
 *
 * @module
 */
import { randomBytes } from 'node:crypto';
import { AppError } from '../errors/app-error.js';
import type { AuditActor } from '../institutions/audit.js';
import type { AuditLog } from '../institutions/audit-log.js';
import { chooseArtwork } from './artwork/artwork.js';
import {
  decideMappingPermission,
  defaultMayBeMapped,
  UNSTATED,
  type BadgeClass,
  type BadgeClassStore,
  type BadgeContent,
  type MappingApproval,
  type MappingApprovalStore,
  type MappingPermission,
  type MayBeMapped,
} from './badge-class.js';
import { listShapeProblems } from './content-shape.js';
import { explainRule } from './explain-rule.js';
import { listBrokenRules, type BrokenRule } from './variant-rules.js';

type Needed = 'variant' | 'name' | 'description' | 'criteria' | 'language';

export interface BadgeClassDraft extends Pick<BadgeContent, Needed>, Partial<Omit<BadgeContent, Needed>> {
  /** Given where the same draft may come twice (a seed); else made here. */
  readonly id?: string;
  readonly issuerId: string;
  /** Default `published`; a draft may break the rules of its variant. */
  readonly state?: BadgeClass['state'];
  /** Default by variant: `defaultMayBeMapped`. */
  readonly mayBeMapped?: MayBeMapped;
  readonly draftedInCourseId?: string | null;
}

export interface BadgeClassServiceDeps {
  readonly badgeClasses: BadgeClassStore;
  readonly approvals: MappingApprovalStore;
  readonly audit: AuditLog;
  readonly now: () => Date;
}

export type BadgeClassService = ReturnType<typeof createBadgeClassService>;

/** Names each member that is not usable, by language: `name.nl`. */
export class BadgeClassInvalidError extends AppError {
  override readonly name = 'BadgeClassInvalidError';

  constructor(readonly problems: readonly string[]) {
    super('badge_class_invalid', 422, `not usable: ${problems.join(', ')}`, {
      problems: problems.join(', '),
    });
  }
}

/** What is to be published breaks rules of its variant: each with its field and, in the message, its sentence. */
export class BadgeClassIncompleteError extends AppError {
  override readonly name = 'BadgeClassIncompleteError';

  constructor(readonly broken: readonly BrokenRule[]) {
    const sentences = broken.map((rule) => explainRule(rule, 'en')).join(' ');
    super('badge_class_incomplete', 422, sentences, {
      broken: broken.map(({ code, field }) => `${code} (${field})`).join(', '),
    });
  }
}

/**
 * @throws {BadgeClassInvalidError} `badge_class_invalid` - a text is too long, an address none, a word unknown
 * @throws {BadgeClassIncompleteError} `badge_class_incomplete` - it is to be published and breaks rules of its variant
 */
export function checkContent(content: BadgeContent, state: BadgeClass['state']): void {
  const problems = listShapeProblems(content);
  if (problems.length > 0) throw new BadgeClassInvalidError(problems);
  const broken = state === 'published' ? listBrokenRules(content) : [];
  if (broken.length > 0) throw new BadgeClassIncompleteError(broken);
}

export function createBadgeClassService({ badgeClasses, approvals, audit, now }: BadgeClassServiceDeps) {
  /**
   * Default published; a draft may be incomplete.
   *
   * @throws {BadgeClassInvalidError} `badge_class_invalid`
   * @throws {BadgeClassIncompleteError} `badge_class_incomplete`
   * @throws {AppError} `already_exists` - the draft named an id that is taken
   */
  async function create(
    institutionId: string,
    draft: BadgeClassDraft,
    actor: AuditActor,
  ): Promise<BadgeClass> {
    const { id, issuerId, state = 'published', mayBeMapped, draftedInCourseId, ...said } = draft;
    const content: BadgeContent = {
      ...UNSTATED,
      // A variant that is none has no picture either; what is wrong is said below.
      artwork: chooseArtwork({ title: said.name[said.language], variant: said.variant }),
      ...said,
    };
    checkContent(content, state);
    const at = now();
    const badgeClass: BadgeClass = {
      ...content,
      id: id ?? randomBytes(16).toString('hex'),
      institutionId,
      issuerId,
      version: 1,
      revision: 1,
      state,
      archivedAt: null,
      draftedInCourseId: draftedInCourseId ?? null,
      submittedAt: null,
      mayBeMapped: mayBeMapped ?? defaultMayBeMapped(draft.variant),
      createdAt: at,
      updatedAt: at,
    };
    await badgeClasses.create(institutionId, badgeClass);
    await audit(institutionId, {
      actor,
      action: 'badge-class.created',
      subject: { kind: 'badge-class', id: badgeClass.id },
      detail: { version: 1, variant: badgeClass.variant, state },
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

function about(approval: MappingApproval) {
  return {
    subject: { kind: 'mapping-approval', id: approval.id },
    detail: { badgeClassId: approval.badgeClassId, courseId: approval.courseId },
  };
}
