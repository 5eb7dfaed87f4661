/**
 * One learner as a teacher sees them: what they hold from this course, and for each badge why, or why not yet.
 *
 * @module
 */
import type { BadgeClass, BadgeClassStore } from '../badges/badge-class.js';
import type { Credential, CredentialStore } from '../credentials/credential.js';
import { AppError } from '../errors/app-error.js';
import type { LearnerStore } from '../institutions/learner.js';
import type { Enrolment, EnrolmentStore } from '../lti/enrolment.js';
import type { OutcomeStore } from '../outcomes/outcome.js';
import type { Assessment, AssessmentStore } from './assessment.js';
import type { AwardNotice, AwardNoticeStore } from './award-notice.js';
import { isBarred, type Award, type AwardStore } from './award.js';
import { joinBadges, type MappedBadge } from './course-board.js';
import type { BadgeScore, BadgeScoreStore } from './badge-score.js';
import type { CourseLookup, CourseOfLms } from './course-lookup.js';
import type { CourseSync, CourseSyncStore } from './course-sync.js';
import type { Decision, DecisionStore } from './decision.js';
import type { MappingStore } from './mapping.js';
import type { HandIn, HandInStore } from './hand-in.js';
import { mayBeAwarded } from './may-be-awarded.js';
import { findRubric, type Rubric, type RubricStore } from './rubric.js';
import { describeStanding, type Standing } from './standing.js';

export interface LearnerViewDeps {
  readonly courseLookup: CourseLookup;
  readonly stores: {
    readonly mappings: Pick<MappingStore, 'list'>;
    readonly badgeClasses: Pick<BadgeClassStore, 'find'>;
    readonly enrolments: Pick<EnrolmentStore, 'find'>;
    readonly learners: Pick<LearnerStore, 'find'>;
    readonly decisions: Pick<DecisionStore, 'find'>;
    readonly awards: Pick<AwardStore, 'listByLearner'>;
    readonly assessments: Pick<AssessmentStore, 'find'>;
    readonly badgeScores: Pick<BadgeScoreStore, 'listByLearner'>;
    readonly rubrics: Pick<RubricStore, 'find'>;
    readonly handIns: Pick<HandInStore, 'find'>;
    readonly outcomes: Pick<OutcomeStore, 'list'>;
    readonly syncs: Pick<CourseSyncStore, 'find'>;
    readonly notices: Pick<AwardNoticeStore, 'find'>;
    readonly credentials: Pick<CredentialStore, 'findByAward'>;
  };
}

export interface LearnerBadge {
  readonly badge: MappedBadge;
  readonly standing: Standing;
  /** The newest, with its history; null while nothing was decided. */
  readonly decision: Decision | null;
  readonly assessment: Assessment | null;
  /** Null: assessed without one, or not here. */
  readonly rubric: Rubric | null;
  readonly handIn: HandIn | null;
  /** Withdrawn, and not to be awarded again before somebody allows it; null when none is. */
  readonly barred: Award | null;
  /** The teacher says *Passed* or *Not yet* for this badge, and this learner can earn it. */
  readonly canBeAssessed: boolean;
}

/** What was earned once is said once: by the link that awarded it, or by the oldest where that is gone. */
export function speaksForAward(
  { badges }: Pick<LearnerView, 'badges'>,
  { badge, standing: { award } }: LearnerBadge,
): boolean {
  if (!award) return false;
  const sharing = badges.filter(({ standing }) => standing.award?.id === award.id);
  const speaker = sharing.find((one) => one.badge.mapping.id === award.mappingId) ?? sharing[0];
  return speaker?.badge === badge;
}

/** An award of this course whose mapping is no longer there. */
export interface FormerAward {
  readonly award: Award;
  readonly badgeClass: BadgeClass;
}

export interface LearnerView extends CourseOfLms {
  readonly sync: CourseSync | null;
  readonly learner: { readonly id: string; readonly name: string | null };
  readonly enrolment: Enrolment;
  readonly badges: readonly LearnerBadge[];
  readonly formerAwards: readonly FormerAward[];
  /** What badge columns show of this learner, by mapping; absent where there is none. */
  readonly badgeScores: ReadonlyMap<string, BadgeScore>;
  /** What became of the mail about each of these awards, by award; absent: nothing was tried. */
  readonly notices: ReadonlyMap<string, AwardNotice>;
  /** How what was issued for each of these awards stands, by award; absent: nothing is issued. */
  readonly credentials: ReadonlyMap<string, IssuedStanding>;
}

