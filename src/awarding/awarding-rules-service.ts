/**
 * Saying who approves which badge class, and keeping groups such as an examination board.
 *
 * @module
 */
import { randomUUID } from 'node:crypto';
import type { BadgeClassStore } from '../badges/badge-class.js';
import { AppError } from '../errors/app-error.js';
import type { AuditActor } from '../institutions/audit.js';
import type { AuditLog } from '../institutions/audit-log.js';
import {
  APPROVER_KINDS,
  defaultAwardingRules,
  type ApproverGroup,
  type AwardingRules,
  type AwardingRulesStore,
} from './approver.js';

export type AwardingRulesInput = Pick<
  AwardingRules,
  'approvers' | 'people' | 'groupId' | 'asksFourEyes' | 'lookEveryMonths'
>;

export interface AwardingRulesServiceDeps {
  readonly awardingRules: AwardingRulesStore;
  readonly badgeClasses: Pick<BadgeClassStore, 'find'>;
  readonly audit: AuditLog;
  readonly now: () => Date;
}

const MOST_PEOPLE = 50;
const MOST_MONTHS = 60;
const LONGEST_NAME = 120;

export type AwardingRulesService = ReturnType<typeof createAwardingRulesService>;

export function createAwardingRulesService(deps: AwardingRulesServiceDeps) {
  const { awardingRules, badgeClasses, audit, now } = deps;

  async function get(institutionId: string, badgeClassId: string): Promise<AwardingRules> {
    return (
      (await awardingRules.find(institutionId, badgeClassId)) ??
      defaultAwardingRules(institutionId, badgeClassId)
    );
  }

  /**
   * @throws {AppError} `badge_class_not_found`; `approver_unknown` - nobody would approve, or the group does not exist;
   *   `policies_invalid` - the months are out of range
   */
  async function save(
    institutionId: string,
    badgeClassId: string,
    input: AwardingRulesInput,
    actor: AuditActor,
  ): Promise<AwardingRules> {
    if (!(await badgeClasses.find(institutionId, badgeClassId))) {
      throw new AppError('badge_class_not_found', 404, 'no such badge class', { badgeClassId });
    }
    const { approvers, people, groupId, asksFourEyes, lookEveryMonths } = input;
    if (!APPROVER_KINDS.includes(approvers)) throw unknownApprover();
    if (approvers === 'named' && (people.length === 0 || people.length > MOST_PEOPLE))
      throw unknownApprover();
    if (approvers === 'group') {
      const group = groupId === null ? null : await awardingRules.findGroup(institutionId, groupId);
      if (!group || group.members.length === 0) throw unknownApprover();
    }
    const isMonths =
      lookEveryMonths === null ||
      (Number.isInteger(lookEveryMonths) && lookEveryMonths >= 1 && lookEveryMonths <= MOST_MONTHS);
    if (!isMonths) throw new AppError('policies_invalid', 422, 'months are from 1 to 60');
    const rules: AwardingRules = {
      badgeClassId,
      institutionId,
      approvers,
      people: approvers === 'named' ? people : [],
      groupId: approvers === 'group' ? groupId : null,
      asksFourEyes,
      lookEveryMonths,
      updatedAt: now(),
    };
    await awardingRules.save(institutionId, rules);
    await audit(institutionId, {
      actor,
      action: 'awarding-rules.saved',
      subject: { kind: 'badge-class', id: badgeClassId },
      detail: { approvers, asksFourEyes, people: people.length },
    });
    return rules;
  }

  /**
   * Makes a group, or changes one.
   *
   * @param groupId - null makes one
   * @throws {AppError} `approver_unknown` - it has no name, or too many members
   */
  async function saveGroup(
    institutionId: string,
    groupId: string | null,
    input: Pick<ApproverGroup, 'name' | 'members'>,
    actor: AuditActor,
  ): Promise<ApproverGroup> {
    const name = input.name.trim();
    if (name === '' || name.length > LONGEST_NAME || input.members.length > MOST_PEOPLE)
      throw unknownApprover();
    const id = groupId ?? randomUUID();
    if (groupId !== null && !(await awardingRules.findGroup(institutionId, groupId))) throw unknownApprover();
    const group: ApproverGroup = { id, institutionId, name, members: input.members, updatedAt: now() };
    await awardingRules.saveGroup(institutionId, group);
    await audit(institutionId, {
      actor,
      action: 'approver-group.saved',
      subject: { kind: 'approver-group', id },
      detail: { members: input.members.length },
    });
    return group;
  }

  const listGroups = (institutionId: string): Promise<ApproverGroup[]> =>
    awardingRules.listGroups(institutionId);

  return { get, save, saveGroup, listGroups };
}

function unknownApprover(): AppError {
  return new AppError(
    'approver_unknown',
    422,
    'say who approves: at least one person, or a group that exists',
  );
}
