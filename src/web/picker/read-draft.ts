/**
 * Reading the form in which a teacher maps a badge: which badge, where its column comes from, and the shared form of when and
 * how.
 *
 * Here is found what cannot be read at all; whether the values fit is the mapping service's to say. Both speak in the
 * same codes, and each code belongs to one field.
 *
 * @module
 */
import type { DraftProblem, MappingDraft } from '../../awarding/mapping-service.js';
import { COLUMN_ROLES, type ColumnRole } from '../../awarding/mapping.js';
import { DEFAULT_POLICIES } from '../../awarding/policies.js';
import { listColumnKeys, type Rule } from '../../awarding/rule.js';
import { OWN_PLACE } from '../../awarding/template.js';
import type { LinkDatesHonoured } from '../../platforms/profile.js';
import type { CourseWords } from '../course/course-words.js';
import { parseChoice, parseDecimal, readFields } from '../course/form-fields.js';
import { readMappingForm, writeMappingForm, type MappingForm } from '../course/mapping-form.js';
import { LINK_DATE_FIELDS, readLinkDates, type LinkDateProblem, type LinkDates } from './link-dates.js';

export const PICKER_FIELDS = ['badgeClass', 'role', 'maximum', 'q', ...LINK_DATE_FIELDS] as const;
export type PickerField = (typeof PICKER_FIELDS)[number];

/** As typed. */
export type PickerValues = Readonly<Record<PickerField, string>>;

export type PickerProblem = DraftProblem | LinkDateProblem | 'role-missing' | 'role-not-offered';

/** Where each problem is shown: its step, and its field. */
export const PLACE_OF_PROBLEM: Readonly<Record<PickerProblem, { step: 1 | 2 | 3; field: string }>> = {
  'badge-class-missing': { step: 1, field: 'badgeClass' },
  'badge-class-other-courses': { step: 1, field: 'badgeClass' },
  'role-missing': { step: 2, field: 'role' },
  'role-not-offered': { step: 2, field: 'role' },
  'maximum-out-of-range': { step: 2, field: 'maximum' },
  'column-missing': { step: 2, field: 'step-2' },
  'value-out-of-range': { step: 2, field: 'step-2' },
  'rule-unfit': { step: 2, field: 'step-2' },
  'hours-out-of-range': { step: 3, field: 'stood' },
  'opens-invalid': { step: 3, field: 'opensOn' },
  'due-invalid': { step: 3, field: 'dueOn' },
  'closes-invalid': { step: 3, field: 'closesOn' },
  'dates-need-column': { step: 3, field: 'opensOn' },
  'closes-before-opening': { step: 3, field: 'closesOn' },
  'due-outside': { step: 3, field: 'dueOn' },
};

export interface ReadDraft {
  readonly values: PickerValues;
  readonly form: MappingForm;
  readonly problems: readonly PickerProblem[];
  /** What would be placed; null while something of it cannot be read. */
  readonly draft: MappingDraft | null;
  readonly linkDates: LinkDates;
}

export interface DraftFacts {
  /** The LMS takes a column with a link here. */
  readonly acceptsColumns: boolean;
  /** Which links keep dates at the LMS; those of no other are looked at. */
  readonly datesHonoured?: LinkDatesHonoured;
  /** Of the course: who can be chosen. */
  readonly learnerIds?: readonly string[];
}

/** @throws {AppError} `request_invalid` - no form of ours sends this */
export function readDraft(
  body: unknown,
  { acceptsColumns, datesHonoured = 'none', learnerIds = [] }: DraftFacts,
): ReadDraft {
  const values = readFields(body, PICKER_FIELDS);
  const form = readMappingForm(body, {
    rule: firstRule(OWN_PLACE),
    policies: DEFAULT_POLICIES,
    learnerIds,
    firstColumn: '',
  });
  const problems: PickerProblem[] = [];
  const role = parseChoice(values.role, COLUMN_ROLES);
  const hasOwnGrade = role === 'grade' || role === 'assessed';
  if (values.badgeClass === '') problems.push('badge-class-missing');
  if (role === null) problems.push('role-missing');
  else if (role !== 'none' && !acceptsColumns) problems.push('role-not-offered');
  // What the chosen role does not use is not looked at: it may be hidden from view.
  const maximum = hasOwnGrade ? parseDecimal(values.maximum) : 1;
  if (maximum === null) problems.push('maximum-out-of-range');
  const { terms } = form;
  if (role !== null && !hasOwnGrade && terms && listColumnKeys(terms.rule).includes(OWN_PLACE)) {
    problems.push('column-missing');
  }
  const linkDates = readLinkDates(values, { honoured: datesHonoured, hasColumn: role !== 'none' });
  problems.push(...linkDates.problems);
  const read = { values, form, problems, linkDates: linkDates.dates };
  if (problems.length > 0 || role === null || maximum === null || !terms) return { ...read, draft: null };
  const draft: MappingDraft = {
    badgeClassId: values.badgeClass,
    columnRole: role,
    columnMaximum: maximum,
    readsColumnOf: null,
    // Its rule says it all.
    unit: 'percent',
    value: 0,
    ...terms,
  };
  return { ...read, draft };
}

/** What stands in the form at first. */
export function writeFirstDraft(
  role: ColumnRole,
  column: string,
  stoodHours: number,
  words: Pick<CourseWords, 'formats'>,
): Pick<ReadDraft, 'values' | 'form' | 'problems'> {
  const wait = { notBefore: null, stoodHours };
  return {
    values: { badgeClass: '', role, maximum: '100', q: '', opensOn: '', dueOn: '', closesOn: '' },
    form: writeMappingForm({ rule: firstRule(column), wait, policies: DEFAULT_POLICIES }, words),
    problems: [],
  };
}

function firstRule(columnKey: string): Rule {
  return { kind: 'at-least', columnKey, unit: 'percent', value: 55 };
}
