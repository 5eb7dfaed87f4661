/**
 * Templates that an institution owns: set up once, taken by many courses, changed in one place.
 *
 * A change is a new version that waits: `preview` says for each course who would get the badge and who would not any more,
 * `apply` gives it to every linked course. Each mapping says which version it follows, so applying that was interrupted
 * goes on where it stopped, and applied twice it changes nothing.
 *
 * @module
 */
import { randomUUID } from 'node:crypto';
import type { BadgeClassStore } from '../badges/badge-class.js';
import { AppError } from '../errors/app-error.js';
import type { AuditLog } from '../institutions/audit-log.js';
import type { Course, CourseStore } from '../lti/course.js';
import { toActor, type PersonRef } from './approver.js';
import { readsOwnColumn } from './column-role.js';
import type { MappingChanges } from './mapping-changes.js';
import type { MappingDraft, MappingService } from './mapping-service.js';
import type { ColumnRole, Mapping, MappingStore, Wait } from './mapping.js';
import type { Policies } from './policies.js';
import type { Preview, Previews } from './preview.js';
import { listColumnKeys, replaceColumnKeys, type Rule } from './rule.js';
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

/** What a version would change in one course. */
export interface CourseDifference {
  readonly course: Course;
  readonly mapping: Mapping;
  readonly preview: Preview;
}

/** What became of it in one course; `errorCode` is null where it was applied, or had been. */
export interface AppliedCourse {
  readonly courseId: string;
  readonly mappingId: string;
  readonly errorCode: string | null;
}

export interface TemplateServiceDeps {
  readonly templates: TemplateStore;
  readonly badgeClasses: Pick<BadgeClassStore, 'find'>;
  readonly mappings: Pick<MappingStore, 'listByTemplate' | 'find' | 'list'>;
  readonly courses: Pick<CourseStore, 'find'>;
  readonly mappingService: Pick<MappingService, 'place'>;
  readonly mappingChanges: Pick<MappingChanges, 'revise'>;
  readonly previews: Pick<Previews, 'load'>;
  readonly audit: AuditLog;
  readonly now: () => Date;
}

const LONGEST_NAME = 120;
const MOST_PLACES = 20;

export type TemplateService = ReturnType<typeof createTemplateService>;

