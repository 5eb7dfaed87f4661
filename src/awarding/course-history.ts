/**
 * What happened in a course, newest first: badges that were mapped, changed, taken over or allowed, what people answered,
 * awards and how they ended, assessments, hand-ins.
 *
 * It is read from the audit log, which keeps each event as it was: an award that was withdrawn later is awarded on its day, and
 * withdrawn on another. The words of a person (why it was withdrawn) stand in the records only, and are read there.
 *
 * @module
 */
import type { BadgeClass, MappingApprovalStore } from '../badges/badge-class.js';
import type { AuditActor, AuditEntry, AuditStore } from '../institutions/audit.js';
import type { LearnerStore } from '../institutions/learner.js';
import type { Award } from './award.js';
import type { CourseBoard, CourseBoards } from './course-board.js';
import type { CourseOfLms } from './course-lookup.js';

/** Actions of the audit log that are events of a course, each with what its page calls it. */
const EVENTS = {
  'mapping.created': 'mapped',
  'mapping.copied': 'copied',
  'mapping.separated': 'separated',
  'mapping.revised': 'changed',
  'mapping.looked-at': 'looked-at',
  'mapping-approval.requested': 'permission-asked',
  'mapping-approval.approved': 'permission-given',
  'mapping-approval.refused': 'permission-refused',
  'rubric.saved': 'rubric-saved',
  'rubric.removed': 'rubric-removed',
  'evidence.handed-in': 'handed-in',
  'assessment.passed': 'assessed-passed',
  'assessment.not-yet': 'assessed-not-yet',
  'award.approved': 'approved',
  'award.declined': 'declined',
  'award.made': 'awarded',
  'award.undone': 'undone',
  'award.kept': 'kept',
  'award.revised': 'reissued',
  'award.withdrawn': 'withdrawn',
  'award.expired': 'expired',
  'award.allowed-again': 'allowed-again',
} as const;

export type CourseEventKind = (typeof EVENTS)[keyof typeof EVENTS];

export interface CourseHistoryEntry {
  readonly kind: CourseEventKind;
  readonly at: Date;
  readonly badgeClass: BadgeClass;
  /** Whom it is about; null for a mapping. */
  readonly learner: HistoryPerson | null;
  readonly by: HistoryActor;
  /** Of the mapping that a change made; null for everything else. */
  readonly version: number | null;
  /** In a person's words; null where nobody said any. */
  readonly reason: string | null;
}

export interface HistoryPerson {
  readonly id: string;
  readonly name: string | null;
}

/** Somebody of the course, somebody of the institution, or nobody: the rule. */
export type HistoryActor =
  { readonly kind: 'person'; readonly person: HistoryPerson } | { readonly kind: 'administrator' | 'tool' };

/** Where a page of it ended. */
export type HistoryPlace = Pick<AuditEntry, 'at' | 'id'>;

export interface CourseHistory extends CourseOfLms {
  readonly entries: readonly CourseHistoryEntry[];
  /** Older ones begin after it; null when there are none. */
  readonly next: HistoryPlace | null;
}

const PAGE = 100;

export interface CourseHistoryDeps {
  readonly courseBoards: Pick<CourseBoards, 'load'>;
  readonly stores: {
    readonly audit: Pick<AuditStore, 'listAbout'>;
    readonly approvals: Pick<MappingApprovalStore, 'find'>;
    readonly learners: Pick<LearnerStore, 'listByIds'>;
  };
}

export type CourseHistories = ReturnType<typeof createCourseHistories>;

