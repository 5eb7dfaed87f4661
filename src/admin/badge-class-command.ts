/**
 * Badge classes on the command line: list, make, allow or refuse in a course.
 *
 * @module
 */
import type { BadgeClass } from '../badges/badge-class.js';
import type { Context } from '../context.js';
import { readBadgeClassDraft } from './badge-class-options.js';
import { ACTOR, need, optional, UsageError, type Json, type Values } from './command.js';

export async function runBadgeClass(context: Context, values: Values): Promise<Json> {
  const { institution, badgeClasses, issuers, stores } = context;
  if (values['create']) {
    const issuer = await issuers.ensureFirst(institution);
    const made = await badgeClasses.create(
      institution.id,
      { ...readBadgeClassDraft(values, institution.language), issuerId: issuer.id },
      ACTOR,
    );
    return { badgeClasses: [describeBadgeClass(made)] };
  }
  for (const [option, state] of [
    ['approve', 'approved'],
    ['refuse', 'refused'],
  ] as const) {
    const id = optional(values, option);
    if (!id) continue;
    const courseId = need(values, 'course');
    if (!(await stores.courses.find(institution.id, courseId)))
      throw new UsageError(`no course has the id ${courseId}: "badge-class" lists them`);
    await badgeClasses.decideApproval(institution.id, id, courseId, state, ACTOR);
    // What waited for this answer need not wait for the next round too.
    await context.requestRound(institution.id, courseId, 'schedule');
    return { badgeClasses: [describeBadgeClass(await badgeClasses.get(institution.id, id))], state };
  }
  return {
    badgeClasses: (await badgeClasses.list(institution.id)).map(describeBadgeClass),
    courses: (await stores.courses.list(institution.id)).map(({ id, title }) => ({ id, title: title ?? '' })),
    requests: (await badgeClasses.listApprovals(institution.id)).map(({ badgeClassId, courseId, state }) => ({
      badgeClassId,
      courseId,
      state,
    })),
  };
}

export function describeBadgeClass(badgeClass: BadgeClass): Json {
  const { id, variant, name, mayBeMapped, state, version } = badgeClass;
  return { id, variant, mayBeMapped: mayBeMapped.where, state, version, name: name.nl };
}
