/**
 * The form of a rubric as its page shows it, in a course and in the console: every problem named at its field.
 *
 * @module
 */
import { MOST_CRITERIA } from '../../awarding/rubric.js';
import type { Translate } from '../../language/translate.js';
import type { RubricFieldProblem, RubricFields } from './read-rubric.js';

export interface PresentedRubricForm {
  readonly action: string;
  readonly fields: RubricFields;
  /** Once each, with a link to the first field that mends it. */
  readonly problems: readonly { readonly href: string; readonly text: string }[];
  /** Per row, and `whole`: what is said beside it. */
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly invalid: ReadonlySet<string>;
  readonly canAddRows: boolean;
  readonly notice: string | null;
}

export interface RubricForm {
  readonly action: string;
  readonly fields: RubricFields;
  readonly problems: readonly RubricFieldProblem[];
  readonly isSaved: boolean;
}

export function presentRubricForm(
  { action, fields, problems, isSaved }: RubricForm,
  t: Translate,
): PresentedRubricForm {
  const said = new Map<string, { href: string; text: string }>();
  const errors: Record<string, string[]> = {};
  for (const { problem, row, field } of problems) {
    const place = row === null ? 'whole' : String(row);
    if (said.has(`${place} ${problem}`)) continue;
    const text = t(`rubric.problem.${problem}`);
    const where = row === null ? '' : `${t('rubric.criterion', { number: row + 1 })}: `;
    said.set(`${place} ${problem}`, { href: `#${field}`, text: where + text });
    (errors[place] ??= []).push(text);
  }
  return {
    action,
    fields,
    problems: [...said.values()],
    errors,
    invalid: new Set(problems.map(({ field }) => field)),
    canAddRows: fields.rows.length < MOST_CRITERIA,
    notice: isSaved ? t('rubric.saved') : null,
  };
}
