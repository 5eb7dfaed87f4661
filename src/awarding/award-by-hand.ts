/**
 * Awarding by hand, with a reason and what shows it.
 *
 * @module
 */
import type { EvidenceItem } from '../credentials/claims.js';
import { AppError } from '../errors/app-error.js';
import { parseUrl } from '../http/parse-url.js';
import type { Course } from '../lti/course.js';
import { isYesEnough, toActor, type Asker } from './approver.js';
import type { ApproverCheck } from './approver-check.js';
import { checkReason } from './award-changes.js';
import type { AwardService } from './award-service.js';
import type { Award } from './award.js';
import { loadCourseState, type CourseStateStores } from './course-state.js';
import { findStandingAward, type StandingAwardStores } from './find-standing-award.js';
import type { Mapping } from './mapping.js';

export interface AwardByHandDeps {
  readonly stores: CourseStateStores & StandingAwardStores;
  readonly awardService: Pick<AwardService, 'award'>;
  readonly now: () => Date;
}

/** So long what a person awarded can be undone, and nobody is told. */
export const GRACE_MS = 10 * 60_000;
const MOST_EVIDENCE = 10;

export interface HandInput {
  readonly learnerId: string;
  readonly reason: string;
  readonly evidence: readonly EvidenceItem[];
}

export function createAwardByHand(
  { stores, awardService, now }: AwardByHandDeps,
  { checkApprover }: Pick<ApproverCheck, 'checkApprover'>,
) {
  /**
   * Awards by hand, whatever the rule says, with the reason and what shows it. Staff and test users never; somebody who
   * left the course may have earned it all the same.
   *
   * @returns the award that stands now, also when it stood before
   * @throws {AppError} `not_an_approver`, `reason_missing`, `evidence_invalid`, `learner_not_found`,
   *   `learner_not_awardable`, `mapping_not_allowed`; `award_barred` - it was withdrawn for good
   */
  async function awardByHand(
    course: Course,
    mapping: Mapping,
    input: HandInput,
    asker: Asker,
  ): Promise<Award> {
    const reason = checkReason(input.reason);
    const evidence = checkEvidence(input.evidence);
    await checkApprover(course, mapping, asker);
    const { learnerId } = input;
    const state = await loadCourseState(stores, course);
    const enrolment = state.enrolments.get(learnerId);
    if (!enrolment) throw new AppError('learner_not_found', 404, 'no such learner in this course');
    if (enrolment.wasEverStaff || enrolment.isTestUser || enrolment.isObserver) {
      throw new AppError('learner_not_awardable', 409, 'this person is not a learner of the course');
    }
    const badgeClass = state.badgeClasses.get(mapping.badgeClassId);
    if (!badgeClass || state.getPermission(mapping) !== 'allowed') {
      throw new AppError('mapping_not_allowed', 409, 'this badge may not be awarded here yet', {
        mappingId: mapping.id,
      });
    }
    const { person } = asker;
    const rules = state.getAwardingRules(mapping);
    if (rules.asksFourEyes && !isYesEnough(rules, mapping.authorId, [person])) {
      throw new AppError('four_eyes_needed', 409, 'whoever made the rule may not award alone');
    }
    const evaluation = state.evaluateLearner(mapping, learnerId, now());
    const options = { grounds: { kind: 'by-hand' as const, reason, evidence }, graceMs: GRACE_MS };
    await awardService.award(course, mapping, badgeClass, learnerId, evaluation, toActor(person), options);
    const standing = await findStandingAward(stores, course, mapping, learnerId);
    if (!standing) {
      throw new AppError('award_barred', 409, 'this badge was withdrawn for good; allow it again first', {
        mappingId: mapping.id,
      });
    }
    return standing;
  }

  return awardByHand;
}

/** @throws {AppError} `evidence_invalid` */
function checkEvidence(evidence: readonly EvidenceItem[]): EvidenceItem[] {
  const isUsable = (item: EvidenceItem): boolean =>
    item.name.trim() !== '' &&
    item.name.length <= 200 &&
    (item.narrative ?? '').length <= 4_000 &&
    (item.url === undefined || isWebAddress(item.url));
  if (evidence.length > MOST_EVIDENCE || !evidence.every(isUsable)) {
    throw new AppError('evidence_invalid', 422, 'evidence needs a name, and addresses that begin with https');
  }
  return [...evidence];
}

function isWebAddress(text: string): boolean {
  return text.length <= 2_000 && parseUrl(text)?.protocol === 'https:';
}
