/**
 * Templates that an institution owns: set up once, taken by many courses, changed in one place.
 *
 * A change is a new version that waits: `preview` says for each course who would get the badge and who would not any more,
 * `apply` gives it to every linked course (template-courses.ts).
 *
 * @module
 */
import { randomUUID } from 'node:crypto';
import type { BadgeClassStore } from '../badges/badge-class.js';
import { AppError } from '../errors/app-error.js';
import type { AuditLog } from '../institutions/audit-log.js';
import { toActor, type PersonRef } from './approver.js';
import { readsOwnColumn } from './column-role.js';
import type { ColumnRole, Wait } from './mapping.js';
import type { Policies } from './policies.js';
import { listColumnKeys, type Rule } from './rule.js';
import { createTemplateCourses, templateNotFound, type TemplateCoursesDeps } from './template-courses.js';
import { OWN_PLACE, type MappingTemplate, type TemplatePlace, type TemplateStore } from './template.js';

export interface TemplateDraft {
  readonly name: string;
  readonly badgeClassId: string;
  readonly columnRole: ColumnRole;
  readonly columnMaximum: number | null;
  readonly rule: Rule;
  readonly places: readonly TemplatePlace[];
  readonly wait: Wait;
  readonly policies: Policies;
}

export type TemplateProblem = 'name' | 'badge-class' | 'column-maximum' | 'places' | 'own-column';

export class TemplateInvalidError extends AppError {
  override readonly name = 'TemplateInvalidError';

  constructor(readonly problems: readonly TemplateProblem[]) {
    super('template_invalid', 422, `the template is not usable: ${problems.join(', ')}`);
  }
}

export interface TemplateServiceDeps extends TemplateCoursesDeps {
  readonly templates: TemplateStore;
  readonly badgeClasses: Pick<BadgeClassStore, 'find'>;
  readonly audit: AuditLog;
}

const LONGEST_NAME = 120;
const MOST_PLACES = 20;

export type TemplateService = ReturnType<typeof createTemplateService>;

export function createTemplateService(deps: TemplateServiceDeps) {
  const { templates, badgeClasses, audit, now } = deps;

  /** @throws {TemplateInvalidError} `template_invalid` */
  async function create(
    institutionId: string,
    draft: TemplateDraft,
    author: PersonRef,
  ): Promise<MappingTemplate> {
    await check(institutionId, draft);
    const template: MappingTemplate = {
      ...pickDraft(draft),
      id: randomUUID(),
      institutionId,
      version: 1,
      appliedVersion: 1,
      isRetired: false,
      authorId: author.id,
      updatedAt: now(),
    };
    await templates.create(institutionId, template);
    await log(template, author, 'template.created');
    return template;
  }

  /**
   * Makes the next version; courses follow once it is applied.
   *
   * @throws {TemplateInvalidError} `template_invalid`
   * @throws {AppError} `template_not_found`; `template_changed` - somebody else made that version
   */
  async function revise(
    institutionId: string,
    templateId: string,
    draft: TemplateDraft,
    author: PersonRef,
    fromVersion: number,
  ): Promise<MappingTemplate> {
    const standing = await get(institutionId, templateId);
    // What it awards and what comes with the link stays: links that were placed are out there.
    const { badgeClassId, columnRole, columnMaximum } = standing;
    const kept = { ...draft, badgeClassId, columnRole, columnMaximum };
    await check(institutionId, kept);
    const revised: MappingTemplate = {
      ...standing,
      ...pickDraft(kept),
      version: fromVersion + 1,
      authorId: author.id,
      updatedAt: now(),
    };
    if (standing.version !== fromVersion || !(await templates.revise(institutionId, revised))) {
      throw new AppError('template_changed', 409, 'somebody else changed this template', { templateId });
    }
    await log(revised, author, 'template.revised');
    return revised;
  }

  async function check(institutionId: string, draft: TemplateDraft): Promise<void> {
    const problems: TemplateProblem[] = [];
    if (draft.name.trim() === '' || draft.name.length > LONGEST_NAME) problems.push('name');
    if (!(await badgeClasses.find(institutionId, draft.badgeClassId))) problems.push('badge-class');
    const hasOwn = readsOwnColumn(draft.columnRole);
    const { columnMaximum } = draft;
    if (
      hasOwn &&
      !(Number.isInteger(columnMaximum) && Number(columnMaximum) >= 1 && Number(columnMaximum) <= 100)
    ) {
      problems.push('column-maximum');
    }
    const asked = listColumnKeys(draft.rule);
    if (asked.includes(OWN_PLACE) && !hasOwn) problems.push('own-column');
    const names = draft.places.map(({ name }) => name);
    const isEachNamed = asked.every((place) => place === OWN_PLACE || names.includes(place));
    const isEachUsed = names.every((name) => asked.includes(name) && name !== OWN_PLACE);
    const isOnce = new Set(names).size === names.length && names.length <= MOST_PLACES;
    if (!isEachNamed || !isEachUsed || !isOnce) problems.push('places');
    if (problems.length > 0) throw new TemplateInvalidError(problems);
  }

  async function get(institutionId: string, templateId: string): Promise<MappingTemplate> {
    const template = await templates.find(institutionId, templateId);
    if (!template) throw templateNotFound(templateId);
    return template;
  }

  async function retire(
    institutionId: string,
    templateId: string,
    isRetired: boolean,
    by: PersonRef,
  ): Promise<void> {
    const template = await get(institutionId, templateId);
    if (template.isRetired === isRetired) return;
    await templates.setRetired(institutionId, templateId, isRetired);
    await log(template, by, isRetired ? 'template.retired' : 'template.restored');
  }

  function log(template: MappingTemplate, by: PersonRef, action: string): Promise<void> {
    return audit(template.institutionId, {
      actor: toActor(by),
      action,
      subject: { kind: 'template', id: template.id },
      detail: { version: template.version, badgeClassId: template.badgeClassId },
    });
  }

  const list = (institutionId: string): Promise<MappingTemplate[]> => templates.list(institutionId);

  /** Those that a course can take, as the courses have them: a version that waits is nobody's yet. */
  async function listOffered(institutionId: string): Promise<MappingTemplate[]> {
    const offered = (await list(institutionId)).filter(({ isRetired }) => !isRetired);
    return Promise.all(
      offered.map(async (one) =>
        one.version === one.appliedVersion
          ? one
          : ((await templates.findVersion(institutionId, one.id, one.appliedVersion)) ?? one),
      ),
    );
  }

  return { create, revise, retire, get, list, listOffered, ...createTemplateCourses(deps, { get, log }) };
}

function pickDraft(draft: TemplateDraft): TemplateDraft {
  const { name, badgeClassId, columnRole, columnMaximum, rule, places, wait, policies } = draft;
  return { name: name.trim(), badgeClassId, columnRole, columnMaximum, rule, places, wait, policies };
}
