/**
 * Everything that a teacher's pages show of a course: its badges, its learners, and how each learner stands on each.
 *
 * It is what the last round left behind, read in a handful of queries whatever the number of learners; nothing is
 * asked of the LMS and nothing is decided here.
 *
 * @module
 */
import type { BadgeClass, BadgeClassStore } from '../badges/badge-class.js';
import type { Learner, LearnerStore } from '../institutions/learner.js';
import type { Enrolment, EnrolmentStore } from '../lti/enrolment.js';
import type { Outcome, OutcomeStore } from '../outcomes/outcome.js';
import type { Assessment, AssessmentStore } from './assessment.js';
import type { Award, AwardStore } from './award.js';
import type { BadgeScore, BadgeScoreStore } from './badge-score.js';
import type { CourseLookup, CourseOfLms } from './course-lookup.js';
import type { CourseSync, CourseSyncStore, SyncRound } from './course-sync.js';
import type { DecisionStore } from './decision.js';
import type { HandIn, HandInStore } from './hand-in.js';
import type { Mapping, MappingStore } from './mapping.js';
import { listColumnKeys, listHeldBadgeClassIds } from './rule.js';
import { countStandings, describeStanding, type Standing, type StandingCounts } from './standing.js';

export interface CourseBoardDeps {
  readonly courseLookup: CourseLookup;
  readonly stores: {
    readonly mappings: Pick<MappingStore, 'list'>;
    readonly badgeClasses: Pick<BadgeClassStore, 'find'>;
    readonly enrolments: Pick<EnrolmentStore, 'list'>;
    readonly learners: Pick<LearnerStore, 'listByIds'>;
    readonly decisions: Pick<DecisionStore, 'listByCourse'>;
    readonly awards: Pick<AwardStore, 'listByCourse'>;
    readonly assessments: Pick<AssessmentStore, 'listByCourse'>;
    readonly badgeScores: Pick<BadgeScoreStore, 'listByCourse'>;
    readonly handIns: Pick<HandInStore, 'listByCourse'>;
    readonly outcomes: Pick<OutcomeStore, 'list'>;
    readonly syncs: Pick<CourseSyncStore, 'find' | 'listRounds'>;
  };
}

/** A column of this course that a rule reads. */
export interface ReadColumn {
  /** Key of the mapping that it came with. */
  readonly key: string;
  /** As the LMS shows it; null while the column was not seen. */
  readonly label: string | null;
  /** Of the mapping that the column came with; null when that is gone. */
  readonly badgeClass: BadgeClass | null;
}

export interface MappedBadge {
  readonly mapping: Mapping;
  readonly badgeClass: BadgeClass;
  /** The first that is not the badge's own; null when the rule reads no other. */
  readonly readColumn: ReadColumn | null;
  /** Every column that the rule reads, the badge's own included, in the order of the rule. */
  readonly readColumns: readonly ReadColumn[];
  /** The badge classes that the rule asks to be held; those that are gone left out. */
  readonly heldBadgeClasses: readonly BadgeClass[];
}

export interface BoardLearner {
  readonly id: string;
  readonly name: string | null;
  readonly enrolment: Enrolment;
}

export interface CourseBoard extends CourseOfLms {
  readonly sync: CourseSync | null;
  /** The newest row that a round left. */
  readonly lastRound: SyncRound | null;
  /** Oldest first. */
  readonly badges: readonly MappedBadge[];
  /** By name. */
  readonly learners: readonly BoardLearner[];
  readonly awards: readonly Award[];
  readonly assessments: readonly Assessment[];
  readonly badgeScores: readonly BadgeScore[];
  /** Longest ago first. */
  readonly handIns: readonly HandIn[];
  getStanding(mapping: Mapping, learnerId: string): Standing;
  count(mapping: Mapping): StandingCounts;
}

export type CourseBoards = ReturnType<typeof createCourseBoards>;

