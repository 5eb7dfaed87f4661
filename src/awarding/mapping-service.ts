/**
 * Making mappings: a teacher picks a badge class and how it is earned; what goes back to the LMS is a placement.
 *
 * @module
 */
import { randomBytes, randomUUID } from 'node:crypto';
import {
  decideMappingPermission,
  isOffered,
  type BadgeClassStore,
  type MappingApprovalStore,
} from '../badges/badge-class.js';
import { AppError } from '../errors/app-error.js';
import type { AuditLog } from '../institutions/audit-log.js';
import type { Course } from '../lti/course.js';
import { findRuleProblems, type RuleFitProblem } from './check-rule.js';
import { readsOwnColumn } from './column-role.js';
import type { ColumnRole, Mapping, MappingStore, TemplateLink, Wait } from './mapping.js';
import { DEFAULT_POLICIES, type Policies } from './policies.js';
import { replaceColumnKeys, type Rule } from './rule.js';
import { OWN_PLACE } from './template.js';

export { readsOwnColumn } from './column-role.js';

export interface MappingDraft {
  readonly badgeClassId: string;
  readonly columnRole: ColumnRole;
  readonly unit: 'percent' | 'points';
  readonly value: number;
  /** Of the column that comes with the link; ignored where the role has none of its own to grade. */
  readonly columnMaximum: number;
  /** Key of the mapping whose column is read, for roles that do not read their own; else null. */
  readonly readsColumnOf: string | null;
  readonly wait: Wait;
  /** Instead of `unit` and `value`: a whole tree; `own` stands for the column that comes with the link. */
  readonly rule?: Rule;
  /** The defaults when absent. */
  readonly policies?: Policies;
  readonly template?: TemplateLink;
  /** Made without a link: nothing of it will ever be seen in the LMS, so making it is seeing it. */
  readonly hasNoLink?: boolean;
  /** Awards nothing before its teacher has said when it is earned. */
  readonly isToBeSetUp?: boolean;
}

/** A stop that ends when its teacher has said when the badge is earned. */
export const NOT_SET_UP = 'not-set-up';

export interface MappingServiceDeps {
  readonly mappings: MappingStore;
  readonly badgeClasses: Pick<BadgeClassStore, 'find'>;
  readonly approvals: MappingApprovalStore;
  readonly audit: AuditLog;
  readonly now: () => Date;
}

/** Problems of a draft, one code a field; the picker has a sentence for each. */
export type DraftProblem =
  | 'badge-class-missing'
  | 'badge-class-other-courses'
  | 'value-out-of-range'
  | 'maximum-out-of-range'
  | 'column-missing'
  | 'hours-out-of-range'
  | 'rule-unfit';

export class DraftError extends AppError {
  override readonly name = 'DraftError';

  constructor(
    readonly problems: readonly DraftProblem[],
    /** Why the rule does not fit, where that is among them. */
    readonly unfit: readonly RuleFitProblem[] = [],
  ) {
    super('mapping_draft_invalid', 422, `the draft has problems: ${problems.join(', ')}`);
  }
}

/** Column maxima that every LMS we know takes: a whole number from 1 to 100. */
export const COLUMN_MAXIMUM = { least: 1, most: 100 };
const LONGEST_STOOD_HOURS = 24 * 90;

