/**
 * The form in which a teacher says when and how a badge is earned, as its pages show it: conditions, wait, policies, and each
 * step in one sentence.
 *
 * @module
 */
import type { MappingChoices } from '../../awarding/mapping-choices.js';
import type { Rule } from '../../awarding/rule.js';
import { sayRule, type RuleNames } from '../../awarding/say-rule.js';
import { isTextKey } from '../../language/translate.js';
import { capitalise, type CourseWords } from './course-words.js';
import type { MappingForm, MappingTerms } from './mapping-form.js';
import { presentPolicies, sayPolicies, sayWho, type PresentedPolicies } from './policy-form.js';
import { presentName } from './present-learners.js';
import { presentWait } from './present-rule.js';
import {
  ADDABLE_KINDS,
  COMBINATIONS,
  COMBINED_PLACES,
  findRow,
  GROUP_KINDS,
  isFull,
  listParts,
  type RuleRow,
} from './rule-form.js';

export interface Option {
  readonly value: string;
  readonly text: string;
  readonly isChosen: boolean;
}

export interface PresentedRow {
  readonly index: number;
  readonly number: number;
  readonly kind: RuleRow['kind'];
  readonly kept: number;
  /** What a kept part says. */
  readonly sentence: string | null;
  readonly value: string;
  readonly columns: readonly Option[];
  readonly units: readonly Option[];
  readonly badges: readonly Option[];
  readonly hows: readonly Option[];
  readonly places: readonly (readonly Option[])[];
  /** Of each place, as typed. */
  readonly weights: readonly string[];
  readonly hasWeights: boolean;
  readonly problem: string | null;
}

export interface FormProblem {
  readonly step: 2 | 3;
  readonly href: string;
  readonly text: string;
}

/** What views/course/editor-when and editor-how show. */
export interface PresentedMappingForm {
  readonly groups: readonly Option[];
  readonly least: string;
  readonly leastProblem: string | null;
  readonly hasSeveral: boolean;
  readonly rows: readonly PresentedRow[];
  readonly addKinds: readonly Option[] | null;
  readonly stood: string;
  readonly notBefore: string;
  readonly stoodProblem: string | null;
  readonly dateProblem: string | null;
  readonly policies: PresentedPolicies;
  /** Something under *More* is to be mended. */
  readonly isMoreOpen: boolean;
  readonly unfit: readonly string[];
  readonly problems: readonly FormProblem[];
}

/** What the form is about. */
export interface FormSubject {
  readonly choices: Pick<MappingChoices, 'badgeClasses' | 'readableColumns'>;
  /** Stands in rules for the column that comes with the badge's own link; null when none does. */
  readonly ownKey: string | null;
  readonly ownMaximum: number | null;
  readonly isOwnAssessed: boolean;
  /** Null while none is chosen. */
  readonly badgeClassId: string | null;
  /** What parts that the form cannot show are taken from; null where there are none. */
  readonly standingRule: Rule | null;
  /** Of the course. */
  readonly learners: readonly { readonly id: string; readonly name: string | null }[];
}

export interface FormTrouble {
  /** Problems are shown once somebody has sent the form. */
  readonly isSent: boolean;
  /** Codes of why the rule does not fit this course. */
  readonly unfit: readonly string[];
}

export function presentMappingForm(
  form: MappingForm,
  subject: FormSubject,
  { isSent, unfit: unfitCodes }: FormTrouble,
  words: CourseWords,
): PresentedMappingForm {
  const { t } = words;
  const { rows, rule, wait, policies } = form;
  const found = isSent ? rule.problems : [];
  const hasLeast = found.some(({ code }) => code === 'count-out-of-range');
  const presented = rows.rows.map((row, index) => {
    const problem = found.find((one) => findRow(one, rows) === index);
    return presentRow(row, index, subject, problem ? sayProblem(problem.code, words) : null, words);
  });
  const waits = isSent ? wait.problems : [];
  const leastProblem = hasLeast ? sayProblem('count-out-of-range', words) : null;
  const stoodProblem = waits.includes('hours-out-of-range') ? t('picker.problem.hours-out-of-range') : null;
  const dateProblem = waits.includes('date-invalid') ? t('picker.problem.date-invalid') : null;
  const how = presentPolicies(
    isSent ? policies : { ...policies, problem: null },
    subject.learners.map((learner) => ({ id: learner.id, name: presentName(learner, words) })),
    words,
  );
  const unfit = unfitCodes.map((code) => sayUnfit(code, words));
  const at = (step: 2 | 3, href: string, text: string | null): FormProblem[] =>
    text === null ? [] : [{ step, href, text }];
  return {
    groups: GROUP_KINDS.map((value) => ({
      value,
      text: t(`editor.group.${value}`),
      isChosen: rows.group === value,
    })),
    least: rows.least,
    leastProblem,
    hasSeveral: rows.rows.length > 1,
    rows: presented,
    addKinds: isFull(rows)
      ? null
      : ADDABLE_KINDS.map((value) => ({ value, text: t(`editor.kind.${value}`), isChosen: false })),
    ...wait.fields,
    stoodProblem,
    dateProblem,
    policies: how,
    isMoreOpen: [stoodProblem, dateProblem, how.problem, how.whoProblem].some((one) => one !== null),
    unfit,
    problems: [
      ...presented.flatMap(({ index, problem }) => at(2, `#row-${index}`, problem)),
      ...unfit.flatMap((text) => at(2, '#step-2', text)),
      ...at(2, '#least', leastProblem),
      ...at(3, '#stood', stoodProblem),
      ...at(3, '#notBefore', dateProblem),
      ...at(3, '#policies', how.problem),
      ...at(3, '#who', how.whoProblem),
    ],
  };
}

