/**
 * Addresses of the services. Those of line items may carry a query, as on Moodle: a tool that drops it, or writes `/scores` behind it, gets nothing.
 *
 * @module
 */
import type { LmsPaths } from '../profiles/profile.js';
import type { Column, Course } from '../school/state.js';

/** Where an LMS is, and how it writes its addresses. */
export interface Site {
  readonly baseUrl: () => string;
  readonly profile: { readonly paths: LmsPaths };
}

export function lineItemsUrl(site: Site, course: Course, deploymentId: string): string {
  return build(site, 'lineItems', { course: course.id, deployment: deploymentId });
}

export function lineItemUrl(site: Site, course: Course, column: Column): string {
  return build(site, 'lineItem', {
    course: course.id,
    column: column.id,
    deployment: column.deploymentId ?? '',
  });
}

export function resultUrl(site: Site, course: Course, column: Column, userId: string): string {
  const url = new URL(lineItemUrl(site, course, column));
  url.pathname += `/results/${userId}`;
  return url.href;
}

export function membershipsUrl(site: Site, course: Course, deploymentId: string): string {
  const path = fill(site.profile.paths.memberships, { course: course.id, deployment: deploymentId });
  return site.baseUrl() + path;
}

export function deepLinkReturnUrl(baseUrl: string, selectionId: string): string {
  return `${baseUrl}/lti/selections/${selectionId}/response`;
}

/** @param pattern - of the profile's notices */
export function noticeHandlersUrl(
  site: Pick<Site, 'baseUrl'>,
  pattern: string,
  deploymentId: string,
): string {
  return site.baseUrl() + fill(pattern, { deployment: deploymentId });
}

function build(
  { baseUrl, profile: { paths } }: Site,
  name: 'lineItems' | 'lineItem',
  values: Readonly<Record<string, string>>,
): string {
  const query = paths.deploymentQuery === null ? '' : `?${paths.deploymentQuery}=${values.deployment ?? ''}`;
  return baseUrl() + fill(paths[name], values) + query;
}

function fill(pattern: string, values: Readonly<Record<string, string>>): string {
  return pattern.replace(/:([a-z]+)/g, (_all, name: string) => encodeURIComponent(values[name] ?? ''));
}
