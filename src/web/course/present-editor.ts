/**
 * The page on which a teacher changes when and how a badge is earned: its form, its sentence, what it would do, what differs.
 *
 * @module
 */
import type { BadgeClass } from '../../badges/badge-class.js';
import type { MappedBadge } from '../../awarding/course-board.js';
import type { MappingChoices } from '../../awarding/mapping-choices.js';
import { NOT_SET_UP } from '../../awarding/mapping-service.js';
import type { Preview, PreviewedLearner } from '../../awarding/preview.js';
import type { Wait } from '../../awarding/mapping.js';
import type { Rule } from '../../awarding/rule.js';
import { sayRule, type RuleNames } from '../../awarding/say-rule.js';
import { isTextKey } from '../../language/translate.js';
import { badgeAddress, badgeImage, editAddress } from './course-address.js';
import { capitalise, type CourseWords } from './course-words.js';
import { presentName } from './present-learners.js';
import type { Policies } from '../../awarding/policies.js';
import { presentPolicies, sayPolicies, type PolicyFields, type PresentedPolicies } from './policy-form.js';
import { presentWait } from './present-rule.js';
import {
  ADDABLE_KINDS,
  COMBINATIONS,
  COMBINED_PLACES,
  findRow,
  GROUP_KINDS,
  isFull,
  listParts,
  type ReadRule,
  type RuleForm,
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
  readonly problem: string | null;
}

export interface PresentedWaitFields {
  readonly stood: string;
  readonly notBefore: string;
  readonly stoodProblem: string | null;
  readonly dateProblem: string | null;
}

/** What the sentence and the preview show; the same with a script and without. */
export interface PresentedPreview {
  /** Null while something is missing. */
  readonly sentence: string | null;
  readonly counts: string | null;
  readonly notes: readonly string[];
  readonly lists: readonly {
    readonly title: string;
    readonly names: readonly string[];
    readonly more: string | null;
  }[];
  readonly readAt: string | null;
  readonly changes: readonly { readonly what: string; readonly was: string; readonly becomes: string }[];
}

export interface PresentedEditor {
  readonly title: string;
  readonly name: string;
  readonly image: string;
  readonly variant: BadgeClass['variant'];
  readonly action: string;
  readonly backHref: string;
  readonly groups: readonly Option[];
  readonly least: string;
  readonly leastProblem: string | null;
  readonly hasSeveral: boolean;
  readonly rows: readonly PresentedRow[];
  readonly addKinds: readonly Option[] | null;
  readonly wait: PresentedWaitFields;
  readonly policies: PresentedPolicies;
  readonly unfit: readonly string[];
  readonly version: number;
  readonly preview: PresentedPreview;
  /** The draft that was looked at; a save of another one is looked at first. */
  readonly reviewed: string | null;
  readonly hasProblems: boolean;
  /** There is something to save. */
  readonly canSave: boolean;
  readonly hiddenGrades: string;
}

export interface EditorState {
  readonly badge: MappedBadge;
  readonly choices: MappingChoices;
  readonly form: RuleForm;
  readonly read: ReadRule;
  readonly wait: { readonly fields: { stood: string; notBefore: string }; readonly value: Wait | null };
  readonly waitProblems: readonly ('hours-out-of-range' | 'date-invalid')[];
  readonly policies: { readonly fields: PolicyFields; readonly value: Policies | null };
  /** Codes of why the rule does not fit this course. */
  readonly unfit: readonly string[];
  /** Null while the draft has problems. */
  readonly preview: Preview | null;
  readonly reviewed: string | null;
  /** Problems are shown once somebody has sent the form. */
  readonly isSent: boolean;
}

const MOST_NAMES = 30;

