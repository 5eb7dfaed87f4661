/**
 * What a teacher can do about one learner's badge: the forms of the learner's page.
 *
 * @module
 */
import { isUndoable, type Award } from '../../awarding/award.js';
import { printInputs } from '../../awarding/input-print.js';
import type { LearnerBadge, LearnerView } from '../../awarding/learner-view.js';
import { asksAboutLowered } from '../../awarding/lowered.js';
import { actAddress, answerAddress } from './course-address.js';
import type { CourseWords } from './course-words.js';
import { answerField } from './read-answers.js';

export interface PresentedActs {
  readonly action: string;
  readonly id: string;
  readonly badge: string;
  /** Where an answer is waited for: the same form as that of the queue, for this learner alone. */
  readonly answer: { readonly action: string; readonly field: string; readonly print: string } | null;
  readonly canAward: boolean;
  readonly canWithdraw: boolean;
  /** The revision that would be replaced; null where nothing is issued. */
  readonly reissues: number | null;
  /** Until when, in words; null where it is too late. */
  readonly undoUntil: string | null;
  /** The result is lower than what it was awarded for. */
  readonly isLowered: boolean;
  /** Why it was withdrawn for good; null where it was not. */
  readonly barredReason: string | null;
  /** Which of them lacked its reason. */
  readonly missing: string | null;
}

export function presentActs(
  { badge, standing, decision, barred }: LearnerBadge,
  view: LearnerView,
  sent: { readonly mappingId: string; readonly act: string },
  now: Date,
  { t, formats, language }: CourseWords,
): PresentedActs {
  const { mapping, badgeClass } = badge;
  const { award, evaluation } = standing;
  const { enrolment, course } = view;
  const { learnerId } = enrolment;
  const canEarn = !enrolment.wasEverStaff && !enrolment.isTestUser && !enrolment.isObserver;
  const isWaiting = !award && evaluation?.reason === 'awaits-approval';
  const own = award?.courseId === course.id ? award : null;
  const canUndo = own !== null && isUndoable(own, now);
  return {
    action: actAddress(course.id, learnerId, mapping.id),
    id: mapping.id,
    badge: badgeClass.name[language],
    answer: isWaiting
      ? {
          action: answerAddress(course.id, `from=learner&learner=${encodeURIComponent(learnerId)}`),
          field: answerField(mapping.id, learnerId),
          print: printInputs(evaluation.inputs),
        }
      : null,
    canAward: !award && canEarn && !isWaiting && !barred,
    canWithdraw: own !== null && !canUndo,
    reissues: own !== null && !canUndo && isIssued(own) ? own.revision : null,
    undoUntil:
      canUndo && own.undoUntil ? t('approvals.undo.until', { at: formats.dateTime(own.undoUntil) }) : null,
    isLowered: own !== null && decision !== null && asksAboutLowered(mapping, own, decision),
    barredReason: barred?.ended?.reason ?? null,
    missing: sent.mappingId === mapping.id ? sent.act : null,
  };
}

function isIssued({ delivery }: Award): boolean {
  return delivery.state === 'issued';
}
