/**
 * Templates in courses: what a change would do in each, giving it to those that are linked, taking one.
 *
 * Each mapping says which version it follows, so applying that was interrupted goes on where it stopped, and applied twice it
 * changes nothing. A linked mapping whose course does not fit the new version stops, and says so, until somebody changes
 * it (which makes it the course's own) or the template fits again.
 *
 * @module
 */
import { AppError } from '../errors/app-error.js';
import type { Course, CourseStore } from '../lti/course.js';
import type { PersonRef } from './approver.js';
import { RuleUnfitError, type MappingChanges } from './mapping-changes.js';
import type { MappingDraft, MappingService } from './mapping-service.js';
import { TEMPLATE_UNFIT } from './mapping-state.js';
import type { Mapping, MappingStore } from './mapping.js';
import type { Preview, Previews } from './preview.js';
import { replaceColumnKeys } from './rule.js';
import { OWN_PLACE, type MappingTemplate, type TemplateStore } from './template.js';

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
  /** Something was written. */
  readonly isNews: boolean;
}

export interface TemplateCoursesDeps {
  readonly templates: Pick<TemplateStore, 'find' | 'findVersion' | 'setApplied'>;
  readonly mappings: Pick<MappingStore, 'listByTemplate' | 'list' | 'setState'>;
  readonly courses: Pick<CourseStore, 'find'>;
  readonly mappingService: Pick<MappingService, 'place'>;
  readonly mappingChanges: Pick<MappingChanges, 'revise'>;
  readonly previews: Pick<Previews, 'load'>;
  readonly now: () => Date;
}

export interface TemplateCoursesParts {
  /** @throws {AppError} `template_not_found` */
  readonly get: (institutionId: string, templateId: string) => Promise<MappingTemplate>;
  readonly log: (template: MappingTemplate, by: PersonRef, action: string) => Promise<void>;
}

export interface TakeOptions {
  /** The course's column for each place of the rule but `own`. */
  readonly places: Readonly<Record<string, string>>;
  /** True: follows the template; false: a copy. */
  readonly isLinked: boolean;
  /** Nothing of it is placed in the LMS: it looks at columns that are there. */
  readonly hasNoLink?: boolean;
}

export function createTemplateCourses(deps: TemplateCoursesDeps, { get, log }: TemplateCoursesParts) {
  const { templates, mappings, courses, mappingService, mappingChanges, previews, now } = deps;

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
      return { ...about, errorCode: null, isNews: true };
    } catch (error) {
      // One course whose columns are gone must not keep the others from following.
      if (!(error instanceof AppError)) throw error;
      const isNews = error instanceof RuleUnfitError && (await stop(mapping));
      return { ...about, errorCode: error.code, isNews };
    }
  }

  /** A rule that the course was told to follow and cannot must not go on awarding by the old one without a word. */
  async function stop(mapping: Mapping): Promise<boolean> {
    const { institutionId, id, state, stateReason } = mapping;
    if (state === 'needs-look' && stateReason === TEMPLATE_UNFIT) return false;
    await mappings.setState(institutionId, id, 'needs-look', TEMPLATE_UNFIT, now());
    return true;
  }

  /**
   * Takes a template into a course.
   *
   * @throws {AppError} `template_not_found`, `template_unfilled`; what `MappingService.place` throws
   */
  async function take(
    course: Course,
    templateId: string,
    { places, isLinked, hasNoLink = false }: TakeOptions,
    teacherId: string,
  ): Promise<Mapping> {
    const { institutionId } = course;
    const standing = await get(institutionId, templateId);
    if (standing.isRetired) throw templateNotFound(templateId);
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
      hasNoLink,
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

  return { preview, apply, catchUp, take };
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

export function templateNotFound(templateId: string): AppError {
  return new AppError('template_not_found', 404, 'no such template', { templateId });
}
