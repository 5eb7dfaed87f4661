/**
 * What a changed mapping would do, by what was read last: who would receive the badge, who is near, and who holds it without
 * meeting the new rule. Nothing is decided or kept here.
 *
 * @module
 */
import type { LearnerStore } from '../institutions/learner.js';
import type { Course } from '../lti/course.js';
import type { AwardStore } from './award.js';
import { loadCourseState, type CourseStateStores } from './course-state.js';
import type { Mapping } from './mapping.js';
import { isNear } from './standing.js';

export interface MappingPreviewDeps {
  readonly stores: CourseStateStores & {
    readonly learners: Pick<LearnerStore, 'listByIds'>;
    readonly awards: Pick<AwardStore, 'listByCourse'>;
  };
  readonly now: () => Date;
}

export interface PreviewedLearner {
  readonly id: string;
  readonly name: string | null;
  readonly hasEmail: boolean;
}

export interface MappingPreview {
  /** Meet it now, or only wait for a date, an hour or a yes; those who hold it left out. */
  readonly receive: readonly PreviewedLearner[];
  readonly near: readonly PreviewedLearner[];
  /** Hold it, and do not meet the rule as it would be. They keep it. */
  readonly heldWithout: readonly PreviewedLearner[];
  readonly held: number;
  readonly total: number;
  /** End of the last complete reading; null when there was none. */
  readonly readAt: Date | null;
}

export type MappingPreviews = ReturnType<typeof createMappingPreviews>;

export function createMappingPreviews({ stores, now }: MappingPreviewDeps) {
  /** @param draft - the mapping with the rule and the wait that are tried out */
  async function preview(course: Course, draft: Mapping): Promise<MappingPreview> {
    const { institutionId, id: courseId } = course;
    const standing = await stores.mappings.list(institutionId, courseId);
    const tried = standing.map((one) => (one.id === draft.id ? draft : one));
    const state = await loadCourseState(
      { ...stores, mappings: { ...stores.mappings, list: async () => tried } },
      course,
    );
    const awards = await stores.awards.listByCourse(institutionId, courseId);
    const holders = new Set(
      awards
        .filter((award) => award.badgeClassId === draft.badgeClassId && award.state === 'awarded')
        .map(({ learnerId }) => learnerId),
    );
    const candidates = [...state.enrolments.values()].filter(({ isLearner }) => isLearner);
    const known = new Map(
      (
        await stores.learners.listByIds(
          institutionId,
          candidates.map(({ learnerId }) => learnerId),
        )
      ).map((learner) => [learner.id, learner]),
    );
    const receive: PreviewedLearner[] = [];
    const near: PreviewedLearner[] = [];
    const heldWithout: PreviewedLearner[] = [];
    let total = 0;
    for (const { learnerId } of candidates) {
      const evaluation = state.evaluateLearner(draft, learnerId, now());
      const learner = known.get(learnerId);
      const person = { id: learnerId, name: learner?.name ?? null, hasEmail: !!learner?.email };
      const isMet = evaluation.verdict === 'met' || evaluation.verdict === 'waiting';
      if (evaluation.verdict !== 'stopped') total += 1;
      if (holders.has(learnerId)) {
        if (evaluation.verdict === 'not-met') heldWithout.push(person);
      } else if (isMet) receive.push(person);
      else if (evaluation.verdict === 'not-met' && isNear(draft.rule, evaluation)) near.push(person);
    }
    return {
      receive,
      near,
      heldWithout,
      held: holders.size,
      total,
      readAt: state.sync?.completeAt ?? null,
    };
  }

  return { preview };
}
