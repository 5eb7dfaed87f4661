/**
 * Who approves, as an institution says it for each badge class: the course's teacher, named people, or a group such as an
 * examination board; whether two pairs of eyes are asked; and until when a rule is valid without a new look.
 *
 * @module
 */
import type { AuditActor } from '../institutions/audit.js';
import { addMonths } from './policies.js';

/** Somebody who acts: a user of an LMS, or an account of the console. */
export interface PersonRef {
  readonly kind: 'learner' | 'admin';
  readonly id: string;
}

export const APPROVER_KINDS = ['course-teacher', 'named', 'group'] as const;

export interface AwardingRules {
  /** Also the record's id: one for each badge class. */
  readonly badgeClassId: string;
  readonly institutionId: string;
  readonly approvers: (typeof APPROVER_KINDS)[number];
  readonly people: readonly PersonRef[];
  readonly groupId: string | null;
  /** Whoever made the rule may not approve alone. */
  readonly asksFourEyes: boolean;
  /** A rule that nobody looked at for so many months stops; null = it stays valid. */
  readonly lookEveryMonths: number | null;
  readonly updatedAt: Date;
}

export interface ApproverGroup {
  readonly id: string;
  readonly institutionId: string;
  readonly name: string;
  readonly members: readonly PersonRef[];
  readonly updatedAt: Date;
}

/** Where nobody said anything: the teacher of the course, alone. */
export function defaultAwardingRules(institutionId: string, badgeClassId: string): AwardingRules {
  return {
    badgeClassId,
    institutionId,
    approvers: 'course-teacher',
    people: [],
    groupId: null,
    asksFourEyes: false,
    lookEveryMonths: null,
    updatedAt: new Date(0),
  };
}

export interface AwardingRulesStore {
  find(institutionId: string, badgeClassId: string): Promise<AwardingRules | null>;
  list(institutionId: string): Promise<AwardingRules[]>;
  /** One for each badge class: the newest stays. */
  save(institutionId: string, rules: AwardingRules): Promise<void>;
  findGroup(institutionId: string, groupId: string): Promise<ApproverGroup | null>;
  listGroups(institutionId: string): Promise<ApproverGroup[]>;
  saveGroup(institutionId: string, group: ApproverGroup): Promise<void>;
  deleteGroup(institutionId: string, groupId: string): Promise<void>;
}

export interface Asker {
  readonly person: PersonRef;
  /** Teaches the course that it is about. */
  readonly isTeacherHere: boolean;
}

/** Whether this person's yes counts. */
export function mayApprove(
  rules: Pick<AwardingRules, 'approvers' | 'people'>,
  group: Pick<ApproverGroup, 'members'> | null,
  { person, isTeacherHere }: Asker,
): boolean {
  switch (rules.approvers) {
    case 'course-teacher':
      return isTeacherHere;
    case 'named':
      return rules.people.some((one) => isSamePerson(one, person));
    case 'group':
      return group?.members.some((one) => isSamePerson(one, person)) ?? false;
  }
}

/**
 * Whether these people's yes is enough: with four eyes, somebody other than the rule's author must be among them.
 *
 * @param authorId - learner id of whoever made the rule as it stands
 */
export function isYesEnough(
  rules: Pick<AwardingRules, 'asksFourEyes'>,
  authorId: string,
  people: readonly PersonRef[],
): boolean {
  if (!rules.asksFourEyes) return people.length > 0;
  return people.some((one) => !(one.kind === 'learner' && one.id === authorId));
}

/** When a rule that was last looked at then stops by itself; null = it does not. */
export function findLookDue(
  rules: Pick<AwardingRules, 'lookEveryMonths'> | null,
  lookedAt: Date,
): Date | null {
  return rules?.lookEveryMonths ? addMonths(lookedAt, rules.lookEveryMonths) : null;
}

export function isSamePerson(a: PersonRef, b: PersonRef): boolean {
  return a.kind === b.kind && a.id === b.id;
}

/** As the audit log names who did it. */
export function toActor({ kind, id }: PersonRef): AuditActor {
  // Accounts of the console have a kind of their own in the log.
  return { kind, id };
}
