/**
 * Changing badge classes: saving, publishing, archiving, and asking an editor to publish.
 *
 * Who saves names the revision they started from, so nobody's change is lost unseen. A change of what is published makes the next
 * version; awards keep the one they were earned under. A draft has one version, 1, until it is published.
 * Not here: making one (badge-class-service.ts), what teachers may do (teacher-drafts.ts).
 *
 * @module
 */
import { isDeepStrictEqual } from 'node:util';
import { AppError } from '../errors/app-error.js';
import type { AuditActor } from '../institutions/audit.js';
import type { AuditLog } from '../institutions/audit-log.js';
import { checkContent } from './badge-class-service.js';
import type { BadgeClass, BadgeClassStore, BadgeContent, MayBeMapped } from './badge-class.js';

export interface BadgeClassEditingDeps {
  readonly badgeClasses: Pick<BadgeClassStore, 'find' | 'save' | 'findVersion' | 'listVersions'>;
  readonly audit: AuditLog;
  readonly now: () => Date;
}

export interface BadgeClassChanges {
  readonly content: BadgeContent;
  readonly issuerId: string;
  readonly mayBeMapped: MayBeMapped;
}

export type BadgeClassEditing = ReturnType<typeof createBadgeClassEditing>;

/** Somebody else saved in between; nothing was changed. */
export class BadgeClassConflictError extends AppError {
  override readonly name = 'BadgeClassConflictError';

  constructor(badgeClassId: string) {
    super('badge_class_conflict', 409, 'somebody else saved this badge class in between', { badgeClassId });
  }
}

export function createBadgeClassEditing({ badgeClasses, audit, now }: BadgeClassEditingDeps) {
  async function get(institutionId: string, badgeClassId: string): Promise<BadgeClass> {
    const badgeClass = await badgeClasses.find(institutionId, badgeClassId);
    if (!badgeClass)
      throw new AppError('badge_class_not_found', 404, 'no such badge class', { badgeClassId });
    return badgeClass;
  }

  /**
   * @param revision - that the change started from
   * @throws {AppError} `badge_class_not_found`, `badge_class_variant_fixed` - it was published as another variant
   * @throws {BadgeClassInvalidError} `badge_class_invalid`
   * @throws {BadgeClassIncompleteError} `badge_class_incomplete` - it is published, or to be, and breaks a rule
   * @throws {BadgeClassConflictError} `badge_class_conflict`
   */
  async function save(
    institutionId: string,
    badgeClassId: string,
    revision: number,
    changes: BadgeClassChanges,
    actor: AuditActor,
    state?: 'published',
  ): Promise<BadgeClass> {
    const before = await get(institutionId, badgeClassId);
    const { content, issuerId, mayBeMapped } = changes;
    const wasPublished = before.state === 'published';
    if (wasPublished && content.variant !== before.variant)
      throw new AppError('badge_class_variant_fixed', 422, 'a published badge class keeps its variant', {
        badgeClassId,
      });
    const next: BadgeClass = { ...before, ...content, issuerId, mayBeMapped, state: state ?? before.state };
    checkContent(next, next.state);
    const saysOther = !isDeepStrictEqual(readSaid(before), readSaid(next));
    const version = before.version + (wasPublished && saysOther ? 1 : 0);
    return keep(before, revision, { ...next, version }, actor, {
      action: wasPublished || next.state === 'draft' ? 'badge-class.changed' : 'badge-class.published',
      detail: { version, variant: next.variant },
    });
  }

  /** As it stands, without other changes. @throws as `save` does */
  async function publish(
    institutionId: string,
    badgeClassId: string,
    revision: number,
    actor: AuditActor,
  ): Promise<BadgeClass> {
    const before = await get(institutionId, badgeClassId);
    if (before.state === 'published') return before;
    return save(institutionId, badgeClassId, revision, { ...before, content: before }, actor, 'published');
  }

  /** No longer offered, or offered again. What was earned and mapped stays. @throws as `save` does */
  async function setArchived(
    institutionId: string,
    badgeClassId: string,
    revision: number,
    isArchived: boolean,
    actor: AuditActor,
  ): Promise<BadgeClass> {
    const before = await get(institutionId, badgeClassId);
    if ((before.archivedAt !== null) === isArchived) return before;
    return keep(before, revision, { ...before, archivedAt: isArchived ? now() : null }, actor, {
      action: isArchived ? 'badge-class.archived' : 'badge-class.restored',
      detail: {},
    });
  }

  /** Asks an editor to publish a draft. Asked again, nothing changes. @throws as `save` does */
  async function submit(
    institutionId: string,
    badgeClassId: string,
    revision: number,
    actor: AuditActor,
  ): Promise<BadgeClass> {
    const before = await get(institutionId, badgeClassId);
    if (before.state === 'published' || before.submittedAt) return before;
    return keep(before, revision, { ...before, submittedAt: now() }, actor, {
      action: 'badge-class.submitted',
      detail: {},
    });
  }

  async function keep(
    { id, institutionId }: BadgeClass,
    revision: number,
    next: BadgeClass,
    actor: AuditActor,
    { action, detail }: { action: string; detail: Readonly<Record<string, string | number>> },
  ): Promise<BadgeClass> {
    const saved = await badgeClasses.save(institutionId, revision, { ...next, updatedAt: now() });
    if (!saved) throw new BadgeClassConflictError(id);
    await audit(institutionId, { actor, action, subject: { kind: 'badge-class', id }, detail });
    return saved;
  }

  /** Oldest first; none while it is a draft. */
  async function listVersions(institutionId: string, badgeClassId: string): Promise<BadgeClass[]> {
    const [current, kept] = await Promise.all([
      get(institutionId, badgeClassId),
      badgeClasses.listVersions(institutionId, badgeClassId),
    ]);
    const isKept = current.state === 'draft' || kept.some(({ version }) => version === current.version);
    return isKept ? kept : [...kept, current];
  }

  return { save, publish, setArchived, submit, listVersions };
}

/** What a version fixes: the content and who issues it. */
function readSaid(badgeClass: BadgeClass): Omit<BadgeClass, keyof typeof NOT_SAID> {
  return Object.fromEntries(
    Object.entries(badgeClass).filter(([member]) => !Object.hasOwn(NOT_SAID, member)),
  ) as Omit<BadgeClass, keyof typeof NOT_SAID>;
}

const NOT_SAID = {
  version: true,
  revision: true,
  state: true,
  archivedAt: true,
  draftedInCourseId: true,
  submittedAt: true,
  mayBeMapped: true,
  createdAt: true,
  updatedAt: true,
} as const;
