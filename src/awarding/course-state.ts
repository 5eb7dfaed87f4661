/**
 * Everything stored about a course that evaluation needs, loaded once and then asked without another query.
 *
 * @module
 */
import {
  decideMappingPermission,
  type BadgeClass,
  type MappingApprovalStore,
  type MappingPermission,
} from '../badges/badge-class.js';
import type { Course } from '../lti/course.js';
import type { Enrolment, EnrolmentStore } from '../lti/enrolment.js';
import type { Outcome, OutcomeResult, OutcomeResultStore, OutcomeStore } from '../outcomes/outcome.js';
import { defaultAwardingRules, type AwardingRules, type AwardingRulesStore } from './approver.js';
import { isOverridden, type AssessmentStore } from './assessment.js';
import { awardKey, type Award, type AwardStore } from './award.js';
import type { CourseSync, CourseSyncStore } from './course-sync.js';
import type { Evaluation } from './decision.js';
import { evaluate, type ColumnState } from './evaluate.js';
import { loadHolders, loadOnceEver, loadPersons, type HolderStores, type Persons } from './holders.js';
import type { Mapping, MappingStore } from './mapping.js';
import { readReview, type ReviewStore } from './review.js';
import { listHeldBadgeClassIds } from './rule.js';

export interface CourseStateStores extends HolderStores {
  readonly mappings: Pick<MappingStore, 'list'>;
  readonly enrolments: Pick<EnrolmentStore, 'list'>;
  readonly outcomes: Pick<OutcomeStore, 'list'>;
  readonly results: Pick<OutcomeResultStore, 'listByCourse'>;
  readonly assessments: Pick<AssessmentStore, 'listByCourse'>;
  readonly syncs: Pick<CourseSyncStore, 'find'>;
  readonly approvals: Pick<MappingApprovalStore, 'find'>;
  readonly awards: Pick<AwardStore, 'listHolders' | 'listLive' | 'listByCourse'>;
  readonly reviews: Pick<ReviewStore, 'listByCourse'>;
  readonly awardingRules: Pick<AwardingRulesStore, 'find'>;
}

export interface CourseState {
  readonly course: Course;
  readonly sync: CourseSync | null;
  readonly mappings: readonly Mapping[];
  readonly enrolments: ReadonlyMap<string, Enrolment>;
  readonly badgeClasses: ReadonlyMap<string, BadgeClass>;
  /** Of this course, those that ended included. */
  readonly awards: readonly Award[];
  /** Whether a badge class that some rule asks for can be earned. */
  isBadgeClassThere(badgeClassId: string): boolean;
  getAwardingRules(mapping: Pick<Mapping, 'badgeClassId'>): AwardingRules;
  findColumn(columnKey: string): ColumnState;
  getPermission(mapping: Pick<Mapping, 'badgeClassId'>): MappingPermission;
  evaluateLearner(mapping: Evaluated, learnerId: string, now: Date): Evaluation;
}

/** What evaluation looks at of a mapping: one that is stored, or a draft that is tried out. */
export type Evaluated = Pick<
  Mapping,
  'id' | 'key' | 'badgeClassId' | 'columnRole' | 'rule' | 'wait' | 'policies' | 'ruleSince' | 'state'
>;

const NOBODY: Persons = new Map();