export function presentEditor(state: EditorState, words: CourseWords): PresentedEditor {
  const { badge, choices, form, isSent } = state;
  const { t, language, lms } = words;
  const { mapping, badgeClass } = badge;
  const problems = isSent ? state.read.problems : [];
  const leastProblem = problems.some(({ code }) => code === 'count-out-of-range');
  const say = (code: string): string => {
    const key = `rule.problem.${code}`;
    return isTextKey(key) ? t(key) : t('rule.problem.kind-unknown');
  };
  const preview = presentPreview(state, words);
  const isSetUp = mapping.stateReason !== NOT_SET_UP;
  return {
    title: t('editor.title', { badge: badgeClass.name[language] }),
    name: badgeClass.name[language],
    image: badgeImage(badgeClass.id, language),
    variant: badgeClass.variant,
    action: editAddress(choices.course.id, mapping.key),
    backHref: badgeAddress(choices.course.id, mapping.key),
    groups: GROUP_KINDS.map((value) => ({
      value,
      text: t(`editor.group.${value}`),
      isChosen: form.group === value,
    })),
    least: form.least,
    leastProblem: leastProblem ? say('count-out-of-range') : null,
    hasSeveral: form.rows.length > 1,
    rows: form.rows.map((row, index) => {
      const problem = problems.find((one) => findRow(one, form) === index);
      return presentRow(row, index, state, problem ? say(problem.code) : null, words);
    }),
    addKinds: isFull(form)
      ? null
      : ADDABLE_KINDS.map((value) => ({ value, text: t(`editor.kind.${value}`), isChosen: false })),
    wait: {
      ...state.wait.fields,
      stoodProblem: state.waitProblems.includes('hours-out-of-range')
        ? t('picker.problem.hours-out-of-range')
        : null,
      dateProblem: state.waitProblems.includes('date-invalid') ? t('picker.problem.date-invalid') : null,
    },
    policies: presentPolicies(state.policies.fields, state.policies.value !== null, words),
    unfit: state.unfit.map((code) => sayUnfit(code, words)),
    version: mapping.version,
    preview,
    reviewed: state.reviewed,
    canSave: state.reviewed !== null && (preview.changes.length > 0 || !isSetUp),
    hasProblems:
      isSent &&
      (state.read.rule === null ||
        state.waitProblems.length > 0 ||
        state.policies.value === null ||
        state.unfit.length > 0),
    hiddenGrades: capitalise(t('picker.wait.why', { lms })),
  };
}

export function nameParts(
  { choices, badge }: Pick<EditorState, 'choices' | 'badge'>,
  { language }: CourseWords,
): RuleNames {
  return {
    ownKey: badge.mapping.key,
    ownMaximum: badge.mapping.columnMaximum,
    column: (key) => {
      const column = choices.readableColumns.find((one) => one.key === key);
      return column ? (column.label ?? column.badgeClass.name[language]) : null;
    },
    badge: (id) =>
      choices.badgeClasses.find(({ badgeClass }) => badgeClass.id === id)?.badgeClass.name[language] ?? null,
  };
}

function presentRow(
  row: RuleRow,
  index: number,
  state: EditorState,
  problem: string | null,
  words: CourseWords,
): PresentedRow {
  const { t, language } = words;
  const { choices, badge } = state;
  const listColumns = (chosen: string): Option[] =>
    choices.readableColumns.map(({ key, role, label, badgeClass }) => {
      const column =
        key === badge.mapping.key ? t('editor.column.own') : (label ?? badgeClass.name[language]);
      return {
        value: key,
        text: t(role === 'assessed' ? 'editor.source.assessed' : 'editor.source.grade', {
          column,
          lms: words.lms,
        }),
        isChosen: key === chosen,
      };
    });
  const part = row.kind === 'keep' ? listParts(badge.mapping.rule)[row.kept] : undefined;
  return {
    index,
    number: index + 1,
    kind: row.kind,
    kept: row.kept,
    sentence: part ? capitalise(sayRule(part, nameParts(state, words), words)) : null,
    value: row.value,
    columns: listColumns(row.column),
    units: (['percent', 'points'] as const).map((value) => ({
      value,
      text: t(`picker.unit.${value}`),
      isChosen: row.unit === value,
    })),
    badges: choices.badgeClasses
      .filter(({ badgeClass }) => badgeClass.id !== badge.badgeClass.id)
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
    places: COMBINED_PLACES.map((place) => listColumns(row.columns[place] ?? '')),
    problem,
  };
}

