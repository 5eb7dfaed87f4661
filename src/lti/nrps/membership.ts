/**
 * Memberships: who is in a course, as the platform says it.
 *
 * Names and addresses arrive only where the institution lets this tool have them.
 *
 * Source: LTI NRPS 2.0 §2.2 https://www.imsglobal.org/spec/lti-nrps/v2p0/#membership-container-media-type
 * Not here: fetching pages of members (nrps-client.ts).
 *
 * @module
 */
import { parseRoles, type CourseRoles } from '../roles.js';
import { readId, readRecord, readText, unusableAnswer } from '../service-answer.js';

export interface Membership {
  /** LTI user id: the `sub` of this user's launches. */
  readonly userId: string;
  readonly name?: string;
  readonly email?: string;
  readonly roles: CourseRoles;
  readonly status: 'active' | 'inactive';
}

/**
 * Reads one entry of a membership container.
 *
 * @returns null for a deleted member: whoever is told to be gone is not in the course
 * @throws {AppError} `platform_answer_unusable` - no user id, or roles that are not a list of names
 */
export function parseMembership(raw: unknown): Membership | null {
  const entry = readRecord(raw, 'member');
  const userId = readId(entry['user_id'], 'member.user_id');
  const status = readStatus(entry['status']);
  if (status === 'deleted') return null;
  const name = readName(entry);
  const email = readText(entry['email'])?.trim();
  return {
    userId,
    ...(name ? { name } : {}),
    ...(email ? { email } : {}),
    roles: parseRoles(readRoles(entry['roles'])),
    status,
  };
}

/**
 * One membership per user: a user who is listed more than once (sections, several enrolments) has the roles of all
 * entries, and is active when one of them is.
 */
export function mergeMemberships(memberships: readonly Membership[]): Membership[] {
  const byUser = new Map<string, Membership>();
  for (const one of memberships) {
    const known = byUser.get(one.userId);
    byUser.set(one.userId, known ? mergeTwo(known, one) : one);
  }
  return [...byUser.values()];
}

function mergeTwo(a: Membership, b: Membership): Membership {
  return {
    ...b,
    ...a,
    roles: {
      isStaff: a.roles.isStaff || b.roles.isStaff,
      isLearner: a.roles.isLearner || b.roles.isLearner,
      isObserver: a.roles.isObserver || b.roles.isObserver,
      isTestUser: a.roles.isTestUser || b.roles.isTestUser,
    },
    status: a.status === 'active' || b.status === 'active' ? 'active' : 'inactive',
  };
}

/** §2.2: active when not said. A word that is not known is not taken for active. */
function readStatus(value: unknown): 'active' | 'inactive' | 'deleted' {
  if (value === undefined || value === null || value === '') return 'active';
  const status = typeof value === 'string' ? value.toLowerCase() : '';
  return status === 'active' || status === 'deleted' ? status : 'inactive';
}

function readName(entry: Readonly<Record<string, unknown>>): string | null {
  const name = readText(entry['name']);
  if (name) return name.trim();
  const parts = [readText(entry['given_name']), readText(entry['family_name'])].flatMap(
    (part) => part?.trim() ?? [],
  );
  return parts.length > 0 ? parts.join(' ') : null;
}

function readRoles(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value) && value.every((role) => typeof role === 'string')) return value;
  throw unusableAnswer('member.roles is not a list of names');
}
