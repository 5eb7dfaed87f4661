/**
 * What a teacher can do about one learner's badge: the forms of the learner's page.
 *
 * @module
 */
import { isUndoable } from '../../awarding/award.js';
import { printInputs } from '../../awarding/input-print.js';
import type { LearnerBadge, LearnerView } from '../../awarding/learner-view.js';
import { actAddress } from './course-address.js';
import type { CourseWords } from './course-words.js';

export interface PresentedActs {
  readonly action: string;
  readonly id: string;
  /** `print`: of the results that are shown, which a yes is about. */
  readonly answer: { readonly title: string; readonly print: string } | null;
  readonly award: { readonly title: string } | null;
  readonly withdraw: { readonly title: string } | null;
  readonly canUndo: boolean;
  /** Which of them lacked its reason. */
  readonly missing: string | null;
}

export function presentActs(
  { badge, standing }: LearnerBadge,
  view: LearnerView,
  sent: { readonly mappingId: string; readonly act: string },
  now: Date,
  { t, language }: CourseWords,
): PresentedActs {
  const { mapping, badgeClass } = badge;
  const name = { badge: badgeClass.name[language] };
  const { award, evaluation } = standing;
  const { enrolment } = view;
  const canEarn = !enrolment.wasEverStaff && !enrolment.isTestUser && !enrolment.isObserver;
  const isWaiting = evaluation?.reason === 'awaits-approval';
  return {
    action: actAddress(view.course.id, enrolment.learnerId, mapping.id),
    id: mapping.id,
    answer:
      !award && isWaiting && evaluation
        ? { title: t('act.answer.title', name), print: printInputs(evaluation.inputs) }
        : null,
    award: !award && canEarn && !isWaiting ? { title: t('act.award.title', name) } : null,
    withdraw:
      award?.courseId === view.course.id && !isUndoable(award, now)
        ? { title: t('act.withdraw.title', name) }
        : null,
    canUndo: award !== null && award.courseId === view.course.id && isUndoable(award, now),
    missing: sent.mappingId === mapping.id ? sent.act : null,
  };
}
