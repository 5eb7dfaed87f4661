/**
 * What happened in a course, newest first: badges that were mapped, changed or taken over, awards, assessments.
 *
 * It is read from the records themselves, so it says what is, and is as old as they are.
 *
 * @module
 */
import type { BadgeClass } from '../badges/badge-class.js';
import type { LearnerStore } from '../institutions/learner.js';
import type { CourseBoards } from './course-board.js';
import type { CourseOfLms } from './course-lookup.js';

export type HistoryEvent =
  | { readonly kind: 'mapped' | 'changed'; readonly version: number }
  | { readonly kind: 'awarded' | 'withdrawn' }
  | { readonly kind: 'assessed'; readonly isPassed: boolean };

export type CourseHistoryEntry = HistoryEvent & {
  readonly at: Date;
  readonly badgeClass: BadgeClass;
  /** Whom it is about; null for a mapping. */
  readonly learner: HistoryPerson | null;
  /** Who did it; null for a rule. */
  readonly by: HistoryPerson | null;
};

export interface HistoryPerson {
  readonly id: string;
  readonly name: string | null;
}

export interface CourseHistory extends CourseOfLms {
  readonly entries: readonly CourseHistoryEntry[];
  /** There is more than is shown. */
  readonly isCut: boolean;
}

const MOST_ENTRIES = 200;

export interface CourseHistoryDeps {
  readonly courseBoards: CourseBoards;
  readonly learners: Pick<LearnerStore, 'listByIds'>;
}

export type CourseHistories = ReturnType<typeof createCourseHistories>;

export function createCourseHistories({ courseBoards, learners }: CourseHistoryDeps) {
  /** @throws {AppError} `course_not_found`, `registration_not_found` */
  async function load(institutionId: string, courseId: string): Promise<CourseHistory> {
    const board = await courseBoards.load(institutionId, courseId);
    const { badges, awards, assessments, course, registration } = board;
    const classOf = new Map(badges.map(({ mapping, badgeClass }) => [mapping.id, badgeClass]));
    const drafts: (HistoryEvent & {
      at: Date;
      badgeClass: BadgeClass;
      learnerId: string | null;
      byId: string | null;
    })[] = [];
    for (const { mapping, badgeClass } of badges) {
      const by = { badgeClass, learnerId: null, byId: mapping.createdBy };
      drafts.push({ kind: 'mapped', version: 1, at: mapping.placedAt, ...by });
      if (mapping.version > 1) {
        drafts.push({ kind: 'changed', version: mapping.version, at: mapping.updatedAt, ...by, byId: null });
      }
    }
    for (const { mappingId, learnerId, awardedAt, awardedBy } of awards) {
      const badgeClass = classOf.get(mappingId);
      if (!badgeClass) continue;
      const byId = awardedBy === 'rule' ? null : awardedBy;
      drafts.push({ kind: 'awarded', at: awardedAt, badgeClass, learnerId, byId });
    }
    for (const { mappingId, learnerId, assessedAt, assessedBy, isPassed } of assessments) {
      const badgeClass = classOf.get(mappingId);
      if (!badgeClass) continue;
      drafts.push({ kind: 'assessed', isPassed, at: assessedAt, badgeClass, learnerId, byId: assessedBy });
    }
    drafts.sort((a, b) => b.at.getTime() - a.at.getTime());
    const shown = drafts.slice(0, MOST_ENTRIES);
    const ids = new Set(
      shown.flatMap(({ learnerId, byId }) => [learnerId, byId]).filter((id) => id !== null),
    );
    const people = new Map(
      (await learners.listByIds(institutionId, [...ids])).map(({ id, name }) => [id, { id, name }]),
    );
    const find = (id: string | null) => (id === null ? null : (people.get(id) ?? { id, name: null }));
    return {
      course,
      registration,
      entries: shown.map(({ learnerId, byId, ...event }) => ({
        ...event,
        learner: find(learnerId),
        by: find(byId),
      })),
      isCut: drafts.length > MOST_ENTRIES,
    };
  }

  return { load };
}
