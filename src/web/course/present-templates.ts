/**
 * Templates of the institution that a course can take: what each asks, how it awards, and which columns it wants to know.
 *
 * @module
 */
import type { MappingChoices } from '../../awarding/mapping-choices.js';
import { isOffered } from '../picker/present-picker.js';
import { sayRule } from '../../awarding/say-rule.js';
import { OWN_PLACE, type MappingTemplate } from '../../awarding/template.js';
import { badgeImage } from './course-address.js';
import { capitalise, type CourseWords } from './course-words.js';
import { sayPolicies } from './policy-form.js';
import { presentWait } from './present-rule.js';

export interface PresentedTemplate {
  readonly id: string;
  readonly name: string;
  readonly badge: string;
  readonly image: string;
  readonly sentence: string;
  readonly policies: readonly string[];
  readonly places: readonly {
    /** Of the field. */
    readonly name: string;
    readonly label: string;
    readonly options: readonly { readonly value: string; readonly text: string }[];
  }[];
  /** The institution still has to say yes for this course. */
  readonly hint: string | null;
  readonly problem: string | null;
}

export interface TemplatesState {
  /** `link`: a link comes with it, and a column where the LMS takes one. `none`: it looks at columns that are there. */
  readonly way: 'link' | 'none';
  readonly acceptsColumns: boolean;
  /** What was sent and is not usable; null when the page is opened. */
  readonly refused: { readonly templateId: string; readonly code: string } | null;
}

export const PLACE_FIELD = 'place-';

export function presentTemplates(
  templates: readonly MappingTemplate[],
  choices: MappingChoices,
  { way, acceptsColumns, refused }: TemplatesState,
  words: CourseWords,
): PresentedTemplate[] {
  const { t, language } = words;
  return templates.flatMap((template): PresentedTemplate[] => {
    const choice = choices.badgeClasses.find(({ badgeClass }) => badgeClass.id === template.badgeClassId);
    const hasColumn = template.columnRole !== 'none';
    const fits = way === 'none' ? !hasColumn : !hasColumn || acceptsColumns;
    // Without a column to read, a place cannot be filled.
    const canFill = template.places.length === 0 || choices.readableColumns.length > 0;
    if (!choice || !isOffered(choice) || !fits || !canFill) return [];
    const names = {
      ownKey: OWN_PLACE,
      ownMaximum: template.columnMaximum,
      column: (place: string) => template.places.find(({ name }) => name === place)?.label ?? null,
      badge: (id: string) =>
        choices.badgeClasses.find(({ badgeClass }) => badgeClass.id === id)?.badgeClass.name[language] ??
        null,
    };
    const sentence = capitalise(sayRule(template.rule, names, words));
    return [
      {
        id: template.id,
        name: template.name,
        badge: choice.badgeClass.name[language],
        image: badgeImage(choice.badgeClass.id, language),
        sentence: `${[sentence, ...presentWait(template.wait, words)].join(', ')}.`,
        policies: sayPolicies(template.policies, words),
        places: template.places.map(({ name, label }) => ({
          name: `${PLACE_FIELD}${name}`,
          label,
          options: choices.readableColumns.map((column) => ({
            value: column.key,
            text: column.label ?? t('picker.reads.not-seen', { badge: column.badgeClass.name[language] }),
          })),
        })),
        hint: choice.permission === 'allowed' ? null : t(`picker.permission.${choice.permission}`),
        problem:
          refused?.templateId === template.id
            ? t(refused.code === 'template_unfilled' ? 'templates.problem.place' : 'templates.problem.unfit')
            : null,
      },
    ];
  });
}
