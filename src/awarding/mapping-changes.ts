/**
 * Changing a mapping that stands: a new version of its rule and policies, and a person's look that sets drift right.
 *
 * @module
 */
import type { BadgeClassStore } from '../badges/badge-class.js';
import { AppError } from '../errors/app-error.js';
import type { AuditLog } from '../institutions/audit-log.js';
import type { Course } from '../lti/course.js';
import { toActor, type PersonRef } from './approver.js';
import { findRuleProblems, type RuleFitProblem } from './check-rule.js';
import { loadCourseState, type CourseStateStores } from './course-state.js';
import {
  deriveState,
  describeColumns,
  LOOK_SETTLES,
  OWN_REASONS,
  TEMPLATE_UNFIT,
  type DerivedState,
} from './mapping-state.js';
import type { Mapping, MappingStore, TemplateLink, Wait } from './mapping.js';
import type { Policies } from './policies.js';
import type { Rule } from './rule.js';

export interface MappingChange {
  readonly rule: Rule;
  readonly wait: Wait;
  readonly policies: Policies;
  /** As it stands when absent. Changing a linked mapping by hand makes it a copy. */
  readonly template?: TemplateLink | null;
}

export interface MappingChangesDeps {
  readonly stores: CourseStateStores & {
    readonly mappings: MappingStore;
    readonly badgeClasses: Pick<BadgeClassStore, 'find'>;
  };
  readonly audit: AuditLog;
  readonly now: () => Date;
}

export class RuleUnfitError extends AppError {
  override readonly name = 'RuleUnfitError';

  constructor(readonly problems: readonly RuleFitProblem[]) {
    super('rule_unfit', 422, `the rule does not fit this course: ${problems.join(', ')}`);
  }
}

export type MappingChanges = ReturnType<typeof createMappingChanges>;

export function createMappingChanges({ stores, audit, now }: MappingChangesDeps) {
  /**
   * Makes the next version of a mapping. What was awarded by an older one stands.
   *
   * @param fromVersion - the version that was looked at
   * @throws {AppError} `mapping_not_found`; `mapping_changed` - somebody else changed it meanwhile
   * @throws {RuleUnfitError} `rule_unfit`
   */
  async function revise(
    course: Course,
    mappingId: string,
    change: MappingChange,
    by: PersonRef,
    fromVersion: number,
  ): Promise<Mapping> {
    const { institutionId } = course;
    const mapping = await get(course, mappingId);
    if (mapping.version !== fromVersion) throw changed(mappingId);
    // With what the new rule asks for: badges that no mapping asked for before are not known otherwise.
    const state = await loadCourseState(stores, course, [{ ...mapping, ...change }]);
    const problems = await findRuleProblems(change.rule, {
      institutionId,
      badgeClassId: mapping.badgeClassId,
      mappings: state.mappings,
      badgeClasses: stores.badgeClasses,
      maximum: (columnKey) => {
        const column = state.findColumn(columnKey);
        return column.state === 'present' ? column.outcome.scoreMaximum : null;
      },
    });
    if (problems.length > 0) throw new RuleUnfitError(problems);

    const at = now();
    const isOtherRule = JSON.stringify(change.rule) !== JSON.stringify(mapping.rule);
    const draft: Mapping = {
      ...mapping,
      ...change,
      template: change.template === undefined ? unlink(mapping.template) : change.template,
      version: mapping.version + 1,
      ruleSince: isOtherRule ? at : mapping.ruleSince,
      authorId: by.id,
      lookedAt: at,
      updatedAt: at,
    };
    // Changing it is looking at it: a person's stop ends with that, and what is still wrong is found again.
    const looked: Mapping = {
      ...draft,
      baseline: describeColumns(state, draft),
      state: 'active',
      stateReason: null,
    };
    const revised = { ...looked, ...deriveState(state, looked, at) };
    if (!(await stores.mappings.revise(institutionId, revised))) throw changed(mappingId);
    await audit(institutionId, {
      actor: toActor(by),
      action: 'mapping.revised',
      subject: { kind: 'mapping', id: mappingId },
      detail: { version: revised.version, courseId: course.id, isOtherRule },
    });
    return revised;
  }

  /**
   * *Looked, go on*: what the columns are like now is what they are compared with from here on.
   *
   * @returns how the mapping stands afterwards: what a look cannot set right stops it still
   * @throws {AppError} `mapping_not_found`
   */
  async function look(course: Course, mappingId: string, by: PersonRef): Promise<DerivedState> {
    const { institutionId } = course;
    const mapping = await get(course, mappingId);
    const state = await loadCourseState(stores, course);
    const at = now();
    const { stateReason } = mapping;
    // A stop that no round set is a person's, and ends with a person's look.
    const isSettled =
      stateReason === null ||
      LOOK_SETTLES.includes(stateReason) ||
      !(isRoundsStop(stateReason) || stateReason === TEMPLATE_UNFIT);
    const looked: Mapping = {
      ...mapping,
      lookedAt: at,
      baseline: describeColumns(state, mapping),
      ...(isSettled && { state: 'active' as const, stateReason: null }),
    };
    const derived = deriveState(state, looked, at);
    await stores.mappings.setBaseline(institutionId, mappingId, looked.baseline, at);
    await stores.mappings.setState(institutionId, mappingId, derived.state, derived.stateReason, at);
    await audit(institutionId, {
      actor: toActor(by),
      action: 'mapping.looked-at',
      subject: { kind: 'mapping', id: mappingId },
      detail: { courseId: course.id, was: stateReason ?? '', is: derived.stateReason ?? '' },
    });
    return derived;
  }

  async function get({ institutionId, id: courseId }: Course, mappingId: string): Promise<Mapping> {
    const mapping = await stores.mappings.find(institutionId, courseId, mappingId);
    if (!mapping || mapping.state === 'dropped') {
      throw new AppError('mapping_not_found', 404, 'no such badge in this course', { mappingId });
    }
    return mapping;
  }

  return { revise, look };
}

function isRoundsStop(stateReason: string): boolean {
  return OWN_REASONS.some((reason) => reason === stateReason);
}

function unlink(template: TemplateLink | null): TemplateLink | null {
  return template && { ...template, isLinked: false };
}

function changed(mappingId: string): AppError {
  return new AppError('mapping_changed', 409, 'somebody else changed this badge meanwhile; look again', {
    mappingId,
  });
}
