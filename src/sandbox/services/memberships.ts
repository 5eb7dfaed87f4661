/**
 * The membership service: who is in the course.
 *
 * Inactive members are listed as such; those who were removed are not listed at all.
 *
 * Source: LTI NRPS 2.0 §2
 *
 * @module
 */
import { Router, type Request } from 'express';
import { AppError } from '../../errors/app-error.js';
import { membershipsUrl } from '../lti/addresses.js';
import { CLAIM, MEDIA, MESSAGE, SCOPE } from '../lti/claims.js';
import { resolveCustom } from '../lti/custom-variables.js';
import type { Platform } from '../platform.js';
import type { LmsProfile } from '../profiles/profile.js';
import { fullName, getUser, type Course, type Link, type Member, type Tool } from '../school/state.js';
import { getCall, requireAccept, requireScope } from './access.js';
import { sendPage } from './paging.js';
import { limitRate } from './rate-limit.js';

export function createMembershipsRouter(platform: Platform): Router {
  const router = Router();
  const { log, faults, settings, profile } = platform;

  router.get(
    profile.paths.memberships,
    log.watch('members'),
    limitRate(platform),
    faults.trouble('members'),
    requireScope(platform, [SCOPE.membershipReadOnly]),
    requireAccept(profile.services, MEDIA.membershipContainer),
    (req, res) => {
      const { course, tool, deploymentId } = getCall(res);
      const link = findLink(req, course, tool);
      const members = [...course.members.values()].filter(
        (member) =>
          (profile.members.listsInactive || member.status === 'Active') && fitsRole(profile, req, member),
      );
      const baseUrl = platform.baseUrl();
      const paging = { baseUrl, largestPage: settings.pageSizes.members };
      sendPage(req, res, members, paging, (page) =>
        res.type(MEDIA.membershipContainer).json({
          id: membershipsUrl(platform, course, deploymentId),
          context: { id: profile.ids.context(course.id), label: course.label, title: course.title },
          members: page.map((member) => presentMember(platform, { course, tool, member, link })),
        }),
      );
    },
  );

  return router;
}

/** `role` is a role's address or, for roles in the course, its short name (§2.4.1). */
function fitsRole({ members }: LmsProfile, { query: { role } }: Request, member: Member): boolean {
  if (typeof role !== 'string') return true;
  return members
    .roles(member.role)
    .some((name) => name === role || name === role.split('#').at(-1) || name.endsWith(`membership#${role}`));
}

/** `rlid`: members as one link of the tool knows them (§2.5). @throws {AppError} `link_not_found` 404 */
function findLink({ query: { rlid } }: Request, course: Course, tool: Tool): Link | null {
  if (typeof rlid !== 'string') return null;
  const link = course.links.get(rlid);
  if (link?.clientId !== tool.clientId)
    throw new AppError('link_not_found', 404, 'rlid is no link of this tool');
  return link;
}

function presentMember(
  platform: Platform,
  { course, tool, member, link }: { course: Course; tool: Tool; member: Member; link: Link | null },
) {
  const { profile } = platform;
  const user = getUser(platform.state, member.userId);
  const sources = { tool, course, user, link, contextId: profile.ids.context };
  const custom = link === null ? undefined : resolveCustom(sources, profile.launch);
  return {
    status: member.status,
    user_id: user.id,
    roles: profile.members.roles(member.role),
    ...profile.members.members(user),
    lis_person_sourcedid: user.sourcedId,
    ...(tool.shareNames
      ? { name: fullName(user), given_name: user.givenName, family_name: user.familyName }
      : {}),
    ...(tool.shareEmail ? { email: user.email } : {}),
    ...(link === null
      ? {}
      : {
          message: [
            {
              [CLAIM.messageType]: MESSAGE.resourceLink,
              ...(custom === undefined ? {} : { [CLAIM.custom]: custom }),
            },
          ],
        }),
  };
}