export function createMappingService({ mappings, badgeClasses, approvals, audit, now }: MappingServiceDeps) {
  /**
   * Places a mapping in a course. One whose badge class needs an admin's yes is kept, asks for it, and waits.
   *
   * @throws {DraftError} `mapping_draft_invalid` - with one code per problem
   */
  async function place(course: Course, draft: MappingDraft, teacherId: string): Promise<Mapping> {
    const { institutionId, id: courseId } = course;
    const badgeClass = await badgeClasses.find(institutionId, draft.badgeClassId);
    const key = randomBytes(16).toString('base64url');
    const rule = buildRule(draft, key);
    const unfit = draft.rule ? await findUnfit(course, draft, rule, key) : [];
    const problems = await findProblems(course, draft);
    if (unfit.length > 0) problems.push('rule-unfit');
    if (!badgeClass || !isOffered(badgeClass)) {
      throw new DraftError([...problems, 'badge-class-missing'], unfit);
    }
    const approval = await approvals.find(institutionId, badgeClass.id, courseId);
    const permission = decideMappingPermission(badgeClass, courseId, approval);
    if (permission === 'other-courses-only') problems.push('badge-class-other-courses');
    if (problems.length > 0) throw new DraftError(problems, unfit);

    const at = now();
    const mapping: Mapping = {
      id: randomUUID(),
      institutionId,
      courseId,
      key,
      badgeClassId: badgeClass.id,
      version: 1,
      columnRole: draft.columnRole,
      columnMaximum: columnMaximumOf(draft),
      rule,
      wait: draft.wait,
      policies: draft.policies ?? DEFAULT_POLICIES,
      ruleSince: at,
      authorId: teacherId,
      lookedAt: at,
      baseline: [],
      template: draft.template ?? null,
      ...(draft.isToBeSetUp
        ? { state: 'needs-look', stateReason: NOT_SET_UP }
        : { state: permission === 'allowed' ? 'active' : 'waiting-for-approval', stateReason: null }),
      placedAt: at,
      seenAt: draft.hasNoLink ? at : null,
      createdBy: teacherId,
      updatedAt: at,
    };
    await mappings.create(institutionId, mapping);
    await audit(institutionId, {
      actor: { kind: 'learner', id: teacherId },
      action: 'mapping.created',
      subject: { kind: 'mapping', id: mapping.id },
      detail: { badgeClassId: badgeClass.id, courseId },
    });
    if (permission === 'needs-approval' && !approval) {
      const { id } = await approvals.request(institutionId, badgeClass.id, courseId, at);
      await audit(institutionId, {
        actor: { kind: 'learner', id: teacherId },
        action: 'mapping-approval.requested',
        subject: { kind: 'mapping-approval', id },
        detail: { badgeClassId: badgeClass.id, courseId },
      });
    }
    return mapping;
  }

  async function findProblems(course: Course, draft: MappingDraft): Promise<DraftProblem[]> {
    const problems: DraftProblem[] = [];
    const { least, most } = COLUMN_MAXIMUM;
    const hasOwnGrade = readsOwnColumn(draft.columnRole);
    if (
      hasOwnGrade &&
      !(Number.isInteger(draft.columnMaximum) && isBetween(draft.columnMaximum, least, most))
    ) {
      problems.push('maximum-out-of-range');
    }
    if (!isBetween(draft.wait.stoodHours, 0, LONGEST_STOOD_HOURS)) problems.push('hours-out-of-range');
    if (draft.rule) return problems;
    const most100 =
      draft.unit === 'percent' ? 100 : hasOwnGrade ? draft.columnMaximum : Number.MAX_SAFE_INTEGER;
    if (!isBetween(draft.value, 0, most100)) problems.push('value-out-of-range');
    if (!hasOwnGrade) {
      const { institutionId, id: courseId } = course;
      const source = draft.readsColumnOf
        ? await mappings.findByKey(institutionId, courseId, draft.readsColumnOf)
        : null;
      if (!source || !readsOwnColumn(source.columnRole)) problems.push('column-missing');
    }
    return problems;
  }

  async function findUnfit(
    { institutionId, id: courseId }: Course,
    draft: MappingDraft,
    rule: Rule,
    key: string,
  ): Promise<RuleFitProblem[]> {
    const own = { key, columnRole: draft.columnRole, columnMaximum: columnMaximumOf(draft) };
    return findRuleProblems(rule, {
      institutionId,
      badgeClassId: draft.badgeClassId,
      mappings: [...(await mappings.list(institutionId, courseId)), own],
      badgeClasses,
    });
  }

  return { place };
}

function buildRule(draft: MappingDraft, key: string): Rule {
  if (draft.rule) return replaceColumnKeys(draft.rule, (place) => (place === OWN_PLACE ? key : place));
  const columnKey = readsOwnColumn(draft.columnRole) ? key : (draft.readsColumnOf ?? key);
  return { kind: 'at-least', columnKey, unit: draft.unit, value: draft.value };
}

export type MappingService = ReturnType<typeof createMappingService>;

function columnMaximumOf(draft: MappingDraft): number | null {
  if (draft.columnRole === 'none') return null;
  return draft.columnRole === 'badge' ? 1 : draft.columnMaximum;
}

function isBetween(value: number, least: number, most: number): boolean {
  return Number.isFinite(value) && value >= least && value <= most;
}
