/**
 * The page on which a teacher maps a badge.
 *
 * @module
 */
import type { BadgeClassChoice, MappingChoices, ReadableColumn } from '../../awarding/mapping-choices.js';
import { COLUMN_ROLES, type ColumnRole } from '../../awarding/mapping.js';
import { COLUMN_MAXIMUM } from '../../awarding/mapping-service.js';
import type { Preview } from '../../awarding/preview.js';
import { OWN_PLACE } from '../../awarding/template.js';
import type { Variant } from '../../badges/badge-class.js';
import { findProfile } from '../../platforms/profile.js';
import { badgeImage, pickerAddress } from '../course/course-address.js';
import { capitalise, type CourseWords } from '../course/course-words.js';
import { foldName } from '../course/filter-learners.js';
import { parseDecimal } from '../course/form-fields.js';
import { findOpenSteps, MOST_WITHOUT_SEARCH } from '../course/mapping-form.js';
import {
  presentMappingForm,
  type FormSubject,
  type PresentedMappingForm,
} from '../course/present-mapping-form.js';
import { presentPreview, type PresentedPreview } from '../course/present-preview.js';
import {
  PLACE_OF_PROBLEM,
  writeFirstDraft,
  type PickerProblem,
  type PickerValues,
  type ReadDraft,
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

/** A search where there are more than can be seen at once. */
export interface PresentedSearch {
  readonly isShown: boolean;
  readonly query: string;
}

export interface PresentedPicker {
  readonly title: string;
  readonly action: string;
  /** Those that the search finds, and the chosen one. */
  readonly badgeClasses: readonly PresentedBadgeChoice[];
  readonly search: PresentedSearch;
  /** Whatever is searched for. */
  readonly allBadges: readonly PresentedBadgeChoice[];
  /** Name of the chosen badge; null while none is. */
  readonly chosen: string | null;
  readonly roles: readonly PresentedChoice[];
  /** The LMS takes no column here; null where it does. */
  readonly noColumns: string | null;
  readonly values: PickerValues;
  readonly form: PresentedMappingForm;
  readonly openSteps: readonly number[];
  readonly preview: PresentedPreview;
  /** By field; a field without a problem is absent. */
  readonly errors: Readonly<Partial<Record<string, string>>>;
  /** Each leads to its field. */
  readonly problems: readonly { readonly href: string; readonly text: string }[];
  readonly maximum: typeof COLUMN_MAXIMUM;
  /** False where no badge can be mapped: nothing to choose, or nowhere to read from. */
  readonly canMap: boolean;
  readonly lms: string;
  readonly hiddenGrades: string;
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
  /** Of the course. */
  readonly learners: readonly { readonly id: string; readonly name: string | null }[];
  /** Null when the page is opened. */
  readonly sent: Pick<ReadDraft, 'values' | 'form' | 'problems'> | null;
  readonly unfit: readonly string[];
  /** Null while no badge is chosen, or the draft has problems. */
  readonly preview: Preview | null;
  /** The pressed button; empty when the page is opened. */
  readonly act: string;
}

export function presentPicker(
  choices: MappingChoices,
  state: PickerState,
  words: CourseWords,
): PresentedPicker {
  const { t, lms } = words;
  const { acceptsColumns, act } = state;
  const { course, readableColumns } = choices;
  const offered = listOfferedRoles(acceptsColumns, readableColumns);
  const { values, form, problems } = state.sent ?? openFirst(choices, state, words);
  // What is being filled in is not called wrong yet.
  const isSent = state.sent !== null && isAnswered(act);
  const shown = isSent ? problems : [];
  const say = (problem: PickerProblem): string => t(`picker.problem.${problem}`, { lms });
  const errors: Partial<Record<string, string>> = {};
  for (const problem of shown) errors[PLACE_OF_PROBLEM[problem].field] ??= say(problem);
  const presented = presentMappingForm(
    form,
    describeSubject(choices, state, words),
    { ...state, isSent },
    words,
  );
  const badges = choices.badgeClasses.map((choice) => presentBadgeClass(choice, values, words));
  const wanted = foldName(values.q);
  const hasProblemIn = (step: 1 | 2 | 3): boolean =>
    shown.some((problem) => PLACE_OF_PROBLEM[problem].step === step) ||
    presented.problems.some((problem) => problem.step === step);
  return {
    title: t('picker.title', { course: course.title ?? t('course.this-course') }),
    action: pickerAddress(course.id),
    badgeClasses: badges.filter(({ title, isChosen }) => isChosen || foldName(title).includes(wanted)),
    search: { isShown: badges.length > MOST_WITHOUT_SEARCH, query: values.q },
    allBadges: badges,
    chosen: badges.find(({ isChosen }) => isChosen)?.title ?? null,
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
    values,
    form: presented,
    openSteps: findOpenSteps(act, [1, 2], { 1: hasProblemIn(1), 2: hasProblemIn(2), 3: hasProblemIn(3) }),
    preview: presentPickerPreview(choices, state, words),
    errors,
    problems: [
      ...shown
        // Said better, with what exactly does not fit.
        .filter((problem) => problem !== 'rule-unfit' || state.unfit.length === 0)
        .map((problem) => ({ href: `#${PLACE_OF_PROBLEM[problem].field}`, text: say(problem) })),
      ...presented.problems,
    ],
    maximum: COLUMN_MAXIMUM,
    canMap: offered.length > 0 && choices.badgeClasses.some(isOffered),
    lms,
    hiddenGrades: capitalise(t('picker.wait.why', { lms })),
    dates: presentDates(choices, acceptsColumns, values, words),
  };
}

export function presentPickerPreview(
  choices: MappingChoices,
  state: PickerState,
  words: CourseWords,
): PresentedPreview {
  const { form } = state.sent ?? openFirst(choices, state, words);
  return presentPreview(form.terms, state.preview, describeSubject(choices, state, words), null, words);
}

/** Buttons that ask for an answer, as against those that only change the form. */
function isAnswered(act: string): boolean {
  return act === 'map' || /^step-[123]$/.test(act);
}

function openFirst(
  { readableColumns }: MappingChoices,
  { acceptsColumns, defaultStoodHours }: PickerState,
  words: CourseWords,
) {
  const role = listOfferedRoles(acceptsColumns, readableColumns)[0] ?? 'grade';
  const column = role === 'grade' ? OWN_PLACE : (readableColumns[0]?.key ?? '');
  return writeFirstDraft(role, column, defaultStoodHours, words);
}

function listOfferedRoles(acceptsColumns: boolean, readableColumns: readonly ReadableColumn[]): ColumnRole[] {
  return COLUMN_ROLES.filter((role) => findWhyNotOffered(role, acceptsColumns, readableColumns) === null);
}

function describeSubject(choices: MappingChoices, state: PickerState, words: CourseWords): FormSubject {
  const { values } = state.sent ?? openFirst(choices, state, words);
  return {
    choices,
    ownKey: state.acceptsColumns ? OWN_PLACE : null,
    ownMaximum: parseDecimal(values.maximum),
    isOwnAssessed: values.role === 'assessed',
    badgeClassId: values.badgeClass || null,
    standingRule: null,
    learners: state.learners,
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
