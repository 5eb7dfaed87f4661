/**
 * What a round leaves behind.
 *
 * Every round leaves one row, and a round in which nothing changed writes nothing: rounds that follow a whole round and find
 * everything as it was are counted in the record that the worker gives back anyway (`JobRecord.quiet`), with the moment of the
 * last one. The next row that is written says how many went before it (`quietBefore`). So the row of a quiet round is the one
 * before it: counts, result and reason are the same by definition, and the store adds the count and the newest moment when
 * it is read.
 *
 * @module
 */
import type { Course } from '../lti/course.js';
import { emptySync, type CourseSync, type CourseSyncStore, type SyncRound } from './course-sync.js';

export interface NotedRound {
  readonly isQuiet: boolean;
  /** Rounds in a row that failed, this one included. */
  readonly failures: number;
  /** When a round last found something new. */
  readonly lastNewsAt: Date;
}

export interface RoundFindings {
  /** Everything that was asked for was read. */
  readonly isRead: boolean;
  /** Anything was decided anew, awarded, issued, posted or stopped. */
  readonly hasNews: boolean;
}

type Syncs = Pick<CourseSyncStore, 'find' | 'save' | 'appendRound' | 'listRounds'>;

export async function noteRound(
  syncs: Syncs,
  course: Course,
  round: Omit<SyncRound, 'quietBefore'>,
  { isRead, hasNews }: RoundFindings,
): Promise<NotedRound> {
  const { institutionId, id: courseId } = course;
  const sync = (await syncs.find(institutionId, courseId)) ?? emptySync(course);
  const [last] = await syncs.listRounds(institutionId, courseId, 1);
  if (isRead && !hasNews && last && isSameAgain(sync, last, round)) {
    return { isQuiet: true, failures: 0, lastNewsAt: last.endedAt };
  }

  const stop = round.errorCode ? { code: round.errorCode, since: sync.stop?.since ?? round.endedAt } : null;
  await syncs.appendRound(institutionId, { ...round, quietBefore: sync.quiet?.count ?? 0 });
  await syncs.save(institutionId, {
    ...sync,
    completeAt: isRead ? round.endedAt : sync.completeAt,
    stop,
    lastRoundAt: round.endedAt,
    lastTrigger: round.trigger,
  });
  if (!round.errorCode) return { isQuiet: false, failures: 0, lastNewsAt: round.endedAt };
  const recent = await syncs.listRounds(institutionId, courseId, 12);
  const firstGood = recent.findIndex((one) => one.errorCode === null);
  const good = recent[firstGood];
  return {
    isQuiet: false,
    failures: good ? firstGood : recent.length,
    lastNewsAt: good?.endedAt ?? course.firstSeenAt,
  };
}

/** Counts that a reader of the row would miss; `awarded` is news by itself. */
const SAME_COUNTS = ['candidates', 'met', 'unknown', 'stopped'] as const;

function isSameAgain(sync: CourseSync, last: SyncRound, round: Omit<SyncRound, 'quietBefore'>): boolean {
  if (round.errorCode !== null || last.errorCode !== null || sync.stop !== null) return false;
  return SAME_COUNTS.every((count) => last[count] === round[count]);
}
