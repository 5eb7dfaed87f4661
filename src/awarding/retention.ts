/**
 * Grades are borrowed: a set time after a course ended, what rests on them is reduced to what was decided and when.
 *
 * Awards and signed credentials stay as they are, results beside a credential go where its learner shows them to nobody; a decision still says its verdict, its reason and its date. Run twice it changes
 * nothing the second time. What is kept and how long: kept-data.ts.
 *
 * @module
 */
import type { InstitutionStore } from '../institutions/institution.js';
import type { Course, CourseStore } from '../lti/course.js';
import type { EvidenceFileStore } from './evidence-file.js';
import type { HandInStore } from './hand-in.js';
import { readCourseEnd } from './round-pace.js';

export interface RetentionStore {
  /** Takes the scores out of everything of this course; returns how many records changed. */
  reduceGrades(institutionId: string, courseId: string): Promise<number>;
  /** Removes what was handed in; its files are to be removed before. */
  removeHandIns(institutionId: string, courseId: string): Promise<number>;
}

export interface RetentionDeps {
  readonly institutions: Pick<InstitutionStore, 'list'>;
  readonly courses: Pick<CourseStore, 'list'>;
  readonly handIns: Pick<HandInStore, 'listByCourse'>;
  readonly evidenceFiles: Pick<EvidenceFileStore, 'remove'>;
  readonly retention: RetentionStore;
  readonly keepGradesMonths: number;
  readonly now: () => Date;
}

export type Retention = ReturnType<typeof createRetention>;

export function createRetention(deps: RetentionDeps) {
  const { institutions, courses, handIns, evidenceFiles, retention, keepGradesMonths, now } = deps;

  /** @returns how many records were reduced or removed */
  async function reduceEnded(signal: AbortSignal): Promise<number> {
    let reduced = 0;
    for (const { id: institutionId } of await institutions.list()) {
      for (const course of await courses.list(institutionId)) {
        signal.throwIfAborted();
        if (!isOver(course)) continue;
        const handedIn = await handIns.listByCourse(institutionId, course.id);
        await evidenceFiles.remove(
          institutionId,
          handedIn.flatMap(({ files }) => files.map(({ id }) => id)),
        );
        reduced += await retention.removeHandIns(institutionId, course.id);
        reduced += await retention.reduceGrades(institutionId, course.id);
      }
    }
    return reduced;
  }

  /** A course without a known end ended when it was last opened. */
  function isOver({ bridges, lastLaunchAt }: Pick<Course, 'bridges' | 'lastLaunchAt'>): boolean {
    const keptUntil = new Date(readCourseEnd(bridges) ?? lastLaunchAt);
    keptUntil.setUTCMonth(keptUntil.getUTCMonth() + keepGradesMonths);
    return keptUntil <= now();
  }

  return { reduceEnded };
}
