/**
 * The page on which a teacher maps a badge.
 *
 * @module
 */
import type { BadgeClassChoice, MappingChoices, ReadableColumn } from '../../awarding/mapping-choices.js';
import { COLUMN_ROLES, type ColumnRole } from '../../awarding/mapping.js';
import { COLUMN_MAXIMUM } from '../../awarding/mapping-service.js';
import type { Variant } from '../../badges/badge-class.js';
import { findProfile } from '../../platforms/profile.js';
import { badgeImage, pickerAddress } from '../course/course-address.js';
import { capitalise, type CourseWords } from '../course/course-words.js';
import {
  buildFirstValues,
  FIELD_OF_PROBLEM,
  type PickerField,
  type PickerProblem,
  type PickerValues,
} from './read-draft.js';
import { LINK_DATE_FIELDS, type LinkDateField } from './link-dates.js';

export interface PresentedChoice {
  readonly id: string;
  readonly value: string;
  readonly title: string;
  readonly hint: string | null;
  readonly isChosen: boolean;
  readonly isOffered: boolean;
}

export interface PresentedBadgeChoice extends PresentedChoice {
  readonly image: string;
  readonly variant: Variant;
  readonly description: string;
  readonly isMapped: boolean;
}

export interface PresentedPicker {
  readonly title: string;
  readonly action: string;
  readonly badgeClasses: readonly PresentedBadgeChoice[];
  readonly roles: readonly PresentedChoice[];
  /** The LMS takes no column here; null where it does. */
  readonly noColumns: string | null;
  readonly columns: readonly PresentedChoice[];
  readonly values: PickerValues;
  /** By field; a field without a problem is absent. */
  readonly errors: Readonly<Partial<Record<PickerField, string>>>;
  /** Each leads to its field. */
  readonly summary: readonly { readonly href: string; readonly text: string }[];
  readonly maximum: typeof COLUMN_MAXIMUM;
  /** False where no badge can be mapped: nothing to choose, or nowhere to read from. */
  readonly canMap: boolean;
  readonly lms: string;
  /** Of the link, for students; null where the LMS keeps none. */
  readonly dates: PresentedDates | null;
}

export interface PresentedDates {
  readonly hint: string;
  readonly fields: readonly LinkDateField[];
  readonly isOpen: boolean;
}

export interface PickerState {
  readonly acceptsColumns: boolean;
  readonly defaultStoodHours: number;
  /** Null when the page is opened. */
  readonly sent: { readonly values: PickerValues; readonly problems: readonly PickerProblem[] } | null;
}

export function presentPicker(
  choices: MappingChoices,
  { acceptsColumns, defaultStoodHours, sent }: PickerState,
  words: CourseWords,
): PresentedPicker {
  const { t, lms } = words;
  const { course, readableColumns } = choices;
  const offered = COLUMN_ROLES.filter(
    (role) => findWhyNotOffered(role, acceptsColumns, readableColumns) === null,
  );
  const values = sent?.values ?? buildFirstValues(offered[0] ?? 'grade', defaultStoodHours);
  const problems = sent?.problems ?? [];
  const say = (problem: PickerProblem): string => t(`picker.problem.${problem}`, { lms });
  const errors: Partial<Record<PickerField, string>> = {};
  for (const problem of problems) errors[FIELD_OF_PROBLEM[problem]] ??= say(problem);
  return {
    title: t('picker.title', { course: course.title ?? t('course.this-course') }),
    action: pickerAddress(course.id),
    badgeClasses: choices.badgeClasses.map((choice) => presentBadgeClass(choice, values, words)),
    roles: COLUMN_ROLES.map((role) => {
      const whyNot = findWhyNotOffered(role, acceptsColumns, readableColumns);
      return {
        id: `role-${role}`,
        value: role,
        title: t(`role.${role}`, { lms }),
        hint: whyNot ? t(whyNot) : capitalise(t(`role.${role}.hint`, { lms })),
        isChosen: values.role === role && !whyNot,
        isOffered: !whyNot,
      };
    }),
    noColumns: acceptsColumns ? null : capitalise(t('picker.role.no-columns', { lms })),
    columns: readableColumns.map((column) => presentColumn(column, values, words)),
    values,
    errors,
    summary: problems.map((problem) => ({ href: `#${FIELD_OF_PROBLEM[problem]}`, text: say(problem) })),
    maximum: COLUMN_MAXIMUM,
    canMap: offered.length > 0 && choices.badgeClasses.some(isOffered),
    lms,
    dates: presentDates(choices, acceptsColumns, values, words),
  };
}

function presentDates(
  { registration }: MappingChoices,
  acceptsColumns: boolean,
  values: PickerValues,
  { t, lms }: CourseWords,
): PresentedDates | null {
  const { honoursLinkDates } = findProfile(registration);
  const needsColumn = honoursLinkDates === 'with-column';
  if (honoursLinkDates === 'none' || (needsColumn && !acceptsColumns)) return null;
  return {
    hint: capitalise(t(needsColumn ? 'picker.dates.hint.column' : 'picker.dates.hint', { lms })),
    fields: LINK_DATE_FIELDS,
    isOpen: LINK_DATE_FIELDS.some((field) => values[field] !== ''),
  };
}

function findWhyNotOffered(
  role: ColumnRole,
  acceptsColumns: boolean,
  readableColumns: readonly ReadableColumn[],
) {
  if (role !== 'none' && !acceptsColumns) return 'picker.role.not-offered';
  const needsOther = role === 'badge' || role === 'none';
  return needsOther && readableColumns.length === 0 ? 'picker.role.no-other' : null;
}

export function isOffered({ permission }: BadgeClassChoice): boolean {
  return permission === 'allowed' || permission === 'needs-approval';
}

function presentBadgeClass(
  choice: BadgeClassChoice,
  values: PickerValues,
  { t, language }: CourseWords,
): PresentedBadgeChoice {
  const { badgeClass, permission, isMapped } = choice;
  return {
    id: `badge-${badgeClass.id}`,
    value: badgeClass.id,
    title: badgeClass.name[language],
    hint: permission === 'allowed' ? null : t(`picker.permission.${permission}`),
    isChosen: values.badgeClass === badgeClass.id && isOffered(choice),
    isOffered: isOffered(choice),
    image: badgeImage(badgeClass.id, language),
    variant: badgeClass.variant,
    description: badgeClass.description[language],
    isMapped,
  };
}

function presentColumn(
  { key, badgeClass, label }: ReadableColumn,
  values: PickerValues,
  { t, language }: CourseWords,
): PresentedChoice {
  return {
    id: `column-${key}`,
    value: key,
    title: label ?? t('picker.reads.not-seen', { badge: badgeClass.name[language] }),
    hint: null,
    isChosen: values.reads === key,
    isOffered: true,
  };
}
