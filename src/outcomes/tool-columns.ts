/**
 * The outcome source *tool columns*: the gradebook columns of a course that belong to this tool, read and written over
 * LTI services. It works on every LMS without further settings; columns that a teacher made by hand are invisible to it,
 * and so is whether a grade is hidden.
 *
 * A round costs the pages of members, the pages of line items, the pages of results of the wanted columns, and a token
 * when one is due.
 *
 * @module
 */
import { AppError } from '../errors/app-error.js';
import { listLineItems, listResults, postScore as sendScore } from '../lti/ags/ags-client.js';
import {
  LINE_ITEM_READ_SCOPE,
  LINE_ITEM_SCOPE,
  RESULT_READ_SCOPE,
  SCORE_SCOPE,
} from '../lti/ags/ags-scopes.js';
import type { LineItem } from '../lti/ags/line-item.js';
import type { LineItemResult, ResultColumn } from '../lti/ags/result.js';
import type { Score, ScoreAnswer } from '../lti/ags/score.js';
import type { Course } from '../lti/course.js';
import type { HealthWatch, ServicePart } from '../lti/health/health-watch.js';
import type { Membership } from '../lti/nrps/membership.js';
import { listMembers } from '../lti/nrps/nrps-client.js';
import { MEMBERSHIP_READ_SCOPE } from '../lti/nrps/nrps-scopes.js';
import { tokenRefused } from '../lti/platform-trouble.js';
import type { ServiceCaller, ServiceClient } from '../lti/service-client.js';
import type { Registration } from '../platforms/registration.js';
import type { CourseReader, CourseReading } from './course-reader.js';
import type { OutcomeSighting } from './outcome.js';

export interface ToolColumnsDeps {
  readonly services: ServiceClient;
  /** Watches over connections: told of each thing that was asked of an LMS, and what came of it. */
  readonly watch?: Pick<HealthWatch, 'noteService' | 'noteMembers'>;
}

export interface ToolColumns extends CourseReader {
  /**
   * Posts one score to one of our columns.
   *
   * @returns `older` when the LMS holds a score with the same or a later timestamp
   * @throws {AppError} `score_refused` - final; `column_unpublished`, `platform_unavailable`, `platform_busy`, `platform_answer_unusable`,
   *   `token_refused`, `address_refused` - not now
   */
  postScore(
    registration: Registration,
    lineItemUrl: string,
    score: Score,
    signal?: AbortSignal,
  ): Promise<ScoreAnswer>;
}

export function createToolColumns({ services, watch }: ToolColumnsDeps): ToolColumns {
  async function readCourse(
    registration: Registration,
    course: Course,
    wantsResults: (column: OutcomeSighting) => boolean,
    signal?: AbortSignal,
  ): Promise<CourseReading> {
    const caller = services.open(registration, { scopes: listScopes(course), signal });
    const { membershipsUrl } = course;
    const members =
      membershipsUrl === null
        ? null
        : await watched(registration, course, 'members', async () => {
            const listed = await listMembers(caller, membershipsUrl);
            if (caller.services.mayWithholdRoles) checkRolesTold(listed);
            return listed;
          });
    if (members) await watch?.noteMembers(registration, course, members);
    const columns = await watched(registration, course, 'columns', () => readSightings(caller, course));
    const results = new Map<string, readonly LineItemResult[]>();
    for (const column of columns.filter(wantsResults)) {
      checkResultsOffered(course);
      const read = (): Promise<LineItemResult[]> => listResults(caller, column);
      results.set(column.lineItemUrl, await watched(registration, course, 'results', read));
    }
    return { members, columns, results, requests: caller.requests };
  }

  async function readColumns(
    registration: Registration,
    course: Course,
    signal?: AbortSignal,
  ): Promise<OutcomeSighting[]> {
    const scope = findLineItemScope(course);
    return readSightings(
      services.open(registration, { scopes: scope === null ? [] : [scope], signal }),
      course,
    );
  }

  async function readLearnerResults(
    registration: Registration,
    column: ResultColumn,
    userId: string,
    signal?: AbortSignal,
  ): Promise<LineItemResult[]> {
    const caller = services.open(registration, { scopes: [RESULT_READ_SCOPE], signal });
    return watched(registration, null, 'results', () => listResults(caller, column, userId));
  }

  async function postScore(
    registration: Registration,
    lineItemUrl: string,
    score: Score,
    signal?: AbortSignal,
  ): Promise<ScoreAnswer> {
    const caller = services.open(registration, { scopes: [SCORE_SCOPE], signal });
    return watched(registration, null, 'scores', () => sendScore(caller, lineItemUrl, score));
  }

  async function watched<T>(
    registration: Registration,
    course: Course | null,
    part: ServicePart,
    ask: () => Promise<T>,
  ): Promise<T> {
    try {
      const answer = await ask();
      await watch?.noteService(registration, course, part, null);
      return answer;
    } catch (error) {
      await watch?.noteService(registration, course, part, error);
      throw error;
    }
  }

  return { readCourse, readColumns, readLearnerResults, postScore };
}

async function readSightings(caller: ServiceCaller, course: Course): Promise<OutcomeSighting[]> {
  if (course.lineItemsUrl === null) return [];
  const scope = findLineItemScope(course);
  // Read as empty, every column would count as vanished.
  if (scope === null) throw tokenRefused('the LMS does not offer to read the columns of this course');
  return (await listLineItems(caller, course.lineItemsUrl, scope)).map(toSighting);
}

function toSighting({ url, resourceId, tag, label, scoreMaximum }: LineItem): OutcomeSighting {
  return { lineItemUrl: url, mappingKey: resourceId, tag, label, scoreMaximum };
}

/** What this course's services need; the launch said what the LMS offers. */
function listScopes(course: Course): string[] {
  const lineItemScope = course.lineItemsUrl === null ? null : findLineItemScope(course);
  return [
    ...(course.membershipsUrl === null ? [] : [MEMBERSHIP_READ_SCOPE]),
    ...(lineItemScope === null ? [] : [lineItemScope]),
    ...(lineItemScope !== null && isOffered(course, RESULT_READ_SCOPE) ? [RESULT_READ_SCOPE] : []),
  ];
}

function findLineItemScope(course: Course): string | null {
  return [LINE_ITEM_READ_SCOPE, LINE_ITEM_SCOPE].find((scope) => isOffered(course, scope)) ?? null;
}

function checkResultsOffered(course: Course): void {
  // Read as empty, every learner would lose the grade.
  if (!isOffered(course, RESULT_READ_SCOPE)) throw tokenRefused('the LMS does not offer to read grades');
}

/**
 * Taken as it stands, nobody would be a learner here, and whoever teaches would not be staff.
 *
 * @throws {AppError} `roles_withheld`
 */
function checkRolesTold(members: readonly Membership[]): void {
  const isTold = members.some(({ roles }) => roles.isStaff || roles.isLearner || roles.isObserver);
  if (isTold || members.length === 0) return;
  throw new AppError('roles_withheld', 502, 'the LMS tells of no member what they are in the course');
}

/** A launch that names no scopes at all says nothing about them; then the LMS decides when it is asked. */
function isOffered(course: Course, scope: string): boolean {
  return course.agsScopes.length === 0 || course.agsScopes.includes(scope);
}