/** @param drafts - tried out beside the course's own mappings */
export async function loadCourseState(
  stores: CourseStateStores,
  course: Course,
  drafts: readonly Pick<Mapping, 'badgeClassId' | 'rule' | 'policies'>[] = [],
): Promise<CourseState> {
  const { institutionId, id: courseId } = course;
  const [mappings, enrolmentList, outcomes, resultList, assessmentList, sync, awards, reviewList] =
    await Promise.all([
      stores.mappings.list(institutionId, courseId),
      stores.enrolments.list(institutionId, courseId),
      stores.outcomes.list(institutionId, courseId),
      stores.results.listByCourse(institutionId, courseId),
      stores.assessments.listByCourse(institutionId, courseId),
      stores.syncs.find(institutionId, courseId),
      stores.awards.listByCourse(institutionId, courseId),
      stores.reviews.listByCourse(institutionId, courseId),
    ]);
  const badgeClasses = new Map<string, BadgeClass>();
  const permissions = new Map<string, MappingPermission>();
  const rulesByClass = new Map<string, AwardingRules>();
  for (const badgeClassId of new Set([...mappings, ...drafts].map((mapping) => mapping.badgeClassId))) {
    const badgeClass = await stores.badgeClasses.find(institutionId, badgeClassId);
    if (!badgeClass) continue;
    badgeClasses.set(badgeClassId, badgeClass);
    const awardingRules = await stores.awardingRules.find(institutionId, badgeClassId);
    if (awardingRules) rulesByClass.set(badgeClassId, awardingRules);
    const approval = await stores.approvals.find(institutionId, badgeClassId, courseId);
    permissions.set(badgeClassId, decideMappingPermission(badgeClass, courseId, approval));
  }

  const enrolments = new Map(enrolmentList.map((enrolment) => [enrolment.learnerId, enrolment]));
  const results = new Map(resultList.map((result) => [pairKey(result.outcomeId, result.learnerId), result]));
  const assessments = new Map(assessmentList.map((one) => [pairKey(one.mappingId, one.learnerId), one]));
  const reviews = new Map(reviewList.map((one) => [pairKey(one.mappingId, one.learnerId), one]));
  const endedAwards = new Map(
    awards.filter(({ ended }) => ended !== null).map((award) => [award.liveKey, award]),
  );
  const learnerIds = [...enrolments.keys()];
  const rules = [...mappings, ...drafts].map(({ rule }) => rule);
  const everIds = new Set(
    [...mappings, ...drafts].flatMap(({ badgeClassId, policies }) =>
      policies.scope === 'institution' ? [badgeClassId] : [],
    ),
  );
  const looksBeyond = everIds.size > 0 || rules.some((rule) => listHeldBadgeClassIds(rule).length > 0);
  const persons = looksBeyond ? await loadPersons(stores, institutionId, learnerIds) : NOBODY;
  const holders = await loadHolders(stores, institutionId, rules, badgeClasses, learnerIds, persons);
  const findOnceEver = await loadOnceEver(stores, institutionId, everIds, learnerIds, persons);
  const findStanding = ({ badgeClassId, policies }: Evaluated, learnerId: string): Award | null =>
    policies.scope === 'course'
      ? (endedAwards.get(awardKey(badgeClassId, learnerId, courseId)) ?? null)
      : findOnceEver(badgeClassId, learnerId);
  const columns = findColumns(outcomes);

  const findColumn = (columnKey: string): ColumnState => columns.get(columnKey) ?? { state: 'not-seen' };
  const getPermission = (mapping: Pick<Mapping, 'badgeClassId'>): MappingPermission =>
    permissions.get(mapping.badgeClassId) ?? 'refused';
  const findResult = (column: ColumnState, learnerId: string): OutcomeResult | null =>
    column.state === 'present' ? (results.get(pairKey(column.outcome.id, learnerId)) ?? null) : null;

  return {
    course,
    sync,
    mappings,
    enrolments,
    badgeClasses,
    awards,
    isBadgeClassThere: (badgeClassId) => holders.get(badgeClassId)?.isThere ?? false,
    getAwardingRules: ({ badgeClassId }) =>
      rulesByClass.get(badgeClassId) ?? defaultAwardingRules(institutionId, badgeClassId),
    findColumn,
    getPermission,
    evaluateLearner: (mapping, learnerId, now) => {
      const kept = assessments.get(pairKey(mapping.id, learnerId)) ?? null;
      // What a teacher typed in the LMS since then counts just the same.
      const isTypedInLms = kept && isOverridden(kept, findResult(findColumn(mapping.key), learnerId));
      const assessment = isTypedInLms ? null : kept;
      return evaluate({
        mapping,
        permission: getPermission(mapping),
        enrolment: enrolments.get(learnerId) ?? null,
        isMembersRead: sync?.membersReadAt != null,
        readColumn: (columnKey) => {
          const column = findColumn(columnKey);
          return { column, result: findResult(column, learnerId) };
        },
        readBadge: (badgeClassId) => {
          const held = holders.get(badgeClassId);
          return { isHeld: held?.learnerIds.has(learnerId) ?? false, name: held?.name ?? null };
        },
        assessment,
        ...sayHeld(findStanding(mapping, learnerId), courseId, learnerId),
        readReview: (print) => readReview(reviews.get(pairKey(mapping.id, learnerId)) ?? null, print),
        learnerId,
        now,
      });
    },
  };
}

/** What stands under the key of this learner: it ended, or the person holds it by another course or as another user. */
function sayHeld(
  award: Award | null,
  courseId: string,
  learnerId: string,
): { readonly endedAward: Award | null; readonly isHeldElsewhere: boolean } {
  if (award?.ended) return { endedAward: award, isHeldElsewhere: false };
  const isHere = award?.courseId === courseId && award.learnerId === learnerId;
  return { endedAward: null, isHeldElsewhere: award?.state === 'awarded' && !isHere };
}

/** Two columns with one key stop what reads them: a key that travels is only a claim. */
function findColumns(outcomes: readonly Outcome[]): Map<string, ColumnState> {
  const columns = new Map<string, ColumnState>();
  for (const outcome of outcomes) {
    if (!outcome.mappingKey) continue;
    const other = columns.get(outcome.mappingKey);
    if (outcome.vanishedAt) {
      if (!other) columns.set(outcome.mappingKey, { state: 'vanished' });
    } else if (!other || other.state === 'vanished') {
      columns.set(outcome.mappingKey, { state: 'present', outcome });
    } else {
      columns.set(outcome.mappingKey, { state: 'doubled' });
    }
  }
  return columns;
}

function pairKey(first: string, second: string): string {
  return `${first}\n${second}`;
}
