/**
 * The claims of a launch.
 *
 * Source: LTI 1.3 Core §5.3 and §5.4, Deep Linking 2.0 §4.4, AGS 2.0 §3.1, NRPS 2.0 §2.1.1
 * Not here: nonce and times (authorize.ts), signing (platform-keys.ts).
 *
 * @module
 */
import { listAccepted } from './deep-linking.js';
import type { JWTPayload } from 'jose';
import type { PendingLaunch, Platform } from '../platform.js';
import { listColumnsOfLink } from '../school/content.js';
import {
  fullName,
  getCourse,
  getLink,
  getTool,
  type Course,
  type Link,
  type Tool,
  type User,
} from '../school/state.js';
import { deepLinkReturnUrl, lineItemsUrl, lineItemUrl, membershipsUrl } from './addresses.js';
import { buildNoticeServiceClaim } from '../notices/notice-rules.js';
import { CLAIM, LTI_VERSION, MESSAGE, NOTICE_SCOPE, SCOPE } from './claims.js';
import { resolveCustom, type VariableSources } from './custom-variables.js';

export const PLATFORM_NAME = 'Sandbox LMS';

export function buildMessage(platform: Platform, launch: PendingLaunch, user: User): JWTPayload {
  const course = getCourse(platform.state, launch.courseId);
  const tool = getTool(platform.state, launch.clientId);
  const link = launch.linkId === null ? null : getLink(course, launch.linkId);
  const { profile } = platform;
  const sources: VariableSources = { tool, course, user, link, contextId: profile.ids.context };
  const custom = resolveCustom(sources, profile.launch);
  const role = course.members.get(user.id)?.role;
  return {
    iss: platform.baseUrl(),
    aud: tool.clientId,
    azp: tool.clientId,
    sub: user.id,
    locale: user.locale,
    ...(tool.shareNames
      ? { name: fullName(user), given_name: user.givenName, family_name: user.familyName }
      : {}),
    ...(tool.shareEmail ? { email: user.email } : {}),
    [CLAIM.version]: LTI_VERSION,
    [CLAIM.deploymentId]: launch.deploymentId,
    [CLAIM.targetLinkUri]: launch.targetLinkUri,
    [CLAIM.roles]: tool.shareRoles ? profile.launch.roles(role, user) : [],
    [CLAIM.context]: {
      id: profile.ids.context(course.id),
      label: course.label,
      title: course.title,
      type: [profile.launch.courseType],
    },
    [CLAIM.toolPlatform]: {
      guid: new URL(platform.baseUrl()).host,
      name: PLATFORM_NAME,
      product_family_code: profile.product.family,
      version: profile.product.version,
    },
    [CLAIM.launchPresentation]: {
      locale: user.locale,
      document_target: 'iframe',
      return_url: `${platform.baseUrl()}/courses/${course.id}`,
    },
    [CLAIM.lis]: { person_sourcedid: user.sourcedId, course_section_sourcedid: `course-${course.id}` },
    ...(custom === undefined ? {} : { [CLAIM.custom]: custom }),
    ...profile.launch.claims(sources),
    ...buildServiceClaims(platform, { course, tool, launch }),
    ...buildNoticeServiceClaim(platform, tool, launch.deploymentId),
    ...(link === null ? buildDeepLinkingClaims(platform, launch) : buildLinkClaims(link)),
  };
}

function buildLinkClaims(link: Link): JWTPayload {
  return {
    [CLAIM.messageType]: MESSAGE.resourceLink,
    [CLAIM.resourceLink]: { id: link.id, title: link.title, description: link.text },
  };
}

function buildDeepLinkingClaims(platform: Platform, launch: PendingLaunch): JWTPayload {
  const { announcesLineItems, acceptTargets } = platform.settings;
  const { acceptTypes, acceptMultiple, acceptLineItem } = listAccepted(platform, launch);
  return {
    [CLAIM.messageType]: MESSAGE.deepLinking,
    [CLAIM.deepLinkingSettings]: {
      deep_link_return_url: deepLinkReturnUrl(platform.baseUrl(), launch.id),
      accept_types: acceptTypes,
      accept_presentation_document_targets: acceptTargets,
      accept_multiple: acceptMultiple,
      ...(announcesLineItems ? { accept_lineitem: acceptLineItem } : {}),
      auto_create: false,
      ...(launch.data === null ? {} : { data: launch.data }),
    },
  };
}

/** Only what the administrator lets this tool use. */
function buildServiceClaims(
  platform: Platform,
  { course, tool, launch }: { course: Course; tool: Tool; launch: PendingLaunch },
): JWTPayload {
  const agsScopes = tool.scopes.filter(
    (scope) => scope !== SCOPE.membershipReadOnly && scope !== NOTICE_SCOPE,
  );
  const columns = launch.linkId === null ? [] : listColumnsOfLink(course, launch.linkId);
  const [column] = columns;
  return {
    ...(agsScopes.length === 0
      ? {}
      : {
          [CLAIM.ags]: {
            scope: agsScopes,
            lineitems: lineItemsUrl(platform, course, launch.deploymentId),
            // AGS 2.0 §3.1: only when exactly one line item belongs to the link.
            ...(column !== undefined && columns.length === 1
              ? { lineitem: lineItemUrl(platform, course, column) }
              : {}),
          },
        }),
    ...(offersMemberships(platform, course, tool)
      ? {
          [CLAIM.nrps]: {
            context_memberships_url: membershipsUrl(platform, course, launch.deploymentId),
            service_versions: ['2.0'],
          },
        }
      : {}),
  };
}

/** As on Moodle, the claim comes only once the tool has a link in the course: the first deep linking has none. */
function offersMemberships({ profile }: Platform, course: Course, tool: Tool): boolean {
  return (
    tool.scopes.includes(SCOPE.membershipReadOnly) &&
    (!profile.launch.membershipsNeedLink ||
      [...course.links.values()].some(({ clientId }) => clientId === tool.clientId))
  );
}
