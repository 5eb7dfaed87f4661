/**
 * The Names and Role Provisioning Services as this tool uses them: all members of a course.
 *
 * No `role` filter: whoever is staff has to be known as staff, and there are platforms that forget the filter after the first page.
 *
 * Source: LTI NRPS 2.0 §2.2, §2.4 https://www.imsglobal.org/spec/lti-nrps/v2p0/
 *
 * @module
 */
import { addLimit, readPages } from '../read-pages.js';
import { readRecord, unusableAnswer } from '../service-answer.js';
import type { ServiceCaller } from '../service-client.js';
import { mergeMemberships, parseMembership, type Membership } from './membership.js';
import { MEMBERSHIP_CONTAINER_TYPE, MEMBERSHIP_READ_SCOPE } from './nrps-scopes.js';

/**
 * Every member of a course, one entry per user; deleted ones are left out.
 *
 * @throws {AppError} as `readPages`
 */
export async function listMembers(caller: ServiceCaller, membershipsUrl: string): Promise<Membership[]> {
  const url = addLimit(membershipsUrl, caller.services.pageLimits.members);
  const request = { url, scope: MEMBERSHIP_READ_SCOPE, accept: MEMBERSHIP_CONTAINER_TYPE };
  return mergeMemberships(await readPages(caller, request, parseContainer));
}

function parseContainer(json: unknown): Membership[] {
  const { members } = readRecord(json, 'membership container');
  if (!Array.isArray(members)) throw unusableAnswer('members are not a list');
  return members.flatMap((raw: unknown) => parseMembership(raw) ?? []);
}
