/**
 * One round over a course, in words: what set it off, when, whom it judged, and what came of it.
 *
 * @module
 */
import type { CourseSync, SyncRound } from '../awarding/course-sync.js';
import type { Formats } from '../language/format.js';
import { isTextKey, type Translate } from '../language/translate.js';

interface Words {
  readonly t: Translate;
  readonly formats: Formats;
}

export interface PresentedRound {
  readonly when: string;
  readonly counts: string;
  /** What stood in the way, where anything did. */
  readonly trouble: readonly string[];
  /** Null when nothing stopped it. */
  readonly error: string | null;
  /** Looked at again since then, without news; null when it was not. */
  readonly since: string | null;
}

export function presentRound(
  round: SyncRound,
  sync: Pick<CourseSync, 'quiet'> | null,
  lms: string,
  { t, formats }: Words,
): PresentedRound {
  const { candidates, met, awarded, alreadyHeld, unknown, unreachable, noAddress, stopped, requests } = round;
  const seconds = Math.max(1, Math.round((round.endedAt.getTime() - round.startedAt.getTime()) / 1000));
  const errorKey = `needs.stopped.${round.errorCode ?? ''}`;
  const quiet = sync?.quiet ?? null;
  return {
    when: t('round.when', {
      at: formats.dateTime(round.startedAt),
      seconds,
      requests,
      trigger: t(`round.trigger.${round.trigger}`),
    }),
    counts: t('round.counts', { candidates, met, awarded, alreadyHeld }),
    trouble: [
      ...(unknown > 0 ? [t('round.unknown', { unknown, unreachable })] : []),
      ...(stopped > 0 ? [t('round.stopped', { stopped })] : []),
      ...(noAddress > 0 ? [t('round.no-address', { count: noAddress })] : []),
    ],
    error:
      round.errorCode === null
        ? null
        : t(isTextKey(errorKey) ? errorKey : 'round.error', {
            lms,
            since: formats.dateTime(round.endedAt),
            code: round.errorCode,
          }),
    since: quiet && t('round.quiet', { count: quiet.count, at: formats.dateTime(quiet.lastAt) }),
  };
}
