/**
 * What scripts and tests may do to the LMS: the calls of the API (README.md), as functions.
 *
 * Everything goes through the same functions as the pages, so nothing can be arranged here that people could not have done.
 * Answers are plain JSON values, made anew each time.
 *
 * @module
 */
import { openRegistration, type OpenedRegistration } from './lti/registration.js';
import { listScopes } from './notices/notice-rules.js';
import { tellOfCopy } from './notices/send-notices.js';
import type { Platform, SentNotice, Settings } from './platform.js';
import {
  presentColumn,
  presentCourse,
  presentGrade,
  presentLink,
  presentMember,
  presentPlatform,
  presentTool,
  type PresentedColumn,
  type PresentedGrade,
  type PresentedLink,
  type PresentedMember,
  type PresentedTool,
} from './present.js';
import { addLink, copyContent, duplicateLink, removeLink } from './school/content.js';
import { addColumn, changeColumn, removeColumn, typeGrade, type NewColumn } from './school/gradebook.js';
import { enrol, parseRole, parseStatus, type Enrolment } from './school/members.js';
import { addCourse } from './school/seed.js';
import {
  getColumn,
  getCourse,
  getLink,
  getMember,
  getTool,
  getUser,
  type Link,
  type Page,
  type Tool,
} from './school/state.js';
import { activateTool, addDeployment, addTool, getDeploymentId, removeTool } from './school/tools.js';
import type { LogEntry, Service } from './watch/access-log.js';
import type { Fault } from './watch/faults.js';

export interface NewTool {
  readonly name: string;
  readonly loginUrl: string;
  readonly redirectUris: readonly string[];
  readonly jwksUrl: string;
  readonly targetLinkUri: string;
  readonly deepLinkingUrl?: string | undefined;
  readonly scopes?: readonly string[] | undefined;
  readonly custom?: Readonly<Record<string, string>> | undefined;
  readonly shareNames?: boolean | undefined;
  readonly shareEmail?: boolean | undefined;
}

export interface NewCourseLink {
  readonly clientId: string;
  readonly deploymentId?: string | undefined;
  readonly title: string;
  readonly text?: string | undefined;
  readonly url?: string | undefined;
  readonly custom?: Readonly<Record<string, string>> | undefined;
  readonly published?: boolean | undefined;
  readonly lineItem?:
    (Omit<NewColumn, 'linkId' | 'label'> & { readonly label?: string | undefined }) | undefined;
}

type Changes<T> = { readonly [K in keyof T]?: T[K] | undefined };
export type ToolChanges = Changes<
  Pick<
    Tool,
    'active' | 'scopes' | 'custom' | 'shareNames' | 'shareEmail' | 'shareRoles' | 'redirectUris' | 'jwksUrl'
  >
>;
export type LinkChanges = Changes<Pick<Link, 'title' | 'published' | 'custom'>>;
export type MemberChanges = Pick<Enrolment, 'status' | 'role' | 'email' | 'givenName' | 'familyName'>;

export type Control = ReturnType<typeof createControl>;

