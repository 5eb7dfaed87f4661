/**
 * Addresses of the services. Those of line items carry a query, as on Moodle: a tool that drops it, or writes `/scores` behind it, gets nothing.
 *
 * @module
 */
import type { Column, Course } from '../school/state.js';

export const PATHS = {
  authorize: '/lti/authorize',
  token: '/lti/token',
  jwks: '/lti/jwks',
  openidConfiguration: '/.well-known/openid-configuration',
  registration: '/lti/registrations',
} as const;

export function lineItemsUrl(baseUrl: string, course: Course, deploymentId: string): string {
  return `${baseUrl}/services/courses/${course.id}/lineitems?deployment=${deploymentId}`;
}

export function lineItemUrl(baseUrl: string, course: Course, column: Column): string {
  return `${baseUrl}/services/courses/${course.id}/lineitems/${column.id}/lineitem?deployment=${column.deploymentId ?? ''}`;
}

export function resultUrl(baseUrl: string, course: Course, column: Column, userId: string): string {
  const [path = '', query = ''] = lineItemUrl(baseUrl, course, column).split('?');
  return `${path}/results/${userId}?${query}`;
}

export function membershipsUrl(baseUrl: string, course: Course, deploymentId: string): string {
  return `${baseUrl}/services/courses/${course.id}/deployments/${deploymentId}/memberships`;
}

export function deepLinkReturnUrl(baseUrl: string, selectionId: string): string {
  return `${baseUrl}/lti/selections/${selectionId}/response`;
}