export function createTemplateService(deps: TemplateServiceDeps) {
  const { templates, badgeClasses, mappings, courses, mappingService, mappingChanges, previews, audit, now } =
    deps;

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

  /** What the newest version would change, for each course that is linked and does not follow it yet. */
  async function preview(institutionId: string, templateId: string): Promise<CourseDifference[]> {
    const template = await get(institutionId, templateId);
    const differences: CourseDifference[] = [];
    for (const { course, mapping } of await listBehind(template, template.version)) {
      const { rule, wait, policies } = fill(template, mapping);
      differences.push({
        course,
        mapping,
        preview: await previews.load(course, {
          badgeClassId: mapping.badgeClassId,
          rule,
          wait,
          policies,
          mappingId: mapping.id,
        }),
      });
    }
    return differences;
  }

  /**
   * Gives a version to every linked course. Run again, it goes on with those that do not follow it yet.
   *
   * @param version - the one whose differences were looked at
   * @throws {AppError} `template_not_found`; `template_changed` - there is a newer one
   */
  async function apply(
    institutionId: string,
    templateId: string,
    version: number,
    by: PersonRef,
  ): Promise<AppliedCourse[]> {
    const template = await get(institutionId, templateId);
    if (template.version !== version) {
      throw new AppError('template_changed', 409, 'this template has a newer version', { templateId });
    }
    // From here on a course that comes late, or was missed, follows by `catchUp`.
    await templates.setApplied(institutionId, templateId, version);
    if (template.appliedVersion < version) await log(template, by, 'template.applied');
    return follow(template, by);
  }

  /** Gives a course what was applied and has not reached it: after a crash, or while its columns were missing. */
  async function catchUp(course: Course): Promise<AppliedCourse[]> {
    const applied: AppliedCourse[] = [];
    for (const mapping of await mappings.list(course.institutionId, course.id)) {
      const link = mapping.template;
      if (!link?.isLinked) continue;
      const template = await templates.find(course.institutionId, link.templateId);
      if (!template || template.appliedVersion <= link.version) continue;
      const version = await templates.findVersion(course.institutionId, template.id, template.appliedVersion);
      if (version) applied.push(await followOne(version, course, mapping));
    }
    return applied;
  }

  async function follow(template: MappingTemplate, by: PersonRef): Promise<AppliedCourse[]> {
    const applied: AppliedCourse[] = [];
    for (const { course, mapping } of await listBehind(template, template.version)) {
      applied.push(await followOne(template, course, mapping, by));
    }
    return applied;
  }

  async function followOne(
    template: MappingTemplate,
    course: Course,
    mapping: Mapping,
    by: PersonRef = { kind: 'admin', id: template.authorId },
  ): Promise<AppliedCourse> {
    const about = { courseId: course.id, mappingId: mapping.id };
    try {
      const { rule, wait, policies } = fill(template, mapping);
      const link = mapping.template;
      await mappingChanges.revise(
        course,
        mapping.id,
        { rule, wait, policies, template: link && { ...link, version: template.version } },
        by,
        mapping.version,
      );
      return { ...about, errorCode: null };
    } catch (error) {
      // One course whose columns are gone must not keep the others from following.
      if (!(error instanceof AppError)) throw error;
      return { ...about, errorCode: error.code };
    }
  }

  /**
   * Takes a template into a course.
   *
   * @param places - the course's column for each place of the rule but `own`
   * @param isLinked - true: follows the template; false: a copy
   * @throws {AppError} `template_not_found`, `template_unfilled`; what `MappingService.place` throws
   */
  async function take(
    course: Course,
    templateId: string,
    { places, isLinked }: { readonly places: Readonly<Record<string, string>>; readonly isLinked: boolean },
    teacherId: string,
  ): Promise<Mapping> {
    const { institutionId } = course;
    const standing = await get(institutionId, templateId);
    if (standing.isRetired) throw notFound(templateId);
    // As the other courses have it: a version that waits is nobody's yet.
    const template =
      (await templates.findVersion(institutionId, templateId, standing.appliedVersion)) ?? standing;
    const filled: Record<string, string> = {};
    for (const { name } of template.places) {
      const columnKey = Object.hasOwn(places, name) ? places[name] : undefined;
      if (!columnKey) {
        throw new AppError('template_unfilled', 422, 'a place of the template has no column', {
          place: name,
        });
      }
      filled[name] = columnKey;
    }
    const draft: MappingDraft = {
      badgeClassId: template.badgeClassId,
      columnRole: template.columnRole,
      unit: 'percent',
      value: 0,
      columnMaximum: template.columnMaximum ?? 100,
      readsColumnOf: null,
      wait: template.wait,
      rule: replaceColumnKeys(template.rule, (place) =>
        place === OWN_PLACE ? place : (filled[place] ?? place),
      ),
      policies: template.policies,
      template: { templateId, version: template.version, isLinked, places: filled },
    };
    return mappingService.place(course, draft, teacherId);
  }

  /** Linked mappings that do not follow that version yet, with their courses. */
  async function listBehind(
    { institutionId, id }: MappingTemplate,
    version: number,
  ): Promise<{ readonly course: Course; readonly mapping: Mapping }[]> {
    const behind: { readonly course: Course; readonly mapping: Mapping }[] = [];
    for (const mapping of await mappings.listByTemplate(institutionId, id)) {
      if (!mapping.template?.isLinked || mapping.template.version >= version) continue;
      const course = await courses.find(institutionId, mapping.courseId);
      if (course) behind.push({ course, mapping });
    }
    return behind;
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
    if (!template) throw notFound(templateId);
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

  return { create, revise, preview, apply, catchUp, take, retire, get, list };
}

/** A template's rule and policies for a mapping that takes it: places are its columns. */
function fill(
  template: MappingTemplate,
  mapping: Mapping,
): Pick<MappingTemplate, 'rule' | 'wait' | 'policies'> {
  const places = mapping.template?.places ?? {};
  const toColumn = (place: string): string => (place === OWN_PLACE ? mapping.key : (places[place] ?? place));
  return {
    rule: replaceColumnKeys(template.rule, toColumn),
    wait: template.wait,
    policies: template.policies,
  };
}

function pickDraft(draft: TemplateDraft): TemplateDraft {
  const { name, badgeClassId, columnRole, columnMaximum, rule, places, wait, policies } = draft;
  return { name: name.trim(), badgeClassId, columnRole, columnMaximum, rule, places, wait, policies };
}

function notFound(templateId: string): AppError {
  return new AppError('template_not_found', 404, 'no such template', { templateId });
}
