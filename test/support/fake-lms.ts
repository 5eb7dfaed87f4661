/**
 * A course of an LMS in memory, as this tool's reader and score poster see it: members, columns, grades, and the one
 * rule of AGS that matters when posting twice (§3.4.9: only a strictly later timestamp is taken).
 *
 * @module
 */
import type { PassbackScore, PassbackServiceDeps } from '../../src/awarding/passback-service.js';
import { AppError } from '../../src/errors/app-error.js';
import type { LineItemResult } from '../../src/lti/ags/result.js';
import type { Membership } from '../../src/lti/nrps/membership.js';
import type { CourseReader } from '../../src/outcomes/course-reader.js';
import type { OutcomeSighting } from '../../src/outcomes/outcome.js';

interface HeldScore {
  readonly score: number | null;
  readonly maximum: number;
  readonly timestamp: Date | null;
}

export interface TakenScore extends PassbackScore {
  readonly lineItemUrl: string;
}

export function buildMember(userId: string, overrides: Partial<Membership> = {}): Membership {
  return {
    userId,
    name: `Name of ${userId}`,
    email: `${userId}@example.org`,
    roles: { isStaff: false, isLearner: true, isObserver: false, isTestUser: false },
    status: 'active',
    ...overrides,
  };
}

export function troubleWith(code: string): AppError {
  return new AppError(code, 502, 'the LMS in this test is in trouble');
}

export function createFakeLms() {
  const members = new Map<string, Membership>();
  const columns = new Map<string, OutcomeSighting>();
  const held = new Map<string, HeldScore>();
  const taken: TakenScore[] = [];
  const calls = { readCourse: 0, readColumns: 0, readLearnerResults: 0, postScore: 0 };
  /** What each call throws, before it does anything, while it is set. */
  const trouble: Partial<Record<keyof typeof calls, Error>> = {};
  /** What goes on beside a call, while it is set. */
  const meanwhile: { postScore?: () => Promise<void> } = {};
  let knowsMembers = true;

  const heldKey = (lineItemUrl: string, userId: string): string => `${lineItemUrl}\n${userId}`;

  function call(name: keyof typeof calls): void {
    calls[name] += 1;
    const error = trouble[name];
    if (error) throw error;
  }

  function listResults(lineItemUrl: string): LineItemResult[] {
    return [...held].flatMap(([key, { score, maximum }]) => {
      const [url, userId = ''] = key.split('\n');
      if (url !== lineItemUrl) return [];
      return [
        { userId, lineItemUrl, score, maximum, scoreFraction: score === null ? null : score / maximum },
      ];
    });
  }

  const reader: CourseReader = {
    readCourse: async (_registration, _course, wantsResults) => {
      call('readCourse');
      const wanted = [...columns.values()].filter(wantsResults);
      return {
        members: knowsMembers ? [...members.values()] : null,
        columns: [...columns.values()],
        results: new Map(wanted.map(({ lineItemUrl }) => [lineItemUrl, listResults(lineItemUrl)])),
        requests: 2 + wanted.length,
      };
    },
    readColumns: async () => {
      call('readColumns');
      return [...columns.values()];
    },
    readLearnerResults: async (_registration, { lineItemUrl }, userId) => {
      call('readLearnerResults');
      return listResults(lineItemUrl).filter((result) => result.userId === userId);
    },
  };

  const postScore: PassbackServiceDeps['postScore'] = async (_registration, lineItemUrl, score) => {
    call('postScore');
    await meanwhile.postScore?.();
    const before = held.get(heldKey(lineItemUrl, score.userId));
    if (before?.timestamp && before.timestamp >= score.timestamp) return 'older';
    const { userId, scoreGiven, scoreMaximum, timestamp, comment } = score;
    held.set(heldKey(lineItemUrl, userId), { score: scoreGiven, maximum: scoreMaximum, timestamp });
    taken.push({ lineItemUrl, userId, scoreGiven, scoreMaximum, timestamp, comment });
    return 'posted';
  };

  return {
    reader,
    postScore,
    readResults: reader.readLearnerResults.bind(reader),
    calls,
    trouble,
    meanwhile,
    /** Scores that the LMS took, in order. */
    taken,
    enrol(...list: readonly Membership[]): void {
      for (const member of list) members.set(member.userId, member);
    },
    remove(userId: string): void {
      members.delete(userId);
    },
    /** No launch has named a memberships address. */
    hideMembers(): void {
      knowsMembers = false;
    },
    addColumn(mappingKey: string, overrides: Partial<OutcomeSighting> = {}): OutcomeSighting {
      const column: OutcomeSighting = {
        lineItemUrl: `https://lms.example.org/li/${columns.size + 1}?course=1`,
        mappingKey,
        tag: 'grade',
        label: 'Exam',
        scoreMaximum: 100,
        ...overrides,
      };
      columns.set(column.lineItemUrl, column);
      return column;
    },
    removeColumn({ lineItemUrl }: Pick<OutcomeSighting, 'lineItemUrl'>): void {
      columns.delete(lineItemUrl);
    },
    /** A teacher types a grade; null empties it. */
    grade(
      { lineItemUrl, scoreMaximum }: OutcomeSighting,
      userId: string,
      score: number | null,
      timestamp: Date | null = null,
    ): void {
      held.set(heldKey(lineItemUrl, userId), { score, maximum: scoreMaximum, timestamp });
    },
  };
}

export type FakeLms = ReturnType<typeof createFakeLms>;