export function createControl(platform: Platform) {
  const { state, settings, log, faults } = platform;

  return {
    // Tools
    openRegistration: (
      options: { toolUrl?: string | undefined; activate?: boolean | undefined } = {},
    ): OpenedRegistration => openRegistration(platform, options),
    addTool(tool: NewTool): PresentedTool {
      const { shareNames = true, shareEmail = true, deepLinkingUrl = tool.targetLinkUri } = tool;
      const added = addTool(platform, {
        name: tool.name,
        loginUrl: tool.loginUrl,
        redirectUris: tool.redirectUris,
        jwksUrl: tool.jwksUrl,
        targetLinkUri: tool.targetLinkUri,
        deepLinkingUrl,
        domain: new URL(tool.targetLinkUri).host,
        scopes: tool.scopes ?? listScopes(platform.profile),
        custom: tool.custom ?? {},
        shareNames,
        shareEmail,
        active: false,
      });
      // Whoever fills in the form is the administrator that others wait for.
      activateTool(platform, added);
      return presentTool(platform, added);
    },
    listTools: (): PresentedTool[] => [...state.tools.values()].map((tool) => presentTool(platform, tool)),
    getTool: (clientId: string): PresentedTool => presentTool(platform, getTool(state, clientId)),
    changeTool(clientId: string, changes: ToolChanges): PresentedTool {
      const { active, ...others } = withoutUndefined(changes);
      const tool = getTool(state, clientId);
      if (active === true) activateTool(platform, tool);
      else if (active === false) tool.active = false;
      return presentTool(platform, Object.assign(tool, others));
    },
    addDeployment: (clientId: string): { id: string } => addDeployment(platform, getTool(state, clientId)),
    removeTool: (clientId: string): void => removeTool(state, getTool(state, clientId)),
    describePlatform: () => presentPlatform(platform),

    // Courses and their content
    listCourses: () => [...state.courses.values()].map(presentCourse),
    addCourse({ label, title, copyOf, teacher }: NewCourse) {
      const from = copyOf === undefined ? null : getCourse(state, copyOf);
      const history = from === null ? [] : [from.id, ...from.history];
      const course = addCourse(state, { id: state.nextId(), label, title, history });
      if (from !== null) copyContent(state, from, course);
      if (teacher !== undefined) {
        const { id } = getUser(state, teacher);
        course.members.set(id, { userId: id, role: 'teacher', status: 'Active' });
      }
      if (from !== null) tellOfCopy(platform, from, course);
      return presentCourse(course);
    },
    listLinks(courseId: string): PresentedLink[] {
      const course = getCourse(state, courseId);
      return [...course.links.values()].map((link) => presentLink(platform, course, link));
    },
    listPages(courseId: string): Page[] {
      return [...getCourse(state, courseId).pages.values()];
    },
    addLink(courseId: string, link: NewCourseLink): PresentedLink {
      const course = getCourse(state, courseId);
      const tool = getTool(state, link.clientId);
      const { title, text, url, custom, published = true, lineItem } = link;
      const added = addLink(state, course, tool, getDeploymentId(tool, link.deploymentId), {
        title,
        published,
        ...withoutUndefined({ text, url, custom }),
        column: lineItem === undefined ? null : { ...lineItem, label: lineItem.label ?? title },
      });
      return presentLink(platform, course, added);
    },
    changeLink(courseId: string, linkId: string, changes: LinkChanges): PresentedLink {
      const course = getCourse(state, courseId);
      const link = Object.assign(getLink(course, linkId), withoutUndefined(changes));
      return presentLink(platform, course, link);
    },
    duplicateLink(courseId: string, linkId: string): PresentedLink {
      const course = getCourse(state, courseId);
      return presentLink(platform, course, duplicateLink(state, course, getLink(course, linkId)));
    },
    removeLink(courseId: string, linkId: string): void {
      const course = getCourse(state, courseId);
      removeLink(course, getLink(course, linkId));
    },

    // Gradebook
    getGradebook(courseId: string): { columns: PresentedColumn[]; grades: PresentedGrade[] } {
      const course = getCourse(state, courseId);
      return {
        columns: [...course.columns.values()].map((column) => presentColumn(platform, course, column)),
        grades: [...course.grades.values()].map((grade) => presentGrade(platform, grade)),
      };
    },
    addColumn(courseId: string, column: { label: string; scoreMaximum: number }): PresentedColumn {
      const course = getCourse(state, courseId);
      return presentColumn(platform, course, addColumn(state, course, null, column));
    },
    changeColumn(
      courseId: string,
      columnId: string,
      changes: { label?: string | undefined; scoreMaximum?: number | undefined },
    ): PresentedColumn {
      const course = getCourse(state, courseId);
      const column = getColumn(course, columnId);
      changeColumn(course, column, withoutUndefined(changes));
      return presentColumn(platform, course, column);
    },
    removeColumn(courseId: string, columnId: string): void {
      const course = getCourse(state, courseId);
      removeColumn(course, getColumn(course, columnId));
    },
    /** @param comment - undefined keeps the comment that is there */
    setGrade(
      courseId: string,
      columnId: string,
      user: string,
      score: number,
      comment?: string,
    ): PresentedGrade | null {
      return typeInto(courseId, columnId, user, { score, ...withoutUndefined({ comment }) });
    },
    clearGrade(courseId: string, columnId: string, user: string): PresentedGrade | null {
      return typeInto(courseId, columnId, user, { score: null });
    },

    // Members
    listMembers(courseId: string): PresentedMember[] {
      const course = getCourse(state, courseId);
      return [...course.members.values()].map((member) => presentMember(platform, member));
    },
    addMember: (courseId: string, enrolment: Enrolment): PresentedMember =>
      presentMember(platform, enrol(state, getCourse(state, courseId), enrolment)),
    changeMember(courseId: string, user: string, changes: MemberChanges): PresentedMember {
      const person = getUser(state, user);
      const member = getMember(getCourse(state, courseId), person.id);
      const { status, role, email, givenName, familyName } = changes;
      if (status !== undefined) member.status = parseStatus(status);
      if (role !== undefined) member.role = parseRole(role);
      Object.assign(person, withoutUndefined({ email, givenName, familyName }));
      return presentMember(platform, member);
    },
    removeMember(courseId: string, user: string): void {
      const course = getCourse(state, courseId);
      course.members.delete(getMember(course, getUser(state, user).id).userId);
    },
    setLocale(user: string, locale: string): void {
      getUser(state, user).locale = locale;
    },

    // Watching and making trouble
    getCounters: (): Record<Service, number> => log.counters(),
    resetCounters: (): void => log.resetCounters(),
    listLog: (service?: string): LogEntry[] => log.entries(service),
    clearLog: (): void => log.clear(),
    /** What tools were told between launches, oldest first. */
    listNotices: (): SentNotice[] => structuredClone(platform.notices.sent),
    listFaults: () => faults.list(),
    setFault: (service: Service, fault: Pick<Fault, 'kind'> & Partial<Fault>): Fault =>
      faults.set(service, fault),
    clearFaults: (service?: Service): void => faults.clear(service),
    getSettings: (): Settings => structuredClone(settings),
    changeSettings(
      changes: Partial<Omit<Settings, 'pageSizes'>> & { pageSizes?: Partial<Settings['pageSizes']> },
    ) {
      const { pageSizes = {}, ...others } = changes;
      Object.assign(settings, others, { pageSizes: { ...settings.pageSizes, ...pageSizes } });
      return structuredClone(settings);
    },
    expireTokens(): void {
      for (const [value, token] of platform.accessTokens) {
        platform.accessTokens.set(value, { ...token, expiresAt: platform.now() });
      }
    },
    rotateKeys: async ({ keepOld = false }: { keepOld?: boolean | undefined } = {}): Promise<{
      kid: string;
    }> => ({
      kid: await platform.keys.rotate({ keepOld }),
    }),
  };

  function typeInto(
    courseId: string,
    columnId: string,
    user: string,
    typed: { score: number | null; comment?: string },
  ): PresentedGrade | null {
    const course = getCourse(state, courseId);
    const { id } = getUser(state, user);
    const grade = typeGrade(course, getColumn(course, columnId), id, typed, platform.now());
    return grade === null ? null : presentGrade(platform, grade);
  }
}

export interface NewCourse {
  readonly label: string;
  readonly title: string;
  /** Its links and columns are copied. */
  readonly copyOf?: string | undefined;
  readonly teacher?: string | undefined;
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function withoutUndefined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as Defined<T>;
}
