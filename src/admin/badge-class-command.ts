/**
 * Badge classes on the command line: list, make, allow or refuse in a course.
 *
 * @module
 */
import { VARIANTS, type BadgeClass, type Variant } from '../badges/badge-class.js';
import type { Context } from '../context.js';
import { LANGUAGES, type Language } from '../language/local-text.js';
import { ACTOR, need, needAll, optional, UsageError, type Json, type Values } from './command.js';

const CREATE_OPTIONS = [
  'variant',
  'name-nl',
  'name-en',
  'description-nl',
  'description-en',
  'criteria-nl',
  'criteria-en',
] as const;

export async function runBadgeClass(context: Context, values: Values): Promise<Json> {
  const { institution, badgeClasses, issuers, stores } = context;
  if (values['create']) {
    const texts = needAll(values, CREATE_OPTIONS);
    const both = (member: 'name' | 'description' | 'criteria') => ({
      nl: texts[`${member}-nl`],
      en: texts[`${member}-en`],
    });
    const variant = parseVariant(texts.variant);
    const language = readLanguage(values) ?? institution.language;
    const issuer = await issuers.ensureFirst(institution);
    const made = await badgeClasses.create(
      institution.id,
      {
        issuerId: issuer.id,
        variant,
        name: both('name'),
        description: both('description'),
        criteria: both('criteria'),
        language,
      },
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
  const { id, variant, name, mayBeMapped } = badgeClass;
  return { id, variant, mayBeMapped: mayBeMapped.where, name: name.nl };
}

function readLanguage(values: Values): Language | null {
  const value = optional(values, 'language');
  const language = LANGUAGES.find((one) => one === value) ?? null;
  if (value !== null && !language) throw new UsageError(`--language is one of ${LANGUAGES.join(', ')}`);
  return language;
}

function parseVariant(value: string): Variant {
  const variant = VARIANTS.find((one) => one === value);
  if (!variant) throw new UsageError(`--variant is one of ${VARIANTS.join(', ')}`);
  return variant;
}
