/**
 * How many badges wait for a yes in an institution, and whose yes: for the first page of the console.
 *
 * Counted from decisions as the last rounds left them; who answers each learner's badge is decided where it is answered.
 *
 * @module
 */
import { defaultAwardingRules, mayApprove, type AwardingRulesStore, type PersonRef } from './approver.js';
import type { DecisionStore } from './decision.js';
import type { MappingStore } from './mapping.js';

export interface WaitingApprovalsDeps {
  readonly decisions: Pick<DecisionStore, 'listMappingsWaiting'>;
  readonly mappings: Pick<MappingStore, 'find'>;
  readonly awardingRules: Pick<AwardingRulesStore, 'list' | 'listGroups'>;
}

export interface ApprovalCounts {
  /** This person's yes counts. */
  readonly mine: number;
  /** The course's own teacher says it. */
  readonly teachers: number;
  /** Other people, or a group, whom the institution named. */
  readonly others: number;
}

export type CountApprovals = (institutionId: string, person: PersonRef) => Promise<ApprovalCounts>;

export function createCountApprovals(deps: WaitingApprovalsDeps): CountApprovals {
  const { decisions, mappings, awardingRules } = deps;

  return async (institutionId, person) => {
    const [waiting, rules, groups] = await Promise.all([
      decisions.listMappingsWaiting(institutionId),
      awardingRules.list(institutionId),
      awardingRules.listGroups(institutionId),
    ]);
    const ruleOf = new Map(rules.map((rule) => [rule.badgeClassId, rule]));
    const groupOf = new Map(groups.map((group) => [group.id, group]));
    const counts = { mine: 0, teachers: 0, others: 0 };
    for (const { courseId, mappingId, count } of waiting) {
      const mapping = await mappings.find(institutionId, courseId, mappingId);
      if (!mapping) continue;
      const rule =
        ruleOf.get(mapping.badgeClassId) ?? defaultAwardingRules(institutionId, mapping.badgeClassId);
      const group = groupOf.get(rule.groupId ?? '') ?? null;
      if (rule.approvers === 'course-teacher') counts.teachers += count;
      else if (mayApprove(rule, group, { person, isTeacherHere: false })) counts.mine += count;
      else counts.others += count;
    }
    return counts;
  };
}