export function createCourseBoards({ courseLookup, stores }: CourseBoardDeps) {
  /** @throws {AppError} `course_not_found`, `registration_not_found` */
  async function load(institutionId: string, courseId: string): Promise<CourseBoard> {
    const place = await courseLookup.get(institutionId, courseId);
    const [
      mappings,
      enrolments,
      decisions,
      awards,
      assessments,
      badgeScores,
      handIns,
      outcomes,
      sync,
      rounds,
    ] = await Promise.all([
      stores.mappings.list(institutionId, courseId),
      stores.enrolments.list(institutionId, courseId),
      stores.decisions.listByCourse(institutionId, courseId),
      stores.awards.listByCourse(institutionId, courseId),
      stores.assessments.listByCourse(institutionId, courseId),
      stores.badgeScores.listByCourse(institutionId, courseId),
      stores.handIns.listByCourse(institutionId, courseId),
      stores.outcomes.list(institutionId, courseId),
      stores.syncs.find(institutionId, courseId),
      stores.syncs.listRounds(institutionId, courseId, 1),
    ]);
    const holders = new Set(awards.map(({ learnerId }) => learnerId));
    const shown = enrolments.filter((enrolment) => isShown(enrolment, holders));
    const learners = await stores.learners.listByIds(
      institutionId,
      shown.map(({ learnerId }) => learnerId),
    );
    const badges = await joinBadges(stores.badgeClasses, institutionId, mappings, outcomes);

    const decided = new Map(decisions.map((one) => [pairKey(one.mappingId, one.learnerId), one]));
    const held = new Map(
      awards
        .filter(({ state }) => state === 'awarded')
        .map((award) => [pairKey(award.badgeClassId, award.learnerId), award]),
    );
    const board = sortLearners(shown, learners);
    const getStanding = (mapping: Mapping, learnerId: string): Standing =>
      describeStanding(
        mapping,
        decided.get(pairKey(mapping.id, learnerId)) ?? null,
        held.get(pairKey(mapping.badgeClassId, learnerId)) ?? null,
      );
    return {
      ...place,
      sync,
      lastRound: rounds[0] ?? null,
      badges,
      learners: board,
      awards,
      assessments,
      badgeScores,
      handIns,
      getStanding,
      count: (mapping) => countStandings(board.map(({ id }) => getStanding(mapping, id))),
    };
  }

  return { load };
}

/** Each mapping with its badge class, and what the columns and badges that its rule looks at are called. */
export async function joinBadges(
  badgeClasses: Pick<BadgeClassStore, 'find'>,
  institutionId: string,
  mappings: readonly Mapping[],
  outcomes: readonly Outcome[],
): Promise<MappedBadge[]> {
  const classes = new Map<string, BadgeClass>();
  const wanted = mappings.flatMap(({ badgeClassId, rule }) => [badgeClassId, ...listHeldBadgeClassIds(rule)]);
  for (const badgeClassId of new Set(wanted)) {
    const badgeClass = await badgeClasses.find(institutionId, badgeClassId);
    if (badgeClass) classes.set(badgeClassId, badgeClass);
  }
  const findReadColumn = (key: string): ReadColumn => {
    const column = outcomes.find((one) => one.mappingKey === key && !one.vanishedAt);
    const source = mappings.find((one) => one.key === key);
    return {
      key,
      label: column?.label ?? null,
      badgeClass: (source && classes.get(source.badgeClassId)) ?? null,
    };
  };
  return mappings.flatMap((mapping) => {
    const badgeClass = classes.get(mapping.badgeClassId);
    if (!badgeClass) return [];
    const readColumns = listColumnKeys(mapping.rule).map(findReadColumn);
    return [
      {
        mapping,
        badgeClass,
        readColumns,
        readColumn: readColumns.find(({ key }) => key !== mapping.key) ?? null,
        heldBadgeClasses: listHeldBadgeClassIds(mapping.rule).flatMap((id) => classes.get(id) ?? []),
      },
    ];
  });
}

/** Whoever learns here, and whoever left with a badge. */
function isShown(enrolment: Enrolment, holders: ReadonlySet<string>): boolean {
  if (holders.has(enrolment.learnerId)) return true;
  return (enrolment.isLearner || enrolment.isTestUser) && enrolment.status !== 'gone';
}

function sortLearners(enrolments: readonly Enrolment[], learners: readonly Learner[]): BoardLearner[] {
  const known = new Map(learners.map((learner) => [learner.id, learner]));
  const collator = new Intl.Collator('nl', { sensitivity: 'base', numeric: true });
  return enrolments
    .map((enrolment) => ({
      id: enrolment.learnerId,
      name: known.get(enrolment.learnerId)?.name ?? null,
      enrolment,
    }))
    .sort((a, b) => {
      if (a.name === null || b.name === null) return Number(a.name === null) - Number(b.name === null);
      return collator.compare(a.name, b.name) || (a.id < b.id ? -1 : 1);
    });
}

function pairKey(first: string, second: string): string {
  return `${first}\n${second}`;
}
