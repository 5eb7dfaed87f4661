/**
 * Whether somebody's yes counts: as the institution said for the badge class.
 *
 * @module
 */
import { AppError } from '../errors/app-error.js';
import type { Course } from '../lti/course.js';
import {
  defaultAwardingRules,
  mayApprove,
  type Asker,
  type AwardingRules,
  type AwardingRulesStore,
} from './approver.js';
import type { Mapping } from './mapping.js';

export type ApproverCheck = ReturnType<typeof createApproverCheck>;

export function createApproverCheck(awardingRules: Pick<AwardingRulesStore, 'find' | 'findGroup'>) {
  async function findRules(institutionId: string, badgeClassId: string): Promise<AwardingRules> {
    const found = await awardingRules.find(institutionId, badgeClassId);
    return found ?? defaultAwardingRules(institutionId, badgeClassId);
  }

  /** Whether this person's yes counts for a mapping. */
  async function isApprover(
    { institutionId }: Pick<Course, 'institutionId'>,
    mapping: Pick<Mapping, 'badgeClassId'>,
    asker: Asker,
  ): Promise<boolean> {
    const rules = await findRules(institutionId, mapping.badgeClassId);
    const group = rules.groupId === null ? null : await awardingRules.findGroup(institutionId, rules.groupId);
    return mayApprove(rules, group, asker);
  }

  /** @throws {AppError} `not_an_approver` */
  async function checkApprover(course: Course, mapping: Mapping, asker: Asker): Promise<void> {
    if (await isApprover(course, mapping, asker)) return;
    throw new AppError('not_an_approver', 403, 'somebody else approves this badge', {
      mappingId: mapping.id,
    });
  }

  return { findRules, isApprover, checkApprover };
}
