/**
 * Everything the LMS knows: people, courses with their members, content and gradebook, and the tools added to it.
 *
 * In memory, for the life of the process. Other files change it through the functions beside this one.
 * Units: `locale` is a language tag; dates are `Date` here and ISO 8601 wherever they leave.
 *
 * @module
 */
import { AppError } from '../../errors/app-error.js';

export type MemberRole = 'teacher' | 'assistant' | 'learner' | 'observer' | 'testuser';
export const MEMBER_ROLES: readonly MemberRole[] = [
  'teacher',
  'assistant',
  'learner',
  'observer',
  'testuser',
];
export type MemberStatus = 'Active' | 'Inactive';

export interface User {
  readonly id: string;
  /** The LMS's own number for this person, where tools are told another id. */
  readonly nativeId: string;
  readonly login: string;
  givenName: string;
  familyName: string;
  email: string;
  /** The institution's number for this person; `lis.person_sourcedid`. */
  sourcedId: string;
  /** Passed to tools. */
  locale: string;
  readonly isAdmin: boolean;
}

export interface Member {
  readonly userId: string;
  role: MemberRole;
  status: MemberStatus;
}

/** Moments as the tool wrote them; null: none. */
export interface LinkDates {
  readonly opensAt: string | null;
  readonly dueAt: string | null;
  readonly closesAt: string | null;
}

export interface Link {
  readonly id: string;
  readonly clientId: string;
  readonly deploymentId: string;
  title: string;
  text: string;
  readonly url: string;
  custom: Readonly<Record<string, string>>;
  published: boolean;
  /** What a student handed in: theirs and the teachers' alone to open; null for content of the course. */
  readonly submittedBy: string | null;
  /** As the tool asked: shown in a window of its own. */
  readonly opensWindow: boolean;
  readonly iconUrl: string | null;
  /** Null where this LMS keeps none. */
  readonly dates: LinkDates | null;
}

/** What a tool put into the course that opens without it. */
export interface Page {
  readonly id: string;
  readonly type: 'link' | 'html' | 'image';
  readonly title: string;
  /** Address of a link or image, text of html. */
  readonly content: string;
}

/** A column of the gradebook. To a tool that owns it, a line item. */
export interface Column {
  readonly id: string;
  label: string;
  scoreMaximum: number;
  /** Null: the course's own; no tool sees it. */
  readonly clientId: string | null;
  readonly deploymentId: string | null;
  linkId: string | null;
  resourceId: string | null;
  tag: string | null;
  startDateTime: string | null;
  endDateTime: string | null;
}

export interface Grade {
  readonly columnId: string;
  readonly userId: string;
  /** Null once it was cleared. */
  score: number | null;
  comment: string | null;
  /** `teacher`, or the client id of the tool that sent it. */
  by: string;
  /** Of the teacher's edit, or the timestamp that the tool gave. A score must be later than this. */
  at: Date;
  activityProgress: string | null;
  gradingProgress: string | null;
  /** Submissions that a tool's scores made, where the LMS counts them. */
  attempts: number;
}

export interface Course {
  readonly id: string;
  label: string;
  title: string;
  /** Ids of the courses it was copied from, newest first. */
  readonly history: readonly string[];
  readonly members: Map<string, Member>;
  readonly links: Map<string, Link>;
  readonly pages: Map<string, Page>;
  readonly columns: Map<string, Column>;
  /** Under `columnId/userId`. */
  readonly grades: Map<string, Grade>;
}

export interface Tool {
  readonly clientId: string;
  name: string;
  active: boolean;
  readonly deployments: { readonly id: string }[];
  readonly loginUrl: string;
  redirectUris: readonly string[];
  jwksUrl: string;
  readonly targetLinkUri: string;
  readonly deepLinkingUrl: string | null;
  /** Host, with port, that its links must be on. */
  readonly domain: string;
  /** Services the administrator lets it use. */
  scopes: readonly string[];
  custom: Readonly<Record<string, string>>;
  shareNames: boolean;
  shareEmail: boolean;
  /** Whether launches say who is what. */
  shareRoles: boolean;
}

/** How this LMS writes the ids that tools are told, from a number of its own. */
export interface IdMaker {
  readonly user: (number: string) => string;
  readonly link: (number: string) => string;
}

export interface State {
  readonly users: Map<string, User>;
  readonly courses: Map<string, Course>;
  readonly tools: Map<string, Tool>;
  /** Cookie value to user id. */
  readonly sessions: Map<string, string>;
  /** One number for every kind of thing: ids of two kinds never coincide by luck. */
  nextId(): string;
  readonly ids: IdMaker;
}

const NUMBERS: IdMaker = { user: (number) => number, link: (number) => number };

export function createState(ids = NUMBERS): State {
  let last = 500;
  return {
    users: new Map(),
    courses: new Map(),
    tools: new Map(),
    sessions: new Map(),
    nextId: () => String(++last),
    ids,
  };
}

/** @throws {AppError} `course_not_found` 404 */
export function getCourse(state: State, courseId: string): Course {
  return state.courses.get(courseId) ?? fail('course_not_found', { courseId });
}

/** @throws {AppError} `link_not_found` 404 */
export function getLink(course: Course, linkId: string): Link {
  return course.links.get(linkId) ?? fail('link_not_found', { linkId });
}

/** @throws {AppError} `column_not_found` 404 */
export function getColumn(course: Course, columnId: string): Column {
  return course.columns.get(columnId) ?? fail('column_not_found', { columnId });
}

/** @throws {AppError} `tool_not_found` 404 */
export function getTool(state: State, clientId: string): Tool {
  return state.tools.get(clientId) ?? fail('tool_not_found', { clientId });
}

export function findDeployment(
  state: State,
  deploymentId: string,
): { tool: Tool; deploymentId: string } | null {
  for (const tool of state.tools.values()) {
    if (tool.deployments.some(({ id }) => id === deploymentId)) return { tool, deploymentId };
  }
  return null;
}

/**
 * @param user - login name or id
 * @throws {AppError} `user_not_found` 404
 */
export function getUser(state: State, user: string): User {
  return state.users.get(user) ?? findUserByLogin(state, user) ?? fail('user_not_found', {});
}

export function findUserByLogin(state: State, login: string): User | null {
  return [...state.users.values()].find((user) => user.login === login) ?? null;
}

/** @throws {AppError} `member_not_found` 404 */
export function getMember(course: Course, userId: string): Member {
  return course.members.get(userId) ?? fail('member_not_found', { userId });
}

export function fullName({ givenName, familyName }: User): string {
  return `${givenName} ${familyName}`;
}

/** Teaches, assists, or runs the LMS. */
export function isStaff(course: Course, user: User): boolean {
  const member = course.members.get(user.id);
  if (member === undefined || member.status !== 'Active') return user.isAdmin;
  return user.isAdmin || member.role === 'teacher' || member.role === 'assistant';
}

/** Administrators may look everywhere; others only where they are active members. */
export function mayEnter(course: Course, user: User): boolean {
  return user.isAdmin || course.members.get(user.id)?.status === 'Active';
}

function fail(code: string, detail: Readonly<Record<string, string>>): never {
  throw new AppError(code, 404, code.replaceAll('_', ' '), detail);
}