export function createCourseHistories({ courseBoards, stores }: CourseHistoryDeps) {
  /**
   * @param after - where the page before ended; null for the newest
   * @throws {AppError} `course_not_found`, `registration_not_found`
   */
  async function load(
    institutionId: string,
    courseId: string,
    after: HistoryPlace | null = null,
  ): Promise<CourseHistory> {
    const board = await courseBoards.load(institutionId, courseId);
    const mappingIds = board.badges.map(({ mapping }) => mapping.id);
    const about = { subjectIds: [...mappingIds, ...(await listApprovalIds(board))], mappingIds };
    const found = await stores.audit.listAbout(institutionId, about, after, PAGE + 1);
    const page = found.slice(0, PAGE);
    const people = await findPeople(institutionId, page);
    return {
      course: board.course,
      registration: board.registration,
      entries: page.flatMap((entry) => describe(entry, board, people) ?? []),
      next: found.length > PAGE ? (page.at(-1) ?? null) : null,
    };
  }

  async function listApprovalIds({ course, badges }: CourseBoard): Promise<string[]> {
    const ids = new Set(badges.map(({ badgeClass }) => badgeClass.id));
    const approvals = await Promise.all(
      [...ids].map((badgeClassId) => stores.approvals.find(course.institutionId, badgeClassId, course.id)),
    );
    return approvals.flatMap((approval) => (approval ? [approval.id] : []));
  }

  async function findPeople(
    institutionId: string,
    entries: readonly AuditEntry[],
  ): Promise<ReadonlyMap<string, HistoryPerson>> {
    const ids = entries.flatMap((entry) => [
      readLearnerId(entry),
      entry.actor.kind === 'learner' ? entry.actor.id : null,
    ]);
    const known = [...new Set(ids)].filter((id) => id !== null);
    return new Map(
      (await stores.learners.listByIds(institutionId, known)).map(({ id, name }) => [id, { id, name }]),
    );
  }

  return { load };
}

function describe(
  entry: AuditEntry,
  { badges, awards }: CourseBoard,
  people: ReadonlyMap<string, HistoryPerson>,
): CourseHistoryEntry | null {
  const { action, at, subject, detail } = entry;
  const mappingId = typeof detail['mappingId'] === 'string' ? detail['mappingId'] : subject.id;
  const badge =
    badges.find(({ mapping }) => mapping.id === mappingId) ??
    badges.find(({ badgeClass }) => badgeClass.id === detail['badgeClassId']);
  // What is no event of a course, such as mail that was sent, is left to the log.
  if (!badge || !isEvent(action)) return null;
  const learnerId = readLearnerId(entry);
  const kind = EVENTS[action];
  return {
    kind,
    at,
    badgeClass: badge.badgeClass,
    learner: learnerId === null ? null : (people.get(learnerId) ?? { id: learnerId, name: null }),
    by: describeActor(entry.actor, people),
    version: kind === 'changed' ? Number(detail['version'] ?? 1) : null,
    reason: findReason(kind, awards.find(({ id }) => id === subject.id) ?? null),
  };
}

function isEvent(action: string): action is keyof typeof EVENTS {
  return Object.hasOwn(EVENTS, action);
}

function readLearnerId({ action, subject, actor, detail }: AuditEntry): string | null {
  if (typeof detail['learnerId'] === 'string') return detail['learnerId'];
  if (subject.kind === 'learner') return subject.id;
  // Entries of before it stood there: whoever handed in is whom it is about.
  return action === 'evidence.handed-in' && actor.kind === 'learner' ? actor.id : null;
}

function describeActor(actor: AuditActor, people: ReadonlyMap<string, HistoryPerson>): HistoryActor {
  switch (actor.kind) {
    case 'learner':
      return { kind: 'person', person: people.get(actor.id) ?? { id: actor.id, name: null } };
    case 'admin':
    case 'command-line':
      return { kind: 'administrator' };
    case 'platform':
    case 'tool':
      return { kind: 'tool' };
  }
}

function findReason(kind: CourseEventKind, award: Award | null): string | null {
  if (kind === 'awarded') return award?.grounds.reason ?? null;
  return kind === 'withdrawn' && award?.ended?.kind === 'withdrawn' ? award.ended.reason : null;
}
