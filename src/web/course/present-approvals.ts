/**
 * Who waits for a yes, and whose result dropped later: the queue of a teacher.
 *
 * @module
 */
import type {
  ApprovalView,
  BadgeApprovals,
  LoweredAward,
  WaitingLearner,
} from '../../awarding/approval-view.js';
import { isTextKey } from '../../language/translate.js';
import {
  actAddress,
  answerAddress,
  approvalsAddress,
  badgeImage,
  courseAddress,
  learnerAddress,
  learnersAddress,
} from './course-address.js';
import type { CourseWords } from './course-words.js';
import { answerField } from './read-answers.js';
import { presentRule } from './present-rule.js';
import { presentReason } from './present-reason.js';
import { presentState } from './present-overview.js';

export interface ApprovalNotice {
  readonly isGood: boolean;
  readonly text: string;
}

export interface PresentedWaiting {
  readonly field: string;
  readonly print: string;
  readonly id: string;
  readonly href: string;
  readonly name: string;
  readonly results: string;
  readonly note: string | null;
}

export interface PresentedLowered {
  readonly id: string;
  readonly name: string;
  readonly earnedOn: string;
  /** Their page, where it can be withdrawn. */
  readonly href: string;
  readonly keepAction: string;
}

export interface PresentedApprovals {
  readonly mappingId: string;
  readonly name: string;
  readonly image: string;
  readonly rule: string;
  readonly mode: string;
  readonly lookHref: string | null;
  readonly stopped: string | null;
  /** Null where this person approves. */
  readonly notYou: string | null;
  readonly waiting: readonly PresentedWaiting[];
  readonly lowered: readonly PresentedLowered[];
}

const NOTICES: Readonly<Record<string, boolean>> = {
  done: true,
  declined: true,
  'by-hand.done': true,
  withdrawn: true,
  undone: true,
  reissued: true,
  kept: true,
  'allowed-again': true,
  'gone-on': true,
  'still-stopped': false,
  'nothing-chosen': false,
  'reason-missing': false,
};

/** What the form before this page came to; null for an address that no form of ours leads to. */
export function readNotice(
  { done, count, failed }: { readonly done: string; readonly count: string; readonly failed: string },
  { t, formats }: CourseWords,
): ApprovalNotice | null {
  const key = `approvals.${done}`;
  if (!Object.hasOwn(NOTICES, done) || !isTextKey(key)) return null;
  const say = (text: string): string => formats.number(Number(text) || 0);
  const parts = [t(key, { count: say(count) })];
  if (Number(failed) > 0) parts.push(t('approvals.failed', { count: say(failed) }));
  return { isGood: NOTICES[done] === true && !(Number(failed) > 0), text: parts.join(' ') };
}

export function presentApprovals(
  { board, badges }: ApprovalView,
  notice: ApprovalNotice | null,
  words: CourseWords,
) {
  const presented = badges.map((one) => presentBadge(one, board.course.id, words));
  const isQuiet = ({ waiting, lowered, stopped }: PresentedApprovals): boolean =>
    waiting.length === 0 && lowered.length === 0 && stopped === null;
  return {
    notice,
    action: answerAddress(board.course.id),
    overviewHref: courseAddress(board.course.id),
    learnersHref: learnersAddress(board.course.id),
    /** Those with somebody waiting first. */
    badges: presented
      .filter((one) => !isQuiet(one))
      .sort((a, b) => Number(b.waiting.length > 0) - Number(a.waiting.length > 0)),
    quiet: presented.filter(isQuiet).map(({ name }) => name),
  };
}

function presentBadge(one: BadgeApprovals, courseId: string, words: CourseWords): PresentedApprovals {
  const { t, language } = words;
  const { badge, rules, group } = one;
  const { mapping, badgeClass } = badge;
  const here = `${approvalsAddress(courseId)}/${encodeURIComponent(mapping.id)}`;
  const isStopped = mapping.state === 'needs-look';
  const key = `needs.${mapping.stateReason ?? 'other'}`;
  return {
    mappingId: mapping.id,
    name: badgeClass.name[language],
    image: badgeImage(badgeClass.id, language),
    rule: presentRule(badge, words, 'teacher', 'list'),
    mode: t(`policy.mode.${mapping.policies.mode}`),
    lookHref: isStopped ? `${here}/look` : null,
    stopped: isStopped
      ? t(isTextKey(key) ? key : 'needs.other', {
          badge: badgeClass.name[language],
          lms: words.lms,
          code: mapping.stateReason ?? 'needs_look',
        })
      : (presentState(badge, words)?.word ?? null),
    notYou: one.mayApprove
      ? null
      : t('approvals.not-you', {
          who: t(`approvals.who.${rules.approvers}`, { group: group?.name ?? '' }),
        }),
    waiting: one.waiting.map((row) => presentWaiting(row, one, courseId, words)),
    lowered: one.lowered.map((row) => presentLowered(row, mapping.id, courseId, words)),
  };
}

function presentWaiting(
  { learnerId, name, decision, print, hasYes }: WaitingLearner,
  { badge }: BadgeApprovals,
  courseId: string,
  words: CourseWords,
): PresentedWaiting {
  const { formats } = words;
  const results = decision.inputs.flatMap(({ label, score, maximum }) =>
    score === null
      ? []
      : [
          `${label ?? ''} ${formats.number(score)}${maximum === null ? '' : ` / ${formats.number(maximum)}`}`.trim(),
        ],
  );
  return {
    field: answerField(badge.mapping.id, learnerId),
    print,
    id: learnerId,
    href: learnerAddress(courseId, learnerId),
    name: sayName(name, learnerId, words),
    results: results.length > 0 ? results.join(' · ') : presentReason(decision, badge.mapping.rule, words),
    note: hasYes ? words.t('approvals.one-yes') : null,
  };
}

function presentLowered(
  { award, name }: LoweredAward,
  mappingId: string,
  courseId: string,
  words: CourseWords,
): PresentedLowered {
  return {
    id: award.id,
    name: sayName(name, award.learnerId, words),
    earnedOn: words.t('learner.earned-on', { date: words.formats.date(award.awardedAt) }),
    href: `${learnerAddress(courseId, award.learnerId)}#badge-${encodeURIComponent(mappingId)}`,
    keepAction: actAddress(courseId, award.learnerId, mappingId),
  };
}

function sayName(name: string | null, learnerId: string, { t }: CourseWords): string {
  return name ?? t('learners.unnamed', { code: learnerId.slice(0, 8) });
}
