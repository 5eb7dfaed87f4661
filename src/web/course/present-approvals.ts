/**
 * Awarding, for a teacher: who waits for a yes, who holds what, and what can be done with it.
 *
 * @module
 */
import type { ApprovalView, AwardRow, BadgeApprovals, WaitingLearner } from '../../awarding/approval-view.js';
import { isTextKey } from '../../language/translate.js';
import { approvalsAddress, badgeImage, courseAddress, learnersAddress } from './course-address.js';
import type { CourseWords } from './course-words.js';
import { presentRule } from './present-rule.js';
import { presentReason } from './present-reason.js';
import { presentState } from './present-overview.js';

/** A form has so many rows at most; the next ones come up when these are answered. */
export const MOST_ROWS = 80;

export interface ApprovalNotice {
  readonly isGood: boolean;
  readonly text: string;
}

export interface PresentedWaiting {
  readonly field: string;
  readonly print: string;
  readonly learnerId: string;
  readonly name: string;
  readonly results: string;
  readonly note: string | null;
}

export interface PresentedAward {
  readonly id: string;
  readonly name: string;
  readonly earnedOn: string;
  readonly href: string;
  readonly revision: number;
  readonly undoUntil: string | null;
  readonly isLowered: boolean;
  readonly canReissue: boolean;
  readonly reason: string | null;
}

export interface PresentedApprovals {
  readonly mappingId: string;
  readonly name: string;
  readonly image: string;
  readonly rule: string;
  readonly mode: string;
  readonly href: string;
  readonly byHandHref: string;
  readonly lookHref: string | null;
  readonly stopped: string | null;
  /** Null where this person approves. */
  readonly notYou: string | null;
  readonly waiting: readonly PresentedWaiting[];
  readonly held: readonly PresentedAward[];
  readonly barred: readonly PresentedAward[];
  readonly others: readonly { readonly learnerId: string; readonly name: string }[];
}

export function chooseField(learnerId: string): string {
  return `choose-${learnerId}`;
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
  return {
    notice,
    overviewHref: courseAddress(board.course.id),
    learnersHref: learnersAddress(board.course.id),
    badges: badges.map((one) => presentBadge(one, board.course.id, words)),
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
    rule: presentRule(badge, words),
    mode: t(`policy.mode.${mapping.policies.mode}`),
    href: here,
    byHandHref: `${here}/by-hand`,
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
    waiting: one.waiting.slice(0, MOST_ROWS).map((row) => presentWaiting(row, one, words)),
    held: one.held.map((row) => presentAward(row, courseId, words)),
    barred: one.barred.map((row) => presentAward(row, courseId, words)),
    others: one.others.map(({ learnerId, name }) => ({ learnerId, name: sayName(name, learnerId, words) })),
  };
}

function presentWaiting(
  { learnerId, name, decision, print, hasYes }: WaitingLearner,
  { badge }: BadgeApprovals,
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
    field: chooseField(learnerId),
    print,
    learnerId,
    name: sayName(name, learnerId, words),
    results: results.length > 0 ? results.join(' · ') : presentReason(decision, badge.mapping.rule, words),
    note: hasYes ? words.t('approvals.one-yes') : null,
  };
}

function presentAward(
  { award, name, undoUntil, isLowered }: AwardRow,
  courseId: string,
  words: CourseWords,
): PresentedAward {
  const { formats, t } = words;
  return {
    id: award.id,
    name: sayName(name, award.learnerId, words),
    earnedOn: t('learner.earned-on', { date: formats.date(award.awardedAt) }),
    href: `${courseAddress(courseId)}/awards/${encodeURIComponent(award.id)}`,
    revision: award.revision,
    undoUntil: undoUntil && t('approvals.undo.until', { at: formats.dateTime(undoUntil) }),
    isLowered,
    canReissue: award.delivery.state === 'issued',
    reason: award.ended?.reason ?? award.grounds.reason,
  };
}

function sayName(name: string | null, learnerId: string, { t }: CourseWords): string {
  return name ?? t('learners.unnamed', { code: learnerId.slice(0, 8) });
}