export function nameParts(
  { choices, ownKey, ownMaximum }: FormSubject,
  { language }: CourseWords,
): RuleNames {
  return {
    ...(ownKey !== null && { ownKey }),
    ownMaximum,
    column: (key) => {
      const column = choices.readableColumns.find((one) => one.key === key);
      return column ? (column.label ?? column.badgeClass.name[language]) : null;
    },
    badge: (id) =>
      choices.badgeClasses.find(({ badgeClass }) => badgeClass.id === id)?.badgeClass.name[language] ?? null,
  };
}

/** When, in one sentence without a full stop; an assessed badge is not earned by a number. */
export function sayWhen({ rule, wait }: MappingTerms, subject: FormSubject, words: CourseWords): string {
  if (subject.isOwnAssessed && rule.kind === 'at-least' && rule.columnKey === subject.ownKey) {
    return words.t('rule.assessed');
  }
  const sentence = capitalise(sayRule(rule, nameParts(subject, words), words));
  return [sentence, ...presentWait(wait, words)].join(', ');
}

/** How, in one line: the mode, and whatever is not as it usually is. */
export function sayHow({ policies }: MappingTerms, words: CourseWords): string {
  const { until, validMonths, learnerIds } = policies;
  const [mode, untilWords, , , , months] = sayPolicies(policies, words);
  return [
    mode,
    ...(until ? [untilWords] : []),
    ...(learnerIds ? [sayWho(policies, words)] : []),
    ...(validMonths === null ? [] : [months]),
  ].join(' · ');
}

function presentRow(
  row: RuleRow,
  index: number,
  subject: FormSubject,
  problem: string | null,
  words: CourseWords,
): PresentedRow {
  const { t, language } = words;
  const { choices, badgeClassId, standingRule } = subject;
  const part = row.kind === 'keep' && standingRule ? listParts(standingRule)[row.kept] : undefined;
  return {
    index,
    number: index + 1,
    kind: row.kind,
    kept: row.kept,
    sentence: part ? capitalise(sayRule(part, nameParts(subject, words), words)) : null,
    value: row.value,
    columns: listColumns(row.column, subject, words),
    units: (['percent', 'points'] as const).map((value) => ({
      value,
      text: t(`picker.unit.${value}`),
      isChosen: row.unit === value,
    })),
    badges: choices.badgeClasses
      .filter(({ badgeClass }) => badgeClass.id !== badgeClassId)
      .map(({ badgeClass }) => ({
        value: badgeClass.id,
        text: badgeClass.name[language],
        isChosen: badgeClass.id === row.badge,
      })),
    hows: COMBINATIONS.map((value) => ({
      value,
      text: t(`editor.how.${value}`),
      isChosen: row.how === value,
    })),
    places: COMBINED_PLACES.map((place) => listColumns(row.columns[place] ?? '', subject, words)),
    weights: COMBINED_PLACES.map((place) => row.weights[place] ?? '1'),
    hasWeights: row.how === 'weighted-mean',
    problem,
  };
}

/** Each says where it is read; the badge's own comes first. */
function listColumns(
  chosen: string,
  { choices, ownKey, isOwnAssessed }: FormSubject,
  { t, lms, language }: CourseWords,
): Option[] {
  const say = (value: string, column: string, isAssessed: boolean): Option => ({
    value,
    text: t(isAssessed ? 'editor.source.assessed' : 'editor.source.grade', { column, lms }),
    isChosen: value === chosen,
  });
  return [
    ...(ownKey === null ? [] : [say(ownKey, t('editor.column.own'), isOwnAssessed)]),
    ...choices.readableColumns
      .filter(({ key }) => key !== ownKey)
      .map(({ key, role, label, badgeClass }) =>
        say(
          key,
          label ?? t('picker.reads.not-seen', { badge: badgeClass.name[language] }),
          role === 'assessed',
        ),
      ),
  ];
}

function sayProblem(code: string, { t }: CourseWords): string {
  const key = `rule.problem.${code}`;
  return isTextKey(key) ? t(key) : t('rule.problem.kind-unknown');
}

/** Why a rule that is whole does not fit this course. */
function sayUnfit(code: string, { t }: CourseWords): string {
  const key = `rule.unfit.${code}`;
  return isTextKey(key) ? t(key) : t('editor.unfit', { code });
}
