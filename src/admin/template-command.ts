/**
 * Templates of rules that courses take: listing, making, revising, applying a new version, putting away.
 *
 * @module
 */
import { COLUMN_ROLES } from '../awarding/mapping.js';
import { parsePolicies } from '../awarding/policies.js';
import { parseRule } from '../awarding/parse-rule.js';
import type { PersonRef } from '../awarding/approver.js';
import type { TemplateDraft } from '../awarding/template-service.js';
import type { MappingTemplate } from '../awarding/template.js';
import type { Context } from '../context.js';
import { readPerson } from './awarding-command.js';
import {
  list,
  need,
  optional,
  table,
  text,
  UsageError,
  type Command,
  type Json,
  type Values,
} from './command.js';
import { readNamedFile } from './read-named-file.js';

export const templateCommand: Command = {
  summary: 'list, make, revise, apply or put away the templates of rules that courses take',
  help: [
    '(nothing)                    each template, and the version that courses have',
    '--show ID                    one as --file takes it',
    '--file FILE --as ACCOUNT     makes one; with --id ID its next version, which no course has yet',
    '--differences ID             what the next version would change, course by course',
    '--apply ID --as ACCOUNT      gives it to the courses that follow the template',
    '--retire ID | --restore ID --as ACCOUNT',
    'The file is an object with name, badgeClassId, columnRole, columnMaximum, rule, places, wait and policies.',
  ],
  options: {
    show: text,
    file: text,
    id: text,
    as: text,
    differences: text,
    apply: text,
    retire: text,
    restore: text,
  },
  async run(context, values) {
    const { institution, templates } = context;
    const shown = optional(values, 'show');
    if (shown !== null) return { shown: pickDraft(await templates.get(institution.id, shown)) };
    const compared = optional(values, 'differences');
    if (compared !== null) return { differences: await listDifferences(context, compared) };
    const path = optional(values, 'file');
    if (path !== null) return { template: describe(await write(context, values, path)) };
    const applied = optional(values, 'apply');
    if (applied !== null) {
      const { version } = await templates.get(institution.id, applied);
      return {
        applied: await templates.apply(institution.id, applied, version, await readAuthor(context, values)),
      };
    }
    for (const [option, isRetired] of [
      ['retire', true],
      ['restore', false],
    ] as const) {
      const id = optional(values, option);
      if (id === null) continue;
      await templates.retire(institution.id, id, isRetired, await readAuthor(context, values));
      return { template: describe(await templates.get(institution.id, id)) };
    }
    return { templates: (await templates.list(institution.id)).map(describe) };
  },
  present: ({ templates, template, shown, differences, applied }) => {
    if (shown) return JSON.stringify(shown, null, 2);
    if (template) return list(template);
    if (differences) return table(differences, 'No course follows this template.');
    return applied
      ? table(applied, 'No course follows this template.')
      : table(templates, 'No templates yet.');
  },
};

function readAuthor(context: Context, values: Values): Promise<PersonRef> {
  return readPerson(context, need(values, 'as'));
}

async function write(context: Context, values: Values, path: string): Promise<MappingTemplate> {
  const { institution, templates } = context;
  const draft = readDraft((await readNamedFile('file', path)).toString('utf8'));
  const author = await readAuthor(context, values);
  const id = optional(values, 'id');
  if (id === null) return templates.create(institution.id, draft, author);
  const { version } = await templates.get(institution.id, id);
  return templates.revise(institution.id, id, draft, author, version);
}

/** @throws {UsageError} `usage` - it is no draft; the rule and the policies have errors of their own */
function readDraft(json: string): TemplateDraft {
  let raw: Json;
  try {
    raw = JSON.parse(json) as Json;
  } catch {
    throw new UsageError('--file holds no JSON');
  }
  const refuse = (name: string): never => {
    throw new UsageError(`--file: ${name} is missing or of another kind`);
  };
  const readText = (from: Json, name: string): string => {
    const value = from[name];
    return typeof value === 'string' ? value : refuse(name);
  };
  const { columnMaximum = null, places = [], wait = {}, policies = {} } = raw;
  if (!Array.isArray(places) || !isObject(wait) || !isObject(policies))
    return refuse('places, wait or policies');
  const { stoodHours = 0, notBefore = null } = wait;
  if (typeof stoodHours !== 'number' || !(stoodHours >= 0)) return refuse('wait.stoodHours');
  if (columnMaximum !== null && typeof columnMaximum !== 'number') return refuse('columnMaximum');
  const columnRole = COLUMN_ROLES.find((one) => one === raw['columnRole']) ?? refuse('columnRole');
  const { until } = policies;
  return {
    name: readText(raw, 'name'),
    badgeClassId: readText(raw, 'badgeClassId'),
    columnRole,
    columnMaximum,
    rule: parseRule(raw['rule']),
    places: places.map((one: unknown) =>
      isObject(one) ? { name: readText(one, 'name'), label: readText(one, 'label') } : refuse('places'),
    ),
    wait: { notBefore: notBefore === null ? null : readMoment('wait.notBefore', notBefore), stoodHours },
    policies: parsePolicies(
      typeof until === 'string' ? { ...policies, until: readMoment('policies.until', until) } : policies,
    ),
  };
}

function readMoment(name: string, value: unknown): Date {
  const moment = new Date(typeof value === 'string' ? value : NaN);
  if (Number.isNaN(moment.getTime()))
    throw new UsageError(`--file: ${name} is no moment: 2027-01-31T00:00:00Z`);
  return moment;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

async function listDifferences({ institution, templates }: Context, id: string): Promise<Json[]> {
  return (await templates.preview(institution.id, id)).map(({ course, preview }) => ({
    course: course.title ?? course.id,
    receives: preview.receives.length,
    added: preview.difference.added.length,
    dropped: preview.difference.dropped.length,
  }));
}

function describe({ id, name, version, appliedVersion, isRetired, badgeClassId }: MappingTemplate): Json {
  return { id, name, version, appliedVersion, isRetired, badgeClassId };
}

function pickDraft(template: MappingTemplate): TemplateDraft {
  const { name, badgeClassId, columnRole, columnMaximum, rule, places, wait, policies } = template;
  return { name, badgeClassId, columnRole, columnMaximum, rule, places, wait, policies };
}
