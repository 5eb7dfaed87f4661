/**
 * Whether this LMS tells tools anything between launches: what it announces about that, and to whom.
 *
 * Source: LTI Platform Notification Service 1.0 (claim, scope)
 *
 * @module
 */
import { noticeHandlersUrl } from '../lti/addresses.js';
import { CLAIM, NOTICE_SCOPE, SERVICE_SCOPES } from '../lti/claims.js';
import type { LmsProfile } from '../profiles/profile.js';
import type { Tool } from '../school/state.js';

/** All that a tool may be granted here. */
export function listScopes({ notices }: LmsProfile): readonly string[] {
  return notices === null ? SERVICE_SCOPES : [...SERVICE_SCOPES, NOTICE_SCOPE];
}

/** Under which the address of a tool is kept. */
export function keyOf(deploymentId: string, type: string): string {
  return `${deploymentId} ${type}`;
}

/** Nothing for a tool that the administrator does not let ask. */
export function buildNoticeServiceClaim(
  site: { readonly baseUrl: () => string; readonly profile: LmsProfile },
  { scopes }: Tool,
  deploymentId: string,
): Readonly<Record<string, unknown>> {
  const { notices } = site.profile;
  if (notices === null || !scopes.includes(NOTICE_SCOPE)) return {};
  return {
    [CLAIM.noticeService]: {
      service_versions: ['1.0'],
      platform_notification_service_url: noticeHandlersUrl(site, notices.path, deploymentId),
      scope: [NOTICE_SCOPE],
      notice_types_supported: notices.types,
    },
  };
}