export function presentPreview(state: EditorState, words: CourseWords): PresentedPreview {
  const { t, formats } = words;
  const { read, wait, policies, preview } = state;
  const draft =
    read.rule && wait.value && policies.value
      ? { rule: read.rule, wait: wait.value, policies: policies.value }
      : null;
  return {
    sentence: draft && sayDraft(draft.rule, draft.wait, state, words),
    counts:
      preview &&
      t('editor.preview.counts', {
        receive: listReceiving(preview).length,
        near: preview.near.length,
        held: preview.holds.length,
      }),
    notes: preview ? listNotes(preview, words) : [],
    lists: preview
      ? [
          listNames('editor.preview.receive', listReceiving(preview), words),
          listNames('editor.preview.near', preview.near, words),
        ].filter(({ names }) => names.length > 0)
      : [],
    readAt: preview?.readAt ? t('course.read-at', { at: formats.dateTime(preview.readAt) }) : null,
    changes: draft ? listChanges(draft, state, words) : [],
  };
}

/** Meet it now, or only wait for a date, an hour or a yes; those who hold it left out. */
function listReceiving({ receives, waits }: Preview): readonly PreviewedLearner[] {
  return [...receives, ...waits];
}

function listNotes({ noAddress, holds, difference }: Preview, { t }: CourseWords): string[] {
  const without = holds.filter(({ evaluation }) => evaluation.verdict === 'not-met').length;
  const added = difference.added.length;
  const dropped = difference.dropped.filter(({ isHeld }) => !isHeld).length;
  return [
    ...(noAddress.length > 0 ? [t('editor.preview.no-email', { count: noAddress.length })] : []),
    ...(without > 0 ? [t('editor.preview.without', { count: without })] : []),
    ...(added + dropped > 0 ? [t('editor.preview.difference', { added, dropped })] : []),
  ];
}

function listNames(
  title: 'editor.preview.receive' | 'editor.preview.near',
  people: readonly PreviewedLearner[],
  words: CourseWords,
) {
  const more = people.length - MOST_NAMES;
  return {
    title: words.t(title),
    names: people
      .slice(0, MOST_NAMES)
      .map(({ learnerId, name }) => presentName({ id: learnerId, name }, words)),
    more: more > 0 ? words.t('editor.preview.more', { count: more }) : null,
  };
}

function sayDraft(rule: Rule, wait: Wait, state: EditorState, words: CourseWords): string {
  const sentence = capitalise(sayRule(rule, nameParts(state, words), words));
  return `${[sentence, ...presentWait(wait, words)].join(', ')}.`;
}

/** Why a rule that is whole does not fit this course. */
function sayUnfit(code: string, { t }: CourseWords): string {
  const key = `rule.unfit.${code}`;
  return isTextKey(key) ? t(key) : t('editor.unfit', { code });
}

function listChanges(
  { rule, wait, policies }: { rule: Rule; wait: Wait; policies: Policies },
  state: EditorState,
  words: CourseWords,
) {
  const { t } = words;
  const { mapping } = state.badge;
  const names = nameParts(state, words);
  const sayWait = (one: Wait) => presentWait(one, words).join(', ') || t('editor.wait.none');
  const changes: { what: string; was: string; becomes: string }[] = [];
  if (JSON.stringify(rule) !== JSON.stringify(mapping.rule)) {
    changes.push({
      what: t('editor.diff.rule'),
      was: capitalise(sayRule(mapping.rule, names, words)),
      becomes: capitalise(sayRule(rule, names, words)),
    });
  }
  if (sayWait(wait) !== sayWait(mapping.wait)) {
    changes.push({
      what: t('editor.diff.wait'),
      was: capitalise(sayWait(mapping.wait)),
      becomes: capitalise(sayWait(wait)),
    });
  }
  const was = sayPolicies(mapping.policies, words);
  sayPolicies(policies, words).forEach((becomes, index) => {
    if (was[index] !== becomes)
      changes.push({ what: t('editor.diff.policy'), was: was[index] ?? '', becomes });
  });
  return changes;
}
