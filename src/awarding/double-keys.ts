/**
 * One key twice in one course: what an LMS's *duplicate* leaves behind. The mapping is stopped then (`doubled-key`), since a
 * grade would count that belongs to something else; here a teacher says which one is the original, and the others become
 * mappings of their own.
 *
 * @module
 */
import { AppError } from '../errors/app-error.js';
import type { AuditLog } from '../institutions/audit-log.js';
import type { ResourceLinkStore } from '../lti/course.js';
import type { Outcome, OutcomeStore } from '../outcomes/outcome.js';
import { beginAnew, deriveId, deriveKey } from './course-copies.js';
import type { RoundTrigger } from './course-sync.js';
import type { KeyBindingStore } from './key-binding.js';
import type { Mapping, MappingStore } from './mapping.js';
import { replaceColumnKeys } from './rule.js';

export interface DoubleKeysDeps {
  readonly mappings: Pick<MappingStore, 'find' | 'findByKey' | 'create' | 'setState'>;
  readonly outcomes: Pick<OutcomeStore, 'list'>;
  readonly resourceLinks: Pick<ResourceLinkStore, 'list'>;
  readonly keyBindings: KeyBindingStore;
  readonly requestRound: (institutionId: string, courseId: string, trigger: RoundTrigger) => Promise<void>;
  readonly audit: AuditLog;
  readonly now: () => Date;
}

export interface DoubledColumn {
  /** Our id of the column. */
  readonly id: string;
  readonly label: string;
  /** Of the link that it came with, once somebody opened it. */
  readonly linkTitle: string | null;
  readonly seenAt: Date;
}

export type DoubleKeys = ReturnType<typeof createDoubleKeys>;

export function createDoubleKeys(deps: DoubleKeysDeps) {
  const { mappings, outcomes, resourceLinks, keyBindings, requestRound, audit, now } = deps;

  /** The columns that share a mapping's key, the one that was seen first before the others; empty when it has one or none. */
  async function list(
    institutionId: string,
    mapping: Pick<Mapping, 'courseId' | 'key'>,
  ): Promise<DoubledColumn[]> {
    const columns = await findColumns(institutionId, mapping);
    if (columns.length < 2) return [];
    const links = await resourceLinks.list(institutionId, mapping.courseId);
    return columns.map(({ id, label, lineItemUrl, seenAt }) => ({
      id,
      label,
      linkTitle: links.find((link) => link.lineItemUrl === lineItemUrl)?.title ?? null,
      seenAt,
    }));
  }

  async function findColumns(
    institutionId: string,
    { courseId, key }: Pick<Mapping, 'courseId' | 'key'>,
  ): Promise<Outcome[]> {
    const columns = await outcomes.list(institutionId, courseId);
    return columns
      .filter(({ mappingKey, vanishedAt }) => mappingKey === key && !vanishedAt)
      .sort((a, b) => a.seenAt.getTime() - b.seenAt.getTime());
  }

  /**
   * Leaves the mapping to one of its columns, and makes a mapping for each of the others.
   *
   * @param originalColumnId - the column that the mapping was made for
   * @returns the new mappings
   * @throws {AppError} `mapping_not_found`; `column_not_doubled` 409 - it is one again, or the column is another's
   */
  async function separate(
    institutionId: string,
    courseId: string,
    key: string,
    originalColumnId: string,
    teacherId: string,
  ): Promise<Mapping[]> {
    const mapping = await mappings.findByKey(institutionId, courseId, key);
    if (!mapping) throw new AppError('mapping_not_found', 404, 'no such badge in this course');
    const columns = await findColumns(institutionId, mapping);
    if (columns.length < 2 || !columns.some(({ id }) => id === originalColumnId)) {
      throw new AppError('column_not_doubled', 409, 'these columns do not share a key any more');
    }
    const links = await resourceLinks.list(institutionId, courseId);
    const made: Mapping[] = [];
    for (const column of columns.filter(({ id }) => id !== originalColumnId)) {
      const copy = buildSeparate(mapping, column, teacherId, now());
      if (!(await mappings.find(institutionId, courseId, copy.id))) {
        await mappings.create(institutionId, copy);
        await audit(institutionId, {
          actor: { kind: 'learner', id: teacherId },
          action: 'mapping.separated',
          subject: { kind: 'mapping', id: copy.id },
          detail: { badgeClassId: copy.badgeClassId, courseId, fromMappingId: mapping.id },
        });
      }
      const binding = { institutionId, courseId, claimedKey: key, mappingKey: copy.key, boundAt: now() };
      await keyBindings.bind(institutionId, { ...binding, scope: 'column', ref: column.lineItemUrl });
      for (const link of links.filter(({ lineItemUrl }) => lineItemUrl === column.lineItemUrl)) {
        await keyBindings.bind(institutionId, { ...binding, scope: 'link', ref: link.resourceLinkId });
      }
      made.push(copy);
    }
    await requestRound(institutionId, courseId, 'check-now');
    return made;
  }

  return { list, separate };
}

function buildSeparate(mapping: Mapping, column: Outcome, teacherId: string, at: Date): Mapping {
  // Of the column, not of the moment: saying it twice makes one mapping.
  const key = deriveKey(mapping.courseId, `${mapping.id}\n${column.id}`);
  return {
    ...mapping,
    id: deriveId(mapping.courseId, `${mapping.id}\n${column.id}`),
    key,
    version: 1,
    columnMaximum: mapping.columnMaximum === null ? null : column.scoreMaximum,
    rule: replaceColumnKeys(mapping.rule, (one) => (one === mapping.key ? key : one)),
    // A round says what holds it; it awards when nothing does.
    state: mapping.state === 'waiting-for-approval' ? mapping.state : 'active',
    stateReason: null,
    placedAt: at,
    seenAt: at,
    createdBy: teacherId,
    ...beginAnew(mapping, teacherId, at),
    policies: mapping.policies,
    updatedAt: at,
  };
}
