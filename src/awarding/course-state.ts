/**
 * Everything stored about a course that evaluation needs, loaded once and then asked without another query.
 *
 * @module
 */
import {
  decideMappingPermission,
  type BadgeClass,
  type BadgeClassStore,
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
import type { Mapping, MappingStore } from './mapping.js';
import { readReview, type ReviewStore } from './review.js';
import { listHeldBadgeClassIds, type Rule } from './rule.js';

export interface CourseStateStores {
  readonly mappings: Pick<MappingStore, 'list'>;
  readonly enrolments: Pick<EnrolmentStore, 'list'>;
  readonly outcomes: Pick<OutcomeStore, 'list'>;
  readonly results: Pick<OutcomeResultStore, 'listByCourse'>;
  readonly assessments: Pick<AssessmentStore, 'listByCourse'>;
  readonly syncs: Pick<CourseSyncStore, 'find'>;
  readonly badgeClasses: Pick<BadgeClassStore, 'find'>;
  readonly approvals: Pick<MappingApprovalStore, 'find'>;
  readonly awards: Pick<AwardStore, 'listHolders' | 'listByCourse'>;
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

/** @param drafts - tried out beside the course's own mappings */
export async function loadCourseState(
  stores: CourseStateStores,
  course: Course,
  drafts: readonly Pick<Mapping, 'badgeClassId' | 'rule'>[] = [],
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

  const holders = await loadHolders(
    stores,
    institutionId,
    [...mappings, ...drafts].map(({ rule }) => rule),
    badgeClasses,
  );
  const enrolments = new Map(enrolmentList.map((enrolment) => [enrolment.learnerId, enrolment]));
  const results = new Map(resultList.map((result) => [pairKey(result.outcomeId, result.learnerId), result]));
  const assessments = new Map(assessmentList.map((one) => [pairKey(one.mappingId, one.learnerId), one]));
  const reviews = new Map(reviewList.map((one) => [pairKey(one.mappingId, one.learnerId), one]));
  const endedAwards = new Map(
    awards.filter(({ ended }) => ended !== null).map((award) => [award.liveKey, award]),
  );
  // Once ever in the institution: the key is the person's, so the award is found by whom it is for.
  const endedEver = awards.filter(
    ({ ended, liveKey }) => ended !== null && liveKey.endsWith(`:${institutionId}`),
  );
  const findEnded = ({ badgeClassId, policies }: Evaluated, learnerId: string): Award | null =>
    policies.scope === 'course'
      ? (endedAwards.get(awardKey(badgeClassId, learnerId, courseId)) ?? null)
      : (endedEver.find((one) => one.badgeClassId === badgeClassId && one.learnerId === learnerId) ?? null);
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
        endedAward: findEnded(mapping, learnerId),
        readReview: (print) => readReview(reviews.get(pairKey(mapping.id, learnerId)) ?? null, print),
        learnerId,
        now,
      });
    },
  };
}

interface Holders {
  readonly name: string | null;
  readonly isThere: boolean;
  readonly learnerIds: ReadonlySet<string>;
}

/** Who holds the badges that some rule of the course asks for: one query for each such badge class. */
async function loadHolders(
  stores: Pick<CourseStateStores, 'awards' | 'badgeClasses'>,
  institutionId: string,
  rules: readonly Rule[],
  known: ReadonlyMap<string, BadgeClass>,
): Promise<Map<string, Holders>> {
  const holders = new Map<string, Holders>();
  for (const badgeClassId of new Set(rules.flatMap(listHeldBadgeClassIds))) {
    const badgeClass =
      known.get(badgeClassId) ?? (await stores.badgeClasses.find(institutionId, badgeClassId));
    const learnerIds = await stores.awards.listHolders(institutionId, badgeClassId);
    holders.set(badgeClassId, {
      name: badgeClass?.name[badgeClass.language] ?? null,
      isThere: badgeClass !== null && !badgeClass.archivedAt,
      learnerIds: new Set(learnerIds),
    });
  }
  return holders;
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
