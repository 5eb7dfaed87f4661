/**
 * A badge whose key two columns carry: which is the original?
 *
 * @module
 */
import type { DoubledColumn } from '../../awarding/double-keys.js';
import { separateAddress } from './course-address.js';
import { capitalise, type CourseWords } from './course-words.js';

export interface PresentedDouble {
  readonly body: string;
  readonly action: string;
  /** The one that was seen first is proposed. */
  readonly columns: readonly {
    readonly id: string;
    readonly title: string;
    readonly hints: readonly string[];
  }[];
}

/** Null where there is nothing to choose. */
export function presentDouble(
  columns: readonly DoubledColumn[],
  place: { readonly courseId: string; readonly mappingKey: string },
  { t, formats, lms }: CourseWords,
): PresentedDouble | null {
  if (columns.length < 2) return null;
  return {
    body: capitalise(t('double.body', { lms, count: columns.length })),
    action: separateAddress(place.courseId, place.mappingKey),
    columns: columns.map(({ id, label, linkTitle, seenAt }) => ({
      id,
      title: t('double.column', { label }),
      hints: [
        ...(linkTitle !== null && linkTitle !== label ? [t('double.link', { title: linkTitle })] : []),
        t('double.seen', { at: formats.dateTime(seenAt) }),
      ],
    })),
  };
}
