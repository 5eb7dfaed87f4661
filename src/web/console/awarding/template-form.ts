/**
 * The form of a template: the one in which teachers say when and how a badge is earned, over *places* instead of columns. A
 * place is what a course is asked for when it takes the template.
 *
 * @module
 */
import { readsOwnColumn } from '../../../awarding/column-role.js';
import { COLUMN_ROLES, type ColumnRole } from '../../../awarding/mapping.js';
import { COLUMN_MAXIMUM } from '../../../awarding/mapping-service.js';
import { DEFAULT_POLICIES } from '../../../awarding/policies.js';
import { OWN_PLACE, type MappingTemplate, type TemplatePlace } from '../../../awarding/template.js';
import type { TemplateDraft, TemplateProblem } from '../../../awarding/template-service.js';
import type { BadgeClass } from '../../../badges/badge-class.js';
import type { CourseWords } from '../../course/course-words.js';
import { parseChoice, readFields } from '../../course/form-fields.js';
import { readMappingForm, writeMappingForm, type MappingForm } from '../../course/mapping-form.js';
import { presentMappingForm, sayWhen, type FormSubject } from '../../course/present-mapping-form.js';
import { sayPolicies } from '../../course/policy-form.js';

/** So many fields for places that are not there yet. */
const FRESH_PLACES = 2;
const MOST_PLACES = 12;
const DEFAULT_STOOD_HOURS = 1;

export interface TemplateForm {
  readonly name: string;
  readonly badgeClassId: string;
  readonly columnRole: ColumnRole;
  readonly maximum: string;
  readonly places: readonly TemplatePlace[];
  readonly terms: MappingForm;
  /** Null while something of it cannot be used. */
  readonly draft: TemplateDraft | null;
}

/** The form that shows a template; of a new one, what most institutions begin with. */
export function writeTemplateForm(template: MappingTemplate | null, words: CourseWords): TemplateForm {
  const {
    name = '',
    badgeClassId = '',
    columnRole = 'grade' as const,
    columnMaximum = 100,
    places = [],
  } = template ?? {};
  const terms = template ?? {
    rule: { kind: 'at-least' as const, columnKey: OWN_PLACE, unit: 'percent' as const, value: 55 },
    wait: { notBefore: null, stoodHours: DEFAULT_STOOD_HOURS },
    policies: DEFAULT_POLICIES,
  };
  const form = writeMappingForm(terms, words);
  return {
    name,
    badgeClassId,
    columnRole,
    maximum: String(columnMaximum ?? ''),
    places,
    terms: form,
    draft: null,
  };
}

/** @param standing - what it is a change of: its badge class and column stay, since links of it are out there */
export function readTemplateForm(body: unknown, standing: MappingTemplate | null): TemplateForm {
  const fields = readFields(body, ['name', 'badgeClass', 'role', 'maximum']);
  const columnRole = standing?.columnRole ?? parseChoice(fields.role, COLUMN_ROLES) ?? 'grade';
  const places = readPlaces(body);
  const terms = readMappingForm(body, {
    rule: standing?.rule ?? { kind: 'all-of', of: [] },
    policies: standing?.policies ?? DEFAULT_POLICIES,
    learnerIds: [],
    firstColumn: readsOwnColumn(columnRole) ? OWN_PLACE : (places[0]?.name ?? ''),
  });
  const badgeClassId = standing?.badgeClassId ?? fields.badgeClass;
  const maximum = standing ? String(standing.columnMaximum ?? '') : fields.maximum;
  const columnMaximum = readMaximum(columnRole, maximum);
  const draft = terms.terms && {
    name: fields.name,
    badgeClassId,
    columnRole,
    columnMaximum,
    places,
    ...terms.terms,
  };
  return { name: fields.name, badgeClassId, columnRole, maximum, places, terms, draft };
}

function readMaximum(role: ColumnRole, text: string): number | null {
  if (role === 'badge') return 1;
  return readsOwnColumn(role) ? Number(text) : null;
}

/** Those with a label, each under the name that conditions know it by. */
function readPlaces(body: unknown): TemplatePlace[] {
  const indexes = Array.from({ length: MOST_PLACES }, (_, index) => index);
  const fields = readFields(
    body,
    indexes.flatMap((index) => [`place.${index}`, `placeName.${index}`]),
  );
  return indexes.flatMap((index) => {
    const label = fields[`place.${index}`] ?? '';
    const name = fields[`placeName.${index}`] ?? '';
    if (label === '') return [];
    return [{ name: /^[\w-]{1,60}$/.test(name) && name !== OWN_PLACE ? name : `place-${index}`, label }];
  });
}

export function presentTemplateForm(
  form: TemplateForm,
  classes: readonly BadgeClass[],
  { isSent, problems }: { readonly isSent: boolean; readonly problems: readonly TemplateProblem[] },
  words: CourseWords,
) {
  const { t, language } = words;
  const subject = describeSubject(form, classes);
  const terms = presentMappingForm(form.terms, subject, { isSent, unfit: [] }, words);
  const free = freshNames(form.places);
  return {
    name: form.name,
    badges: classes.map(({ id, name }) => ({
      value: id,
      text: name[language],
      isChosen: id === form.badgeClassId,
    })),
    roles: COLUMN_ROLES.map((value) => ({
      value,
      text: t(`role.${value}`, { lms: words.lms }),
      isChosen: value === form.columnRole,
    })),
    hasOwnColumn: readsOwnColumn(form.columnRole),
    maximum: form.maximum,
    most: COLUMN_MAXIMUM,
    places: [...form.places, ...free.map((name) => ({ name, label: '' }))],
    form: terms,
    problems: [
      ...problems.map((problem) => ({
        href: `#${FIELD_OF_PROBLEM[problem]}`,
        text: t(`console.templates.problem.${problem}`),
      })),
      ...terms.problems,
    ],
    says: form.terms.terms && {
      when: `${sayWhen(form.terms.terms, subject, words)}.`,
      how: sayPolicies(form.terms.terms.policies, words),
    },
  };
}

const FIELD_OF_PROBLEM: Readonly<Record<TemplateProblem, string>> = {
  name: 'tn',
  'badge-class': 'tb',
  'column-maximum': 'tm',
  places: 'places',
  'own-column': 'step-2',
};

/** Names that no place of the form has. */
function freshNames(places: readonly TemplatePlace[]): string[] {
  const taken = new Set(places.map(({ name }) => name));
  const all = Array.from({ length: MOST_PLACES * 2 }, (_, index) => `place-${index}`);
  const room = Math.max(0, MOST_PLACES - places.length);
  return all.filter((name) => !taken.has(name)).slice(0, Math.min(FRESH_PLACES, room));
}

/** Places stand where a course has columns. */
function describeSubject(form: TemplateForm, classes: readonly BadgeClass[]): FormSubject {
  const badgeClass = classes.find(({ id }) => id === form.badgeClassId) ?? classes[0];
  const columns = badgeClass
    ? form.places.map(({ name, label }) => ({ key: name, role: 'grade' as const, badgeClass, label }))
    : [];
  return {
    choices: {
      badgeClasses: classes.map((one) => ({ badgeClass: one, permission: 'allowed', isMapped: false })),
      readableColumns: columns,
    },
    ownKey: readsOwnColumn(form.columnRole) ? OWN_PLACE : null,
    ownMaximum: null,
    isOwnAssessed: form.columnRole === 'assessed',
    badgeClassId: form.badgeClassId,
    standingRule: form.terms.rule.rule,
    learners: [],
  };
}
