/**
 * Badge classes on the command line: list, make, allow or refuse in a course.
 *
 * @module
 */
import type { BadgeClass } from '../badges/badge-class.js';
import type { Context } from '../context.js';
import { readBadgeClassDraft } from './badge-class-options.js';
import { readNamedFile } from './read-named-file.js';
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
  const draft = optional(values, 'publish');
  if (draft) {
    const { revision } = await badgeClasses.get(institution.id, draft);
    const published = await context.badgeClassEditing.publish(institution.id, draft, revision, ACTOR);
    return { badgeClasses: [describeBadgeClass(published)] };
  }
  for (const [option, isArchived] of [
    ['archive', true],
    ['restore', false],
  ] as const) {
    const id = optional(values, option);
    if (!id) continue;
    const { revision } = await badgeClasses.get(institution.id, id);
    const changed = await context.badgeClassEditing.setArchived(
      institution.id,
      id,
      revision,
      isArchived,
      ACTOR,
    );
    return { badgeClasses: [describeBadgeClass(changed)] };
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
  const exchanged = await exchangeBadgeClasses(context, values);
  if (exchanged) return exchanged;
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

/** Out to a document, or in from one. Null where neither was asked for. */
async function exchangeBadgeClasses(
  { institution, badgeExchange }: Context,
  values: Values,
): Promise<Json | null> {
  const wanted = optional(values, 'export');
  if (wanted !== null) {
    const format = optional(values, 'as') ?? 'ob3';
    if (format !== 'ob3' && format !== 'ob2') throw new UsageError('--as is ob3 or ob2');
    const document =
      wanted === 'all'
        ? await badgeExchange.exportAll(institution.id, format)
        : await badgeExchange.exportOne(institution.id, wanted, format);
    return { document };
  }
  const path = optional(values, 'import');
  if (path === null) return null;
  const text = (await readNamedFile('import', path)).toString('utf8').replace(/^\uFEFF/, '');
  const { documents, unread } = await badgeExchange.read(institution.id, text, institution.language);
  const made = await badgeExchange.save(institution.id, text, institution.language, ACTOR);
  return {
    badgeClasses: made.map(describeBadgeClass),
    notKept: [
      ...documents.flatMap(({ read: { content, notKept } }) =>
        notKept.map((what) => ({ name: content.name.nl || content.name.en, what: JSON.stringify(what) })),
      ),
      ...unread.map(({ name, problems }) => ({ name, what: problems.join(', ') })),
    ],
  };
}

export function describeBadgeClass(badgeClass: BadgeClass): Json {
  const { id, variant, name, mayBeMapped, state, version, archivedAt } = badgeClass;
  return {
    id,
    variant,
    mayBeMapped: mayBeMapped.where,
    state: archivedAt ? 'archived' : state,
    version,
    name: name.nl,
  };
}
