/**
 * Reading the form with which a course takes a template, and taking it.
 *
 * @module
 */
import { DraftError } from '../../awarding/mapping-service.js';
import type { Mapping } from '../../awarding/mapping.js';
import type { TemplateService } from '../../awarding/template-service.js';
import type { MappingTemplate } from '../../awarding/template.js';
import { AppError } from '../../errors/app-error.js';
import type { Course } from '../../lti/course.js';
import { readFields } from './form-fields.js';
import { PLACE_FIELD, type TemplatesState } from './present-templates.js';

export type Taken =
  | { readonly mapping: Mapping; readonly refused: null }
  | { readonly mapping: null; readonly refused: NonNullable<TemplatesState['refused']> };

/**
 * @param offered - those that the page showed: no other is taken
 * @throws {AppError} `template_not_found`
 */
export async function takeTemplate(
  templates: Pick<TemplateService, 'take'>,
  course: Course,
  offered: readonly MappingTemplate[],
  body: unknown,
  { teacherId, hasNoLink }: { readonly teacherId: string; readonly hasNoLink: boolean },
): Promise<Taken> {
  const { template: templateId, follow } = readFields(body, ['template', 'follow']);
  const template = offered.find(({ id }) => id === templateId);
  if (!template) throw new AppError('template_not_found', 404, 'no such template here', { templateId });
  const fields = readFields(
    body,
    template.places.map(({ name }) => `${PLACE_FIELD}${name}`),
  );
  const places = Object.fromEntries(
    template.places.map(({ name }) => [name, fields[`${PLACE_FIELD}${name}`] ?? '']),
  );
  try {
    const options = { places, isLinked: follow !== 'copy', hasNoLink };
    return { mapping: await templates.take(course, templateId, options, teacherId), refused: null };
  } catch (error) {
    const isOfForm =
      error instanceof DraftError || (error instanceof AppError && error.code === 'template_unfilled');
    if (!isOfForm) throw error;
    return { mapping: null, refused: { templateId, code: error.code } };
  }
}
