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
import { listMemberRoles } from '../lti/roles.js';
import type { Platform } from '../platform.js';
import { fullName, getUser, type Course, type Link, type Member, type Tool } from '../school/state.js';
import { getCall, requireAccept, requireScope } from './access.js';
import { sendPage } from './paging.js';

export function createMembershipsRouter(platform: Platform): Router {
  const router = Router();
  const { log, faults, settings } = platform;

  router.get(
    '/services/courses/:course/deployments/:deployment/memberships',
    log.watch('members'),
    faults.trouble('members'),
    requireScope(platform, [SCOPE.membershipReadOnly], (req) => req.params.deployment),
    requireAccept(MEDIA.membershipContainer),
    (req, res) => {
      const { course, tool, deploymentId } = getCall(res);
      const link = findLink(req, course, tool);
      const members = [...course.members.values()].filter((member) => fitsRole(req, member));
      const baseUrl = platform.baseUrl();
      const paging = { baseUrl, largestPage: settings.pageSizes.members };
      sendPage(req, res, members, paging, (page) =>
        res.type(MEDIA.membershipContainer).json({
          id: membershipsUrl(baseUrl, course, deploymentId),
          context: { id: course.id, label: course.label, title: course.title },
          members: page.map((member) => presentMember(platform, { course, tool, member, link })),
        }),
      );
    },
  );

  return router;
}

/** `role` is a role's address or, for roles in the course, its short name (§2.4.1). */
function fitsRole({ query: { role } }: Request, member: Member): boolean {
  if (typeof role !== 'string') return true;
  return listMemberRoles(member.role).some((name) => name === role || name.endsWith(`membership#${role}`));
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
  const user = getUser(platform.state, member.userId);
  const custom = link === null ? undefined : resolveCustom({ tool, course, user, link });
  return {
    status: member.status,
    user_id: user.id,
    roles: listMemberRoles(member.role),
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
