/**
 * What the matrix says after several were approved at once.
 *
 * @module
 */
import type { CourseWords } from './course-words.js';
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
