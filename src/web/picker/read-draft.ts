/**
 * Reading the form in which a teacher maps a badge.
 *
 * Here is found what cannot be read at all; whether the values fit is the mapping service's to say. Both speak in the
 * same codes, and each code belongs to one field.
 *
 * @module
 */
import type { DraftProblem, MappingDraft } from '../../awarding/mapping-service.js';
import { COLUMN_ROLES, type ColumnRole } from '../../awarding/mapping.js';
import { parseDay } from '../../language/local-day.js';
import type { LinkDatesHonoured } from '../../platforms/profile.js';
import { parseChoice, parseDecimal, readFields } from '../course/form-fields.js';
import { LINK_DATE_FIELDS, readLinkDates, type LinkDateProblem, type LinkDates } from './link-dates.js';

export const PICKER_FIELDS = [
  'badgeClass',
  'role',
  'reads',
  'value',
  'unit',
  'maximum',
  'stood',
  'notBefore',
  ...LINK_DATE_FIELDS,
] as const;
export type PickerField = (typeof PICKER_FIELDS)[number];

/** As typed. */
export type PickerValues = Readonly<Record<PickerField, string>>;

export type PickerProblem =
  DraftProblem | LinkDateProblem | 'role-missing' | 'role-not-offered' | 'date-invalid';

/** Where each problem is shown. */
export const FIELD_OF_PROBLEM: Readonly<Record<PickerProblem, PickerField>> = {
  'badge-class-missing': 'badgeClass',
  'badge-class-other-courses': 'badgeClass',
  'role-missing': 'role',
  'role-not-offered': 'role',
  'column-missing': 'reads',
  'value-out-of-range': 'value',
  'maximum-out-of-range': 'maximum',
  'hours-out-of-range': 'stood',
  'rule-unfit': 'value',
  'date-invalid': 'notBefore',
  'opens-invalid': 'opensOn',
  'due-invalid': 'dueOn',
  'closes-invalid': 'closesOn',
  'dates-need-column': 'opensOn',
  'closes-before-opening': 'closesOn',
  'due-outside': 'dueOn',
};

export type ReadDraft =
  | {
      readonly draft: MappingDraft;
      readonly linkDates: LinkDates;
      readonly values: PickerValues;
      readonly problems: readonly [];
    }
  | { readonly draft: null; readonly values: PickerValues; readonly problems: readonly PickerProblem[] };

/**
 * @param acceptsColumns - the LMS takes a column with a link here
 * @param datesHonoured - which links keep dates at the LMS; those of no other are looked at
 * @throws {AppError} `request_invalid` - no form of ours sends this
 */
export function readDraft(
  body: unknown,
  acceptsColumns: boolean,
  datesHonoured: LinkDatesHonoured = 'none',
): ReadDraft {
  const values = readFields(body, PICKER_FIELDS);
  const problems: PickerProblem[] = [];
  const role = parseChoice(values.role, COLUMN_ROLES);
  const hasOwnGrade = role === 'grade' || role === 'assessed';
  if (values.badgeClass === '') problems.push('badge-class-missing');
  if (role === null) problems.push('role-missing');
  else if (role !== 'none' && !acceptsColumns) problems.push('role-not-offered');

  const value = parseDecimal(values.value);
  if (value === null) problems.push('value-out-of-range');
  // What the chosen role does not use is not looked at: it may be hidden from view.
  const maximum = hasOwnGrade ? parseDecimal(values.maximum) : 1;
  if (maximum === null) problems.push('maximum-out-of-range');
  if (role !== null && !hasOwnGrade && values.reads === '') problems.push('column-missing');
  const stoodHours = values.stood === '' ? 0 : parseDecimal(values.stood);
  if (stoodHours === null) problems.push('hours-out-of-range');
  const notBefore = values.notBefore === '' ? null : parseDay(values.notBefore);
  if (values.notBefore !== '' && notBefore === null) problems.push('date-invalid');
  const linkDates = readLinkDates(values, { honoured: datesHonoured, hasColumn: role !== 'none' });
  problems.push(...linkDates.problems);

  if (problems.length > 0 || role === null || value === null || maximum === null || stoodHours === null) {
    return { draft: null, values, problems };
  }
  const draft: MappingDraft = {
    badgeClassId: values.badgeClass,
    columnRole: role,
    unit: parseChoice(values.unit, ['percent', 'points']) ?? 'percent',
    value,
    columnMaximum: maximum,
    readsColumnOf: hasOwnGrade ? null : values.reads,
    wait: { notBefore, stoodHours },
  };
  return { draft, linkDates: linkDates.dates, values, problems: [] };
}

/** What stands in the form at first. */
export function buildFirstValues(role: ColumnRole, defaultStoodHours: number): PickerValues {
  return {
    badgeClass: '',
    role,
    reads: '',
    value: '55',
    unit: 'percent',
    maximum: '100',
    stood: String(defaultStoodHours),
    notBefore: '',
    opensOn: '',
    dueOn: '',
    closesOn: '',
  };
}
