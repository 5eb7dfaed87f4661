/**
 * What leaves by the API: plain JSON values, each field named on purpose.
 *
 * @module
 */
import { lineItemUrl } from './lti/addresses.js';
import type { Platform } from './platform.js';
import { listColumnsOfLink } from './school/content.js';
import {
  fullName,
  getUser,
  type Column,
  type Course,
  type Grade,
  type Link,
  type Member,
  type Tool,
} from './school/state.js';

export type PresentedTool = ReturnType<typeof presentTool>;
export type PresentedLink = ReturnType<typeof presentLink>;
export type PresentedColumn = ReturnType<typeof presentColumn>;
export type PresentedGrade = ReturnType<typeof presentGrade>;
export type PresentedMember = ReturnType<typeof presentMember>;

export function presentPlatform(platform: Platform) {
  const baseUrl = platform.baseUrl();
  const { paths, token } = platform.profile;
  return {
    issuer: baseUrl,
    authorizationEndpoint: baseUrl + paths.authorize,
    tokenEndpoint: baseUrl + paths.token,
    jwksUri: baseUrl + paths.jwks,
    openidConfigurationUrl: baseUrl + paths.openidConfiguration,
    /** What client assertions are for. */
    tokenAudience: token.audiences?.(baseUrl)[0] ?? baseUrl + paths.token,
  };
}

export function presentTool(platform: Platform, tool: Tool) {
  return structuredClone({ ...tool, platform: presentPlatform(platform) });
}

export function presentCourse({ id, label, title, history }: Course) {
  return { id, label, title, history };
}

export function presentLink(platform: Platform, course: Course, link: Link) {
  return {
    ...structuredClone(link),
    columnId: listColumnsOfLink(course, link.id)[0]?.id ?? null,
    launchUrl: `${platform.baseUrl()}/courses/${course.id}/links/${link.id}`,
  };
}

export function presentColumn(platform: Platform, course: Course, column: Column) {
  const { id, label, scoreMaximum, clientId, resourceId, tag, linkId } = column;
  return {
    ...{ id, label, scoreMaximum, clientId, resourceId, tag, linkId },
    lineItemUrl: clientId === null ? null : lineItemUrl(platform, course, column),
  };
}

export function presentGrade({ state }: Platform, grade: Grade) {
  return { ...grade, login: getUser(state, grade.userId).login, at: grade.at.toISOString() };
}

export function presentMember({ state }: Platform, { userId, role, status }: Member) {
  const user = getUser(state, userId);
  const { login, givenName, familyName, email } = user;
  return { userId, login, name: fullName(user), givenName, familyName, email, role, status };
}
