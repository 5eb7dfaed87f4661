/**
 * A gradebook and a list of members, in memory, in place of the LMS.
 *
 * @module
 */
import type { PassbackScore } from '../../../src/awarding/passback-service.js';
import { AppError } from '../../../src/errors/app-error.js';
import type { LineItemResult } from '../../../src/lti/ags/result.js';
import type { Membership } from '../../../src/lti/nrps/membership.js';
import type { CourseReader } from '../../../src/outcomes/course-reader.js';
import type { OutcomeSighting } from '../../../src/outcomes/outcome.js';
import type { Registration } from '../../../src/platforms/registration.js';

export interface Gradebook extends CourseReader {
  readonly posted: { readonly lineItemUrl: string; readonly score: PassbackScore }[];
  addColumn(mappingKey: string, label?: string, scoreMaximum?: number): string;
  removeColumn(lineItemUrl: string): void;
  addMember(userId: string, name: string, overrides?: Partial<Membership>): void;
  setGrade(lineItemUrl: string, userId: string, score: number): void;
  /** `silent`: it answers nothing until the asker gives up. */
  setTrouble(trouble: 'none' | 'unavailable' | 'silent'): void;
  postScore(registration: Registration, lineItemUrl: string, score: PassbackScore): Promise<'posted'>;
}

export function createGradebook(): Gradebook {
  const columns = new Map<string, OutcomeSighting>();
  const members = new Map<string, Membership>();
  const grades = new Map<string, Map<string, number>>();
  const posted: { lineItemUrl: string; score: PassbackScore }[] = [];
  let trouble: 'none' | 'unavailable' | 'silent' = 'none';

  async function answer(signal?: AbortSignal): Promise<void> {
    if (trouble === 'none') return;
    if (trouble === 'silent' && signal) {
      await new Promise<void>((resolve) => {
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
    }
    throw new AppError('platform_unavailable', 503, 'the LMS does not answer');
  }

  function listResults(lineItemUrl: string): LineItemResult[] {
    const maximum = columns.get(lineItemUrl)?.scoreMaximum ?? 1;
    return [...(grades.get(lineItemUrl) ?? [])].map(([userId, score]) => ({
      userId,
      lineItemUrl,
      score,
      maximum,
      scoreFraction: score / maximum,
    }));
  }

  return {
    posted,
    addColumn(mappingKey, label = 'Opdracht', scoreMaximum = 100) {
      const lineItemUrl = `https://lms.example.org/lineitems/${columns.size + 1}?course=1`;
      columns.set(lineItemUrl, { lineItemUrl, mappingKey, tag: 'grade', label, scoreMaximum });
      return lineItemUrl;
    },
    removeColumn(lineItemUrl) {
      columns.delete(lineItemUrl);
    },
    addMember(userId, name, overrides = {}) {
      members.set(userId, {
        userId,
        name,
        roles: { isStaff: false, isLearner: true, isObserver: false, isTestUser: false },
        status: 'active',
        ...overrides,
      });
    },
    setGrade(lineItemUrl, userId, score) {
      const column = grades.get(lineItemUrl) ?? new Map<string, number>();
      grades.set(lineItemUrl, column.set(userId, score));
    },
    setTrouble(next) {
      trouble = next;
    },
    async readCourse(_registration, _course, wantsResults, signal) {
      await answer(signal);
      const all = [...columns.values()];
      const results = all.filter(wantsResults).map((column) => {
        return [column.lineItemUrl, listResults(column.lineItemUrl)] as const;
      });
      return {
        members: [...members.values()],
        columns: all,
        results: new Map(results),
        requests: 1,
      };
    },
    async readColumns(_registration, _course, signal) {
      await answer(signal);
      return [...columns.values()];
    },
    async readLearnerResults(_registration, { lineItemUrl }, userId, signal) {
      await answer(signal);
      return listResults(lineItemUrl).filter((result) => result.userId === userId);
    },
    async postScore(_registration, lineItemUrl, score) {
      await answer();
      posted.push({ lineItemUrl, score });
      return 'posted';
    },
  };
}
