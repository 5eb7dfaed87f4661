/**
 * Approvals for a teacher: what waits for a yes, and what the matrix says after several were given at once.
 *
 * @module
 */
import type { CourseBoard } from '../../awarding/course-board.js';
import { learnersAddress } from './course-address.js';
import type { CourseWords } from './course-words.js';
import { listApprovable } from './filter-learners.js';
import type { PresentedNeed } from './present-overview.js';
import type { Meaning } from './present-standing.js';

export interface ApprovedNotice {
  readonly meaning: Meaning;
  readonly icon: string;
  readonly text: string;
}

/** Null when nothing was sent. Counts come from the address of our own redirect. */
export function presentApproved(
  { approved, failed }: { readonly approved: string; readonly failed: string },
  { t }: CourseWords,
): ApprovedNotice | null {
  if (!/^\d{1,4}$/.test(approved)) return null;
  const parts =
    approved === '0' && failed === '0' ? [t('approve.none')] : [t('approve.done', { count: approved })];
  const isTroubled = /^\d{1,4}$/.test(failed) && failed !== '0';
  if (isTroubled) parts.push(t('approve.some-failed', { count: failed }));
  return approved === '0' || isTroubled
    ? { meaning: 'is-needs', icon: 'warning', text: parts.join(' ') }
    : { meaning: 'is-earned', icon: 'check', text: parts.join(' ') };
}

/** What waits for a yes, badge by badge, each leading to exactly those learners. */
export function presentApprovalNeeds(board: CourseBoard, { t, language }: CourseWords): PresentedNeed[] {
  const waiting = listApprovable(board);
  return board.badges.flatMap(({ mapping, badgeClass }) => {
    const count = waiting.filter((one) => one.mapping.id === mapping.id).length;
    if (count === 0) return [];
    return [
      {
        text: t('needs.to-approve', { count, badge: badgeClass.name[language] }),
        href: `${learnersAddress(board.course.id)}?badge=${encodeURIComponent(mapping.key)}&state=approve`,
        meaning: 'is-needs' as const,
        icon: 'check',
      },
    ];
  });
}