export type IssuedStanding = Pick<Credential, 'state' | 'stateReason' | 'stateChangedAt'>;

export type LearnerViews = ReturnType<typeof createLearnerViews>;

export function createLearnerViews({ courseLookup, stores }: LearnerViewDeps) {
  /** @throws {AppError} `course_not_found`, `registration_not_found`; `learner_not_found` - nobody of this course has that id */
  async function load(institutionId: string, courseId: string, learnerId: string): Promise<LearnerView> {
    const place = await courseLookup.get(institutionId, courseId);
    const [learner, enrolment] = await Promise.all([
      stores.learners.find(institutionId, learnerId),
      stores.enrolments.find(institutionId, courseId, learnerId),
    ]);
    if (!learner || !enrolment) {
      throw new AppError('learner_not_found', 404, 'no such learner in this course', { courseId });
    }
    const [mappings, outcomes, sync, ownAwards, badgeScores] = await Promise.all([
      stores.mappings.list(institutionId, courseId),
      stores.outcomes.list(institutionId, courseId),
      stores.syncs.find(institutionId, courseId),
      stores.awards.listByLearner(institutionId, learnerId),
      stores.badgeScores.listByLearner(institutionId, courseId, learnerId),
    ]);
    const awards = ownAwards.filter((award) => award.courseId === courseId && award.state === 'awarded');
    const badges = await joinBadges(stores.badgeClasses, institutionId, mappings, outcomes);
    return {
      ...place,
      sync,
      learner: { id: learner.id, name: learner.name },
      enrolment,
      badges: await Promise.all(badges.map((badge) => loadBadge(badge, enrolment, awards, ownAwards))),
      formerAwards: await findFormer(institutionId, awards, badges),
      badgeScores: new Map(badgeScores.map((score) => [score.mappingId, score])),
      notices: await findNotices(institutionId, awards),
      credentials: await findCredentials(institutionId, awards),
    };
  }

  async function loadBadge(
    badge: MappedBadge,
    enrolment: Enrolment,
    awards: readonly Award[],
    ownAwards: readonly Award[],
  ): Promise<LearnerBadge> {
    const { institutionId, learnerId } = enrolment;
    const { mapping, badgeClass } = badge;
    const isAssessed = mapping.columnRole === 'assessed';
    const [decision, assessment, found, handIn] = await Promise.all([
      stores.decisions.find(institutionId, mapping.id, learnerId),
      isAssessed ? stores.assessments.find(institutionId, mapping.id, learnerId) : null,
      isAssessed ? findRubric(stores.rubrics, institutionId, mapping) : null,
      isAssessed ? stores.handIns.find(institutionId, mapping.id, learnerId) : null,
    ]);
    const award = awards.find(({ badgeClassId }) => badgeClassId === badgeClass.id) ?? null;
    return {
      badge,
      standing: describeStanding(mapping, decision, award),
      decision,
      assessment,
      rubric: found?.rubric ?? null,
      handIn,
      barred:
        ownAwards.find(
          (one) => one.courseId === enrolment.courseId && one.badgeClassId === badgeClass.id && isBarred(one),
        ) ?? null,
      canBeAssessed: isAssessed && mayBeAwarded(enrolment, true),
    };
  }

  async function findNotices(
    institutionId: string,
    awards: readonly Award[],
  ): Promise<Map<string, AwardNotice>> {
    const found = await Promise.all(
      awards.map(async ({ id }) => [id, await stores.notices.find(institutionId, id)] as const),
    );
    return new Map(found.flatMap(([id, notice]) => (notice ? [[id, notice] as const] : [])));
  }

  async function findCredentials(
    institutionId: string,
    awards: readonly Award[],
  ): Promise<Map<string, IssuedStanding>> {
    const found = await Promise.all(
      awards.map(async ({ id }) => [id, await stores.credentials.findByAward(institutionId, id)] as const),
    );
    return new Map(found.flatMap(([id, credential]) => (credential ? [[id, credential] as const] : [])));
  }

  async function findFormer(
    institutionId: string,
    awards: readonly Award[],
    badges: readonly MappedBadge[],
  ): Promise<FormerAward[]> {
    const former: FormerAward[] = [];
    for (const award of awards) {
      if (badges.some(({ badgeClass }) => badgeClass.id === award.badgeClassId)) continue;
      const badgeClass = await stores.badgeClasses.find(institutionId, award.badgeClassId);
      if (badgeClass) former.push({ award, badgeClass });
    }
    return former;
  }

  return { load };
}
